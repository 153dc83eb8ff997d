"""A ledger of any size: for every region and method an entry a year, the same ones each time but for the day they count back from.

Entries go in as rows, many at once, since 220,000 through the form's way in would take an hour; the spans are then worked out by the domain's
own `adoption.rebuild_spans`, and `replay` has to find nothing wrong with what was made.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, insert
from sqlmodel import Session, select

from registry.domain import adoption
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan, Method, Region
from registry.domain.statuses import (
    LEAVING,
    MOVES,
    ExitHow,
    ExitWhy,
    Precision,
    Replacement,
    Source,
    Status,
)

SEED: Final = 20261124
YEARS: Final = 10
LIKED: Final = {
    Status.EXPLORING: 2,
    Status.PREPARING: 2,
    Status.PILOTING: 3,
    Status.IN_USE: 6,
    Status.SUSTAINED: 8,
    Status.PHASING_OUT: 2,
    Status.ABANDONED: 3,
    Status.REJECTED: 1,
}
"""How much likelier one status is than another where both may follow."""
CORRECTED: Final = 0.02
NOTES: Final = 0.3
STALE: Final = 0.2
NOTE: Final = (
    "Made up for a benchmark: how it went, who is in charge, and what the next step is, in about as many words as this."
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """What was written."""

    entries: int
    spans: int


def fill(session: Session, today: date, progress: Progress) -> Made:
    """Write the whole ledger of the database's regions and methods; the caller commits. `progress` is told (regions done, of how many)."""
    regions = session.exec(select(Region.slug).order_by(Region.position)).all()
    methods = session.exec(select(Method.id).order_by(Method.id)).all()
    number = 0
    for done, region in enumerate(regions, start=1):
        entries = list(_entries(region, methods, today, number))
        number += len(entries)
        session.connection().execute(insert(AdoptionEntry), entries)
        session.connection().execute(insert(AdoptionConfirmation), list(_confirmations(entries, today)))
        progress(done, len(regions))
    return Made(number, adoption.rebuild_spans(session))


def _entries(region: str, methods: Sequence[str], today: date, after: int) -> Iterator[dict[str, Any]]:
    for method in methods:
        for entry in pair(region, method, methods, today):
            after += 1
            yield entry | {"id": after}


def pair(region: str, method: str, methods: Sequence[str], today: date) -> Iterator[dict[str, Any]]:
    """The entries of one region and method, one a year and now and then a correction."""
    chance = random.Random(f"{SEED}-{region}-{method}")
    status: Status | None = None
    since = today - timedelta(days=365 * YEARS)
    number = 0
    for year in range(YEARS):
        status = _next(status, chance)
        since = max(since, today - timedelta(days=365 * (YEARS - year) - chance.randint(0, 300)))
        number += 1
        entry = _entry(region, method, number, status, since, methods, chance)
        yield entry
        if chance.random() < CORRECTED:
            number += 1
            yield entry | {"number": number, "corrects": number - 1, "coverage": chance.randint(0, 100)}


def _next(status: Status | None, chance: random.Random) -> Status:
    open_to = MOVES[status]
    return chance.choices(open_to, [LIKED[one] for one in open_to])[0]


def _entry(
    region: str, method: str, number: int, status: Status, since: date, methods: Sequence[str], chance: random.Random
) -> dict[str, Any]:
    leaves = status in LEAVING
    replaced = leaves and chance.random() < 0.3
    return {
        "region_slug": region,
        "method_id": method,
        "number": number,
        "status": status,
        "since": since,
        "precision": Precision.DAY,
        "coverage": chance.randint(0, 100) if status in (Status.IN_USE, Status.SUSTAINED) else None,
        "exit_how": chance.choice(list(ExitHow)) if leaves else None,
        "exit_why": [chance.choice(list(ExitWhy)).value] if leaves else [],
        "replacement": (Replacement.METHOD if replaced else Replacement.NOTHING) if leaves else None,
        "replaced_by": chance.choice([one for one in methods[:50] if one != method]) if replaced else None,
        "note": NOTE if chance.random() < NOTES else None,
        "source": Source.REGION_EDITOR,
        "source_url": None,
        "corrects": None,
        "withdraws": False,
        "recorded_by": None,
        "recorded_at": datetime.combine(since + timedelta(days=chance.randint(0, 20)), time(9), tzinfo=UTC),
    }


def _confirmations(entries: Sequence[dict[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    """One with each entry, and a second for most a half year later."""
    chance = random.Random(f"{SEED}-{len(entries)}")
    for entry in entries:
        days = [entry["since"]] if chance.random() < STALE else [entry["since"], entry["since"] + timedelta(days=180)]
        for on in days:
            if on <= today:
                moment = datetime.combine(on, time(9), tzinfo=UTC)
                yield {"entry_id": entry["id"], "confirmed_on": on, "recorded_by": None, "recorded_at": moment}


def count(session: Session) -> int:
    """How many entries there are."""
    return int(session.exec(select(func.count()).select_from(AdoptionEntry)).one())


def method_ids(session: Session) -> list[str]:
    """The methods, by id."""
    return list(session.exec(select(Method.id).order_by(Method.id)).all())


def empty(session: Session) -> None:
    """Take away what was there before: what public pages say, which comes with the content."""
    for table in (AdoptionConfirmation, AdoptionSpan, AdoptionEntry):
        session.connection().execute(delete(table))
