"""The `hyte` command. Each command makes what it needs from the settings, calls one thing, and says what happened."""

import click

from registry.cli import catalogue, interface, keeping, search, serving


@click.group()
def main() -> None:
    """The HYTE method registry."""


for command in (serving.serve, catalogue.content, catalogue.index, interface.messages, keeping.backup, keeping.restore, search.search):
    main.add_command(command)
