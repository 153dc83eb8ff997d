"""Reading the ledger: what held on a day, what was said when, and by how many regions. Columns, not objects: there may be very many rows.

Only published methods are read. A day is any day; `until` and `since` of the spans answer for each the same.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from registry.domain.dates import months_later
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan, Method
from registry.domain.statuses import STALE_AFTER_MONTHS, ExitHow, Precision, Replacement, Source, Status
from registry.domain.vocabulary import State as MethodState

_FACTS: Final = (
    "number", "status", "since", "precision", "coverage", "exit_how", "exit_why", "replacement", "replaced_by", "note", "source",
    "source_url", "corrects", "withdraws", "recorded_by", "recorded_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was recorded. `corrected` says that a later one stands in its place or took it out."""

    entry_id: int
    region: str
    method: str
    number: int
    status: Status
    since: date
    precision: Precision
    coverage: int | None
    exit_how: ExitHow | None
    exit_why: list[str]
    replacement: Replacement | None
    replaced_by: str | None
    note: str | None
    source: Source
    source_url: str | None
    corrects: int | None
    withdraws: bool
    recorded_by: int | None
    recorded_at: datetime
    confirmed_on: date | None = None
    until: date | None = None
    corrected: bool = False

    def is_stale(self, today: date) -> bool:
        """Whether nobody has said for a year that it holds; what only a public page says always is."""
        return self.confirmed_on is None or self.confirmed_on < months_later(today, -STALE_AFTER_MONTHS)


@dataclass(frozen=True, slots=True)
class Pair:
    """A region and a method: all entries, newest first, what holds today, what is to come, and the number a new entry must have seen."""

    entries: Sequence[Entry]
    current: Entry | None
    planned: Entry | None

    @property
    def version(self) -> int:
        """The number of the newest entry; 0 where there is none."""
        return self.entries[0].number if self.entries else 0


def states(
    session: Session,
    day: date,
    *,
    regions: Collection[str] = (),
    methods: Collection[str] = (),
    statuses: Collection[Status] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:
    """What holds on `day`, by region and method; only those of `regions`, `methods` and `statuses` where any are given. One query.

    `confirmed_on` is the last day up to `day` on which the region said that it holds; None where it never did.
    """
    statement: Any = (
        select(*_columns(AdoptionEntry), _last_confirmed(day), col(AdoptionSpan.until))
        .join(AdoptionSpan, col(AdoptionSpan.entry_id) == AdoptionEntry.id)
        .order_by(col(AdoptionSpan.region_slug), col(AdoptionSpan.method_id))
        .offset(offset)
        .limit(limit)
    )
    statement = _narrowed(_published(_on(statement, day), AdoptionSpan.method_id), regions, methods, statuses)
    return [Entry(*row) for row in session.connection().execute(statement)]


def count_states(
    session: Session,
    day: date,
    *,
    regions: Collection[str] = (),
    methods: Collection[str] = (),
    statuses: Collection[Status] = (),
) -> int:
    """How many `states` there are. One query."""
    statement = _published(_on(select(func.count()).select_from(AdoptionSpan), day), AdoptionSpan.method_id)
    return int(session.connection().execute(_narrowed(statement, regions, methods, statuses)).scalar_one())


def in_force(session: Session, day: date, methods: Collection[str] = ()) -> list[tuple[str, str, Status]]:
    """Region, method and status of all that holds on `day` (of `methods` only, where any are given). One query."""
    statement = _on(select(col(AdoptionSpan.region_slug), col(AdoptionSpan.method_id), col(AdoptionSpan.status)), day)
    found = session.connection().execute(_narrowed(_published(statement, AdoptionSpan.method_id), (), methods, ()))
    return [(region, method, status) for region, method, status in found]


def counts(session: Session, day: date) -> dict[str, dict[Status, int]]:
    """For every region that has entries how many methods have each status on `day`. One query."""
    key = (col(AdoptionSpan.region_slug), col(AdoptionSpan.status))
    statement = _published(_on(select(*key, func.count()), day), AdoptionSpan.method_id).group_by(*key)
    found: dict[str, dict[Status, int]] = defaultdict(dict)
    for region, status, count in session.connection().execute(statement):
        found[region][status] = count
    return dict(found)


def entries(
    session: Session,
    *,
    regions: Collection[str] = (),
    methods: Collection[str] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:
    """Entries as they were recorded, newest first. One query."""
    later = aliased(AdoptionEntry)
    corrected = (
        exists()
        .where(
            col(later.region_slug) == AdoptionEntry.region_slug,
            col(later.method_id) == AdoptionEntry.method_id,
            col(later.corrects) == AdoptionEntry.number,
        )
        .correlate(AdoptionEntry)
    )
    statement: Any = (
        select(*_columns(AdoptionEntry), _last_confirmed(), func.nullif(1, 1), corrected)
        .order_by(col(AdoptionEntry.id).desc())
        .offset(offset)
        .limit(limit)
    )
    statement = _published(statement, AdoptionEntry.method_id)
    if regions:
        statement = statement.where(col(AdoptionEntry.region_slug).in_(regions))
    if methods:
        statement = statement.where(col(AdoptionEntry.method_id).in_(methods))
    return [Entry(*row) for row in session.connection().execute(statement)]


def count_entries(session: Session, *, regions: Collection[str] = (), methods: Collection[str] = ()) -> int:
    """How many `entries` there are. One query."""
    statement = _published(select(func.count()).select_from(AdoptionEntry), AdoptionEntry.method_id)
    if regions:
        statement = statement.where(col(AdoptionEntry.region_slug).in_(regions))
    if methods:
        statement = statement.where(col(AdoptionEntry.method_id).in_(methods))
    return int(session.connection().execute(statement).scalar_one())


def pair(session: Session, region: str, method_id: str, today: date) -> Pair:
    """All that is recorded of a region and a method. Two queries. Of two entries that begin on one day the later is current."""
    said = entries(session, regions=[region], methods=[method_id])
    statement = (
        select(col(AdoptionSpan.entry_id), col(AdoptionSpan.since), col(AdoptionSpan.until))
        .where(AdoptionSpan.region_slug == region, AdoptionSpan.method_id == method_id)  # type: ignore[arg-type]
        .order_by(col(AdoptionSpan.since))
    )
    by_id = {entry.entry_id: entry for entry in said}
    current = planned = None
    for entry_id, since, until in session.connection().execute(statement):
        if since > today:
            planned = planned or by_id[entry_id]
        elif until is None or until > today:
            current = by_id[entry_id]
    return Pair(said, current, planned)


def timeline(session: Session, region: str, methods: Collection[str]) -> list[Entry]:
    """The standing entries of a region for some methods, each with the day on which it ends, by method and day. One query."""
    statement = (
        select(*_columns(AdoptionEntry), func.nullif(1, 1), col(AdoptionSpan.until))
        .join(AdoptionSpan, col(AdoptionSpan.entry_id) == AdoptionEntry.id)
        .order_by(col(AdoptionSpan.method_id), col(AdoptionSpan.since), col(AdoptionEntry.number))
    )
    return [Entry(*row) for row in session.connection().execute(_narrowed(statement, [region], methods, ()))]


def _last_confirmed(day: date | None = None) -> Any:
    statement = select(func.max(AdoptionConfirmation.confirmed_on)).where(
        col(AdoptionConfirmation.entry_id) == AdoptionEntry.id
    )
    if day is not None:
        statement = statement.where(col(AdoptionConfirmation.confirmed_on) <= day)
    return statement.correlate(AdoptionEntry).scalar_subquery()


def _columns(table: Any) -> tuple[Any, ...]:
    return (table.id, table.region_slug, table.method_id, *(getattr(table, name) for name in _FACTS))


def _on(statement: Any, day: date) -> Any:
    return statement.where(
        col(AdoptionSpan.since) <= day, col(AdoptionSpan.until).is_(None) | (col(AdoptionSpan.until) > day)
    )


def _published(statement: Any, method_id: Any) -> Any:
    return statement.join(Method, col(Method.id) == method_id).where(col(Method.state) == MethodState.PUBLISHED)


def _narrowed(statement: Any, regions: Collection[str], methods: Collection[str], statuses: Collection[Status]) -> Any:
    for column, chosen in (
        (AdoptionSpan.region_slug, regions),
        (AdoptionSpan.method_id, methods),
        (AdoptionSpan.status, statuses),
    ):
        if chosen:
            statement = statement.where(col(column).in_(chosen))
    return statement
