"""`hyte serve`: prepare what is not there yet, then serve."""

from dataclasses import replace

import click
from sqlmodel import select

from registry import db
from registry.cli.catalogue import bring_in, bring_index_up
from registry.cli.mail import forget
from registry.domain import adoption, curation, dates, permissions
from registry.domain.models import AdoptionEntry, Method
from registry.paths import CONTENT
from registry.settings import Settings, from_environment


@click.command()
@click.option("--port", type=int, help="Default: PORT, or 8000.")
@click.option("--workers", type=int, help="Processes; default: HYTE_WORKERS, or 2.")
def serve(port: int | None, workers: int | None) -> None:
    """Prepare the database and the index, then serve the catalogue."""
    from registry.serving import run

    settings = from_environment()
    settings = replace(settings, port=port or settings.port)
    prepare(settings)
    run(settings, settings.port, workers or settings.workers)


def prepare(settings: Settings) -> None:
    """Bring tables, content and index up to date; quick where they are."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = db.make_engine(settings.database_url)
    db.migrate(database)
    with db.session_for(database) as session:
        empty = session.exec(select(Method.id).limit(1)).first() is None
        no_ledger = session.exec(select(AdoptionEntry.id).limit(1)).first() is None
        no_revisions = curation.has_gaps(session)
    if empty:
        bring_in(settings, CONTENT, overwrite=False)
    elif no_ledger:
        begin_ledger(settings)
    if no_revisions:
        begin_revisions(settings)
    bring_index_up(settings, always=False)
    forget(settings)


def begin_revisions(settings: Settings) -> None:
    """Give methods from before there were revisions a first one, so that their state can be read and brought back."""
    with db.transaction(db.make_engine(settings.database_url)) as session:
        made = curation.keep_what_is(session, "serve")
    if made:
        click.echo(f"First revisions of {made} methods kept")


def begin_ledger(settings: Settings) -> None:
    """Give an installation from before there was a ledger what public pages say; an import of content does the same."""
    with db.transaction(db.make_engine(settings.database_url)) as session:
        made = adoption.take_mentions(session, permissions.system("serve"), dates.today())
    if made:
        click.echo(f"Ledger begun with {made} entries from public pages")
