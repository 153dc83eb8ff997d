"""What may be published of a closed round: the choice for each outcome, and what is wrong with one.

Every outcome that the panel gave a class is decided, as the panel has it or with a written reason. Where it gave none there is nothing to
decide. A class asks for its number of votes and a checked source, and a class of G for the owner's say.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlmodel import Session

from registry.domain import dates, decided_outcomes, methods, panel
from registry.domain.errors import Invalid, NotFound
from registry.domain.inputs import Input
from registry.domain.models import Method, ReviewRound
from registry.domain.panel import OutcomeResult
from registry.domain.rating import rating_class
from registry.domain.results import Result
from registry.domain.review_terms import Cause
from registry.domain.vocabulary import Certainty, Effect, RatingClass, Size

LONGEST: Final = 4000
LONGEST_YEARS: Final = 10


class ChoiceInput(Input):
    """What is decided of one outcome: as the panel has it, or (with `departs`, why) other axes."""

    effect: Effect
    size: Size | None = None
    certainty: Certainty | None = None
    departs: str = ""


class PublishInput(Input):
    """A decision of a round: a choice for each outcome that is decided, why it is made, until when it holds (None: three years)."""

    choices: dict[str, ChoiceInput]
    cause: Cause = Cause.FIRST
    valid_until: date | None = None


def problems(
    session: Session,
    about: ReviewRound,
    given: PublishInput,
    found: Mapping[str, Result],
    today: date,
    *,
    had_their_say: bool,
) -> list[Invalid]:
    """What is wrong with a decision of a round's results, by outcome. Raises NotFound for an outcome that the round did not ask about."""
    wrong: list[Invalid] = []
    if given.valid_until is not None and not today < given.valid_until <= dates.months_later(today, 12 * LONGEST_YEARS):
        wrong.append(Invalid("valid_until", "not_ahead_of", day=given.valid_until, other=today))
    if unknown := given.choices.keys() - found.keys():
        raise NotFound("outcome", min(unknown))
    (method,) = methods.by_ids(session, [about.method_id])
    there = {outcome.id for outcome in method.outcomes}
    for key, result in found.items():
        choice = given.choices.get(key)
        if result.outcome is None or (choice is None and not result.outcome.is_decided):
            continue
        if choice is None:
            wrong.append(Invalid(f"effect_{key}", "missing"))
        elif key not in there:
            wrong.append(Invalid(f"effect_{key}", "outcome_gone"))
        elif faults := _choice_problems(key, choice, result.outcome):
            wrong += faults
        else:
            wrong += _class_problems(key, choice, result, method, had_their_say=had_their_say)
    previous = decided_outcomes.in_force(session, about.method_id)
    if given.cause is Cause.FIRST and set(previous) & set(given.choices):
        wrong.append(Invalid("cause", "not_first"))
    return wrong


def _class_problems(
    key: str, choice: ChoiceInput, result: Result, method: Method, *, had_their_say: bool
) -> list[Invalid]:
    """What the class that a choice gives asks for: enough votes, a checked source, the owner's say before a G."""
    letter = rating_class(choice.effect, choice.certainty, plausible=result.item.plausible)
    voted = result.outcome.n if result.outcome else 0
    if voted < panel.quorum(letter):
        return [Invalid(f"effect_{key}", "no_quorum", n=voted)]
    if letter is not RatingClass.U and not method.has_checked_evidence:
        return [Invalid(f"effect_{key}", "no_evidence")]
    if letter is RatingClass.G and not had_their_say:
        return [Invalid(f"effect_{key}", "owner_first")]
    return []


def _choice_problems(key: str, choice: ChoiceInput, result: OutcomeResult) -> list[Invalid]:
    if result.letter is None:
        return [Invalid(f"effect_{key}", "panel_disagrees")]
    if not result.has_quorum:
        return [Invalid(f"effect_{key}", "no_quorum", n=result.n)]
    return _axes_problems(key, choice) or _departure_problems(key, choice, result)


def _axes_problems(key: str, choice: ChoiceInput) -> list[Invalid]:
    if (choice.effect is Effect.NOT_STUDIED) != (choice.certainty is None):
        return [
            Invalid(
                f"certainty_{key}", "missing" if choice.certainty is None else "not_a_choice", typed=choice.certainty
            )
        ]
    if (choice.effect is Effect.BENEFIT) != (choice.size is not None):
        return [Invalid(f"size_{key}", "missing" if choice.size is None else "not_a_choice", typed=choice.size)]
    return []


def _departure_problems(key: str, choice: ChoiceInput, result: OutcomeResult) -> list[Invalid]:
    same = (choice.effect, choice.size, choice.certainty) == (result.effect, result.size, result.certainty)
    reason = choice.departs.strip()
    if not same and not reason:
        return [Invalid(f"departs_{key}", "missing")]
    if len(reason) > LONGEST:
        return [Invalid(f"departs_{key}", "too_long", most=LONGEST, length=len(reason))]
    return []
