"""Appeals: anybody affected may ask for a new look at a decision within 60 days. The clock and the answer are public, the contact is not.

An answer comes from an editor who neither sat on the panel nor published the decision.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select

from registry.domain import dates, decisions, history, permissions
from registry.domain.errors import Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import Appeal, Decision, RoundReviewer
from registry.domain.permissions import Action, Actor
from registry.domain.review_terms import APPEAL_DAYS

LONGEST: Final = 8000
KIND: Final = "appeal"
CONTACT_MONTHS: Final = 12
"""So many months after the answer the contact is kept."""


def last_day(decision: Decision) -> date:
    """The last day on which an appeal can be made."""
    return decision.decided_on + timedelta(days=APPEAL_DAYS)


def make(session: Session, decision_id: int, *, who: str, contact: str, grounds: str, today: date) -> Appeal:
    """Ask for a new look. The caller commits. Raises NotFound, Invalid("grounds", too_late), InvalidInput with what is missing or too long."""
    decision = decisions.find(session, decision_id)
    if today > last_day(decision):
        raise Invalid("grounds", "too_late", day=last_day(decision))
    values = {"who": (who.strip(), 200), "contact": (contact.strip(), 254), "grounds": (grounds.strip(), LONGEST)}
    problems = [Invalid(name, "missing") for name, (text, _most) in values.items() if not text]
    problems += [
        Invalid(name, "too_long", most=most, length=len(text))
        for name, (text, most) in values.items()
        if len(text) > most
    ]
    if values["contact"][0] and "@" not in values["contact"][0]:
        problems.append(Invalid("contact", "not_a_mailbox", typed=contact.strip()))
    if problems:
        raise InvalidInput(problems)
    made = Appeal(
        decision_id=decision_id, who=who.strip(), contact=contact.strip(), grounds=grounds.strip(), received_on=today
    )
    session.add(made)
    session.flush()
    history.note(session, "visitor", "appeal.made", KIND, str(made.id), decision=decision_id)
    session.flush()
    return made


def answer(session: Session, actor: Actor, appeal_id: int, text: str, today: date) -> Appeal:
    """Answer an appeal. The caller commits. Raises NotAllowed, NotFound, Invalid("answer", missing | too_long | answered)."""
    permissions.demand(actor, Action.ANSWER_APPEALS)
    found = find(session, appeal_id)
    decision = decisions.find(session, found.decision_id)
    if had_part(session, actor, decision):
        raise NotAllowed("an appeal is answered by somebody who had no part in the decision")
    reply = text.strip()
    if not reply:
        raise Invalid("answer", "missing")
    if len(reply) > LONGEST:
        raise Invalid("answer", "too_long", most=LONGEST, length=len(reply))
    if found.answer is not None:
        raise Invalid("answer", "answered")
    found.answer, found.answered_on, found.answered_by = reply, today, actor.person_id
    history.note(session, actor.key, "appeal.answered", KIND, str(appeal_id), decision=found.decision_id)
    session.flush()
    return found


def had_part(session: Session, actor: Actor, decision: Decision) -> bool:
    """Whether somebody published a decision or sat in its round, and so leaves its appeals to others."""
    if actor.person_id is None:
        return False
    sat = select(RoundReviewer.id).where(
        RoundReviewer.round_id == decision.round_id, RoundReviewer.person_id == actor.person_id
    )
    return decision.decided_by == actor.person_id or session.exec(sat).first() is not None


def forget(session: Session, today: date) -> None:
    """Take out the contacts of requests that were answered a year ago or more; who asked, what for and the answer stay. The caller commits."""
    old = col(Appeal.answered_on) <= dates.months_later(today, -CONTACT_MONTHS)
    session.connection().execute(update(Appeal).where(old, col(Appeal.contact) != "").values(contact=""))


def find(session: Session, appeal_id: int) -> Appeal:
    """An appeal. Raises NotFound."""
    found = session.get(Appeal, appeal_id)
    if found is None:
        raise NotFound(KIND, str(appeal_id))
    return found


def of_decision(session: Session, decision_id: int) -> Sequence[Appeal]:
    """The appeals against a decision, oldest first."""
    return session.exec(select(Appeal).where(Appeal.decision_id == decision_id).order_by(col(Appeal.id))).all()


def everything(session: Session, actor: Actor) -> Sequence[Appeal]:
    """All appeals for who may answer them: those that wait, oldest first, and then the answered, newest first. Raises NotAllowed."""
    permissions.demand(actor, Action.ANSWER_APPEALS)
    answered = select(Appeal).where(col(Appeal.answer).is_not(None)).order_by(col(Appeal.id).desc())
    return [*waiting(session), *session.exec(answered)]


def waiting(session: Session) -> Sequence[Appeal]:
    """Appeals without an answer, oldest first."""
    return session.exec(select(Appeal).where(col(Appeal.answer).is_(None)).order_by(col(Appeal.id))).all()
