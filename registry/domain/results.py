"""What a closed round comes to: its votes through the panel's arithmetic. Worked out anew each time; the votes are what is kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from registry.domain import ballots, panel, permissions, rounds, spreads
from registry.domain.errors import NotAllowed
from registry.domain.models import RoundItem
from registry.domain.panel import OutcomeResult, OutcomeVote, ScoreResult
from registry.domain.permissions import Action, Actor
from registry.domain.review_terms import RoundState
from registry.domain.vocabulary import Certainty, Effect, Size


@dataclass(frozen=True)
class Result:
    """What the votes on one item come to, with the reasons that were written: of an outcome `outcome`, of an indicator `score`."""

    item: RoundItem
    outcome: OutcomeResult | None
    score: ScoreResult | None
    scores: dict[int, int]
    reasons: Sequence[str]
    sizes: dict[Size, int] = field(default_factory=dict)
    certainties: dict[Certainty, int] = field(default_factory=dict)

    @property
    def has_quorum(self) -> bool:
        """Whether enough voted."""
        if self.outcome is not None:
            return self.outcome.has_quorum
        return self.score is not None and self.score.n >= panel.QUORUM


def of_round(session: Session, actor: Actor, round_id: int) -> list[Result]:
    """The results of a closed round, item by item. Raises NotFound, and NotAllowed before it is closed or for who neither sat nor edits."""
    about = rounds.find(session, round_id)
    if about.state not in {RoundState.CLOSED, RoundState.DECIDED}:
        raise NotAllowed("a round has no result before it is closed")
    if about.state is RoundState.CLOSED and not permissions.may(actor, Action.RUN_ROUNDS):
        ballots.seat(session, actor, round_id)
    votes = spreads.final_votes(session, round_id)
    return [_result(item, votes) for item in rounds.items(session, round_id)]


def _result(item: RoundItem, votes: Sequence[dict[str, dict[str, Any]]]) -> Result:
    answers = [vote[str(item.id)] for vote in votes if str(item.id) in vote]
    reasons = spreads.reasons_of(answers)
    if item.indicator_code:
        given = [int(one["score"]) for one in answers if one.get("score")]
        counts = {value: given.count(value) for value in range(panel.LOWEST, panel.HIGHEST + 1)}
        return Result(item, None, panel.score(given) if given else None, counts, reasons)
    read = [
        OutcomeVote(
            Effect(one["effect"]),
            Size(one["size"]) if one.get("size") else None,
            Certainty(one["certainty"]) if one.get("certainty") else None,
        )
        for one in answers
        if one.get("effect")
    ]
    sizes = dict(Counter(vote.size for vote in read if vote.size))
    certainties = dict(Counter(vote.certainty for vote in read if vote.certainty))
    return Result(item, panel.outcome(read, plausible=item.plausible), None, {}, reasons, sizes, certainties)
