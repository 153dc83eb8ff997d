"""Support in adopting a method or in giving it up: a region asks, staff take it up, both write notes and tick steps, and it ends.

Only the region and the staff know that there is a request. Whoever may not see one is answered alike whether there is one or not.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, false, true, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from registry.domain import catalogue, history, methods, permissions, reminders
from registry.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from registry.domain.models import Person, SupportNote, SupportRequest, SupportStep
from registry.domain.permissions import Action, Actor
from registry.domain.support_input import AskInput, EndInput, NoteInput
from registry.domain.support_terms import OPEN, Direction, SupportState

KIND: Final = "support"


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on SupportRequest that holds for what somebody may see."""
    if permissions.may(actor, Action.GIVE_SUPPORT):
        return true()
    own = [slug for slug in actor.regions if permissions.may(actor, Action.SEE_SUPPORT, slug)]
    return col(SupportRequest.region_slug).in_(own) if own else false()


def may_see(actor: Actor, request: SupportRequest) -> bool:
    """Whether somebody may see a request: the people of its region and staff."""
    return permissions.may(actor, Action.SEE_SUPPORT, request.region_slug)


def find(session: Session, actor: Actor, request_id: int) -> SupportRequest:
    """A request that somebody may see. Raises NotFound for staff, and NotAllowed for all others, whether or not there is one."""
    found = session.get(SupportRequest, request_id)
    if found is not None and may_see(actor, found):
        return found
    if permissions.may(actor, Action.GIVE_SUPPORT):
        raise NotFound(KIND, str(request_id))
    raise NotAllowed(f"{actor.key or 'nobody'} may not see support request {request_id}", Action.SEE_SUPPORT, "")


def open_of(session: Session, region: str, method_id: str) -> dict[Direction, int]:
    """The requests of a region about a method that are worked on, by direction. One query."""
    statement = select(SupportRequest.direction, SupportRequest.id).where(
        SupportRequest.region_slug == region,
        SupportRequest.method_id == method_id,
        col(SupportRequest.state).in_(OPEN),
    )
    return {Direction(direction): number for direction, number in session.exec(statement) if number is not None}


def ask(session: Session, actor: Actor, region: str, method_id: str, given: AskInput, now: datetime) -> SupportRequest:
    """Ask for support. The caller commits. Raises NotAllowed, NotFound, Invalid("direction", open_already)."""
    permissions.demand(actor, Action.ASK_FOR_SUPPORT, region)
    catalogue.find_region(session, region)
    methods.find(session, method_id)
    if given.direction in open_of(session, region, method_id):
        raise Invalid("direction", "open_already")
    made = SupportRequest(
        region_slug=region,
        method_id=method_id,
        direction=given.direction,
        state=SupportState.ASKED,
        wish=given.wish,
        asked_by=actor.person_id,
        asked_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError as error:  # a colleague asked between our look and our write
        raise Invalid("direction", "open_already") from error
    _note(session, actor, "support.asked", made, method=method_id, direction=given.direction)
    return made


def take(session: Session, actor: Actor, request_id: int, version: int, now: datetime) -> SupportRequest:
    """Take a request up, or over from a colleague. The caller commits, and gives a new one its steps (checklists.py).

    Raises NotAllowed, NotFound, Conflict where it was changed meanwhile, Invalid("state", ended).
    """
    permissions.demand(actor, Action.GIVE_SUPPORT)
    found = _move(session, actor, request_id, version)
    if actor.person_id is None or found.taken_by != actor.person_id:
        found.state, found.taken_by = SupportState.TAKEN, actor.person_id
        found.taken_at = found.taken_at or now
        _note(session, actor, "support.taken", found)
    return found


def write_note(session: Session, actor: Actor, request_id: int, given: NoteInput, now: datetime) -> SupportNote:
    """Add a note, which is never changed. The caller commits. Raises NotAllowed, NotFound, Invalid("note", ended)."""
    found = find(session, actor, request_id)
    if found.state not in OPEN:
        raise Invalid("note", "ended")
    made = SupportNote(
        request_id=request_id,
        held_on=given.held_on,
        text=given.text,
        by_staff=permissions.may(actor, Action.GIVE_SUPPORT),
        written_by=actor.person_id,
        written_at=now,
    )
    session.add(made)
    session.flush()
    _note(session, actor, "support.noted", found, note=made.id)
    return made


def tick(
    session: Session, actor: Actor, request_id: int, before: Collection[int], after: Collection[int], now: datetime
) -> int:
    """Tick steps off and take ticks back: what differs between `before`, the ticks that the page showed, and `after`; how many.

    What somebody else ticked meanwhile stays. The caller commits.

    Raises NotAllowed, NotFound, Invalid("steps", ended), Conflict where a step was reworded or taken out meanwhile.
    """
    find(session, actor, request_id)
    same = update(SupportRequest).where(col(SupportRequest.id) == request_id).values(version=SupportRequest.version)
    session.connection().execute(same)  # waits for whoever is changing the steps
    found = session.get_one(SupportRequest, request_id, populate_existing=True)
    if found.state is not SupportState.TAKEN:
        raise Invalid("steps", "ended" if found.state not in OPEN else "not_taken")
    changed = set(before) ^ set(after)
    own = select(SupportStep).where(
        SupportStep.request_id == request_id, col(SupportStep.id).in_(changed), col(SupportStep.removed_at).is_(None)
    )
    steps_now = session.exec(own.execution_options(populate_existing=True)).all()
    if len(steps_now) < len(changed):
        raise Conflict(f"steps of support request {request_id} were changed meanwhile")
    moved = [step for step in steps_now if (step.done_at is None) is (step.id in after)]
    for step in moved:
        step.done_at, step.done_by = (now, actor.person_id) if step.done_at is None else (None, None)
    for action, which in (("support.ticked", True), ("support.unticked", False)):
        if steps := sorted(step.id or 0 for step in moved if (step.done_at is not None) is which):
            _note(session, actor, action, found, steps=steps)
    return len(moved)


def end(
    session: Session, actor: Actor, request_id: int, given: EndInput, version: int, now: datetime
) -> SupportRequest:
    """End a request: staff in either way, the region by cancelling it. The caller commits.

    Raises NotAllowed, NotFound, Conflict where it was changed meanwhile, Invalid("state", ended), Invalid("outcome", not_taken).
    """
    region = find(session, actor, request_id).region_slug
    if given.outcome is SupportState.DONE or not permissions.may(actor, Action.ASK_FOR_SUPPORT, region):
        permissions.demand(actor, Action.GIVE_SUPPORT)
    found = _move(session, actor, request_id, version)
    if given.outcome is SupportState.DONE and found.state is not SupportState.TAKEN:
        raise Invalid("outcome", "not_taken")
    found.state, found.ended_at, found.ended_because = given.outcome, now, given.because or None
    _note(session, actor, "support.ended", found, outcome=given.outcome)
    return found


def touch(session: Session, actor: Actor, request_id: int, version: int) -> SupportRequest:
    """Give an open request its next version, for a change of its steps. Raises as `take`."""
    permissions.demand(actor, Action.GIVE_SUPPORT)
    return _move(session, actor, request_id, version)


def editors(session: Session) -> list[tuple[str, str]]:
    """Name and address of the staff who are told that somebody asks. One query."""
    return [(name, email) for _number, name, email in reminders.editors(session)]


def asker(session: Session, request: SupportRequest) -> tuple[str, str] | None:
    """Name and address of whoever asked; None where they are not in use any more."""
    person = session.get(Person, request.asked_by) if request.asked_by else None
    return (person.name, person.email) if person and person.active else None


def _move(session: Session, actor: Actor, request_id: int, version: int) -> SupportRequest:
    """Count the version up where it is what was seen, so that of two at once the second is told."""
    found = find(session, actor, request_id)
    if found.version != version:
        raise Conflict(f"support request {request_id} was changed meanwhile")
    if found.state not in OPEN:
        raise Invalid("state", "ended")
    which = (col(SupportRequest.id) == request_id, col(SupportRequest.version) == version)
    counted = session.connection().execute(update(SupportRequest).where(*which).values(version=version + 1))
    if counted.rowcount == 0:
        raise Conflict(f"support request {request_id} was changed meanwhile")
    session.refresh(found)
    return found


def _note(session: Session, actor: Actor, action: str, request: SupportRequest, **details: Any) -> None:
    history.note(session, actor.key, action, KIND, str(request.id), **details)
    history.searched(session, KIND, str(request.id))
    session.flush()
