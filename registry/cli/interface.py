"""`hyte messages`: the catalogues of the interface."""

import sys

import click

from registry import messages as interface_messages


@click.group()
def messages() -> None:
    """The interface's catalogues."""


@messages.command("update")
def update_messages() -> None:
    """Bring the catalogues up to the messages of code and templates."""
    for language in interface_messages.LANGUAGES:
        interface_messages.update(language)


@messages.command("check")
def check_messages() -> None:
    """Say what Finnish and Swedish lack."""
    found = [problem for language in interface_messages.LANGUAGES for problem in interface_messages.problems(language)]
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found)} problems in the catalogues")
    sys.exit(1 if found else 0)
