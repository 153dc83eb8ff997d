"""Proposals as lists, boards, exports and the API show them: only those that the reader may see, a fixed number of queries each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlmodel import Session, col, func

from registry.domain import proposals
from registry.domain.models import Method, Proposal, ProposalStep, ProposalSupporter
from registry.domain.models.base import Texts
from registry.domain.permissions import Actor
from registry.domain.proposal_terms import ProposalKind, ProposalSource, ProposalStatus
from registry.domain.vocabulary import State

MOST_WORDS: Final = 8
COLUMNS: Final = (
    ProposalStatus.RECEIVED, ProposalStatus.UNDER_REVIEW, ProposalStatus.ACCEPTED, ProposalStatus.IN_PROGRESS, ProposalStatus.DONE,
    ProposalStatus.DECLINED,
)  # fmt: skip
"""The columns of the board, from left to right."""
IN_COLUMN: Final = 12
"""So many cards stand in a column of the board; the list has the rest."""


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to; nothing said is everything."""

    kinds: Sequence[str] = ()
    statuses: Sequence[str] = ()
    methods: Sequence[str] = ()
    indicators: Sequence[str] = ()
    words: str = ""
    only_public: bool = False


@dataclass(frozen=True)
class Listed:
    """A proposal in a list. `method` is the name where it may be told; `moved_on` the day of the newest step,
    `draft_method_id` the method that was made of it."""

    id: int
    kind: ProposalKind
    title: str
    status: ProposalStatus
    is_public: bool
    method_id: str | None
    method: Texts | None
    indicator_code: str | None
    source: ProposalSource
    region: str | None
    sent_at: datetime
    duplicate_of: int | None
    supporters: int
    moved_on: date
    draft_method_id: str | None


_SUPPORTERS: Final = (
    select(func.count())
    .select_from(ProposalSupporter)
    .where(col(ProposalSupporter.proposal_id) == Proposal.id)
    .correlate(Proposal)
    .scalar_subquery()
)
_MOVED: Final = (
    select(func.max(col(ProposalStep.taken_on)))
    .where(col(ProposalStep.proposal_id) == Proposal.id)
    .correlate(Proposal)
    .scalar_subquery()
)
_KNOWN: Final = case((col(Method.state) == State.PUBLISHED, Method.name), else_=None)
"""The name of the method, where it has a page."""
_COLUMNS: Final[tuple[Any, ...]] = (
    Proposal.id, Proposal.kind, Proposal.title, Proposal.status, Proposal.is_public, Proposal.method_id, _KNOWN,
    Proposal.indicator_code, Proposal.source, Proposal.region_slug, Proposal.sent_at, Proposal.duplicate_of, _SUPPORTERS, _MOVED,
    Proposal.draft_method_id,
)  # fmt: skip


def listed(session: Session, actor: Actor, asked: Asked, *, offset: int = 0, limit: int | None = None) -> list[Listed]:
    """Proposals, newest first. One query."""
    statement = _rows(asked, actor).order_by(col(Proposal.id).desc()).offset(offset).limit(limit)
    return [_listed(row) for row in session.connection().execute(statement)]


def about_method(session: Session, actor: Actor, method_id: str, *, limit: int) -> list[Listed]:
    """What is proposed about a method, newest first, and before these what the method was made of. One query."""
    origin = col(Proposal.draft_method_id) == method_id
    statement = _rows(Asked(), actor).where(or_(origin, col(Proposal.method_id) == method_id))
    ordered = statement.order_by(case((origin, 0), else_=1), col(Proposal.id).desc()).limit(limit)
    return [_listed(row) for row in session.connection().execute(ordered)]


def counts(session: Session, actor: Actor, asked: Asked) -> dict[ProposalStatus, int]:
    """How many there are in each status, whatever statuses are asked for. One query."""
    any_status = replace(asked, statuses=())
    statement = select(col(Proposal.status), func.count()).where(*_conditions(any_status, actor))
    rows = session.connection().execute(statement.group_by(col(Proposal.status)))
    found = {status: int(count) for status, count in rows}
    return {status: found.get(status, 0) for status in ProposalStatus}


def board(session: Session, actor: Actor, asked: Asked) -> dict[ProposalStatus, list[Listed]]:
    """The newest of each status. One query."""
    place = func.row_number().over(partition_by=col(Proposal.status), order_by=col(Proposal.id).desc())
    inner = select(col(Proposal.id).label("id"), place.label("place")).where(*_conditions(asked, actor)).subquery()
    statement = _rows(asked, actor).join(inner, and_(inner.c.id == Proposal.id, inner.c.place <= IN_COLUMN))
    found = [_listed(row) for row in session.connection().execute(statement.order_by(col(Proposal.id).desc()))]
    return {status: [one for one in found if one.status is status] for status in COLUMNS}


def duplicates(session: Session, actor: Actor, proposal_id: int) -> list[Listed]:
    """What is said to be the same as a proposal, where the reader may see it. One query."""
    statement = _rows(Asked(), actor).where(col(Proposal.duplicate_of) == proposal_id)
    return [_listed(row) for row in session.connection().execute(statement.order_by(col(Proposal.id)))]


def by_ids(session: Session, actor: Actor, ids: Collection[int]) -> list[Listed]:
    """Some proposals in the order of their ids, those that the reader may see. One query."""
    statement = _rows(Asked(), actor).where(col(Proposal.id).in_(ids))
    found = {row[0]: _listed(row) for row in session.connection().execute(statement)}
    return [found[key] for key in ids if key in found]


def texts(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """The texts of proposals that the reader may see, by id. One query."""
    statement = select(col(Proposal.id), col(Proposal.text)).where(col(Proposal.id).in_(ids), proposals.seen_by(actor))
    return {key: text for key, text in session.connection().execute(statement) if key is not None}


def _listed(row: Any) -> Listed:
    return Listed(*row)


def _rows(asked: Asked, actor: Actor) -> Any:
    joined = select(*_COLUMNS).outerjoin(Method, col(Method.id) == Proposal.method_id)
    return joined.where(*_conditions(asked, actor))


def _conditions(asked: Asked, actor: Actor) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [proposals.seen_by(actor)]
    chosen: tuple[tuple[Any, Sequence[str]], ...] = (
        (Proposal.kind, asked.kinds),
        (Proposal.status, asked.statuses),
        (Proposal.method_id, asked.methods),
        (Proposal.indicator_code, asked.indicators),
    )
    found += [col(column).in_(values) for column, values in chosen if values]
    if asked.only_public:
        found.append(col(Proposal.is_public).is_(True))
    return found + [_holds(word) for word in asked.words.split()[:MOST_WORDS]]


def _holds(word: str) -> ColumnElement[bool]:
    """Whether title or text has a word; SQLite takes capitals for small letters in ASCII only, so the usual ways are all asked for."""
    ways = sorted({word, word.lower(), word.upper(), word.capitalize()})
    return or_(*(col(text).icontains(way, autoescape=True) for text in (Proposal.title, Proposal.text) for way in ways))
