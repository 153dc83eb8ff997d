"""The `hyte` command. Each command makes what it needs from the settings, calls one thing, and says what happened."""

import json
import sys
from pathlib import Path
from time import perf_counter

import click
from sqlmodel import select

from registry import db
from registry import messages as interface_messages
from registry.content import check as content_check
from registry.content import exchange
from registry.content.exchange import ContentRefused
from registry.domain.models import Method
from registry.paths import CONTENT
from registry.settings import Settings, from_environment


@click.group()
def main() -> None:
    """The HYTE method registry."""


@main.command()
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
        _import(settings, CONTENT, overwrite=False)
    _index(settings, always=False)


@main.group()
def content() -> None:
    """The catalogue as files."""


@content.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
def check_content(folder: Path) -> None:
    """Say file, line and field of everything that is wrong in FOLDER."""
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
    _import(settings, folder, overwrite=overwrite)
    _index(settings, always=False)


@content.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_content(folder: Path) -> None:
    """Write the database's content into FOLDER."""
    with db.transaction(db.make_engine(from_environment().database_url)) as session:
        written = exchange.export_folder(session, folder)
    click.echo(f"{len(written)} files written to {folder}")


@main.group()
def index() -> None:
    """The search index."""


@index.command("rebuild")
def rebuild_index() -> None:
    """Build the index anew beside the old one, and swap."""
    _index(from_environment(), always=True)


@main.group()
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


@main.command()
@click.argument("words")
@click.option("--indicator", multiple=True, help="Such as O2; repeat for any of several.")
@click.option("--rating", multiple=True, help="Such as A.")
@click.option("--group", multiple=True)
@click.option("--link", multiple=True)
@click.option("--theme", multiple=True)
@click.option("--target-group", multiple=True)
@click.option("--setting", multiple=True)
@click.option("--sort", default="relevance")
@click.option("--lang", default="fi")
@click.option("--page", default=1)
@click.option("--per-page", default=20)
@click.option("--json", "as_json", is_flag=True, help="Print what the API answers.")
def search(words: str, as_json: bool, **options: object) -> None:
    """Search the catalogue for WORDS."""
    from registry.web import create_app

    answer = create_app().test_client().get("/api/v1/methods", query_string={"q": words} | options)
    if as_json:
        click.echo(answer.get_data(as_text=True))
    elif answer.status_code == 200:
        _print_hits(json.loads(answer.get_data(as_text=True)))
    else:
        click.echo(json.loads(answer.get_data(as_text=True))["detail"], err=True)
    sys.exit(0 if answer.status_code == 200 else 1)


def _print_hits(found: dict[str, object]) -> None:
    items: list[dict[str, dict[str, str]]] = found["items"]  # type: ignore[assignment]
    if found["suggestion"]:
        click.echo(f"-> {found['suggestion']}")
    for item in items:
        click.echo(f"{item['rating']['class']}  {item['name']}  ({item['id']})")
    click.echo(f"{found['total']}")


def _import(settings: Settings, folder: Path, *, overwrite: bool) -> None:
    click.echo(f"Importing content from {folder.name}/ ...")
    begun = perf_counter()
    try:
        with db.transaction(db.make_engine(settings.database_url)) as session:
            report = exchange.import_folder(session, folder, overwrite=overwrite, progress=_tell_file)
    except ContentRefused as refused:
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


def _index(settings: Settings, *, always: bool) -> None:
    from registry.search.indexing import is_up_to_date
    from registry.search.service import SearchService
    from registry.web.labels import indexed_words

    database = db.make_engine(settings.database_url)
    if not always and is_up_to_date(database, settings.index_dir):
        return
    service = SearchService(settings.index_dir, indexed_words())
    indexer = service.indexer(database)
    with db.session_for(database) as session:
        built = service.engine(session).status().built
    begun = perf_counter()
    if always or not built:
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
