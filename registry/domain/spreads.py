"""How votes lie, without names: what reviewers see in the second phase, and what results are worked out of."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, true
from sqlmodel import Session, col
from sqlmodel import select as rows

from registry.domain import permissions, rounds
from registry.domain.errors import NotAllowed
from registry.domain.models import Ballot, RoundItem, RoundReviewer
from registry.domain.permissions import Action, Actor
from registry.domain.vocabulary import Certainty, Effect, Size


@dataclass(frozen=True)
class Spread:
    """How the votes of the first phase lie, for one item, with the reasons in an order that tells nobody's name."""

    item_id: int
    effects: dict[Effect, int]
    sizes: dict[Size, int]
    certainties: dict[Certainty, int]
    scores: dict[int, int]
    reasons: Sequence[str]


def spread(session: Session, actor: Actor, round_id: int) -> list[Spread]:
    """How the votes of the first phase lie. Only in the second phase and after, for those who sit in the round and for editors."""
    _demand(session, actor, round_id)
    handed = [answers for _place, phase, answers in handed_in(session, round_id) if phase == 1]
    return [
        _spread(item, [one[str(item.id)] for one in handed if str(item.id) in one])
        for item in rounds.items(session, round_id)
    ]


def comments(session: Session, actor: Actor, round_id: int) -> list[str]:
    """What reviewers commented on the whole, without names; of those whom interests bar, too. Shown when the votes are."""
    _demand(session, actor, round_id)
    is_over = rounds.phase_of(rounds.find(session, round_id)) is None
    statement = (
        select(col(Ballot.comment))
        .join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
        .where(
            col(RoundReviewer.round_id) == round_id,
            col(Ballot.comment).is_not(None),
            col(Ballot.submitted_at).is_not(None) | col(RoundReviewer.barred).is_(True),
            true() if is_over else (col(Ballot.phase) == 1) | col(RoundReviewer.barred).is_(True),
        )
    )
    found = session.connection().execute(statement).scalars()
    return _shuffled({comment for comment in found if comment})


def _demand(session: Session, actor: Actor, round_id: int) -> None:
    phase = rounds.phase_of(rounds.find(session, round_id))
    if phase == 1:
        raise NotAllowed("the first phase is blind")
    may_see = _sits(session, actor, round_id) or (phase is None and permissions.may(actor, Action.RUN_ROUNDS))
    if not may_see:
        raise NotAllowed("votes are shown to those who sit in the round, and to staff when it has closed")


def _sits(session: Session, actor: Actor, round_id: int) -> bool:
    statement = rows(RoundReviewer.id).where(
        RoundReviewer.round_id == round_id, RoundReviewer.person_id == actor.person_id
    )
    return session.exec(statement).first() is not None


def _spread(item: RoundItem, answers: Sequence[Mapping[str, Any]]) -> Spread:
    return Spread(
        item_id=item.id or 0,
        effects=dict(Counter(Effect(one["effect"]) for one in answers if one.get("effect"))),
        sizes=dict(Counter(Size(one["size"]) for one in answers if one.get("size"))),
        certainties=dict(Counter(Certainty(one["certainty"]) for one in answers if one.get("certainty"))),
        scores=dict(Counter(int(one["score"]) for one in answers if one.get("score"))),
        reasons=reasons_of(answers),
    )


def reasons_of(answers: Sequence[Mapping[str, Any]]) -> list[str]:
    """The written reasons in an order that follows from their words alone, so that it tells nobody's name."""
    return _shuffled([str(answer["reason"]) for answer in answers if answer.get("reason")])


def _shuffled(texts: Collection[str]) -> list[str]:
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())


def handed_in(session: Session, round_id: int) -> list[tuple[int, int, dict[str, dict[str, Any]]]]:
    """The ballots handed in by those who may vote, as seat, phase and answers. For the domain alone: no page and no answer shows them."""
    columns: tuple[Any, ...] = (Ballot.reviewer_id, Ballot.phase, Ballot.answers)
    statement = (
        select(*columns)
        .join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
        .where(
            col(RoundReviewer.round_id) == round_id,
            col(RoundReviewer.barred).is_(False),
            col(Ballot.submitted_at).is_not(None),
        )
        .order_by(col(Ballot.reviewer_id), col(Ballot.phase))
    )
    return [(place, phase, answers) for place, phase, answers in session.connection().execute(statement)]


def final_votes(session: Session, round_id: int) -> list[dict[str, dict[str, Any]]]:
    """The last ballot that each voter handed in: whoever changed nothing in the second phase keeps their first."""
    return list({place: answers for place, _phase, answers in handed_in(session, round_id)}.values())
