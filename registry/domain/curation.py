"""Curating methods in the browser: saving by an editor, the revisions that come of it, and going back to one of them."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from registry.domain import history, methods, permissions
from registry.domain.errors import Invalid, NotFound
from registry.domain.method_input import MethodInput
from registry.domain.models import Method, MethodRevision
from registry.domain.permissions import Action, Actor
from registry.domain.vocabulary import State

LONGEST_SUMMARY: Final = 400


def save(session: Session, actor: Actor, given: MethodInput, *, version: int, summary: str) -> Method:
    """Save a method as its next revision. The caller commits.

    `version` is the revision that the editor had before them, 0 for a new method. Raises NotAllowed, Conflict, Invalid(summary | outcomes, ...).
    """
    permissions.demand(actor, Action.EDIT_METHODS)
    text = summary.strip()
    if len(text) > LONGEST_SUMMARY:
        raise Invalid("summary", "too_long", most=LONGEST_SUMMARY, length=len(text))
    return methods.save(session, actor.key, given, version=version, summary=text or None)


def set_state(session: Session, actor: Actor, method_id: str, state: State, *, version: int, summary: str) -> Method:
    """Publish, retire or take back a method: a revision like any other. Raises as `save`, NotFound, and Invalid("state", languages_missing)."""
    given = methods.as_input(find(session, actor, method_id)).model_copy(update={"state": state})
    if state is not State.DRAFT and given.lacking_languages():
        raise Invalid("state", "languages_missing")
    return save(session, actor, given, version=version, summary=summary)


def find(session: Session, actor: Actor, method_id: str) -> Method:
    """A method in any state, for an editor. Raises NotAllowed, NotFound."""
    permissions.demand(actor, Action.EDIT_METHODS)
    found = methods.by_ids(session, [method_id])
    if not found:
        raise NotFound("method", method_id)
    return found[0]


def revisions(session: Session, method_id: str) -> Sequence[MethodRevision]:
    """The revisions of a method, newest first."""
    statement = select(MethodRevision).where(MethodRevision.method_id == method_id)
    return session.exec(statement.order_by(col(MethodRevision.number).desc())).all()


def revision(session: Session, method_id: str, number: int) -> MethodRevision:
    """One revision. Raises NotFound."""
    found = session.get(MethodRevision, (method_id, number))
    if found is None:
        raise NotFound("revision", f"{method_id}/{number}")
    return found


def as_input(row: MethodRevision) -> MethodInput:
    """The method as a revision has it."""
    return MethodInput.model_validate(row.document)


def restore(session: Session, actor: Actor, method_id: str, number: int, *, version: int, summary: str) -> Method:
    """Bring a revision back as a new one; what was decided stays decided. Raises as `save`, and NotFound."""
    permissions.demand(actor, Action.EDIT_METHODS)
    made = save(session, actor, as_input(revision(session, method_id, number)), version=version, summary=summary)
    history.note(session, actor.key, "method.restored", "method", method_id, version=version + 1, restored=number)
    session.flush()
    return made


def keep_what_is(session: Session, actor: str) -> int:
    """Make a first revision of methods that have none, as in an installation from before there were revisions; how many. The caller commits."""
    known = select(MethodRevision.method_id).distinct()
    lacking = session.exec(select(Method.id).where(col(Method.id).not_in(known))).all()
    if not lacking:
        return 0
    for method in methods.by_ids(session, lacking):
        plain = methods.as_input(method).plain()
        session.add(MethodRevision(method_id=method.id, number=method.version, document=plain, saved_by=actor))
    history.note(session, actor, "revisions.begun", "method", "*", count=len(lacking))
    session.flush()
    return len(lacking)


def has_gaps(session: Session) -> bool:
    """Whether some method has no revision. One query."""
    counts = select(func.count(func.distinct(MethodRevision.method_id)))
    return session.exec(counts).one() < session.exec(select(func.count(col(Method.id)))).one()
