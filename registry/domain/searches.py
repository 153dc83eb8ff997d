"""Searches that found nothing, counted for the editors: the words and the month, never who."""

from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from registry.domain.models import EmptySearch
from registry.domain.upserting import insert

LONGEST: Final = 120


def count_empty(session: Session, words: str, language: str, today: date) -> None:
    """Count a search that found nothing; the caller commits. One statement, as others may search the same words just now."""
    kept = " ".join("".join(sign if sign.isprintable() else " " for sign in words).lower().split())[:LONGEST].strip()
    if not kept:
        return
    row = {"words": kept, "language": language, "count": 1, "last_month": today.strftime("%Y-%m")}
    again = {"count": col(EmptySearch.count) + 1, "last_month": row["last_month"]}
    statement = insert(session, EmptySearch).values(**row)
    session.connection().execute(statement.on_conflict_do_update(index_elements=["words", "language"], set_=again))


def most_missed(session: Session, limit: int = 100) -> list[EmptySearch]:
    """The words most often searched in vain."""
    statement = select(EmptySearch).order_by(col(EmptySearch.count).desc(), col(EmptySearch.words)).limit(limit)
    return list(session.exec(statement))
