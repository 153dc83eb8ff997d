"""What is said at one step of the made-up story: an entry with day, coverage, exit and note; its correction; a withdrawal; a confirmation."""

import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from registry.demo import texts
from registry.domain.adoption_input import EntryInput
from registry.domain.statuses import LEAVING, ExitHow, ExitWhy, Precision, Replacement, Status
from registry.domain.vocabulary import Group

COVERAGE: Final[dict[Status, tuple[int, int]]] = {
    Status.PILOTING: (3, 20),
    Status.IN_USE: (20, 60),
    Status.SUSTAINED: (60, 95),
}
NOTE_ABOUT: Final[dict[Status, str]] = {
    Status.EXPLORING: "before",
    Status.PREPARING: "before",
    Status.PILOTING: "pilot",
    Status.IN_USE: "use",
    Status.SUSTAINED: "use",
    Status.REJECTED: "rejected",
}
ABOUT_THE_METHOD: Final = (ExitWhy.NOT_EFFECTIVE, ExitWhy.BETTER_METHOD, ExitWhy.NOT_NEEDED)
ABOUT_ELSE: Final = (
    ExitWhy.FUNDING_ENDED, ExitWhy.STAFF_LOST, ExitWhy.POLITICAL_DECISION, ExitWhy.MERGED, ExitWhy.POOR_FIT,
)  # fmt: skip
REJECTED_FOR: Final = (ExitWhy.POOR_FIT, ExitWhy.NOT_NEEDED, ExitWhy.FUNDING_ENDED)
HAS_NOTE, HAS_COVERAGE, HAS_SECOND_REASON, HAS_MONTH_ONLY = 0.5, 0.75, 0.3, 0.3

Exit = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What the story needs of a method."""

    id: str
    group: Group
    replaced_by: tuple[str, ...] = ()
    harmful: bool = False


@dataclass(frozen=True)
class Said:
    """An entry that a region records on a day; with `corrects`, in the place of its entry of that number."""

    on: date
    region: str
    method: str
    given: EntryInput
    corrects: int | None = None


@dataclass(frozen=True)
class Withdrawal:
    """The first entry of a region and method is taken back."""

    on: date
    region: str
    method: str
    note: str


@dataclass(frozen=True)
class Confirmation:
    """A region says on a day of some methods that what it recorded still holds."""

    on: date
    region: str
    methods: tuple[str, ...]


def said(
    region: str,
    method: str,
    status: Status,
    since: date,
    on: date,
    chance: random.Random,
    *,
    exit_: Exit | None = None,
    only_year: bool = False,
) -> Said:
    """An entry of a status with what belongs to it."""
    values: dict[str, Any] = {"status": status, "since": since}
    if only_year:
        values["precision"] = Precision.YEAR
    elif chance.random() < HAS_MONTH_ONLY and status not in LEAVING:
        values |= {"precision": Precision.MONTH, "since": since.replace(day=1)}
    if status in COVERAGE and chance.random() < HAS_COVERAGE:
        values["coverage"] = chance.randint(*COVERAGE[status])
    if status in LEAVING:
        values |= exit_ or {}
    if status is Status.REJECTED:
        values["exit_why"] = [chance.choice(REJECTED_FOR)]
    if chance.random() < HAS_NOTE:
        values["note"] = texts.note(_about(values), region, chance)
    return Said(on, region, method, EntryInput(**values))


def _about(values: dict[str, Any]) -> str:
    if values["status"] not in LEAVING:
        return NOTE_ABOUT[values["status"]]
    return "given_up" if set(values["exit_why"]) & set(ABOUT_THE_METHOD) else "lost"


def exit_of(method: Kind, known: Collection[str], chance: random.Random) -> Exit:
    """How and why a method would be given up here: least beneficial ones for their effect, others for what befalls good methods too."""
    if method.group is not Group.LEAST_BENEFICIAL:
        why = chance.sample(ABOUT_ELSE, 2 if chance.random() < HAS_SECOND_REASON else 1)
        how = chance.choice((ExitHow.REMOVE, ExitHow.REMOVE, ExitHow.REDUCE, ExitHow.RESTRICT))
        return {"exit_how": how, "exit_why": _in_order(why), "replacement": Replacement.NOTHING}
    why = chance.sample(ABOUT_THE_METHOD, 2 if chance.random() < HAS_SECOND_REASON else 1)
    instead = [one for one in method.replaced_by if one in known]
    if instead:
        replaced = {"replacement": Replacement.METHOD, "replaced_by": chance.choice(instead)}
        return {"exit_how": ExitHow.REPLACE, "exit_why": _in_order(why), **replaced}
    how = chance.choice((ExitHow.REMOVE, ExitHow.RESTRICT))
    return {"exit_how": how, "exit_why": _in_order(why), "replacement": Replacement.NOTHING}


def mended(step: Said, on: date, number: int, chance: random.Random) -> Said:
    """The correction of a step that is entry `number`."""
    note = texts.note("corrected", step.region, chance)
    return replace(step, on=on, corrects=number, given=step.given.model_copy(update={"note": note}))


def withdrawn(step: Said, on: date, chance: random.Random) -> Withdrawal:
    """The taking back of a step."""
    return Withdrawal(on, step.region, step.method, texts.note("withdrawn", step.region, chance))


def _in_order(why: list[ExitWhy]) -> list[ExitWhy]:
    return [one for one in ExitWhy if one in why]
