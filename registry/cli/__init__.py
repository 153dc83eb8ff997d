"""The `hyte` command. Each command makes what it needs from the settings, calls one thing, and says what happened."""

import click

from registry.cli import adoption, catalogue, demo, interface, keeping, mail, panel, people, search, serving


@click.group()
def main() -> None:
    """The HYTE method registry."""


for command in (
    serving.serve,
    demo.demo,
    adoption.adoption,
    catalogue.content,
    catalogue.index,
    interface.messages,
    keeping.backup,
    keeping.restore,
    mail.mail,
    mail.tidy,
    panel.panel,
    people.user,
    search.search,
):
    main.add_command(command)
