"""Tables as they are in a database, whatever its kind and revision, and their rows as neutral values.

The tables are read from the database and not from the models: a backup may be of another revision than this program, and a column's kind
is the same on SQLite and PostgreSQL. Dates and times of day are ISO, points of time ISO in UTC, JSON is JSON.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Time,
    and_,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from registry import db
from registry.backup.archive import BackupRefused, TableFacts

BATCH: Final = 500
LONGEST_LINE: Final = 64 * 1024 * 1024
VERSION_TABLE: Final = "alembic_version"
KINDS: Final = (Boolean, Integer, Float, String, Date, DateTime, Time, JSON)
"""The kinds of columns that a row of a backup can hold."""

Shape = dict[str, frozenset[str]]
"""The tables by name, each with the names of its columns."""


def of(connection: Connection) -> list[Table]:
    """The tables of a database, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(bind=connection)
    found = [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]
    for column in (column for table in found for column in table.columns):
        if not isinstance(column.type, KINDS):
            raise BackupRefused(
                f"{column.table.name}.{column.name} is of a kind that no backup can hold: {column.type!r}"
            )
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    return found


def shape(tables: list[Table]) -> Shape:
    """What to compare two databases by."""
    return {table.name: frozenset(table.columns.keys()) for table in tables}


def fresh(revision: str) -> tuple[Shape, dict[str, int]]:
    """The shape of a database just made at a revision, and the rows that its tables then have. Raises CommandError."""
    engine = db.make_engine("sqlite://")
    with engine.begin() as connection:
        db.upgrade(connection, revision)
        found = of(connection)
        counted = count(connection, found)
    engine.dispose()
    return shape(found), counted


def count(connection: Connection, tables: list[Table]) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: connection.scalars(select(func.count()).select_from(table)).one() for table in tables}


def write(connection: Connection, table: Table, target: Path) -> TableFacts:
    """Write a table's rows to a file in the order of their keys, a few at a time."""
    digest, length, rows = hashlib.sha256(), 0, 0
    statement = select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH)
    with target.open("wb") as out:
        for row in connection.execute(statement).mappings():
            line = json.dumps({name: _neutral(value) for name, value in row.items()}).encode() + b"\n"
            digest.update(line)
            length, rows = length + out.write(line), rows + 1
    return TableFacts(rows=rows, bytes=length, sha256=digest.hexdigest())


def _neutral(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def rows(source: Path) -> Iterator[dict[str, Any]]:
    """The rows of a table's file, neutral as they were written. Raises BackupRefused where a line is none."""
    with source.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BackupRefused(f"{source.name}: line {number} is no row") from error
            if not isinstance(row, dict):
                raise BackupRefused(f"{source.name}: line {number} is no row")
            yield row


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    for line in iter(partial(file.readline, LONGEST_LINE), b""):
        if not line.endswith(b"\n"):
            raise BackupRefused("a row is too long or has no end")
        yield line


def insert(connection: Connection, table: Table, source: Path) -> int:
    """Put the rows of a file into a table, a few at a time; how many there were. Raises BackupRefused."""
    columns, done = dict(table.columns), 0
    found, later = rows(source), _Later(table)
    try:
        while batch := [later.without(_row(columns, row, source)) for row in islice(found, BATCH)]:
            connection.execute(table.insert(), batch)
            done += len(batch)
        later.fill_in(connection)
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise BackupRefused(f"the database does not take the rows of {table.name}: {reason}") from error
    return done


class _Later:
    """What rows of a table say of others of the same table, which may come after them: put in when all rows are there."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.names = [
            one.name
            for one in table.columns
            if one.nullable and any(key.column.table is table for key in one.foreign_keys)
        ]
        self.put_off: list[dict[str, Any]] = []

    def without(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row without what it says of others."""
        said = {name: row[name] for name in self.names if row[name] is not None}
        if said:
            keys = {f"key_{one.name}": row[one.name] for one in self.table.primary_key}
            self.put_off += [keys | {"column": name, "said": value} for name, value in said.items()]
        return row | dict.fromkeys(said)

    def fill_in(self, connection: Connection) -> None:
        """Put it in."""
        this = and_(*(one == bindparam(f"key_{one.name}") for one in self.table.primary_key))
        for name in self.names:
            said = [one for one in self.put_off if one["column"] == name]
            if said:
                statement = self.table.update().where(this).values({name: bindparam("said")})
                connection.execute(statement, [{key: one[key] for key in one if key != "column"} for one in said])


def _row(columns: dict[str, Column[Any]], row: dict[str, Any], source: Path) -> dict[str, Any]:
    if row.keys() != columns.keys():
        raise BackupRefused(f"{source.name}: the columns of a row are not those of the table")
    try:
        return {name: _value(columns[name], value) for name, value in row.items()}
    except (TypeError, ValueError) as error:
        raise BackupRefused(f"{source.name}: {error}") from error


def _value(column: Column[Any], value: Any) -> Any:
    if value is None or not isinstance(column.type, Date | DateTime | Time):
        return value
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, Time):
        return time.fromisoformat(value)
    at = datetime.fromisoformat(value).astimezone(UTC)
    return at if column.type.timezone else at.replace(tzinfo=None)


def restart_numbers(connection: Connection, tables: list[Table]) -> None:
    """Let PostgreSQL go on numbering after the rows that brought their own numbers; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.primary_key:
            sequence = connection.execute(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": f'"{table.name}"', "column": column.name},
            ).scalar()
            if sequence:
                highest = connection.scalars(select(func.max(column))).one() or 0
                connection.execute(text("SELECT setval(:name, :next, false)"), {"name": sequence, "next": highest + 1})
