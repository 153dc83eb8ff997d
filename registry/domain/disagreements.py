"""Where a panel disagreed: what nobody won half of the votes for, or was torn on from 1 to 9, with the arguments of each side and no names.

Only of decided rounds: before that votes are for those who sit in them. The newest decided round that asked of an outcome or an indicator
speaks; what an earlier one was torn on is over.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.domain import panel, spreads
from registry.domain.models import Ballot, ReviewRound, RoundItem, RoundReviewer
from registry.domain.panel import Advice, OutcomeVote
from registry.domain.review_terms import RoundState
from registry.domain.vocabulary import Certainty, Effect, Size

Answer = Mapping[str, Any]
_VIEWS: Final = (Advice.ADOPT, Advice.JUDGE_LOCALLY, Advice.ABANDON)


@dataclass(frozen=True)
class Side:
    """Those of a panel who saw a thing alike: an effect, or what their scores advise; how many, and what they wrote."""

    view: Effect | Advice
    n: int
    reasons: Sequence[str]


@dataclass(frozen=True)
class Item:
    """What a decided round's votes on an outcome or an indicator came to: how they lie, and whether the panel was torn."""

    round_id: int
    outcome: str | None
    indicator: str | None
    name: Mapping[str, str]
    closed_on: date | None
    n: int
    effects: Mapping[str, int]
    sizes: Mapping[str, int]
    certainties: Mapping[str, int]
    scores: Mapping[int, int]
    disagreement: bool
    sides: Sequence[Side]


def of_method(session: Session, method_id: str) -> list[Item]:
    """What panels were torn on, of a method's outcomes and indicators as its newest decided rounds asked. Two queries; one without any."""
    newest: dict[tuple[str | None, str | None], Item] = {}
    for item in _items(session, col(ReviewRound.method_id) == method_id):
        newest.setdefault((item.outcome, item.indicator), item)
    return [item for item in newest.values() if item.disagreement]


def of_round(session: Session, round_id: int) -> list[Item]:
    """All that a decided round was asked, in order; nothing of another round. Two queries."""
    return _items(session, col(ReviewRound.id) == round_id)


def _items(session: Session, which: Any) -> list[Item]:
    columns: tuple[Any, ...] = (
        RoundItem.id, RoundItem.round_id, RoundItem.outcome_id, RoundItem.indicator_code, RoundItem.name, ReviewRound.closed_at,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(ReviewRound, col(ReviewRound.id) == col(RoundItem.round_id))
        .where(which, col(ReviewRound.state) == RoundState.DECIDED)
        .order_by(col(RoundItem.round_id).desc(), col(RoundItem.position))
    )
    rows = session.connection().execute(statement).all()
    votes = _votes(session, {row.round_id for row in rows}) if rows else {}
    found = []
    for key, round_id, outcome, indicator, name, closed_at in rows:
        answers = [vote[str(key)] for vote in votes.get(round_id, ()) if str(key) in vote]
        closed_on = closed_at.date() if closed_at else None
        found.append(_item(round_id, outcome, indicator, name, closed_on, answers))
    return found


def _votes(session: Session, rounds: Collection[int]) -> dict[int, list[Mapping[str, Answer]]]:
    """The last ballot that each voter handed in, by round."""
    columns: tuple[Any, ...] = (RoundReviewer.round_id, RoundReviewer.id, Ballot.answers)
    statement = (
        select(*columns)
        .join(Ballot, col(RoundReviewer.id) == col(Ballot.reviewer_id))
        .where(
            col(RoundReviewer.round_id).in_(rounds),
            col(RoundReviewer.barred).is_(False),
            col(Ballot.submitted_at).is_not(None),
        )
        .order_by(col(Ballot.phase))
    )
    last: dict[int, dict[int, Mapping[str, Answer]]] = {}
    for round_id, seat, answers in session.connection().execute(statement):
        last.setdefault(round_id, {})[seat] = answers
    return {round_id: list(ballots.values()) for round_id, ballots in last.items()}


def _item(
    round_id: int,
    outcome: str | None,
    indicator: str | None,
    name: Mapping[str, str],
    closed_on: date | None,
    answers: Sequence[Answer],
) -> Item:
    counts = {axis: _counts(answers, axis) for axis in ("effect", "size", "certainty")}
    scores = [int(one["score"]) for one in answers if one.get("score")]
    if indicator:
        torn = bool(scores) and panel.score(scores).disagreement
        sides = [
            _side(view, [one for one in answers if one.get("score") and panel.advice(int(one["score"])) is view])
            for view in _VIEWS
        ]
    else:
        votes = [_vote(one) for one in answers if one.get("effect")]
        torn = bool(votes) and panel.outcome(votes).effect is None
        sides = [_side(view, [one for one in answers if one.get("effect") == view]) for view in Effect]
    return Item(
        round_id,
        outcome,
        indicator,
        name,
        closed_on,
        len(scores) if indicator else sum(counts["effect"].values()),
        counts["effect"],
        counts["size"],
        counts["certainty"],
        {score: scores.count(score) for score in range(panel.LOWEST, panel.HIGHEST + 1)} if indicator else {},
        torn,
        [side for side in sides if side.n],
    )


def _counts(answers: Sequence[Answer], axis: str) -> dict[str, int]:
    given = [str(one[axis]) for one in answers if one.get(axis)]
    return {value: given.count(value) for value in dict.fromkeys(given)}


def _vote(answer: Answer) -> OutcomeVote:
    size, certainty = answer.get("size"), answer.get("certainty")
    return OutcomeVote(
        Effect(answer["effect"]), Size(size) if size else None, Certainty(certainty) if certainty else None
    )


def _side(view: Effect | Advice, answers: Sequence[Answer]) -> Side:
    return Side(view, len(answers), spreads.reasons_of(answers))
