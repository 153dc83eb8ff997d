"""What holds when, worked out of the entries and kept as rows, so that any day is one look-up. The entries stay the last word.

Entries are read as plain rows and not as objects: a rebuild goes through all there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from registry.domain import replay
from registry.domain.models import AdoptionEntry, AdoptionSpan
from registry.domain.statuses import Precision, Source, Status

AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as far as the fold and its writers need it."""

    id: int
    region: str
    method: str
    number: int
    status: Status
    since: date
    precision: Precision
    corrects: int | None
    withdraws: bool
    source: Source


def entries(session: Session, region: str, method_id: str) -> list[Stored]:
    """The entries of a region and method in the order of their numbers. One query."""
    pair = (AdoptionEntry.region_slug == region, AdoptionEntry.method_id == method_id)
    return list(_read(session, *pair))


def write(session: Session, region: str, method_id: str) -> None:
    """Work out the spans of a region and method anew; the caller commits."""
    pair = (col(AdoptionSpan.region_slug) == region, col(AdoptionSpan.method_id) == method_id)
    session.connection().execute(delete(AdoptionSpan).where(*pair))
    _add(session, _rows(entries(session, region, method_id)))


def rebuild(session: Session, at_once: int = AT_ONCE) -> int:
    """Work out all spans anew, writing some `at_once`; how many there are. The caller commits."""
    session.connection().execute(delete(AdoptionSpan))
    made, rows = 0, []
    for _, pair in groupby(_read(session), key=lambda entry: (entry.region, entry.method)):
        rows += _rows(pair)
        if len(rows) >= at_once:
            made += _add(session, rows)
            rows = []
    return made + _add(session, rows)


def _read(session: Session, *which: Any) -> Iterator[Stored]:
    table = AdoptionEntry
    columns = select(  # type: ignore[call-overload]  # more columns than SQLModel has overloads for
        table.id, table.region_slug, table.method_id, table.number, table.status, table.since, table.precision, table.corrects,
        table.withdraws, table.source,
    )  # fmt: skip
    order = (col(table.region_slug), col(table.method_id), col(table.number))
    return (Stored(*row) for row in session.exec(columns.where(*which).order_by(*order)).all())


def _rows(pair: Iterable[Stored]) -> list[dict[str, Any]]:
    return [
        {
            "entry_id": entry.id,
            "region_slug": entry.region,
            "method_id": entry.method,
            "status": entry.status,
            "since": since,
            "until": until,
        }
        for entry, since, until in replay.spans(pair)
    ]


def _add(session: Session, rows: list[dict[str, Any]]) -> int:
    if rows:
        session.connection().execute(insert(AdoptionSpan), rows)
    return len(rows)
