"""Searches that found nothing, counted for the editors: the words and the month, never who."""

from datetime import date

from sqlmodel import Session, col, select

from registry.domain.models import EmptySearch

LONGEST = 120


def count_empty(session: Session, words: str, language: str, today: date) -> None:
    """Count a search that found nothing; the caller commits."""
    kept = " ".join(words.lower().split())[:LONGEST]
    if not kept:
        return
    row = session.get(EmptySearch, (kept, language))
    month = today.strftime("%Y-%m")
    if row is None:
        session.add(EmptySearch(words=kept, language=language, count=1, last_month=month))
    else:
        row.count, row.last_month = row.count + 1, month
    session.flush()


def most_missed(session: Session, limit: int = 100) -> list[EmptySearch]:
    """The words most often searched in vain."""
    statement = select(EmptySearch).order_by(col(EmptySearch.count).desc(), col(EmptySearch.words)).limit(limit)
    return list(session.exec(statement))
