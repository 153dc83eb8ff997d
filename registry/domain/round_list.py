"""Rounds as a list shows them: about which method, where each is, until when, and how many have handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col, func

from registry.domain import permissions
from registry.domain.models import Ballot, Method, ReviewRound, RoundReviewer
from registry.domain.permissions import Action, Actor
from registry.domain.review_terms import OPEN, PHASES, RoundKind, RoundState, last_day
from registry.domain.vocabulary import State


@dataclass(frozen=True)
class Listed:
    """A round in a list. Of those `voting` (invited and not barred), `handed_in` have handed in their ballot of the open phase."""

    id: int
    method: str
    name: dict[str, str]
    kind: RoundKind
    state: RoundState
    round_1_until: date
    round_2_until: date
    voting: int
    handed_in: int

    @property
    def until(self) -> date | None:
        """The last day of the open phase; None where none is open."""
        return last_day(self.state, self.round_1_until, self.round_2_until)

    def is_ready(self, today: date) -> bool:
        """Whether it waits for an editor: its phase has ended, or it is closed and to be decided."""
        if self.state is RoundState.CLOSED:
            return True
        return self.until is not None and (today > self.until or 0 < self.voting <= self.handed_in)


def listed(session: Session, actor: Actor, states: Collection[RoundState] = ()) -> list[Listed]:
    """Rounds, newest first; only those in `states` where any are given. Three queries. Raises NotAllowed."""
    permissions.demand(actor, Action.RUN_ROUNDS)
    columns: tuple[Any, ...] = (
        ReviewRound.id, ReviewRound.method_id, Method.name, ReviewRound.kind, ReviewRound.state,
        ReviewRound.round_1_until, ReviewRound.round_2_until,
    )  # fmt: skip
    statement = select(*columns).join(Method, col(Method.id) == ReviewRound.method_id)
    if states:
        statement = statement.where(col(ReviewRound.state).in_(states))
    voting, handed = _voting(session), _handed_in(session)
    return [
        Listed(
            key,
            method,
            name,
            kind,
            state,
            first,
            second,
            voting.get(key, 0),
            handed.get((key, PHASES.get(state, 0)), 0),
        )
        for key, method, name, kind, state, first, second in session.connection().execute(
            statement.order_by(col(ReviewRound.id).desc())
        )
    ]


def _voting(session: Session) -> dict[int, int]:
    columns: tuple[Any, ...] = (RoundReviewer.round_id, func.count())
    statement = select(*columns).where(col(RoundReviewer.barred).is_(False)).group_by(col(RoundReviewer.round_id))
    return {key: int(count) for key, count in session.connection().execute(statement)}


def _handed_in(session: Session) -> dict[tuple[int, int], int]:
    columns: tuple[Any, ...] = (RoundReviewer.round_id, Ballot.phase, func.count())
    statement = (
        select(*columns)
        .join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
        .where(col(Ballot.submitted_at).is_not(None), col(RoundReviewer.barred).is_(False))
        .group_by(col(RoundReviewer.round_id), col(Ballot.phase))
    )
    return {(key, phase): count for key, phase, count in session.connection().execute(statement)}


def askable(session: Session, actor: Actor) -> list[tuple[str, dict[str, str]]]:
    """The methods about which a round can be opened, as ids with names: not retired, and without an unfinished round. By id. One query."""
    permissions.demand(actor, Action.RUN_ROUNDS)
    columns: tuple[Any, ...] = (Method.id, Method.name)
    going = select(col(ReviewRound.method_id)).where(col(ReviewRound.state).in_((*OPEN, RoundState.CLOSED)))
    statement = select(*columns).where(col(Method.state) != State.RETIRED, col(Method.id).not_in(going))
    return [(key, name) for key, name in session.connection().execute(statement.order_by(col(Method.id)))]
