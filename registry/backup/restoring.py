"""Bringing an installation back from a backup: all of it is judged before anything is touched, and one transaction does it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Table, select, text
from sqlalchemy.exc import SQLAlchemyError

from registry import db
from registry.backup import tables
from registry.backup.archive import BackupRefused, Manifest, pack, unpack
from registry.backup.files import DataFolder
from registry.backup.making import gather, spool_beside
from registry.settings import Settings

INSTALLATION: Final = "installation"
WAIT_FOR_LOCKS: Final = "30s"


class NotFinished(Exception):
    """The rows have been restored, but files or the newest form of the tables have not. Doing it again with `replace` is the way on."""


@dataclass(frozen=True)
class Restored:
    """What was brought back; `before` is the backup of what was there, None where nothing was."""

    manifest: Manifest
    before: Path | None


@dataclass(frozen=True)
class Present:
    """What is in the installation that a backup is to be restored to."""

    tables: list[Table]
    filled: list[str]
    """Tables that have more rows than a database just made, and the files of the data directory."""
    demo: bool


def restore(settings: Settings, source: Path, *, replace: bool = False) -> Restored:
    """Bring an installation back from `source`. Raises BackupRefused, OSError, SQLAlchemyError; then the database is as it was. Or NotFinished.

    With `replace` everything that is there goes, after a backup of it has been written beside `source`.
    """
    place = DataFolder(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.data_dir, prefix=".restoring-") as staged:
        folder = Path(staged)
        manifest = unpack(source, folder, place.belongs)
        _check_tables(manifest)
        place.check_places(list(manifest.files))
        engine = db.make_engine(settings.database_url)
        try:
            with _alone(engine) as connection:
                before = _make_room(connection, settings, source, folder, replace=replace)
                _fill(connection, manifest, folder)
                place.remove_index()  # before the commit: an index of other rows would be taken for one of these
                connection.commit()
            _finish(engine, place, folder, manifest)
        finally:
            engine.dispose()
    return Restored(manifest, before)


def _finish(engine: Engine, place: DataFolder, folder: Path, manifest: Manifest) -> None:
    try:
        place.put(folder / "files", list(manifest.files))
        db.migrate(engine)
    except (OSError, SQLAlchemyError) as error:
        raise NotFinished(f"the rows are restored, but what comes after them failed: {error}") from error


def _check_tables(manifest: Manifest) -> None:
    try:
        known, _rows = tables.fresh(manifest.revision)
    except CommandError as error:
        raise BackupRefused(
            f"the backup is of revision {manifest.revision}, which this program does not know: it needs a newer one"
        ) from error
    if manifest.tables.keys() != known.keys():
        strange = sorted(manifest.tables.keys() ^ known.keys())
        raise BackupRefused(f"the tables are not those of revision {manifest.revision}: {', '.join(strange)}")


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that nobody else writes beside."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_FOR_LOCKS}'"))
            for table in tables.of(connection):
                connection.execute(text(f'LOCK TABLE "{table.name}" IN ACCESS EXCLUSIVE MODE'))
        yield connection


def _make_room(connection: Connection, settings: Settings, source: Path, folder: Path, *, replace: bool) -> Path | None:
    """Leave a database without tables, or refuse; where a backup of what was there has been written."""
    present, before = _look(connection, settings), None
    if present.filled:
        if not replace:
            raise BackupRefused(
                f"there is something here already: {', '.join(present.filled)}. With --replace all of it would be replaced"
            )
        if _is_demo(folder) and not present.demo:
            raise BackupRefused(
                "the backup is of a demo, and what it holds is made up: it never replaces a real registry"
            )
        before = _keep(connection, settings, source)
    for table in reversed(present.tables):
        table.drop(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {tables.VERSION_TABLE}"))
    return before


def _look(connection: Connection, settings: Settings) -> Present:
    files = list(DataFolder(settings).paths())
    found = tables.of(connection)
    revision = db.revision_of(connection)
    if not found:
        return Present([], files, demo=False)
    try:
        shape, fresh = tables.fresh(revision) if revision else ({}, {})
    except CommandError as error:
        raise BackupRefused(f"the database is of revision {revision}, which this program does not know") from error
    strange = sorted(tables.shape(found).keys() - shape.keys())
    if strange:
        raise BackupRefused(f"the database has tables that are not the registry's: {', '.join(strange)}")
    counted = tables.count(connection, found)
    filled = [f"{name} ({rows})" for name, rows in sorted(counted.items()) if rows > fresh.get(name, 0)]
    return Present(found, filled + files, demo=_is_demo_now(connection, found))


def _is_demo_now(connection: Connection, found: list[Table]) -> bool:
    table = next((table for table in found if table.name == INSTALLATION), None)
    return table is not None and any(connection.scalars(select(table.c.demo)))


def _is_demo(folder: Path) -> bool:
    source = folder / "tables" / f"{INSTALLATION}.jsonl"
    return source.exists() and any(row.get("demo") for row in tables.rows(source))


def _keep(connection: Connection, settings: Settings, source: Path) -> Path:
    target = source.parent / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.tar.gz"
    with spool_beside(target) as spool:
        pack(spool, gather(connection, settings, spool), target)
    return target


def _fill(connection: Connection, manifest: Manifest, folder: Path) -> None:
    """Make the tables as they were when the backup was made, and put its rows into them."""
    db.upgrade(connection, manifest.revision)
    made = tables.of(connection)
    for table in reversed(made):
        connection.execute(table.delete())  # a migration may put in rows of its own
    for table in made:
        rows = tables.insert(connection, table, folder / "tables" / f"{table.name}.jsonl")
        if rows != manifest.tables[table.name].rows:
            raise BackupRefused(f"{table.name} has {rows} rows and not {manifest.tables[table.name].rows}")
    tables.restart_numbers(connection, made)
