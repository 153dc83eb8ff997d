"""The texts of the panel's work that can be taken out, each with the method of its round or decision; a ballot's reasons are many in one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from registry.domain.models import Appeal, Ballot, Decision, Method, OwnerReply, ReviewRound, RoundReviewer
from registry.domain.models.base import Texts


def placed(statement: Any, table: Any) -> Any:
    """What is selected, with the method that it is about."""
    if table is Ballot:
        statement = statement.join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
    if table is Appeal:
        statement = statement.join(Decision, col(Decision.id) == Appeal.decision_id)
    if table in {Appeal, Decision}:
        return statement.join(Method, col(Method.id) == Decision.method_id)
    seat = OwnerReply if table is OwnerReply else RoundReviewer
    statement = statement.join(ReviewRound, col(ReviewRound.id) == seat.round_id)
    return statement.join(Method, col(Method.id) == ReviewRound.method_id)


def found(session: Session, *which: Any) -> Iterator[tuple[int, str, None, Texts, datetime]]:
    """Number, reasons, no region, method and day of the ballots that were handed in with reasons, newest first. One query."""
    columns: tuple[Any, ...] = (Ballot.id, Ballot.answers, Method.name, Ballot.saved_at)
    statement = placed(select(*columns), Ballot).where(col(Ballot.submitted_at).is_not(None), *which)
    for number, answers, method, saved_at in session.exec(statement.order_by(col(Ballot.id).desc())):
        if text := _reasons_in(answers):
            yield number, text, None, method, saved_at


def _reasons_in(answers: Mapping[str, Mapping[str, Any]]) -> str:
    """The reasons of a ballot as one text."""
    return "\n\n".join(str(answer["reason"]) for answer in answers.values() if answer.get("reason"))
