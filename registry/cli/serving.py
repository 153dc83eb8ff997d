"""`hyte serve`: prepare what is not there yet, then serve."""

import click
from sqlmodel import select

from registry import db
from registry.cli.catalogue import bring_in, bring_index_up
from registry.domain.models import Method
from registry.paths import CONTENT
from registry.settings import Settings, from_environment


@click.command()
@click.option("--port", type=int, help="Default: PORT, or 8000.")
@click.option("--workers", type=int, help="Processes; default: HYTE_WORKERS, or 2.")
def serve(port: int | None, workers: int | None) -> None:
    """Prepare the database and the index, then serve the catalogue."""
    from registry.serving import run

    settings = from_environment()
    prepare(settings)
    run(settings, port or settings.port, workers or settings.workers)


def prepare(settings: Settings) -> None:
    """Bring tables, content and index up to date; quick where they are."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = db.make_engine(settings.database_url)
    db.migrate(database)
    with db.session_for(database) as session:
        empty = session.exec(select(Method.id).limit(1)).first() is None
    if empty:
        bring_in(settings, CONTENT, overwrite=False)
    bring_index_up(settings, always=False)
