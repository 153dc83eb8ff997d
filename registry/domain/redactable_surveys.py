"""What can be taken out of the survey: all that is written in words in an answer, in every form of it; and why answers were given back.

Levels, choices and methods stay, and so does who saved when.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import false, update
from sqlmodel import Session, col, select

from registry.domain import history, permissions, survey_answers
from registry.domain.models import Method, Proposal, Region, SurveyAnswer, SurveyAnswerVersion, SurveySubmission
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.survey_values import Value, words_of

TEXTS: Final[dict[str, tuple[Any, Any]]] = {"survey_back": (SurveySubmission, SurveySubmission.note)}
WHEN: Final[dict[Any, Any]] = {SurveySubmission: SurveySubmission.done_at}


def placed(statement: Any, table: Any) -> Any:
    """What is selected, with the region; it is about no method."""
    return statement.join(Region, col(Region.slug) == table.region_slug).outerjoin(Method, false())


def found(session: Session, *which: Any) -> Iterator[tuple[int, str, Texts, None, datetime]]:
    """Number, text, region, no method and day of the answers that hold words, newest first. Two queries."""
    statement: Any = (
        select(SurveyAnswer, Region.short)
        .join(Region, col(Region.slug) == SurveyAnswer.region_slug)
        .where(*which)
        .order_by(col(SurveyAnswer.id).desc())
    )
    rows = session.exec(statement).all()
    numbers = [answer.id for answer, _region in rows]
    kept: Any = select(SurveyAnswerVersion).where(col(SurveyAnswerVersion.answer_id).in_(numbers))
    said: dict[int, list[str]] = {}
    for form in session.exec(kept.order_by(col(SurveyAnswerVersion.number).desc())):
        said.setdefault(form.answer_id, []).append(words_of(form.value))
    for answer, region in rows:
        text = "\n\n".join(dict.fromkeys(one for one in said.get(answer.id, ()) if one))
        if text:
            yield answer.id, text, region, None, answer.saved_at


def empty(session: Session, answer_id: int) -> None:
    """Take the words out of an answer and all its forms. Whoever has it open now meets a conflict and not an overwriting."""
    taken = update(SurveyAnswer).where(col(SurveyAnswer.id) == answer_id).values(version=SurveyAnswer.version + 1)
    session.connection().execute(
        taken
    )  # whoever writes the answer now waits, so that nothing is read before it is ours
    answer = session.get_one(SurveyAnswer, answer_id, populate_existing=True)
    forms = select(SurveyAnswerVersion).where(SurveyAnswerVersion.answer_id == answer_id)
    for form in session.exec(forms.execution_options(populate_existing=True)):
        form.value = _without_words(form.value)
    answer.value = _without_words(answer.value)
    session.add(
        SurveyAnswerVersion(
            answer_id=answer_id,
            number=answer.version,
            value=answer.value,
            saved_by=answer.saved_by,
            saved_at=answer.saved_at,
        )
    )
    history.searched(session, survey_answers.ANSWER, str(answer_id))
    session.flush()


def linked(session: Session, actor: Actor, kind: str, row_id: int) -> list[tuple[str, int]]:
    """Where words of a survey answer stand once more: its proposals in the log, of a proposal its answer. Kind and number of each.

    Up to three queries.
    """
    permissions.demand(actor, Action.REDACT)
    if kind == survey_answers.ANSWER:
        statement = select(Proposal).where(Proposal.survey_answer_id == row_id).order_by(col(Proposal.id))
        said = [
            (one.id or 0, {"proposal_title": one.title, "proposal_text": one.text}) for one in session.exec(statement)
        ]
        return [(name, number) for number, texts in said for name, text in texts.items() if text]
    if kind not in ("proposal_title", "proposal_text"):
        return []
    proposal = session.get(Proposal, row_id)
    answers = found(session, col(SurveyAnswer.id) == proposal.survey_answer_id) if proposal else ()
    return [(survey_answers.ANSWER, answer_id) for answer_id, *_rest in answers]


def _without_words(value: Mapping[str, Any]) -> Value:
    kept = {name: one for name, one in value.items() if name not in ("text", "proposals")}
    proposals = [{"kind": one["kind"]} for one in value.get("proposals", ()) if one.get("kind")]
    return kept | ({"proposals": proposals} if proposals else {})
