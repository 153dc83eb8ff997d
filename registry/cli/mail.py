"""`hyte mail send` and `hyte tidy`: what runs by itself, every few minutes and every night."""

import sys

import click

from registry import db, mailing
from registry.domain import accounts
from registry.domain.models.base import utc_now
from registry.settings import Settings, from_environment
from registry.sheets import waiting


@click.group()
def mail() -> None:
    """The outbox of mail."""


@mail.command("send")
def send() -> None:
    """Send what waits, and say how many; 1 where one could not be sent (it is tried again next time)."""
    settings = from_environment()
    try:
        server = mailing.server(settings)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if server is None:
        raise click.ClickException("HYTE_SMTP_URL is not set; an administrator sees the links at /yllapito/viestit")
    forget(settings)
    engine = db.make_engine(settings.database_url)
    sent, failed = mailing.send_waiting(engine, server, utc_now())
    engine.dispose()
    click.echo(f"{sent} sent, {failed} failed")
    sys.exit(1 if failed else 0)


@click.command()
def tidy() -> None:
    """Remove what is no longer needed: expired invitations, sessions and links, old attempts and mails."""
    forget(from_environment())
    click.echo("Removed what is kept no longer.")


def forget(settings: Settings) -> None:
    """Remove what an installation keeps no longer, from its database and of the files that wait."""
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        accounts.forget(session, utc_now())
    engine.dispose()
    waiting.tidy(settings.data_dir)
