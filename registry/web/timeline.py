"""The timeline of a region: for each method where its bars begin and end, in per cent of a line from one January to another.

What is known ends today; what is planned is drawn ahead of it and marked so. A method that was given up ends in a sign on its day. The picture
is beside the text, which says the same days as exactly as they are known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from registry.domain.ledger import Entry
from registry.domain.statuses import Status

FEWEST_YEARS: Final = 3
MOST_YEARS: Final = 12
NARROWEST: Final = 0.5
"""A bar that began today can be seen."""
KINDS: Final[dict[Status, str]] = {
    Status.EXPLORING: "prep",
    Status.PREPARING: "prep",
    Status.PILOTING: "pilot",
    Status.IN_USE: "use",
    Status.SUSTAINED: "use",
    Status.PHASING_OUT: "leaving",
}
"""How the bar of a status looks. Those that are over have none but a sign."""


@dataclass(frozen=True)
class Bar:
    """From `x`, so wide, in per cent; `ahead` is planned and not begun."""

    kind: str
    x: float
    width: float
    ahead: bool = False


@dataclass(frozen=True)
class Sign:
    """Where a method was given up or turned down, in per cent."""

    status: Status
    x: float


@dataclass(frozen=True)
class Track:
    """One method: what is drawn, and the entries that its text tells, a change of coverage left out."""

    method: str
    bars: Sequence[Bar]
    signs: Sequence[Sign]
    phases: Sequence[Entry]


@dataclass(frozen=True)
class Scale:
    """From the first day of `first` (a year) to the last of `last`."""

    first: int
    last: int

    @property
    def years(self) -> range:
        """The years that the line has."""
        return range(self.first, self.last + 1)

    def place(self, day: date) -> float:
        """Where a day is, in per cent; days outside are at the ends."""
        begin, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        share = (day - begin).days / (end - begin).days
        return round(min(max(share, 0.0), 1.0) * 100, 1)


@dataclass(frozen=True)
class Timeline:
    """The tracks on one scale, with where today is, and where the day that the page speaks of."""

    scale: Scale
    today: float
    day: float | None
    tracks: Sequence[Track] = field(default_factory=tuple)

    @property
    def kinds(self) -> set[str]:
        """Which looks of bars there are, so that the key has no more."""
        return {"ahead" if bar.ahead else bar.kind for track in self.tracks for bar in track.bars}

    @property
    def signs(self) -> set[Status]:
        """Which signs there are."""
        return {sign.status for track in self.tracks for sign in track.signs}


def draw(entries: Sequence[Entry], methods: Sequence[str], today: date, day: date) -> Timeline:
    """The timeline of standing entries (`ledger.timeline`), a track for each of `methods` that has any, in their order."""
    scale = _scale(entries, today)
    by_method = {method: list(said) for method, said in groupby(_by_method(entries), key=lambda entry: entry.method)}
    tracks = [_track(method, by_method[method], scale, today) for method in methods if method in by_method]
    return Timeline(scale, scale.place(today), None if day == today else scale.place(day), tracks)


def _by_method(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.method)


def _scale(entries: Sequence[Entry], today: date) -> Scale:
    last = max([today.year, *(entry.since.year for entry in entries)])
    first = min([today.year, *(entry.since.year for entry in entries)])
    return Scale(max(min(first, last - FEWEST_YEARS + 1), last - MOST_YEARS + 1), last)


def _track(method: str, entries: Sequence[Entry], scale: Scale, today: date) -> Track:
    held = [entry for entry in entries if entry.until is None or entry.until > entry.since]
    return Track(
        method,
        bars=[bar for entry in held if (bar := _bar(entry, scale, today))],
        signs=[Sign(entry.status, scale.place(entry.since)) for entry in held if entry.status not in KINDS],
        phases=[next(run) for _status, run in groupby(held, key=lambda entry: entry.status)],
    )


def _bar(entry: Entry, scale: Scale, today: date) -> Bar | None:
    if entry.status not in KINDS:
        return None
    ahead = entry.since > today
    end = entry.until or date(scale.last + 1, 1, 1)
    if not ahead:
        end = min(end, today)
    if end < date(scale.first, 1, 1):
        return None
    x = min(scale.place(entry.since), 100 - NARROWEST)
    return Bar(KINDS[entry.status], x, max(round(scale.place(end) - x, 1), NARROWEST), ahead)
