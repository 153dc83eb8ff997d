"""Rounds and decisions as they are typed: read into what the domain takes, with all that is wrong told at once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar

from registry.domain import dates
from registry.domain.decisions import ChoiceInput, PublishInput
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.models import Method
from registry.domain.review_terms import Background, Cause, RoundKind
from registry.domain.rounds import RoundInput
from registry.domain.statuses import Precision
from registry.domain.vocabulary import Certainty, Effect, Size

LONGEST: Final = 4000
Value = TypeVar("Value")


@dataclass
class _Reading:
    """What has been wrong so far."""

    problems: list[Invalid] = field(default_factory=list)

    def take(self, read: Callable[[], Value], otherwise: Value) -> Value:
        """What `read` gives, or `otherwise` with its problem kept."""
        try:
            return read()
        except Invalid as problem:
            self.problems += problem.problems
            return otherwise

    def only_of(self, name: str, values: Collection[str], known: Collection[str]) -> None:
        """Keep a problem for every value that is none of the known ones."""
        self.problems += [Invalid(name, "not_a_choice", typed=one) for one in values if one not in known]

    def finish(self) -> None:
        """Raises InvalidInput where something was wrong."""
        if self.problems:
            raise InvalidInput(self.problems)


def read_day(typed: str, name: str) -> date:
    """A whole day. Raises Invalid(name, ...) as `dates.read`, and `not_a_day` for a month or a year."""
    day, precision = dates.read(typed, name)
    if precision is not Precision.DAY:
        raise Invalid(name, "not_a_day", typed=typed)
    return day


def read_background(typed: str) -> Background:
    """What a reviewer brings. Raises Invalid("background", missing | not_a_choice)."""
    return _choice(Background, typed, "background")


def _choice(kind: Callable[[str], Value], typed: str, name: str) -> Value:
    if not typed:
        raise Invalid(name, "missing")
    try:
        return kind(typed)
    except ValueError:
        raise Invalid(name, "not_a_choice", typed=typed) from None


def _text(typed: str, name: str) -> str:
    text = typed.strip()
    if not text:
        raise Invalid(name, "missing")
    if len(text) > LONGEST:
        raise Invalid(name, "too_long", most=LONGEST, length=len(text))
    return text


def read_round(
    method: Method, kind: RoundKind, typed: Mapping[str, Any], regions: Collection[str], today: date
) -> RoundInput:
    """A round: `outcomes` and `indicators` are lists, `statutory` a truth, all others text. A light round has no first phase.

    Raises InvalidInput.
    """
    reading = _Reading()
    outcomes, indicators, region = list(typed["outcomes"]), list(typed["indicators"]), typed["proposing_region"] or None
    if not outcomes:
        reading.problems.append(Invalid("outcomes", "missing"))
    reading.only_of("outcomes", outcomes, {outcome.id for outcome in method.outcomes})
    reading.only_of("indicators", indicators, {link.indicator_code for link in method.links})
    question = reading.take(lambda: _text(typed["question"], "question"), "")
    reading.only_of("proposing_region", [region] if region else [], regions)
    is_light = kind is RoundKind.LIGHT
    first = today if is_light else reading.take(lambda: read_day(typed["round_1_until"], "round_1_until"), today)
    second = reading.take(lambda: read_day(typed["round_2_until"], "round_2_until"), today)
    reading.finish()
    return RoundInput(
        method_id=method.id,
        kind=kind,
        outcomes=outcomes,
        indicators=indicators,
        question=question,
        statutory=bool(typed["statutory"]),
        proposing_region=region,
        round_1_until=first,
        round_2_until=second,
    )


def read_decision(outcomes: Collection[str], typed: Mapping[str, str]) -> PublishInput:
    """A decision: for each of `outcomes` the fields `effect_<id>`, `size_<id>`, `certainty_<id>`, `departs_<id>`; then `cause`, `valid_until`.

    Raises InvalidInput.
    """
    reading = _Reading()
    read = {key: reading.take(partial(read_choice, key, typed), None) for key in outcomes}
    cause = reading.take(lambda: _choice(Cause, typed.get("cause", ""), "cause"), Cause.FIRST)
    until = typed.get("valid_until", "").strip()
    valid_until = reading.take(lambda: read_day(until, "valid_until"), None) if until else None
    reading.finish()
    choices = {key: choice for key, choice in read.items() if choice is not None}
    return PublishInput(choices=choices, cause=cause, valid_until=valid_until)


def read_choice(key: str, typed: Mapping[str, str]) -> ChoiceInput:
    """What is decided of one outcome: a size belongs to a benefit, a certainty to what was studied. Raises InvalidInput."""
    reading = _Reading()
    effect = reading.take(lambda: _choice(Effect, typed.get(f"effect_{key}", ""), f"effect_{key}"), None)
    size = certainty = None
    if effect is Effect.BENEFIT:
        size = reading.take(lambda: _choice(Size, typed.get(f"size_{key}", ""), f"size_{key}"), None)
    if effect is not Effect.NOT_STUDIED:
        certainty = reading.take(
            lambda: _choice(Certainty, typed.get(f"certainty_{key}", ""), f"certainty_{key}"), None
        )
    reading.finish()
    if effect is None:
        raise Invalid(f"effect_{key}", "missing")
    return ChoiceInput(effect=effect, size=size, certainty=certainty, departs=typed.get(f"departs_{key}", ""))
