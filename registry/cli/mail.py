"""`hyte mail send` and `hyte tidy`: what runs by itself, every few minutes and every night."""

import sys

import click

from registry import db, mailing
from registry.domain import accounts, appeals, attachments, dates, reminders
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
    queue_reminders(settings)
    engine = db.make_engine(settings.database_url)
    sent, failed = mailing.send_waiting(engine, server, utc_now())
    engine.dispose()
    click.echo(f"{sent} sent, {failed} failed")
    sys.exit(1 if failed else 0)


@mail.command("remind")
def remind() -> None:
    """Put into the outbox what the panel and the editors are to be told: invitations, phases, days that are near, decisions, requests."""
    click.echo(f"{queue_reminders(from_environment())} mails put into the outbox")


@click.command()
def tidy() -> None:
    """Remove what is no longer needed: expired invitations, sessions and links, old attempts and mails. Reminders go into the outbox."""
    settings = from_environment()
    forget(settings)
    click.echo("Removed what is kept no longer.")
    if queued := queue_reminders(settings):
        click.echo(f"{queued} mails put into the outbox")


def queue_reminders(settings: Settings) -> int:
    """Put into the outbox what is to be told and has not been; how many mails."""
    engine = db.make_engine(settings.database_url)
    with db.session_for(engine) as session:
        waits = bool(reminders.due(session, dates.today()))
    engine.dispose()
    if not waits:
        return 0
    from registry.web import create_app, reminder_letters  # only now: it takes a second

    return reminder_letters.queue_all(create_app(settings), dates.today())


def forget(settings: Settings) -> None:
    """Remove what an installation keeps no longer, from its database and of the files that wait."""
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        accounts.forget(session, utc_now())
        appeals.forget(session, dates.today())
    engine.dispose()
    waiting.tidy(settings.data_dir)
    attachments.tidy(settings.data_dir)
