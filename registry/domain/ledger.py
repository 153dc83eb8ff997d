"""Reading the ledger: what held on a day, what was said when, and by how many regions. Columns, not objects: there may be very many rows.

Only published methods are read. A day is any day; `until` and `since` of the spans answer for each the same.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, func, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from registry.domain import replay
from registry.domain.dates import months_later
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan, Method, Region
from registry.domain.statuses import STALE_AFTER_MONTHS, ExitHow, Precision, Replacement, Source, Status
from registry.domain.vocabulary import State as MethodState

_FACTS: Final = (
    "number", "status", "since", "precision", "coverage", "exit_how", "exit_why", "replacement", "replaced_by", "note", "source",
    "source_url", "corrects", "withdraws", "recorded_by", "recorded_at",
)  # fmt: skip
_DAYS: Final[tuple[Any, ...]] = (
    col(AdoptionSpan.since),
    col(AdoptionSpan.until).is_(None),
    col(AdoptionSpan.until),
)
_NOT_PUBLISHED: Final = tuple(state for state in MethodState if state is not MethodState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was recorded. `corrected_by` is the number of a later one that stands in its place, or took it out (`taken_out`)."""

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
    corrected_by: int | None = None
    taken_out: bool = False

    @property
    def corrected(self) -> bool:
        """Whether a later entry stands in the place of this one or took it out."""
        return self.corrected_by is not None

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


def held(session: Session, day: date) -> dict[tuple[str, Status], list[str]]:
    """The methods that each region has in each status on `day`. One query, which puts the ids together: rows would cost more than it."""
    columns = [col(column) for column in (AdoptionSpan.region_slug, AdoptionSpan.status, AdoptionSpan.method_id)]
    rows = _country(day, columns).subquery().c
    key = (rows.region_slug, rows.status)
    statement: Any = select(*key, func.aggregate_strings(rows.method_id, " ")).group_by(*key)
    return {(region, status): ids.split(" ") for region, status, ids in session.connection().execute(statement)}


def in_force(session: Session, day: date, methods: Collection[str] = ()) -> list[tuple[str, str, Status]]:
    """Region, method and status of all that holds on `day` (of `methods` only, where any are given). One query."""
    found = held(session, day).items()
    return [
        (region, method, status)
        for (region, status), ids in found
        for method in ids
        if not methods or method in methods
    ]


def counts(session: Session, day: date) -> dict[str, dict[Status, int]]:
    """For every region that has entries how many methods have each status on `day`. One query."""
    found: dict[str, dict[Status, int]] = defaultdict(dict)
    for (region, status), ids in held(session, day).items():
        found[region][status] = len(ids)
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
    corrects = and_(
        col(later.region_slug) == AdoptionEntry.region_slug,
        col(later.method_id) == AdoptionEntry.method_id,
        col(later.corrects) == AdoptionEntry.number,
    )
    taken_out = func.coalesce(later.withdraws, False)
    statement: Any = (
        select(*_columns(AdoptionEntry), _last_confirmed(), func.nullif(1, 1), col(later.number), taken_out)
        .outerjoin(later, corrects)
        .order_by(col(AdoptionEntry.id).desc())
    )
    chosen = _about(_published(select(col(AdoptionEntry.id)), AdoptionEntry.method_id), regions, methods)
    chosen = chosen.order_by(col(AdoptionEntry.id).desc()).offset(offset).limit(limit)
    statement = statement.where(col(AdoptionEntry.id).in_(chosen))
    return [Entry(*row) for row in session.connection().execute(statement)]


def count_entries(session: Session, *, regions: Collection[str] = (), methods: Collection[str] = ()) -> int:
    """How many `entries` there are. One query."""
    statement = _published(select(func.count()).select_from(AdoptionEntry), AdoptionEntry.method_id)
    return int(session.connection().execute(_about(statement, regions, methods)).scalar_one())


def _about(statement: Any, regions: Collection[str], methods: Collection[str]) -> Any:
    if regions:
        statement = statement.where(col(AdoptionEntry.region_slug).in_(regions))
    return statement.where(col(AdoptionEntry.method_id).in_(methods)) if methods else statement


def pair(session: Session, region: str, method_id: str, today: date) -> Pair:
    """All that is recorded of a region and a method. One query. Of two entries that begin on one day the later is current."""
    said = entries(session, regions=[region], methods=[method_id])
    current = planned = None
    for entry, since, until in replay.spans(said):
        if since <= today:
            current = entry
        elif planned is None and until != since:
            planned = entry
    return Pair(said, current, planned)


def planned(
    session: Session, day: date, *, regions: Collection[str] = (), methods: Collection[str] = ()
) -> list[Entry]:
    """What begins only after `day`, by day. One query."""
    statement: Any = (
        select(*_columns(AdoptionEntry), func.nullif(1, 1), col(AdoptionSpan.until))
        .join(AdoptionSpan, col(AdoptionSpan.entry_id) == AdoptionEntry.id)
        .where(col(AdoptionSpan.since) > day, func.coalesce(col(AdoptionSpan.until) > col(AdoptionSpan.since), True))
        .order_by(col(AdoptionSpan.since), col(AdoptionEntry.id))
    )
    statement = _narrowed(_published(statement, AdoptionSpan.method_id), regions, methods, ())
    return [Entry(*row) for row in session.connection().execute(statement)]


def newest(session: Session) -> dict[str, datetime]:
    """When the newest entry of every region that has one was recorded. One query, a look-up for each region."""
    last = (
        _published(select(AdoptionEntry.recorded_at), AdoptionEntry.method_id)  # type: ignore[call-overload]
        .where(col(AdoptionEntry.region_slug) == Region.slug)
        .order_by(col(AdoptionEntry.recorded_at).desc())
        .limit(1)
        .correlate(Region)
        .scalar_subquery()
    )
    rows = session.connection().execute(select(col(Region.slug), last))
    return {region: recorded_at for region, recorded_at in rows if recorded_at is not None}


def last_changed(session: Session, region: str) -> dict[str, date]:
    """Every method of which something stands in a region, with the day on which its newest entry begins. One query."""
    key = col(AdoptionSpan.method_id)
    statement = select(key, func.max(AdoptionSpan.since)).where(col(AdoptionSpan.region_slug) == region).group_by(key)
    rows = session.connection().execute(_published(statement, AdoptionSpan.method_id))
    return {method: day for method, day in rows}  # noqa: C416  # dict() takes a row of two for no pair, mypy says


def timeline(session: Session, region: str, methods: Collection[str]) -> list[Entry]:
    """The standing entries of a region (for some methods), each with the day on which it ends, by method and day. One query.

    Of entries that begin on one day the last is the one that holds; the others end on the day they begin.
    """
    statement = (
        select(*_columns(AdoptionEntry), func.nullif(1, 1), col(AdoptionSpan.until))
        .join(AdoptionSpan, col(AdoptionSpan.entry_id) == AdoptionEntry.id)
        .order_by(col(AdoptionSpan.method_id), *_DAYS, col(AdoptionEntry.number))
    )
    statement = _narrowed(_published(statement, AdoptionSpan.method_id), [region], methods, ())
    return [Entry(*row) for row in session.connection().execute(statement)]


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


def _country(day: date, columns: Sequence[Any]) -> Any:
    """Columns of all that holds on `day` anywhere. As two looks into an index, since no index serves an OR over so many rows."""
    until, begun = col(AdoptionSpan.until), col(AdoptionSpan.since) <= day
    parts = [select(*columns).where(there, begun) for there in (until.is_(None), until > day)]
    return union_all(*(_published(part, AdoptionSpan.method_id) for part in parts))


def _published(statement: Any, method_id: Any) -> Any:
    """Only of published methods. The few others are left out, which is one small list and not a look-up for every row."""
    others = select(Method.id).where(col(Method.state).in_(_NOT_PUBLISHED))  # type: ignore[call-overload]
    return statement.where(col(method_id).not_in(others))


def _narrowed(statement: Any, regions: Collection[str], methods: Collection[str], statuses: Collection[Status]) -> Any:
    for column, chosen in (
        (AdoptionSpan.region_slug, regions),
        (AdoptionSpan.method_id, methods),
        (AdoptionSpan.status, statuses),
    ):
        if chosen:
            statement = statement.where(col(column).in_(chosen))
    return statement
