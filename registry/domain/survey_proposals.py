"""The proposals of a region's answers to the survey go to the proposal log, each once, however often the answers are handed in.

A proposal is known by its answer and its title; where an administrator has taken its words out of the log, by its place in the answer and by
what stood in the answer when it was logged.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from registry.domain import dates, permissions, proposals, survey_answers, surveys
from registry.domain.models import Proposal, SurveyAnswer, SurveyAnswerVersion, SurveyRound
from registry.domain.permissions import Action, Actor
from registry.domain.proposal_input import ProposalInput
from registry.domain.proposal_terms import ProposalKind
from registry.domain.survey_terms import QuestionKind
from registry.domain.survey_values import MOST_PROPOSALS


def send(session: Session, actor: Actor, about: SurveyRound, region: str, today: date | None = None) -> list[Proposal]:
    """Put the proposals of what a region hands in into the log, each once. The caller commits.

    Called when answers are handed in, again after they were given back: what is in the log stays as it was. Raises NotAllowed.
    """
    permissions.demand(actor, Action.SEND_PROPOSALS)
    asked = {one.id for one in surveys.definition(about).questions if one.kind is QuestionKind.PROPOSALS}
    rows = [one for (question, _), one in survey_answers.of_region(session, about, region).items() if question in asked]
    logged = _logged(session, [row.id or 0 for row in rows])
    made = []
    for row in rows:
        answer_id = row.id or 0
        there = logged.get(answer_id, [])
        taken = {one.survey_index or 0 for one in there}
        for index, given in _new(session, row, there):
            place = index if index not in taken else max(MOST_PROPOSALS, max(taken) + 1)  # past all places of an answer
            made.append(proposals.from_survey(session, actor, region, answer_id, place, given, today or dates.today()))
            taken.add(place)
    return made


def _logged(session: Session, answers: Sequence[int]) -> dict[int, list[Proposal]]:
    """What is in the log already, by answer. One query."""
    found: dict[int, list[Proposal]] = {}
    for one in session.exec(select(Proposal).where(col(Proposal.survey_answer_id).in_(answers))):
        found.setdefault(one.survey_answer_id or 0, []).append(one)
    return found


def _new(session: Session, row: SurveyAnswer, there: Sequence[Proposal]) -> Iterator[tuple[int, ProposalInput]]:
    """What of an answer is not in the log, with its place in the answer; two with the same title are two."""
    left = Counter(one.title for one in there)
    redacted = [one for one in there if not one.title or not one.text]
    places = {one.survey_index for one in redacted}
    gone = _titles_gone(session, there, redacted)
    for index, given in _finished(row.value, row.indicator_code):
        if left[given.title]:
            left[given.title] -= 1
        elif index not in places and given.title not in gone:
            yield index, given


def _titles_gone(session: Session, there: Sequence[Proposal], redacted: Sequence[Proposal]) -> set[str]:
    """The titles that stood in the answer when what has been redacted was logged, without those that the log still has. One query."""
    statement = (
        select(Proposal.id, SurveyAnswerVersion)
        .join(SurveyAnswerVersion, col(SurveyAnswerVersion.answer_id) == Proposal.survey_answer_id)
        .where(
            col(Proposal.id).in_([one.id for one in redacted]),
            col(SurveyAnswerVersion.saved_at) <= col(Proposal.sent_at),
        )
        .order_by(col(SurveyAnswerVersion.number))
    )
    forms = dict(session.exec(statement).all()) if redacted else {}  # the newest of each comes last and stays
    kept, found = Counter(one.title for one in there), set[str]()
    for form in forms.values():
        found |= (Counter(given.title for _, given in _finished(form.value, "")) - kept).keys()
    return found


def _finished(value: Mapping[str, Any], code: str) -> Iterator[tuple[int, ProposalInput]]:
    """The finished proposals of an answer with their places: those with a kind and a title. One without a text has its title as text."""
    kinds = set(ProposalKind)
    for index, one in enumerate(value.get("proposals", ())):
        title = " ".join((one.get("title") or "").split())
        if title and one.get("kind") in kinds:
            text = one.get("text") or title
            yield (
                index,
                ProposalInput(kind=ProposalKind(one["kind"]), title=title, text=text, indicator_code=code or None),
            )
