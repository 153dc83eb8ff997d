"""What one reviewer does in a round: declares interests before anything else, writes and hands in a ballot in each phase, comments.

Round 1 is blind; in round 2 everybody sees the spread and the written reasons, without names. A conflicted reviewer may comment and cannot vote.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from pydantic import Field, ValidationError
from sqlmodel import Session, col
from sqlmodel import select as rows

from registry.domain import history, ledger, permissions, rounds
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.inputs import Input
from registry.domain.models import Ballot, Region, ReviewRound, RoundItem, RoundReviewer
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.review_terms import ALWAYS_BARS, Interest
from registry.domain.statuses import IN_USE
from registry.domain.vocabulary import Certainty, Effect, Size

LONGEST: Final = 4000
OF_OUTCOME: Final = ("effect", "size", "certainty", "reason")
OF_INDICATOR: Final = ("score", "reason")


class AnswerInput(Input):
    """One answer of a ballot, complete or in the writing: of an outcome on the axes, of an indicator a score; each with its reason."""

    effect: Effect | None = None
    size: Size | None = None
    certainty: Certainty | None = None
    score: int | None = Field(default=None, ge=1, le=9)
    reason: str = Field(default="", max_length=LONGEST)


def seat(session: Session, actor: Actor, round_id: int) -> RoundReviewer:
    """The place of who asks in a round. Raises NotFound, NotAllowed where they have none."""
    permissions.demand(actor, Action.REVIEW)
    rounds.find(session, round_id)
    statement = rows(RoundReviewer).where(
        RoundReviewer.round_id == round_id, RoundReviewer.person_id == actor.person_id
    )
    found = session.exec(statement).first()
    if found is None:
        raise NotAllowed(f"{actor.key} has no place in round {round_id}")
    return found


def declare(
    session: Session, actor: Actor, round_id: int, interests: Sequence[Interest], note: str, today: date
) -> RoundReviewer:
    """Declare one's interests for a round, or that there are none; before a ballot is handed in it may be mended. The caller commits.

    Raises NotAllowed, NotFound, Invalid(interests, not_open | handed_in), Invalid(note, interest_not_told | too_long).
    """
    place = seat(session, actor, round_id)
    about = rounds.find(session, round_id)
    if rounds.phase_of(about) is None:
        raise Invalid("interests", "not_open")
    if any(ballot.submitted_at for ballot in _ballots(session, place)):
        raise Invalid("interests", "handed_in")
    text = note.strip()
    if interests and not text:
        raise Invalid("note", "interest_not_told")
    if len(text) > LONGEST:
        raise Invalid("note", "too_long", most=LONGEST, length=len(text))
    place.interests = [one.value for one in Interest if one in set(interests)]
    place.interest_note = text or None
    place.declared_at = utc_now()
    place.barred = _bars(session, about, set(interests), today)
    kinds = {"interests": place.interests, "barred": place.barred}
    history.note(session, actor.key, "round.declared", rounds.KIND, str(round_id), **kinds)
    session.flush()
    return place


def _bars(session: Session, about: ReviewRound, interests: set[Interest], today: date) -> bool:
    if interests & ALWAYS_BARS:
        return True
    return Interest.REGION_EMPLOYEE in interests and not about.statutory and not _is_common(session, about, today)


def _is_common(session: Session, about: ReviewRound, today: date) -> bool:
    """Whether the method is in use in over half of the regions: then employment is disclosed and does not bar."""
    using = {
        region for region, _method, status in ledger.in_force(session, today, [about.method_id]) if status in IN_USE
    }
    return 2 * len(using) > len(session.exec(rows(Region.slug)).all())


def ballot(session: Session, actor: Actor, round_id: int, phase: int) -> Ballot | None:
    """The ballot of who asks in a phase, as far as it is written and kept."""
    place = seat(session, actor, round_id)
    return next((one for one in _ballots(session, place) if one.phase == phase), None)


def begun(session: Session, actor: Actor, round_id: int, phase: int) -> Ballot:
    """What who asks goes on writing in a phase: their draft, or a new one; in the second phase a new one begins with their first answers."""
    place = seat(session, actor, round_id)
    written = {one.phase: one for one in _ballots(session, place)}
    first = written.get(1)
    known = dict(first.answers) if phase == 2 and first is not None and first.submitted_at else {}
    return written.get(phase) or Ballot(reviewer_id=place.id or 0, phase=phase, answers=known, version=0)


def _ballots(session: Session, place: RoundReviewer) -> Sequence[Ballot]:
    statement = rows(Ballot).where(Ballot.reviewer_id == place.id).order_by(col(Ballot.phase))
    return session.exec(statement.execution_options(populate_existing=True)).all()


def write(
    session: Session,
    actor: Actor,
    round_id: int,
    answers: Mapping[int, Mapping[str, Any]],
    comment: str,
    *,
    version: int,
    hand_in: bool,
    today: date,
    phase: int | None = None,
) -> Ballot:
    """Keep a ballot as it is written, or hand it in. The caller commits.

    `answers` are by item; `phase` is the one that they were written in, where it is known. Raises NotAllowed where interests bar the vote (a
    comment alone may be kept), NotFound, Conflict where the ballot was written elsewhere meanwhile or the round has gone on to another phase,
    Invalid(ballot, not_declared | not_open | too_late | handed_in) and InvalidInput with what is missing.
    """
    place = seat(session, actor, round_id)
    about = rounds.find(session, round_id)
    written_in, phase = phase, _open_phase(place, about, today)
    if place.barred and (answers or hand_in):
        raise NotAllowed(f"{actor.key} is barred from voting in round {round_id}")
    known = rounds.items(session, round_id)
    kept = _read(known, answers)
    if hand_in:
        kept = {key: _settled(answer) for key, answer in kept.items()}
    if hand_in and (lacking := _lacking(known, kept)):
        raise InvalidInput(lacking)
    text = comment.strip()
    if len(text) > LONGEST:
        raise Invalid("comment", "too_long", most=LONGEST, length=len(text))
    history.bump_ledger(session)
    session.refresh(about)
    if rounds.phase_of(about) != phase:
        raise Conflict(f"round {round_id} was moved on")
    row = next((one for one in _ballots(session, place) if one.phase == phase), None)
    if row is not None and row.submitted_at:
        raise Invalid("ballot", "handed_in")
    if (row.version if row else 0) != version or written_in not in (None, phase):
        raise Conflict(f"ballot {round_id}/{phase} was written elsewhere")
    row = row or Ballot(reviewer_id=place.id or 0, phase=phase)
    row.answers, row.comment, row.version, row.saved_at = kept, text or None, version + 1, utc_now()
    row.submitted_at = utc_now() if hand_in else None
    session.add(row)
    if hand_in:
        history.note(session, actor.key, "ballot.handed_in", rounds.KIND, str(round_id), phase=phase)
    session.flush()
    return row


def _open_phase(place: RoundReviewer, about: ReviewRound, today: date) -> int:
    phase, until = rounds.phase_of(about), rounds.until_of(about)
    if phase is None or until is None:
        raise Invalid("ballot", "not_open")
    if place.declared_at is None:
        raise Invalid("ballot", "not_declared")
    if today > until:
        raise Invalid("ballot", "too_late")
    return phase


def _read(known: Sequence[RoundItem], answers: Mapping[int, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    asked = {item.id: OF_INDICATOR if item.indicator_code else OF_OUTCOME for item in known}
    kept: dict[str, dict[str, Any]] = {}
    problems = []
    for item_id, given in answers.items():
        if item_id not in asked:
            raise NotFound("item", str(item_id))
        typed = {name: value for name, value in given.items() if value not in ("", None)}
        problems += [Invalid(f"{name}_{item_id}", "not_asked") for name in typed if name not in asked[item_id]]
        try:
            answer = AnswerInput.model_validate({name: typed[name] for name in asked[item_id] if name in typed})
        except ValidationError as error:
            problems += [_problem(item_id, found) for found in error.errors()]
        else:
            kept[str(item_id)] = answer.model_dump(mode="json", exclude_none=True)
    if problems:
        raise InvalidInput(problems)
    return kept


def _problem(item_id: int, found: Mapping[str, Any]) -> Invalid:
    field, typed = f"{found['loc'][0]}_{item_id}", found["input"]
    if found["type"] == "string_too_long":
        return Invalid(field, "too_long", most=LONGEST, length=len(typed))
    return Invalid(field, "not_a_choice", typed=typed)


def _settled(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without what does not go with its effect: a size belongs to a benefit, a certainty to what was studied."""
    effect = answer.get("effect")
    wrong = {"size"} if effect != Effect.BENEFIT else set()
    if effect == Effect.NOT_STUDIED:
        wrong.add("certainty")
    return {name: value for name, value in answer.items() if name not in wrong}


def _lacking(known: Sequence[RoundItem], kept: Mapping[str, Mapping[str, Any]]) -> list[Invalid]:
    found = []
    for item in known:
        answer = kept.get(str(item.id), {})
        needed = ["score"] if item.indicator_code else ["effect"]
        if answer.get("effect") == Effect.BENEFIT:
            needed.append("size")
        if answer.get("effect") not in (None, Effect.NOT_STUDIED):
            needed.append("certainty")
        if item.outcome_id:
            needed.append("reason")
        found += [Invalid(f"{name}_{item.id}", "missing") for name in needed if not answer.get(name)]
    return found
