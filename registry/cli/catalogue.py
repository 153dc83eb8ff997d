"""`hyte content` and `hyte index`: the catalogue as files, and the search index of it."""

import sys
from pathlib import Path
from time import perf_counter

import click

from registry import db
from registry.paths import CONTENT
from registry.settings import Settings, from_environment


@click.group()
def content() -> None:
    """The catalogue as files."""


@content.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
def check_content(folder: Path) -> None:
    """Say file, line and field of everything that is wrong in FOLDER."""
    from registry.content import check as content_check

    read, problems = content_check.check(folder)
    for problem in problems:
        click.echo(str(problem))
    methods = sum(document.path.startswith("methods/") for document in read)
    click.echo(f"{len(problems)} problems in {len(read)} files ({methods} methods)")
    sys.exit(1 if problems else 0)


@content.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
@click.option("--overwrite", is_flag=True, help="Take the file where both it and the web's version changed.")
def import_content(folder: Path, overwrite: bool) -> None:
    """Bring FOLDER into the database and index what changed."""
    settings = from_environment()
    db.migrate(db.make_engine(settings.database_url))
    bring_in(settings, folder, overwrite=overwrite)
    bring_index_up(settings, always=False)


@content.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_content(folder: Path) -> None:
    """Write the database's content into FOLDER."""
    from registry.content import exchange

    with db.transaction(db.make_engine(from_environment().database_url)) as session:
        written = exchange.export_folder(session, folder)
    click.echo(f"{len(written)} files written to {folder}")


@click.group()
def index() -> None:
    """The search index."""


@index.command("rebuild")
def rebuild_index() -> None:
    """Build the index anew beside the old one, and swap."""
    bring_index_up(from_environment(), always=True)


def bring_in(settings: Settings, folder: Path, *, overwrite: bool) -> None:
    from registry.content import exchange

    click.echo(f"Importing content from {folder.name}/ ...")
    begun = perf_counter()
    try:
        with db.transaction(db.make_engine(settings.database_url)) as session:
            report = exchange.import_folder(session, folder, overwrite=overwrite, progress=_tell_file)
    except exchange.ContentRefused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("nothing was imported") from refused
    for conflict in report.conflicts:
        click.echo(f"Conflict, the web's version is kept: {conflict.path}")
        click.echo(f"--- in the file\n{conflict.in_file}\n--- in the web\n{conflict.in_web}")
    click.echo(
        f"{len(report.written)} written, {len(report.unchanged)} unchanged, {len(report.kept)} edited in the web and kept, "
        f"{len(report.conflicts)} conflicts ({perf_counter() - begun:.1f} s)"
    )


def bring_index_up(settings: Settings, *, always: bool) -> None:
    from registry.search.indexing import are_built, is_up_to_date
    from registry.search.service import SearchService
    from registry.web.labels import indexed_words

    database = db.make_engine(settings.database_url)
    if not always and is_up_to_date(database, settings.index_dir):
        return
    service = SearchService(settings.index_dir, indexed_words())
    indexer = service.indexer(database)
    begun = perf_counter()
    if always or not are_built(settings.index_dir):
        click.echo("Building the search index ...")
        done = indexer.rebuild(database, _tell_documents)
        click.echo(f"{done} documents indexed ({perf_counter() - begun:.1f} s)")
    elif done := indexer.drain(database):
        click.echo(f"Index brought up to date: {done} changes ({perf_counter() - begun:.1f} s)")


def _tell_file(done: int, of: int, _path: str) -> None:
    _tell(done, of, "files")


def _tell_documents(done: int, of: int) -> None:
    _tell(done, of, "documents")


def _tell(done: int, of: int, what: str) -> None:
    if done == of or done % max(1, of // 10) == 0:
        click.echo(f"  {done} / {of} {what}")
