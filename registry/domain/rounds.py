"""Rounds of the panel: opened by an editor about a method, with what is asked, who is invited and until when; then moved from phase to phase."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from pydantic import Field
from sqlalchemy import update
from sqlmodel import Session, col
from sqlmodel import select as rows

from registry.domain import history, methods, permissions, seats
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotFound
from registry.domain.inputs import IndicatorCode, Input, Slug, Text
from registry.domain.models import (
    Indicator,
    Method,
    ReviewRound,
    RoundItem,
)
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.review_terms import NEXT, OPEN, PHASES, RoundKind, RoundState, last_day
from registry.domain.vocabulary import State

KIND: Final = seats.KIND


class RoundInput(Input):
    """What a round asks, and until when each phase lasts. A light round has one phase: it begins at the second."""

    method_id: Slug
    outcomes: list[Slug] = Field(min_length=1)
    indicators: list[IndicatorCode] = Field(default_factory=list)
    question: Text
    kind: RoundKind = RoundKind.FULL
    statutory: bool = False
    proposing_region: Slug | None = None
    round_1_until: date
    round_2_until: date


def open_round(session: Session, actor: Actor, given: RoundInput, today: date) -> ReviewRound:
    """Open a round. The caller commits.

    Raises NotAllowed, NotFound, Conflict where the method has an open round already, and InvalidInput.
    """
    permissions.demand(actor, Action.RUN_ROUNDS)
    history.bump_ledger(session)
    method = session.get(Method, given.method_id)
    if method is None or method.state is State.RETIRED:
        raise NotFound("method", given.method_id)
    unfinished = (*OPEN, RoundState.CLOSED)
    going = rows(ReviewRound.id).where(ReviewRound.method_id == method.id, col(ReviewRound.state).in_(unfinished))
    if session.exec(going).first() is not None:
        raise Conflict(f"{method.id} has a round that is not finished")
    if problems := _problems(given, today):
        raise InvalidInput(problems)
    first = RoundState.ROUND_1 if given.kind is RoundKind.FULL else RoundState.ROUND_2
    values = given.model_dump(exclude={"outcomes", "indicators"})
    made = ReviewRound(state=first, method_version=method.version, opened_by=actor.person_id, **values)
    session.add(made)
    session.flush()
    _add_items(session, made, given)
    details = {
        "method": method.id,
        "version": method.version,
        "round_kind": made.kind.value,
        "outcomes": given.outcomes,
        "indicators": given.indicators,
        "round_1_until": made.round_1_until.isoformat(),
        "round_2_until": made.round_2_until.isoformat(),
    }
    history.note(session, actor.key, "round.opened", KIND, str(made.id), **details)
    session.flush()
    return made


def _problems(given: RoundInput, today: date) -> list[Invalid]:
    found = []
    if given.kind is RoundKind.FULL and not today < given.round_1_until:
        found.append(Invalid("round_1_until", "not_ahead_of", day=given.round_1_until, other=today))
    start = given.round_1_until if given.kind is RoundKind.FULL else today
    if not start < given.round_2_until:
        found.append(Invalid("round_2_until", "not_ahead_of", day=given.round_2_until, other=start))
    return found


def _add_items(session: Session, made: ReviewRound, given: RoundInput) -> None:
    method = next(iter(methods.by_ids(session, [given.method_id])))
    outcomes = {outcome.id: outcome for outcome in method.outcomes}
    codes = {link.indicator_code for link in method.links}
    indicators = {row.code: row for row in session.exec(rows(Indicator)).all()}
    wrong = [Invalid("outcomes", "not_a_choice", typed=one) for one in given.outcomes if one not in outcomes]
    wrong += [Invalid("indicators", "not_a_choice", typed=one) for one in given.indicators if one not in codes]
    if wrong:
        raise InvalidInput(wrong)
    for position, key in enumerate(dict.fromkeys(given.outcomes)):
        name, plausible = outcomes[key].name, outcomes[key].plausible
        session.add(
            RoundItem(round_id=_id(made), position=position, outcome_id=key, name=dict(name), plausible=plausible)
        )
    for position, code in enumerate(dict.fromkeys(given.indicators), start=len(given.outcomes)):
        name = dict(indicators[code].name)
        session.add(RoundItem(round_id=_id(made), position=position, indicator_code=code, name=name))


def _id(row: ReviewRound) -> int:
    if row.id is None:
        raise RuntimeError("a round has its id once it is flushed")
    return row.id


def find(session: Session, round_id: int) -> ReviewRound:
    """A round. Raises NotFound."""
    return seats.round_of(session, round_id)


def all_rounds(session: Session, states: Collection[RoundState] = ()) -> Sequence[ReviewRound]:
    """Rounds, newest first; only those in `states` where any are given."""
    statement = rows(ReviewRound).order_by(col(ReviewRound.id).desc())
    if states:
        statement = statement.where(col(ReviewRound.state).in_(states))
    return session.exec(statement).all()


def items(session: Session, round_id: int) -> Sequence[RoundItem]:
    """What is voted on, in order."""
    return session.exec(rows(RoundItem).where(RoundItem.round_id == round_id).order_by(col(RoundItem.position))).all()


def move(session: Session, actor: Actor, round_id: int, to: RoundState, today: date) -> ReviewRound:
    """Move a round on: to the second phase, to its close, or cancel it. The caller commits.

    A phase ends when its day has passed or everybody who may vote has handed in. Raises NotAllowed, NotFound, Conflict where the round is
    elsewhere by now, Invalid("state", not_possible | still_open).
    """
    permissions.demand(actor, Action.RUN_ROUNDS)
    history.bump_ledger(session)  # no ballot is written while a round moves
    about = find(session, round_id)
    session.refresh(about)
    if to not in NEXT[about.state] or to is RoundState.DECIDED:
        raise Invalid("state", "not_possible")
    if to is not RoundState.CANCELLED and not has_ended(session, about, today):
        raise Invalid("state", "still_open")
    statement = (
        update(ReviewRound)
        .where(col(ReviewRound.id) == round_id, col(ReviewRound.state) == about.state)
        .values(state=to, closed_at=utc_now() if to is RoundState.CLOSED else None)
    )
    if session.connection().execute(statement).rowcount != 1:
        raise Conflict(f"round {round_id} was moved by somebody else")
    history.note(session, actor.key, "round.moved", KIND, str(round_id), to=to.value, before=about.state.value)
    session.flush()
    session.refresh(about)
    return about


def has_ended(session: Session, about: ReviewRound, today: date) -> bool:
    """Whether the present phase has ended: its last day has passed, or everybody who may vote has handed in. True where no phase is open."""
    phase, until = phase_of(about), until_of(about)
    if until is None:
        return True
    voting = [one for one in seats.progress(session, _id(about)) if not one.barred]
    return today > until or (bool(voting) and all(phase in one.handed_in for one in voting))


def phase_of(about: ReviewRound) -> int | None:
    """The phase in which votes are given: 1 or 2; None where none are."""
    return PHASES.get(about.state)


def until_of(about: ReviewRound) -> date | None:
    """The last day of the open phase; None where none is open."""
    return last_day(about.state, about.round_1_until, about.round_2_until)


def extend(session: Session, actor: Actor, round_id: int, until: date, today: date) -> None:
    """Give the present phase more time; the second keeps its length. The caller commits.

    Raises NotAllowed, NotFound, Invalid("until", not_ahead_of | not_open).
    """
    permissions.demand(actor, Action.RUN_ROUNDS)
    about = find(session, round_id)
    phase, last = phase_of(about), until_of(about)
    if last is None:
        raise Invalid("until", "not_open")
    before = max(today, last)
    if not before < until:
        raise Invalid("until", "not_ahead_of", day=until, other=before)
    if phase == 1:
        about.round_2_until += until - about.round_1_until
        about.round_1_until = until
    else:
        about.round_2_until = until
    history.note(session, actor.key, "round.extended", KIND, str(round_id), phase=phase, until=until.isoformat())
    session.flush()
