"""Decisions: what an editor publishes from the result of a round. The class is derived, never typed; an older decision stays as it was.

Four eyes: whoever sat in the round cannot publish it. Departing from the panel needs a written reason, which is shown. Where the panel
gives no class (nothing over half, too few votes) there is nothing to publish and the rating stays preliminary. A class of G waits for the
owner's reply.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.domain import dates, decided_outcomes, decision_rules, history, permissions, results, rounds
from registry.domain.decision_rules import LONGEST, ChoiceInput, PublishInput
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import Decision, OwnerReply, Recommendation, ReviewRound, RoundReviewer
from registry.domain.permissions import Action, Actor
from registry.domain.rating import rating_class
from registry.domain.results import Result
from registry.domain.review_terms import REPLY_DAYS, VALID_YEARS, Cause, RoundState
from registry.domain.vocabulary import RatingClass

__all__ = ["LONGEST", "ChoiceInput", "PublishInput"]


def publish(session: Session, actor: Actor, round_id: int, given: PublishInput, today: date) -> list[Decision]:
    """Publish the decisions of a closed round with its recommendations. The caller commits.

    Raises NotAllowed (not an editor, sat in the round), NotFound, Conflict where the round is not closed or was decided meanwhile, and
    InvalidInput.
    """
    permissions.demand(actor, Action.PUBLISH_DECISIONS)
    history.bump_catalogue(session)
    about = rounds.find(session, round_id)
    session.refresh(about)
    if about.state is not RoundState.CLOSED:
        raise Conflict(f"round {round_id} is {about.state}")
    if actor.person_id is not None and actor.person_id in _sitting(session, round_id):
        raise NotAllowed("whoever sat in the round cannot publish its decision")
    found = results.of_round(session, actor, round_id)
    by_outcome = {result.item.outcome_id: result for result in found if result.item.outcome_id}
    had_their_say = owner_has_had_their_say(session, about, today)
    if wrong := decision_rules.problems(session, about, given, by_outcome, today, had_their_say=had_their_say):
        raise InvalidInput(wrong)
    before = decided_outcomes.in_force(session, about.method_id)
    made = [
        _decide(session, actor, about, key, by_outcome[key], given, before.get(key), today) for key in given.choices
    ]
    _recommend(session, about, found, today)
    about.state = RoundState.DECIDED
    session.flush()
    decided_outcomes.carry_over(session, about.method_id, {one.outcome_id: one for one in made})
    history.record(session, actor.key, "method.decided", "method", about.method_id, **_told(round_id, made))
    session.flush()
    return made


def _told(round_id: int, made: Sequence[Decision]) -> dict[str, Any]:
    """What the log of events says of decisions: their numbers, outcomes and classes, and what was behind them."""
    details: dict[str, Any] = {
        "round": round_id,
        "decisions": [f"{one.id} {one.outcome_id}: {letter(one).value}" for one in made],
        "cause": sorted({one.cause.value for one in made}),
        "valid_until": made[0].valid_until.isoformat() if made else None,
        "departs": [one.outcome_id for one in made if one.departs],
        "supersedes": [one.supersedes for one in made if one.supersedes],
    }
    return {name: value for name, value in details.items() if value}


def _sitting(session: Session, round_id: int) -> set[int]:
    return set(session.exec(select(RoundReviewer.person_id).where(RoundReviewer.round_id == round_id)).all())


def _decide(
    session: Session,
    actor: Actor,
    about: ReviewRound,
    key: str,
    result: Result,
    given: PublishInput,
    previous: Decision | None,
    today: date,
) -> Decision:
    choice = given.choices[key]
    effects = {effect.value: count for effect, count in result.outcome.effects.items()} if result.outcome else {}
    made = Decision(
        method_id=about.method_id,
        outcome_id=key,
        round_id=about.id,
        effect=choice.effect,
        size=choice.size,
        certainty=choice.certainty,
        plausible=result.item.plausible,
        decided_on=today,
        valid_until=given.valid_until or dates.months_later(today, 12 * VALID_YEARS),
        cause=given.cause if previous else Cause.FIRST,
        supersedes=previous.id if previous else None,
        n=result.outcome.n if result.outcome else 0,
        effects=effects,
        departs=choice.departs.strip() or None,
        decided_by=actor.person_id,
    )
    session.add(made)
    session.flush()
    return made


def letter(decision: Decision) -> RatingClass:
    """The class that the axes of a decision give."""
    return rating_class(decision.effect, decision.certainty, plausible=decision.plausible)


def _recommend(session: Session, about: ReviewRound, found: Sequence[Result], today: date) -> None:
    for result in found:
        if result.item.indicator_code is None or result.score is None:
            continue
        score = result.score
        session.add(
            Recommendation(
                round_id=about.id or 0,
                method_id=about.method_id,
                indicator_code=result.item.indicator_code,
                n=score.n,
                median=score.median,
                p30=score.p30,
                p70=score.p70,
                ipr=score.ipr,
                ipras=score.ipras,
                disagreement=score.disagreement,
                advice=score.advice if result.has_quorum else None,
                has_quorum=result.has_quorum,
                decided_on=today,
            )
        )


def ask_owner(session: Session, actor: Actor, round_id: int, today: date) -> OwnerReply:
    """Note that the owner was asked for a reply to a class of G; they have 14 days. The caller commits. Asking again changes nothing.

    Raises NotAllowed, NotFound, Conflict where the round is not closed: before that there is nothing to reply to.
    """
    permissions.demand(actor, Action.PUBLISH_DECISIONS)
    about = rounds.find(session, round_id)
    if about.state is not RoundState.CLOSED:
        raise Conflict(f"round {round_id} is {about.state}")
    known = owner_reply(session, round_id)
    if known is not None:
        return known
    made = OwnerReply(round_id=round_id, asked_on=today, due_on=today + timedelta(days=REPLY_DAYS))
    session.add(made)
    history.note(session, actor.key, "owner.asked", rounds.KIND, str(round_id), due=made.due_on.isoformat())
    session.flush()
    return made


def record_reply(session: Session, actor: Actor, round_id: int, text: str, today: date) -> OwnerReply:
    """Keep what the owner said; it is shown with the decision. The caller commits. Raises Invalid("reply", missing | too_long | has_replied)."""
    permissions.demand(actor, Action.PUBLISH_DECISIONS)
    known = owner_reply(session, round_id)
    if known is None:
        raise NotFound("owner reply", str(round_id))
    reply = text.strip()
    if not reply:
        raise Invalid("reply", "missing")
    if len(reply) > LONGEST:
        raise Invalid("reply", "too_long", most=LONGEST, length=len(reply))
    if known.replied_on is not None:
        raise Invalid("reply", "has_replied")
    known.reply, known.replied_on = reply, today
    history.note(session, actor.key, "owner.replied", rounds.KIND, str(round_id))
    session.flush()
    return known


def owner_reply(session: Session, round_id: int) -> OwnerReply | None:
    """The owner's reply to a round, where one was asked for."""
    return session.exec(select(OwnerReply).where(OwnerReply.round_id == round_id)).first()


def owner_has_had_their_say(session: Session, about: ReviewRound, today: date) -> bool:
    """Whether the owner has replied, or was asked and has let the time pass."""
    known = owner_reply(session, about.id or 0)
    return known is not None and (known.replied_on is not None or today > known.due_on)


def find(session: Session, decision_id: int) -> Decision:
    """A decision, superseded or not. Raises NotFound."""
    found = session.get(Decision, decision_id)
    if found is None:
        raise NotFound("decision", str(decision_id))
    return found


def superseding(session: Session, decision_id: int) -> Decision | None:
    """The decision that stands in the place of another, where there is one."""
    return session.exec(select(Decision).where(Decision.supersedes == decision_id)).first()


def of_method(session: Session, method_id: str) -> Sequence[Decision]:
    """All decisions about a method's outcomes, newest first."""
    return session.exec(select(Decision).where(Decision.method_id == method_id).order_by(col(Decision.id).desc())).all()


def recommendations(session: Session, method_id: str, round_id: int | None = None) -> Sequence[Recommendation]:
    """What panels recommended for a method, newest first; of one round where it is given."""
    statement = select(Recommendation).where(Recommendation.method_id == method_id)
    if round_id is not None:
        statement = statement.where(Recommendation.round_id == round_id)
    return session.exec(statement.order_by(col(Recommendation.id).desc())).all()


def expiring(session: Session, until: date) -> Sequence[Decision]:
    """The decisions in force that end by a day, the first to end first."""
    newest = select(func.max(Decision.id)).group_by(col(Decision.method_id), col(Decision.outcome_id))
    statement = select(Decision).where(col(Decision.id).in_(newest), Decision.valid_until <= until)
    return session.exec(statement.order_by(col(Decision.valid_until))).all()
