"""Requests for support as they are read: lists of them with how long they have waited and how far they are, and one with all that it holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import case as case_of
from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.domain import checklists, dates, events, permissions, support
from registry.domain.models import Method, Person, Region, SupportNote, SupportRequest, SupportStep
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.support_terms import OPEN, PHASES, Direction, Phase, SupportState
from registry.domain.vocabulary import State

PER_PAGE: Final = 30


NAME: Final = case_of((col(Method.state) != State.DRAFT, Method.name), else_=None)
"""The name of the method; none of one that is a draft again, whose name is nobody's to read."""


@dataclass(frozen=True)
class Listed:
    """A request in a list; `steps` are all that there are, `done` those ticked off. `last_note` is the newest day that a note is about."""

    id: int
    region_slug: str
    region: Texts
    method_id: str
    method: Texts | None
    direction: Direction
    state: SupportState
    asked_at: datetime
    ended_at: datetime | None
    taken_by: str | None
    steps: int
    done: int
    last_note: date | None

    def days_waited(self, today: date) -> int:
        """Days since it was asked."""
        return _days(self.asked_at, today)

    def days_silent(self, today: date) -> int | None:
        """Days since the newest note; None where there is none."""
        return (today - self.last_note).days if self.last_note else None


@dataclass(frozen=True)
class Case:
    """One request with its steps, notes (the newest first) and what its people are called, by number."""

    request: SupportRequest
    region: Texts
    method: Texts | None
    is_public: bool
    steps: Sequence[SupportStep]
    notes: Sequence[SupportNote]
    names: Mapping[int, str]

    @property
    def is_open(self) -> bool:
        """Whether it is worked on."""
        return self.request.state in OPEN

    @property
    def done(self) -> int:
        """How many steps are ticked off."""
        return sum(step.done_at is not None for step in self.steps)

    def phases(self) -> list[tuple[Phase, list[SupportStep]]]:
        """The phases of the direction with their steps."""
        return [
            (phase, [step for step in self.steps if step.phase is phase]) for phase in PHASES[self.request.direction]
        ]

    def days_waited(self, today: date) -> int:
        """Days since it was asked."""
        return _days(self.request.asked_at, today)


def listed(
    session: Session, actor: Actor, states: Collection[SupportState], *, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """The requests in some states that somebody may see: what is open oldest first, what has ended newest first. One query."""
    order: list[Any] = [col(SupportRequest.id)]
    if not set(states) <= OPEN:
        order = [col(SupportRequest.ended_at).desc(), col(SupportRequest.id).desc()]
    statement = (
        _placed(select(*_columns()))
        .join(Person, col(Person.id) == SupportRequest.taken_by, isouter=True)
        .where(support.seen_by(actor), col(SupportRequest.state).in_(states))
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return [Listed(*row) for row in session.exec(statement)]


def _placed(statement: Any) -> Any:
    statement = statement.join(Region, col(Region.slug) == SupportRequest.region_slug)
    return statement.join(Method, col(Method.id) == SupportRequest.method_id)


def _columns() -> tuple[Any, ...]:
    steps = (
        select(func.count(col(SupportStep.id)))
        .where(SupportStep.request_id == SupportRequest.id, col(SupportStep.removed_at).is_(None))
        .correlate(SupportRequest)
    )
    newest = (
        select(func.max(SupportNote.held_on))
        .where(SupportNote.request_id == SupportRequest.id)
        .correlate(SupportRequest)
    )
    return (
        SupportRequest.id, SupportRequest.region_slug, Region.short, SupportRequest.method_id, NAME,
        SupportRequest.direction, SupportRequest.state, SupportRequest.asked_at, SupportRequest.ended_at, Person.name,
        steps.scalar_subquery(), steps.where(col(SupportStep.done_at).is_not(None)).scalar_subquery(),
        newest.scalar_subquery(),
    )  # fmt: skip


def waiting(session: Session, actor: Actor) -> int:
    """How many requests nobody has taken up. One query. Raises NotAllowed."""
    permissions.demand(actor, Action.GIVE_SUPPORT)
    statement = select(func.count(col(SupportRequest.id))).where(SupportRequest.state == SupportState.ASKED)
    return session.exec(statement).one()


def case(session: Session, actor: Actor, request_id: int) -> Case:
    """A request with all that it holds. Five queries. Raises as `support.find`."""
    request = support.find(session, actor, request_id)
    columns: tuple[Any, ...] = (NAME, Method.state, Region.short)
    statement = _placed(select(*columns).select_from(SupportRequest)).where(SupportRequest.id == request_id)
    method, state, region = session.exec(statement).one()
    steps = checklists.steps_of(session, request_id)
    order = (col(SupportNote.held_on).desc(), col(SupportNote.id).desc())
    notes = session.exec(select(SupportNote).where(SupportNote.request_id == request_id).order_by(*order)).all()
    people = {request.asked_by, request.taken_by}
    people |= {step.done_by for step in steps} | {note.written_by for note in notes}
    names = events.names(session, [number for number in people if number is not None])
    return Case(request, region, method, state is State.PUBLISHED, steps, notes, names)


def _days(moment: datetime, today: date) -> int:
    return (today - dates.day_of(moment)).days
