"""The `hyte` command. Each command makes what it needs from the settings, calls one thing, and says what happened.

A command's file is read when it is called: a service that starts need not wait for what only spreadsheets or backups use.
"""

import gc
from importlib import import_module
from typing import Final

import click

COMMANDS: Final = {
    "adoption": "adoption",
    "backup": "keeping",
    "content": "catalogue",
    "demo": "demo",
    "index": "catalogue",
    "mail": "mail",
    "messages": "interface",
    "panel": "panel",
    "restore": "keeping",
    "search": "search",
    "serve": "serving",
    "tidy": "mail",
    "user": "people",
}
"""The commands, each with the file of this folder that has it."""


class Commands(click.Group):
    """The commands of the table, each read when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in their order."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None where there is none such."""
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # reading a thousand classes is not the time to look for garbage
        try:
            module = import_module(f"registry.cli.{COMMANDS[cmd_name]}")
        finally:
            gc.enable()
        found: click.Command = getattr(module, cmd_name)
        return found


@click.group(cls=Commands)
def main() -> None:
    """The HYTE method registry."""
