"""Making a backup while the service writes: every table is read in one transaction, then the files, then all is packed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, make_url

from registry import db
from registry.backup import tables
from registry.backup.archive import BackupRefused, Manifest, pack
from registry.backup.files import DataFolder
from registry.settings import Settings


@dataclass(frozen=True)
class Made:
    """A backup that was made; `left_out` are links and the like of the data directory, which no backup can hold."""

    path: Path
    manifest: Manifest
    left_out: list[str]


def make(settings: Settings, target: Path) -> Made:
    """Write a backup of the installation to `target`. Raises BackupRefused, OSError, SQLAlchemyError; then there is none."""
    file = make_url(settings.database_url).database
    if settings.database_url.startswith("sqlite") and file and not Path(file).exists():
        raise BackupRefused(f"there is no database at {file}")
    engine = db.make_engine(settings.database_url)
    try:
        with spool_beside(target) as folder:
            with _one_moment(engine) as connection:
                manifest = gather(connection, settings, folder)
            pack(folder, manifest, target)
    finally:
        engine.dispose()
    return Made(target, manifest, DataFolder(settings).left_out())


@contextmanager
def spool_beside(target: Path) -> Iterator[Path]:
    """A folder for what is to be packed, on the same disk and readable by its owner alone."""
    with TemporaryDirectory(dir=target.parent, prefix=".hyte-backup-") as folder:
        yield Path(folder)


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at one moment, however long it reads. Writers go on meanwhile."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")  # the driver begins nothing at a SELECT
            yield connection
    else:
        with engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as connection:
            yield connection


def gather(connection: Connection, settings: Settings, folder: Path) -> Manifest:
    """Write the rows and the files of an installation into `folder`; what they are. Raises BackupRefused, OSError, SQLAlchemyError."""
    revision = db.revision_of(connection)
    if revision is None:
        raise BackupRefused("the database has no tables yet")
    (folder / "tables").mkdir()
    return Manifest(
        revision=revision,
        database=connection.dialect.name,
        created_at=datetime.now(UTC).replace(microsecond=0),
        tables={
            table.name: tables.write(connection, table, folder / "tables" / f"{table.name}.jsonl")
            for table in tables.of(connection)
        },
        files=DataFolder(settings).copy_to(folder / "files"),
    )
