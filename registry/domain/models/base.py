"""What every table shares: names for constraints, columns for enums and JSON, and the clock.

Unnamed constraints cannot be altered on SQLite, so the naming convention is set before the first model is made. Enums are stored by
value and held by a CHECK: by themselves they would be stored by name, and SQLite would take any string.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Enum
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Texts = dict[str, str]


def enum_column(kind: type[StrEnum], *, nullable: bool = False, index: bool = False, primary_key: bool = False) -> Any:
    """A column that holds the values of `kind` and nothing else."""
    values = Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
    )
    return Column(values, nullable=nullable, index=index, primary_key=primary_key)


def json_column(*, nullable: bool = False) -> Any:
    """A JSON column; what is in it is read and written whole, never changed in place."""
    return Column(JSON(none_as_null=True), nullable=nullable)


def utc_now() -> datetime:
    """The present, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
