"""Which methods an answer may name: all published ones by name, and those that are linked to each indicator."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from registry.domain.models import IndicatorLink, Method
from registry.domain.models.base import Texts
from registry.domain.vocabulary import State


def names(session: Session) -> dict[str, Texts]:
    """The names of the methods that are or were public, by id: an answer of an earlier round may name a retired one. One query."""
    columns: tuple[Any, ...] = (Method.id, Method.name)
    statement = select(*columns).where(col(Method.state) != State.DRAFT).order_by(col(Method.id))
    return {row.id: row.name for row in session.connection().execute(statement)}


def linked(session: Session) -> dict[str, list[str]]:
    """The published methods that are linked to an indicator, by its code. One query."""
    columns: tuple[Any, ...] = (IndicatorLink.indicator_code, Method.id)
    statement = (
        select(*columns)
        .join(Method, col(Method.id) == IndicatorLink.method_id)
        .where(col(Method.state) == State.PUBLISHED)
        .distinct()
        .order_by(col(Method.id))
    )
    found: dict[str, list[str]] = {}
    for code, key in session.connection().execute(statement):
        found.setdefault(code, []).append(key)
    return found
