"""What a feed tells: the public changes of methods and of regions, newest first.

A method comes, changes or is decided on by the panel (the log of events says so), and a region's entry is recorded, corrected or withdrawn
(the ledger itself says so: an entry is its own record), or it publishes what it has experienced (each published version is its own record).
A confirmation changes nothing, and what is not published is not told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from registry.domain import experience_list, ledger
from registry.domain.experience_list import Published
from registry.domain.ledger import Entry
from registry.domain.models import Decision, Event, Method, Outcome
from registry.domain.models.base import Texts
from registry.domain.rating import rating_class
from registry.domain.vocabulary import RatingClass, State

NEWEST: Final = 50
"""How many changes are told."""


class What(StrEnum):
    """What happened."""

    METHOD_ADDED = "method.added"
    METHOD_CHANGED = "method.changed"
    METHOD_DECIDED = "method.decided"
    RECORDED = "adoption.recorded"
    CORRECTED = "adoption.corrected"
    WITHDRAWN = "adoption.withdrawn"
    EXPERIENCE = "experience.published"


OF_METHODS: Final = (What.METHOD_ADDED, What.METHOD_CHANGED, What.METHOD_DECIDED)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a panel decided of an outcome."""

    decision: int
    outcome: Texts
    letter: RatingClass


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed in public. `number` is that of the event, the entry or the report; only a change of the ledger has an `entry`,
    only a decision of the panel has what was `decided`, and only a published report its `experience`."""

    what: What
    number: int
    at: datetime
    method: str
    entry: Entry | None = None
    decided: tuple[Decided, ...] = ()
    experience: Published | None = None

    @property
    def key(self) -> str:
        """What tells this change from all others, here and in any other installation."""
        if self.experience:
            return f"experience:{self.number}:{self.experience.number}:{self.at.isoformat()}"
        return f"{'entry' if self.entry else 'event'}:{self.number}:{self.at.isoformat()}"


def of_methods(session: Session, ids: Collection[str]) -> list[Change]:
    """The newest changes of some methods and of what regions recorded of them. Three queries, four with decisions; none without methods."""
    if not ids:
        return []
    told = experience_list.published_since(session, methods=ids, limit=NEWEST)
    recorded = ledger.entries(session, methods=ids, limit=NEWEST)
    return _newest([*_events(session, ids), *map(_recorded, recorded), *map(_told, told)])


def of_region(session: Session, slug: str) -> list[Change]:
    """The newest changes of what a region has recorded and told. Two queries."""
    told = experience_list.published_since(session, regions=[slug], limit=NEWEST)
    return _newest([*map(_recorded, ledger.entries(session, regions=[slug], limit=NEWEST)), *map(_told, told)])


def last_saved(session: Session, kind: str, subject: str) -> datetime | None:
    """When a thing of the catalogue was last saved; None where nobody knows. One query."""
    statement = select(func.max(Event.at)).where(col(Event.kind) == kind, col(Event.subject) == subject)
    found: datetime | None = session.connection().execute(statement).scalar_one()
    return found


def _events(session: Session, ids: Collection[str]) -> list[Change]:
    statement: Any = (
        select(col(Event.details), col(Event.action), col(Event.id), col(Event.at), col(Event.subject))
        .join(Method, col(Method.id) == col(Event.subject))
        .where(
            col(Event.kind) == "method",
            col(Event.action).in_(OF_METHODS),
            col(Event.subject).in_(ids),
            col(Method.state) == State.PUBLISHED,
        )
        .order_by(col(Event.id).desc())
        .limit(NEWEST)
    )
    rows = session.connection().execute(statement).all()
    rounds = {row.details.get("round"): row.id for row in rows if row.action == What.METHOD_DECIDED}
    decided = _decided(session, rounds) if rounds else {}
    return [
        Change(What(action), number, at, method, decided=tuple(decided.get(number, ())))
        for _details, action, number, at, method in rows
    ]


def _decided(session: Session, rounds: Mapping[int, int]) -> dict[int, list[Decided]]:
    """What was decided in rounds, by the number of the event that tells it."""
    same = (col(Outcome.method_id) == col(Decision.method_id)) & (col(Outcome.id) == col(Decision.outcome_id))
    columns: tuple[Any, ...] = (
        Decision.round_id, Decision.id, Outcome.name, Decision.effect, Decision.certainty, Decision.plausible,
    )  # fmt: skip
    statement = (
        select(*columns).join(Outcome, same).where(col(Decision.round_id).in_(rounds)).order_by(col(Decision.id))
    )
    found: dict[int, list[Decided]] = {}
    for round_id, number, name, effect, certainty, plausible in session.connection().execute(statement):
        letter = rating_class(effect, certainty, plausible=plausible)
        found.setdefault(rounds[round_id], []).append(Decided(number, name, letter))
    return found


def _recorded(entry: Entry) -> Change:
    what = What.WITHDRAWN if entry.withdraws else What.CORRECTED if entry.corrects else What.RECORDED
    return Change(what, entry.entry_id, entry.recorded_at, entry.method, entry)


def _told(one: Published) -> Change:
    return Change(What.EXPERIENCE, one.id, one.published_at, one.method, experience=one)


def _newest(changes: Iterable[Change]) -> list[Change]:
    def place(change: Change) -> tuple[datetime, int, int]:
        return change.at, change.number, change.experience.number if change.experience else 0

    return sorted(changes, key=place, reverse=True)[:NEWEST]
