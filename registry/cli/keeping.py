"""`hyte backup` and `hyte restore`: an installation as one file, and back."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.exc import SQLAlchemyError

from registry import backup as backups
from registry.backup import BackupRefused, Manifest, NotFinished
from registry.settings import from_environment

Done = TypeVar("Done")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything but the search index to FILE, a .tar.gz. The service may go on meanwhile."""
    made = _try(lambda: backups.make(from_environment(), file.absolute()), "no backup was made")
    for name in made.left_out:
        click.echo(f"Left out, since it is a link or no file: {name}", err=True)
    click.echo(f"{file}: {_told(made.manifest)}, {file.stat().st_size:,} bytes")
    click.echo("It holds personal data and the secret key: keep it where only its keepers can read it.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what is there; a backup of it is written beside FILE first.")
def restore(file: Path, replace: bool) -> None:
    """Bring an installation back from FILE. Stop the service first."""
    settings = from_environment()
    done = _try(lambda: backups.restore(settings, file.absolute(), replace=replace), "nothing was restored")
    if done.before:
        click.echo(f"What was there before: {done.before}")
    click.echo(f"Restored: {_told(done.manifest)}, as of {done.manifest.created_at:%Y-%m-%d %H:%M} UTC")
    click.echo(
        "Next: start the service with `hyte serve`. It builds the search index, as `hyte index rebuild` also does."
    )


def _told(manifest: Manifest) -> str:
    return f"{manifest.rows:,} rows in {len(manifest.tables)} tables, {len(manifest.files)} files"


def _try(act: Callable[[], Done], otherwise: str) -> Done:
    try:
        return act()
    except BackupRefused as refused:
        raise click.ClickException(f"{otherwise}: {refused}") from refused
    except NotFinished as error:
        raise click.ClickException(f"{error}. Mend that and restore again with --replace") from error
    except (OSError, SQLAlchemyError) as error:
        reason = getattr(error, "orig", None) or error
        raise click.ClickException(f"{otherwise}: {reason}") from error
