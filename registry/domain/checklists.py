"""The steps of support: general ones, those that staff have adapted to a method, and those of one request with what was done of them.

A request's steps are a copy, made when it is taken up, so that a changed checklist changes no work under way. A step that is taken out or
reworded stays as a row with `removed_at`; a checklist has a row a version.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from registry.domain import history, methods, permissions, support
from registry.domain.errors import Conflict, Invalid
from registry.domain.models import SupportChecklist, SupportRequest, SupportStep
from registry.domain.permissions import Action, Actor
from registry.domain.support_input import StepInput
from registry.domain.support_terms import PHASES, Direction, Phase, SupportState

KIND: Final = "support_checklist"
ALIKE: Final = 0.6
"""From this likeness on (0 to 1) a new text is an old step in other words, and what was done of it stays done."""


def of_method(session: Session, method_id: str, direction: Direction) -> SupportChecklist | None:
    """The newest checklist that staff have adapted to a method; None where the general one holds. One query."""
    statement = (
        select(SupportChecklist)
        .where(SupportChecklist.method_id == method_id, SupportChecklist.direction == direction)
        .order_by(col(SupportChecklist.version).desc())
    )
    return session.exec(statement).first()


def steps_in(checklist: SupportChecklist) -> tuple[StepInput, ...]:
    """The steps of a checklist."""
    return tuple(StepInput.model_validate(step) for step in checklist.steps)


def save(
    session: Session,
    actor: Actor,
    method_id: str,
    direction: Direction,
    steps: Sequence[StepInput],
    version: int,
    now: datetime,
) -> SupportChecklist:
    """Adapt the steps to a method; `version` is the one that was changed, 0 for the general steps. The caller commits.

    Raises NotAllowed, NotFound, Conflict where somebody saved another one meanwhile.
    """
    permissions.demand(actor, Action.GIVE_SUPPORT)
    methods.find(session, method_id)
    newest = of_method(session, method_id, direction)
    if (newest.version if newest else 0) != version:
        raise Conflict(f"the checklist of {method_id} was saved meanwhile")
    made = SupportChecklist(
        method_id=method_id,
        direction=direction,
        steps=[step.model_dump(mode="json") for step in steps],
        version=version + 1,
        saved_by=actor.person_id,
        saved_at=now,
    )
    session.add(made)
    key = f"{method_id}/{direction}"
    history.note(session, actor.key, "support.checklist_saved", KIND, key, version=made.version)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"the checklist of {method_id} was saved meanwhile") from error
    return made


def begin(session: Session, actor: Actor, request: SupportRequest, general: Sequence[StepInput]) -> None:
    """Give a request that has just been taken up its steps: those of its method, or the `general` ones. Nothing where it has some."""
    permissions.demand(actor, Action.GIVE_SUPPORT)
    known = select(SupportStep.id).where(SupportStep.request_id == request.id).limit(1)
    if session.exec(known).first() is not None:
        return
    adapted = of_method(session, request.method_id, request.direction)
    for position, step in enumerate(steps_in(adapted) if adapted else general):
        session.add(SupportStep(request_id=request.id or 0, phase=step.phase, position=position, text=step.text))
    session.flush()


def steps_of(session: Session, request_id: int) -> list[SupportStep]:
    """The steps of a request as they stand, in order. One query."""
    order = list(Phase)
    statement = select(SupportStep).where(SupportStep.request_id == request_id, col(SupportStep.removed_at).is_(None))
    return sorted(session.exec(statement), key=lambda step: (order.index(step.phase), step.position, step.id or 0))


def rewrite(
    session: Session, actor: Actor, request_id: int, steps: Sequence[StepInput], version: int, now: datetime
) -> SupportRequest:
    """Let a request have these steps: what is new is added, what is missing taken out, what is reworded keeps its tick. The caller commits.

    Raises NotAllowed, NotFound, Conflict where the request was changed meanwhile, Invalid: `state` `ended`, `steps` `not_taken`.
    """
    request = support.touch(session, actor, request_id, version)
    if request.state is not SupportState.TAKEN:
        raise Invalid("steps", "not_taken")
    left = steps_of(session, request_id)
    kept = {place: old for place, step in enumerate(steps) if (old := _take_same(left, step))}
    added = 0
    for place, step in enumerate(steps):
        if place in kept:
            kept[place].position = place
            continue
        old = _take_alike(left, step)
        made = SupportStep(request_id=request_id, phase=step.phase, position=place, text=step.text)
        if old is not None:
            made.done_at, made.done_by, old.removed_at = old.done_at, old.done_by, now
        added += 1
        session.add(made)
    for old in left:
        old.removed_at = now
    counts = {"steps": len(steps), "new": added, "taken_out": len(left)}
    history.note(session, actor.key, "support.steps_changed", support.KIND, str(request_id), **counts)
    history.searched(session, support.KIND, str(request_id))
    session.flush()
    return request


def _take_same(left: list[SupportStep], step: StepInput) -> SupportStep | None:
    """Take the step with the same text and phase out of `left`."""
    return _take(left, next((old for old in left if (old.phase, old.text) == (step.phase, step.text)), None))


def _take_alike(left: list[SupportStep], step: StepInput) -> SupportStep | None:
    """Take the step of the same phase whose text is most like out of `left`."""
    near = [(_likeness(old.text, step.text), -number) for number, old in enumerate(left) if old.phase == step.phase]
    likeness, number = max(near, default=(0.0, 0))
    return _take(left, left[-number]) if likeness >= ALIKE else None


def _take(left: list[SupportStep], found: SupportStep | None) -> SupportStep | None:
    if found is not None:
        left.remove(found)
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def by_phase(direction: Direction, steps: Sequence[StepInput]) -> Mapping[Phase, list[str]]:
    """The texts of steps by phase, in the order of the direction."""
    return {phase: [step.text for step in steps if step.phase is phase] for phase in PHASES[direction]}
