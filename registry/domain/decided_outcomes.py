"""What was decided of outcomes, carried onto their rows: no save and no import touches it."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.domain.models import Decision, Outcome
from registry.domain.vocabulary import Standing


def in_force(session: Session, method_id: str) -> dict[str, Decision]:
    """The decision in force of every decided outcome of a method: its newest."""
    newest = select(func.max(Decision.id)).where(Decision.method_id == method_id).group_by(Decision.outcome_id)
    found = session.exec(select(Decision).where(col(Decision.id).in_(newest))).all()
    return {decision.outcome_id: decision for decision in found}


def carry_over(session: Session, method_id: str, decided: dict[str, Decision]) -> None:
    """Give decided outcomes what was decided of them; the caller records and commits."""
    for outcome_id, decision in decided.items():
        outcome = session.get_one(Outcome, (method_id, outcome_id))
        outcome.effect, outcome.size, outcome.certainty = decision.effect, decision.size, decision.certainty
        outcome.plausible, outcome.standing = decision.plausible, Standing.DECIDED
        outcome.decision_id = decision.id
        outcome.decided_on, outcome.valid_until = decision.decided_on, decision.valid_until
    session.flush()
