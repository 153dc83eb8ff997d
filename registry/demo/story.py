"""What the made-up regions do, worked out before anything is written: pure, and the same each time but for the day it is told on.

Every region takes some methods of the catalogue, and every method one of the `PATHS`, as far along it as there has been time. What has
been in use since before the registry has the year only.
"""

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from registry.demo import steps
from registry.demo.steps import Confirmation, Kind, Said, Withdrawal
from registry.domain.statuses import Status
from registry.domain.vocabulary import Group

SEED: Final = 1
YEARS: Final = 4
"""How long the regions have kept the ledger."""
FEWEST: Final = 8
MOST: Final = 30
FEATURED: Final = ("pirkanmaa", "pohjanmaa")
"""The regions whose editors a newcomer can be: they have something of everything."""

_S = Status
PATHS: Final[dict[str, tuple[Status, ...]]] = {
    "spreading": (_S.EXPLORING, _S.PREPARING, _S.PILOTING, _S.IN_USE, _S.SUSTAINED),
    "adopted": (_S.PREPARING, _S.IN_USE, _S.IN_USE, _S.SUSTAINED),
    "old": (_S.IN_USE, _S.SUSTAINED),
    "piloted": (_S.EXPLORING, _S.PILOTING),
    "planned": (_S.EXPLORING, _S.PREPARING),
    "lost": (_S.PILOTING, _S.IN_USE, _S.ABANDONED),
    "again": (_S.PILOTING, _S.ABANDONED, _S.PREPARING, _S.PILOTING),
    "turned_down": (_S.EXPLORING, _S.REJECTED),
    "kept": (_S.IN_USE,),
    "leaving": (_S.IN_USE, _S.PHASING_OUT),
    "given_up": (_S.IN_USE, _S.PHASING_OUT, _S.ABANDONED),
}
LONG_IN_USE: Final = frozenset({"old", "kept", "leaving", "given_up"})
AHEAD: Final = frozenset({"leaving", "planned"})
"""Paths whose last step is planned and not there yet."""
WEIGHTS: Final[dict[Group, dict[str, int]]] = {
    Group.MOST_EFFECTIVE: {"spreading": 6, "adopted": 4, "old": 3, "planned": 1, "lost": 1, "again": 1},
    Group.PROMISING: {"spreading": 5, "adopted": 3, "old": 2, "piloted": 3, "planned": 2, "turned_down": 1, "lost": 1},
    Group.UNDECIDED: {"spreading": 2, "old": 3, "piloted": 3, "planned": 1, "turned_down": 2, "lost": 1, "leaving": 1},
    Group.LEAST_BENEFICIAL: {"given_up": 5, "leaving": 2, "kept": 3, "turned_down": 2},
}
HARMFUL: Final = {"given_up": 3, "turned_down": 1}
"""What is done with a harmful method: nobody is said to use one."""
LIKED: Final = {Group.MOST_EFFECTIVE: 4.0, Group.PROMISING: 2.0, Group.UNDECIDED: 1.0, Group.LEAST_BENEFICIAL: 3.0}
"""How much more often a method of a group is among those of a region."""
ONE_OF_EACH: Final = {
    Group.MOST_EFFECTIVE: ("spreading", "adopted", "old", "planned", "lost"),
    Group.PROMISING: ("spreading", "piloted", "again", "turned_down"),
    Group.LEAST_BENEFICIAL: ("kept", "leaving", "given_up"),
}
CONFIRMS: Final = (0.9, 0.75, 0.4)
"""Which share of its entries a region goes through in its yearly round."""
MISTAKES: Final = 0.04

Step = Said | Withdrawal | Confirmation


@dataclass(frozen=True)
class Region:
    """A region on the day the story is told."""

    slug: str
    today: date


def told(
    regions: Sequence[str], methods: Sequence[Kind], today: date, taken: Collection[tuple[str, str]] = ()
) -> list[Step]:
    """All that the regions say, in the order in which they say it; nothing of the regions and methods that are `taken`."""
    found: list[Step] = []
    for slug in regions:
        free = [kind for kind in methods if (slug, kind.id) not in taken]
        found += _of_region(Region(slug, today), free)
    return sorted(found, key=lambda step: (step.on, step.region, isinstance(step, Confirmation)))


def _of_region(region: Region, methods: Sequence[Kind]) -> Iterator[Step]:
    chance = random.Random(f"{SEED}-{region.slug}")
    said: list[Step] = []
    for method, path in _chosen(region, methods, chance):
        said += _with_mistakes(region, _along(region, method, path, methods, chance), chance)
    yield from said
    if wrong := _on_the_wrong_method(region, methods, said, chance):
        yield from wrong
    yield from _rounds(region, said, chance)


def _chosen(region: Region, methods: Sequence[Kind], chance: random.Random) -> list[tuple[Kind, str]]:
    """Methods with their paths, each method once."""
    wanted = MOST if region.slug in FEATURED else chance.randint(FEWEST, MOST)
    drawn = sorted(methods, key=lambda kind: chance.random() ** (1 / (LIKED[kind.group] * _liking(kind))), reverse=True)
    found: dict[str, tuple[Kind, str]] = {}
    if region.slug in FEATURED:
        for group, paths in ONE_OF_EACH.items():
            of_group = [kind for kind in drawn if kind.group is group and not kind.harmful]
            found |= {kind.id: (kind, path) for kind, path in zip(of_group, paths, strict=False)}
    for kind in drawn:
        if len(found) < wanted and kind.id not in found:
            weights = HARMFUL if kind.harmful else WEIGHTS[kind.group]
            found[kind.id] = (kind, chance.choices(list(weights), list(weights.values()))[0])
    return list(found.values())


def _liking(kind: Kind) -> float:
    """Some methods are better known everywhere."""
    return 0.3 + 3 * random.Random(f"{SEED}-{kind.id}").random() ** 2


def _along(region: Region, method: Kind, path: str, methods: Sequence[Kind], chance: random.Random) -> Iterator[Said]:
    """The steps that there has been time for; at least the first."""
    begun = region.today - timedelta(days=365 * YEARS)
    statuses = PATHS[path]
    exit_ = steps.exit_of(method, {kind.id for kind in methods}, chance)
    featured = region.slug in FEATURED
    since = begun + timedelta(days=chance.randint(0, 200 if featured else 365 * YEARS - 60))
    on = since
    for place, status in enumerate(statuses):
        if place == 0 and path in LONG_IN_USE:
            on = begun + timedelta(days=chance.randint(0, 200 if featured else 1100))
            since = date(on.year - chance.randint(1, 7), 1, 1)
            yield steps.said(region.slug, method.id, status, since, on, chance, only_year=True)
            continue
        if place:
            since = max(since, begun) + timedelta(days=chance.randint(150, 500))
        if path in AHEAD and place == len(statuses) - 1:
            on = max(on, region.today - timedelta(days=chance.randint(3, 60)))
            since = region.today + timedelta(days=chance.randint(20, 300))
        else:
            on = max(on, since + timedelta(days=chance.randint(2, 40)))
        if on > region.today:
            return
        yield steps.said(region.slug, method.id, status, since, on, chance, exit_=exit_)


def _with_mistakes(region: Region, said: Iterable[Said], chance: random.Random) -> Iterator[Said]:
    """Some entries are recorded with a wrong coverage first, and mended some days later."""
    number = 0
    row = list(said)
    for place, step in enumerate(row):
        following = row[place + 1].on if place + 1 < len(row) else region.today
        mended = step.on + timedelta(days=chance.randint(1, 9))
        number += 1
        if step.given.coverage is None or mended > following or chance.random() >= MISTAKES:
            yield step
            continue
        wrong = step.given.model_copy(update={"coverage": step.given.coverage // 10})
        yield replace(step, given=wrong)
        yield steps.mended(step, mended, number, chance)
        number += 1


def _on_the_wrong_method(
    region: Region, methods: Sequence[Kind], said: Sequence[Step], chance: random.Random
) -> list[Step]:
    """One region in three has recorded something on a method that it did not mean."""
    taken = {step.method for step in said if isinstance(step, Said)}
    others = [kind for kind in methods if kind.id not in taken]
    if not others or chance.random() > 1 / 3:
        return []
    method = chance.choice(others)
    on = region.today - timedelta(days=chance.randint(30, 700))
    mistaken = steps.said(region.slug, method.id, Status.IN_USE, on - timedelta(days=20), on, chance)
    return [mistaken, steps.withdrawn(mistaken, on + timedelta(days=1), chance)]


def _rounds(region: Region, said: Sequence[Step], chance: random.Random) -> Iterator[Confirmation]:
    """Once a year a region goes through what it has recorded; not everybody does all of it."""
    share, last = chance.choice(CONFIRMS), chance.randint(15, 340)
    if region.slug in FEATURED:
        share = CONFIRMS[-1]  # a newcomer finds something to confirm
    for year in range(YEARS):
        on = region.today - timedelta(days=last + 365 * year)
        recorded = sorted({step.method for step in said if isinstance(step, Said) and step.on < on})
        confirmed = tuple(method for method in recorded if chance.random() < share)
        if confirmed:
            yield Confirmation(on, region.slug, confirmed)
