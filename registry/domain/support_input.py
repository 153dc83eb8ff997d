"""What is typed about support, read into what the domain takes, with all that is wrong told at once: a wish, a note, an end, steps."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict

from registry.domain import dates
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.statuses import Precision
from registry.domain.support_terms import ENDED, PHASES, Direction, Phase, SupportState

LONGEST: Final = 4000
LONGEST_END: Final = 2000
LONGEST_STEP: Final = 300
MOST_STEPS: Final = 60
Value = TypeVar("Value", bound=str)


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskInput(_Given):
    """What a region asks for."""

    direction: Direction
    wish: str


class NoteInput(_Given):
    """A note, and the day that it is about."""

    held_on: date
    text: str


class EndInput(_Given):
    """How a request ends. `because` may be empty only where all was done."""

    outcome: SupportState
    because: str


class StepInput(_Given):
    """A step of a checklist."""

    phase: Phase
    text: str


def read_ask(typed: Mapping[str, str]) -> AskInput:
    """`direction` and `wish`. Raises InvalidInput."""
    problems: list[Invalid] = []
    direction = _choice(Direction, typed, "direction", problems)
    wish = _text(typed, "wish", LONGEST, problems)
    if problems or direction is None:
        raise InvalidInput(problems)
    return AskInput(direction=direction, wish=wish)


def read_note(typed: Mapping[str, str], today: date) -> NoteInput:
    """`held_on`, a day as people write it and not ahead of today, and `note`. Raises InvalidInput."""
    problems: list[Invalid] = []
    held_on = today
    try:
        held_on = _past_day(typed.get("held_on", ""), today)
    except Invalid as problem:
        problems.append(problem)
    text = _text(typed, "note", LONGEST, problems)
    if problems:
        raise InvalidInput(problems)
    return NoteInput(held_on=held_on, text=text)


def read_end(typed: Mapping[str, str]) -> EndInput:
    """`outcome`, one of done and cancelled, and `ended_because`, which a cancelled one must have. Raises InvalidInput."""
    problems: list[Invalid] = []
    outcome = _choice(SupportState, typed, "outcome", problems)
    if outcome is not None and outcome not in ENDED:
        problems.append(Invalid("outcome", "not_a_choice", typed=outcome))
    must = outcome is SupportState.CANCELLED
    because = _text(typed, "ended_because", LONGEST_END, problems, must=must)
    if problems or outcome is None:
        raise InvalidInput(problems)
    return EndInput(outcome=outcome, because=because)


def read_steps(direction: Direction, typed: Mapping[str, str]) -> tuple[StepInput, ...]:
    """For each phase of the direction `steps_<phase>`, a step a line. Raises InvalidInput."""
    problems: list[Invalid] = []
    found: list[StepInput] = []
    for phase in PHASES[direction]:
        lines = [" ".join(line.split()) for line in typed.get(f"steps_{phase}", "").replace("\0", "").splitlines()]
        longest = max((len(line) for line in lines), default=0)
        if longest > LONGEST_STEP:
            problems.append(Invalid(f"steps_{phase}", "too_long", most=LONGEST_STEP, length=longest))
        found += [StepInput(phase=phase, text=line) for line in lines if line]
    if not found:
        problems.append(Invalid(f"steps_{PHASES[direction][0]}", "missing"))
    if len(found) > MOST_STEPS:
        problems.append(Invalid(f"steps_{PHASES[direction][-1]}", "too_many", most=MOST_STEPS, number=len(found)))
    if problems:
        raise InvalidInput(problems)
    return tuple(found)


def _past_day(typed: str, today: date) -> date:
    day, precision = dates.read(typed, "held_on")
    if precision is not Precision.DAY:
        raise Invalid("held_on", "not_a_day", typed=typed)
    if day > today:
        raise Invalid("held_on", "in_future", day=day)
    return day


def _choice(kind: type[Value], typed: Mapping[str, str], name: str, problems: list[Invalid]) -> Value | None:
    given = typed.get(name, "")
    try:
        return kind(given)
    except ValueError:
        problems.append(Invalid(name, "not_a_choice", typed=given[:80]) if given else Invalid(name, "missing"))
        return None


def _text(typed: Mapping[str, str], name: str, most: int, problems: list[Invalid], *, must: bool = True) -> str:
    text = typed.get(name, "").replace("\0", "").strip()
    if must and not text:
        problems.append(Invalid(name, "missing"))
    if len(text) > most:
        problems.append(Invalid(name, "too_long", most=most, length=len(text)))
    return text
