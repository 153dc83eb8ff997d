"""A region's answers to a round: saved one by one by several people over days, every earlier form kept; handed in whole (survey_submissions.py).

Before they are handed in, answers are seen by the region's own editors and by staff; afterwards by all who may read results.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as rows

from registry.domain import history, permissions, surveys
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotFound
from registry.domain.models import (
    Indicator,
    Method,
    Region,
    SurveyAnswer,
    SurveyAnswerVersion,
    SurveyRound,
    SurveySubmission,
)
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.survey_definition import Question, Slot, slots_of
from registry.domain.survey_terms import QuestionKind, SurveyState
from registry.domain.survey_values import Value, name_of, read_value
from registry.domain.vocabulary import State

ANSWER: Final = "survey_answer"
"""The kind in the index."""


class SavedElsewhere(Conflict):
    """Somebody else saved an answer first: `theirs` is what is there, None where nothing is; `mine` what was not saved."""

    def __init__(self, slot: Slot, theirs: SurveyAnswer | None, mine: Value) -> None:
        super().__init__(f"answer {name_of(slot)} was saved elsewhere")
        self.slot, self.theirs, self.mine = slot, theirs, mine


@dataclass(frozen=True)
class Typed:
    """One answer as it was typed on top of a version that was seen, 0 for none."""

    value: Mapping[str, Any]
    version: int


@dataclass(frozen=True)
class Saved:
    """What became of several answers that were sent together; `problems` have the name of their place as field."""

    saved: dict[Slot, SurveyAnswer] = field(default_factory=dict)
    elsewhere: dict[Slot, SavedElsewhere] = field(default_factory=dict)
    problems: list[Invalid] = field(default_factory=list)


def save(
    session: Session,
    actor: Actor,
    key: str,
    region: str,
    slot: Slot,
    given: Mapping[str, Any],
    *,
    version: int,
    today: date,
) -> SurveyAnswer:
    """Save one answer; `version` is the one that was seen, 0 for none. The caller commits.

    Whoever sends one answer means it, even where it is as they saw it: only what is as it is stored is no conflict.
    Raises NotAllowed, NotFound, Invalid(answers, not_open | handed_in), InvalidInput as `read_value`, SavedElsewhere.
    """
    done = save_all(session, actor, key, region, {slot: Typed(given, version)}, today, all_meant=True)
    if done.problems:
        raise InvalidInput(done.problems)
    if slot in done.elsewhere:
        raise done.elsewhere[slot]
    return done.saved[slot]


def save_all(
    session: Session,
    actor: Actor,
    key: str,
    region: str,
    given: Mapping[Slot, Typed],
    today: date,
    *,
    all_meant: bool = False,
) -> Saved:
    """Save several answers, each by itself: one that cannot be saved keeps no other from it. The caller commits.

    What was not changed by who sends it (it is as in the version that they saw) changes nothing, whatever others have saved since;
    unless `all_meant`: then it is a conflict like any other.
    Raises NotAllowed, NotFound, Invalid(answers, not_open | handed_in).
    """
    permissions.demand(actor, Action.ANSWER_SURVEY, region)
    about = surveys.find(session, key)
    surveys.queue_up(session, about)
    demand_open(session, about, region, today)
    there, asked, done = of_region(session, about, region), _asked(session, about), Saved()
    named = any(asked[slot].kind is QuestionKind.METHODS for slot in given if slot in asked)
    published = _published(session) if named else set()
    for slot, typed in given.items():
        if slot not in asked:
            raise NotFound("question", name_of(slot))
        row = there.get(slot) or SurveyAnswer(**_place(about, region, slot), value={}, version=0)
        try:
            value = read_value(asked[slot], slot[1], typed.value, published | set(row.value.get("methods", ())))
        except Invalid as error:
            done.problems.extend(error.problems)
            continue
        moved_on = typed.version != row.version
        if value == row.value or (moved_on and not all_meant and value == _seen(session, row, typed.version)):
            done.saved[slot] = row
        elif moved_on:
            done.elsewhere[slot] = SavedElsewhere(slot, there.get(slot), value)
        else:
            done.saved[slot] = _write(session, row, value, actor)
    session.flush()
    return done


def _seen(session: Session, row: SurveyAnswer, version: int) -> Value | None:
    """The value of a version; None where there is no such version."""
    if version == 0:
        return {}
    found = session.get(SurveyAnswerVersion, (row.id, version)) if row.id else None
    return found.value if found else None


def _write(session: Session, row: SurveyAnswer, value: Value, actor: Actor) -> SurveyAnswer:
    row.value, row.version, row.saved_by, row.saved_at = value, row.version + 1, actor.person_id, utc_now()
    session.add(row)
    session.flush()
    form = SurveyAnswerVersion(
        answer_id=_id(row), number=row.version, value=value, saved_by=row.saved_by, saved_at=row.saved_at
    )
    session.add(form)
    history.searched(session, ANSWER, str(row.id))
    return row


def answers(session: Session, actor: Actor, about: SurveyRound, region: str) -> dict[Slot, SurveyAnswer]:
    """A region's answers by their places, as far as who asks may see them. One query."""
    permissions.demand(actor, Action.READ_SURVEY_RESULTS)
    return of_region(session, about, region, seen_by(actor))


def versions(session: Session, actor: Actor, answer_id: int) -> Sequence[SurveyAnswerVersion]:
    """Every form that an answer has had, newest first. One query; nothing of an answer that who asks may not see."""
    statement = (
        rows(SurveyAnswerVersion)
        .join(SurveyAnswer, col(SurveyAnswer.id) == SurveyAnswerVersion.answer_id)
        .where(SurveyAnswerVersion.answer_id == answer_id, seen_by(actor))
        .order_by(col(SurveyAnswerVersion.number).desc())
    )
    return session.exec(statement).all()


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on SurveyAnswer for what `actor` may see: staff all, a region its own, readers of results what is handed in."""
    if permissions.may(actor, Action.RUN_SURVEYS):
        return true()
    if not permissions.may(actor, Action.READ_SURVEY_RESULTS):
        return false()
    own = [region for region in actor.regions if permissions.may(actor, Action.ANSWER_SURVEY, region)]
    return or_(col(SurveyAnswer.region_slug).in_(own), is_handed_in_now())


def is_handed_in_now() -> ColumnElement[bool]:
    """The condition on SurveyAnswer that its region's answers are handed in: the newest submission holds."""
    newest = (
        select(func.max(col(SurveySubmission.id)))
        .where(
            col(SurveySubmission.round_id) == SurveyAnswer.round_id,
            col(SurveySubmission.region_slug) == SurveyAnswer.region_slug,
        )
        .correlate(SurveyAnswer)
        .scalar_subquery()
    )
    holds = aliased(SurveySubmission)
    return (
        select(col(holds.handed_in)).where(col(holds.id) == newest).correlate(SurveyAnswer).scalar_subquery().is_(True)
    )


def submissions(session: Session, about: SurveyRound) -> dict[str, SurveySubmission]:
    """The submission that holds, of each region that has one. One query."""
    statement = rows(SurveySubmission).where(SurveySubmission.round_id == about.id).order_by(col(SurveySubmission.id))
    return {one.region_slug: one for one in session.exec(statement)}


def is_handed_in(session: Session, about: SurveyRound, region: str) -> bool:
    """Whether a region's answers are handed in and not given back. One query."""
    newest = submissions(session, about).get(region)
    return newest is not None and newest.handed_in


def codes(session: Session) -> tuple[str, ...]:
    """The indicators' codes in their order. One query."""
    return tuple(session.exec(rows(Indicator.code).order_by(col(Indicator.position))).all())


def demand_open(session: Session, about: SurveyRound, region: str, today: date) -> None:
    """Raises NotFound, Invalid(answers, not_open | handed_in) where a region's answers cannot be changed on a day."""
    if session.get(Region, region) is None:
        raise NotFound("region", region)
    if surveys.state_on(about, today) is not SurveyState.OPEN:
        raise Invalid("answers", "not_open")
    if is_handed_in(session, about, region):
        raise Invalid("answers", "handed_in")


def _asked(session: Session, about: SurveyRound) -> dict[Slot, Question]:
    known = codes(session)
    return {slot: one for one in surveys.definition(about).questions for slot in slots_of(one, known)}


def _published(session: Session) -> set[str]:
    return set(session.exec(rows(Method.id).where(Method.state == State.PUBLISHED)).all())


def of_region(session: Session, about: SurveyRound, region: str, *more: Any) -> dict[Slot, SurveyAnswer]:
    """A region's answers by their places, whoever asks. One query."""
    statement = rows(SurveyAnswer).where(SurveyAnswer.round_id == about.id, SurveyAnswer.region_slug == region, *more)
    found = session.exec(statement.execution_options(populate_existing=True))
    return {(one.question, one.indicator_code): one for one in found}


def _place(about: SurveyRound, region: str, slot: Slot) -> dict[str, Any]:
    return {
        "round_id": surveys.id_of(about),
        "region_slug": region,
        "question": slot[0],
        "indicator_code": slot[1],
    }


def _id(row: SurveyAnswer) -> int:
    if row.id is None:
        raise RuntimeError("an answer has its id once it is flushed")
    return row.id
