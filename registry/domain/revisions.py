"""Reading the revisions of a method: the public sees those that were public, editors all. Nobody changes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from registry.domain import permissions
from registry.domain.errors import NotFound
from registry.domain.models import Method, MethodRevision
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.vocabulary import State


@dataclass(frozen=True)
class Revision:
    """A method as it was once saved. `saved_by` is the key of an actor and never a name."""

    number: int
    document: dict[str, Any]
    summary: str | None
    saved_by: str
    saved_at: datetime

    @property
    def state(self) -> State:
        """The state that this revision gave the method."""
        return State(self.document.get("state", State.PUBLISHED))


@dataclass(frozen=True)
class Kept:
    """A method's revisions as somebody may read them, newest first."""

    method_id: str
    name: Texts
    state: State
    version: int
    revisions: Sequence[Revision]

    def of(self, number: int) -> tuple[Revision, Revision | None]:
        """A revision and the one before it. Raises NotFound."""
        for place, one in enumerate(self.revisions):
            if one.number == number:
                return one, next(iter(self.revisions[place + 1 :]), None)
        raise NotFound("revision", f"{self.method_id}/{number}")


def readable(session: Session, actor: Actor, method_id: str) -> Kept:
    """What `actor` may read of a method's revisions. Two queries. Raises NotFound where there is nothing for them.

    While a method is a draft, and of the time when it was one, only editors read.
    """
    own: Any = (Method.name, Method.state, Method.version)
    about: Any = session.exec(select(*own).where(Method.id == method_id)).first()
    is_staff = permissions.may(actor, Action.EDIT_METHODS)
    if about is None or (about[1] is State.DRAFT and not is_staff):
        raise NotFound("method", method_id)
    columns: Any = (
        MethodRevision.number,
        MethodRevision.document,
        MethodRevision.summary,
        MethodRevision.saved_by,
        MethodRevision.saved_at,
    )
    statement: Any = select(*columns).where(MethodRevision.method_id == method_id)
    found = [Revision(*row) for row in session.exec(statement.order_by(col(MethodRevision.number).desc()))]
    shown = [one for one in found if is_staff or one.state is not State.DRAFT]
    return Kept(method_id, about[0], about[1], about[2], shown)
