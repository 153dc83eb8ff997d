"""INSERT with ON CONFLICT, which SQLite and PostgreSQL both know and SQLAlchemy has for each dialect by itself."""

from importlib import import_module
from typing import Any, Final

from sqlmodel import Session, SQLModel

DIALECTS: Final = frozenset({"postgresql", "sqlite"})


def insert(session: Session, table: type[SQLModel]) -> Any:
    """The session's own dialect's INSERT into `table`, with `on_conflict_do_update`; only that dialect is read."""
    name = session.get_bind().dialect.name
    if name not in DIALECTS:
        raise NotImplementedError(name)
    return import_module(f"sqlalchemy.dialects.{name}").insert(table)
