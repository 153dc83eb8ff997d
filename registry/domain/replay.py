"""The ledger of one region and method folded into what holds when. Pure: entries in, spans out.

Entries are folded in the order of their numbers. An entry is appended; one that corrects another takes its place; one that withdraws
takes it out. What is left stands in the order of its days, and each holds until the next one begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from registry.domain.statuses import MOVES, Status


class Fact(Protocol):
    """What the fold needs of an entry."""

    @property
    def number(self) -> int: ...
    @property
    def status(self) -> Status: ...
    @property
    def since(self) -> date: ...
    @property
    def corrects(self) -> int | None: ...
    @property
    def withdraws(self) -> bool: ...


Entry = TypeVar("Entry", bound=Fact)


@dataclass(frozen=True)
class Problem:
    """Why a row of entries cannot stand: `code`, and the entry that cannot follow what is before it."""

    code: str
    before: Fact | None
    after: Fact


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that stand, in the order of their places. Raises ValueError where one corrects what does not stand."""
    found: list[Entry] = []
    for entry in sorted(entries, key=lambda one: one.number):
        if entry.corrects is None:
            found.append(entry)
            continue
        place = next((at for at, one in enumerate(found) if one.number == entry.corrects), None)
        if place is None:
            raise ValueError(f"entry {entry.number} corrects {entry.corrects}, which does not stand")
        found[place : place + 1] = [] if entry.withdraws else [entry]
    return found


def spans(entries: Iterable[Entry]) -> Iterator[tuple[Entry, date, date | None]]:
    """The standing entries, each with the first day it holds and the first day it no longer does (None: it still does)."""
    row = standing(entries)
    for at, entry in enumerate(row):
        yield entry, entry.since, row[at + 1].since if at + 1 < len(row) else None


def in_force(entries: Iterable[Entry], day: date) -> Entry | None:
    """The entry that holds on `day`; None where nothing was known. Of two that begin on one day the later holds."""
    found = None
    for entry in standing(entries):
        if entry.since <= day:
            found = entry
    return found


def first_problem(row: Sequence[Fact]) -> Problem | None:
    """The first place where standing entries break the rules of moves and days; None where they keep them."""
    before: Fact | None = None
    for entry in row:
        if before is not None and entry.since < before.since:
            return Problem("days_go_back", before, entry)
        if entry.status not in MOVES[before.status if before else None]:
            return Problem("move_not_allowed", before, entry)
        before = entry
    return None
