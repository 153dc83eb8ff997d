"""What waits for the editors, on one list: words searched in vain, methods without a panel's rating, ratings that end, and what sources lack."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import appeals, permissions, proposal_list, rounds, searches, support_list
from registry.domain.models import Appeal, EmptySearch, EvidenceItem, Method, Outcome, ReviewRound
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.proposal_terms import ProposalStatus
from registry.domain.review_terms import OPEN, RoundState
from registry.domain.vocabulary import Standing, State, Tidier

NEAR_DAYS: Final = 180
"""How long before its last day a decision is near its end: a round of the panel takes months."""
FEW_ITEMS: Final = 5
"""With fewer of the ten TIDieR items than this, a description is called short."""
MOST_WORDS: Final = 20


@dataclass(frozen=True)
class Named:
    """A method by id and name."""

    id: str
    name: Texts


@dataclass(frozen=True)
class Ending:
    """A decided outcome whose decision ends soon or has ended."""

    method: Named
    outcome: Texts
    valid_until: date
    has_ended: bool


@dataclass(frozen=True)
class Described:
    """A method by how many of the ten TIDieR items its description has."""

    method: Named
    count: int


@dataclass(frozen=True)
class Sources:
    """A method with sources whose text nobody has checked, and with sources that have neither address nor DOI."""

    method: Named
    unchecked: int
    without_address: int


@dataclass(frozen=True)
class Listed:
    """A method in any state, as the editors' list has it."""

    method: Named
    state: State
    version: int
    updated: str


@dataclass(frozen=True)
class WorkList:
    """All that waits."""

    drafts: list[Listed]
    appeals: Sequence[Appeal]
    rounds: Sequence[ReviewRound]
    endings: list[Ending]
    searches: Sequence[EmptySearch]
    never_rated: list[Named]
    short: list[Described]
    sources: list[Sources]
    names: dict[str, Texts]
    support: int
    proposals: Sequence[proposal_list.Listed]


def read(session: Session, actor: Actor, today: date) -> WorkList:
    """The work list of a day; a fixed number of queries. Raises NotAllowed."""
    permissions.demand(actor, Action.EDIT_METHODS)
    everything = listed(session, actor)
    names = {one.method.id: one.method for one in everything}
    public = {one.method.id for one in everything if one.state is State.PUBLISHED}
    return WorkList(
        drafts=[one for one in everything if one.state is State.DRAFT],
        appeals=appeals.waiting(session),
        rounds=_rounds(session, today),
        endings=_endings(session, names, public, today),
        searches=searches.most_missed(session, MOST_WORDS),
        never_rated=[names[key] for key in _never_rated(session) if key in public],
        short=_short(session, names, public),
        sources=_sources(session, names, public),
        names={key: named.name for key, named in names.items()},
        support=support_list.waiting(session, actor),
        proposals=proposal_list.listed(session, actor, proposal_list.Asked(statuses=[ProposalStatus.RECEIVED])),
    )


def listed(session: Session, actor: Actor) -> list[Listed]:
    """All methods in every state, by Finnish name. One query. Raises NotAllowed."""
    permissions.demand(actor, Action.EDIT_METHODS)
    columns: Any = (Method.id, Method.name, Method.state, Method.version, Method.updated)
    found: Any = session.exec(select(*columns))
    rows = [Listed(Named(key, name), state, version, updated) for key, name, state, version, updated in found]
    return sorted(rows, key=lambda one: (one.method.name["fi"].lower(), one.method.id))


def _rounds(session: Session, today: date) -> Sequence[ReviewRound]:
    """Rounds that wait for an editor: closed without a decision, or past the last day of their phase; oldest first."""
    unfinished = [*OPEN, RoundState.CLOSED]
    statement = select(ReviewRound).where(col(ReviewRound.state).in_(unfinished)).order_by(col(ReviewRound.id))
    return [one for one in session.exec(statement) if (until := rounds.until_of(one)) is None or until < today]


def _endings(session: Session, names: dict[str, Named], public: set[str], today: date) -> list[Ending]:
    columns: Any = (Outcome.method_id, Outcome.name, Outcome.valid_until)
    statement: Any = (
        select(*columns)
        .where(col(Outcome.valid_until) <= today + timedelta(days=NEAR_DAYS))
        .order_by(col(Outcome.valid_until), Outcome.method_id)
    )
    return [
        Ending(names[method], outcome, until, until < today)
        for method, outcome, until in session.exec(statement)
        if until is not None and method in public
    ]


def _never_rated(session: Session) -> Sequence[str]:
    decided = select(Outcome.method_id).where(Outcome.standing != Standing.PRELIMINARY)
    return session.exec(select(Method.id).where(col(Method.id).not_in(decided)).order_by(Method.id)).all()


def _short(session: Session, names: dict[str, Named], public: set[str]) -> list[Described]:
    items = {item.value for item in Tidier if item is not Tidier.NAME}
    counted = [
        Described(names[key], 1 + len(items & sections.keys()))  # the name always is there
        for key, sections in session.exec(select(Method.id, Method.sections))
        if key in public
    ]
    return sorted((one for one in counted if one.count < FEW_ITEMS), key=lambda one: (one.count, one.method.id))


def _sources(session: Session, names: dict[str, Named], public: set[str]) -> list[Sources]:
    unchecked: dict[str, int] = defaultdict(int)
    bare: dict[str, int] = defaultdict(int)
    columns: Any = (EvidenceItem.method_id, EvidenceItem.checked, EvidenceItem.url, EvidenceItem.doi)
    rows: Any = session.exec(select(*columns))
    for method, checked, url, doi in rows:
        unchecked[method] += not checked
        bare[method] += not (url or doi)
    found = sorted(key for key in unchecked if key in public and (unchecked[key] or bare[key]))
    return [Sources(names[key], unchecked[key], bare[key]) for key in found]
