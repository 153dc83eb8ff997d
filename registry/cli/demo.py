"""`hyte demo`: an installation of its own with made-up people and a made-up ledger, beside the real one and never in it."""

import os
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

import click
from sqlalchemy import Engine, inspect

from registry import db
from registry.cli.catalogue import bring_index_up
from registry.cli.serving import prepare
from registry.demo import (
    experience,
    ledger,
    links,
    panel,
    people,
    proposals,
    support,
    survey_handled,
    surveys,
    webinars,
)
from registry.domain import dates, installation
from registry.domain.models import Installation
from registry.settings import Settings, from_environment

FOLDER: Final = "instance-demo"
VARIABLE: Final = "HYTE_DEMO_DIR"


@click.command()
@click.option("--port", type=int, help="Default: PORT, or 8000.")
@click.option("--workers", type=int, help="Processes; default: HYTE_WORKERS, or 2.")
@click.option("--prepare-only", is_flag=True, help="Make the demo and print the links, but do not serve.")
def demo(port: int | None, workers: int | None, prepare_only: bool) -> None:
    """Make and serve a demo: the real catalogue, made-up people and a made-up ledger.

    It lives in instance-demo/, or where HYTE_DEMO_DIR says; DATABASE_URL, mail and sign-in of the real one are not looked at.
    """
    from registry.serving import run

    settings = demo_settings()
    fill(settings)
    port = port or settings.port
    tell_links(settings, f"http://{settings.host}:{port}")
    if not prepare_only:
        run(settings, port, workers or settings.workers)


def demo_settings() -> Settings:
    """The settings of the demo: its own folder, database and key, and no way out by mail."""
    given = from_environment()
    folder = Path(os.environ.get(VARIABLE) or FOLDER).resolve()
    return replace(
        given,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'hyte.sqlite'}",
        base_url=None,
        given_key=None,
        smtp_url=None,
        providers=(),
    )


def fill(settings: Settings) -> None:
    """Make what is not there yet. Raises ClickException where the folder holds something real."""
    database = db.make_engine(settings.database_url)
    if _is_real(database):
        raise click.ClickException(f"{settings.data_dir} holds a real installation; nothing was changed")
    db.migrate(database)
    with db.transaction(database) as session:
        installation.mark_demo(session)
    prepare(settings)
    _fill_ledger(database)
    _fill_panel(database)
    _fill_rest(database)
    bring_index_up(settings, always=False)


def _is_real(database: Engine) -> bool:
    """Whether there is something that is no demo: looked at before anything is touched, tables of an older form included."""
    tables = inspect(database).get_table_names()
    if not tables:
        return False
    if Installation.__tablename__ not in tables:
        return True
    with db.session_for(database) as session:
        return not (installation.is_demo(session) or installation.is_empty(session))


def _fill_ledger(database: Engine) -> None:
    with db.transaction(database) as session:
        if ledger.is_filled(session):
            return
        click.echo("Making people and a ledger up ...")
        begun = perf_counter()
        done = ledger.fill(session, dates.today(), _tell)
    click.echo(f"{done} steps of 22 regions ({perf_counter() - begun:.1f} s)")


def _fill_panel(database: Engine) -> None:
    with db.transaction(database) as session:
        if panel.is_filled(session):
            return
        click.echo("Making a panel up ...")
        done = panel.fill(session, dates.today())
    click.echo(f"{done} rounds of nine reviewers")


def _fill_rest(database: Engine) -> None:
    for feature in (webinars, experience, support, surveys, proposals, survey_handled):
        with db.transaction(database) as session:
            if not feature.is_filled(session):
                click.echo(f"Making {feature.WHAT} up ...")
                click.echo(f"{feature.fill(session, dates.today())} {feature.WHAT}")


def tell_links(settings: Settings, address: str) -> None:
    """Print how to come in as each of the made-up people."""
    with db.session_for(db.make_engine(settings.database_url)) as session:
        parts = people.parts(session)
    click.echo("\nAll that people and regions say here is made up. Come in as:")
    for part in parts:
        where = f" ({part.region})" if part.region else ""
        click.echo(f"  {part.role}{where}\n    {address}{links.PATH}{links.token_of(settings, part.person_id)}")
    click.echo(f"or choose on {address}/esimerkki\n")


def _tell(done: int, of: int) -> None:
    if done == of or done % (of // 5) == 0:
        click.echo(f"  {done} / {of} steps")
