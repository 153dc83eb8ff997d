"""What a reviewer's pages show: their desk, a round as they see it, and the ballot of its open phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.domain import ballots, curation, decisions, methods, results, rounds, seats, spreads
from registry.domain.method_input import MethodInput
from registry.domain.models import Ballot, Decision, Method, ReviewRound, RoundItem, RoundReviewer
from registry.domain.permissions import Actor
from registry.domain.results import Result
from registry.domain.review_terms import RoundState
from registry.domain.spreads import Spread
from registry.web.database import db

PAST: Final = (RoundState.CLOSED, RoundState.DECIDED)


@dataclass(frozen=True)
class Place:
    """A reviewer's place in a round: what they have done, and what comes next."""

    about: ReviewRound
    seat: RoundReviewer
    method: Method
    handed_in: frozenset[int]
    today: date

    @property
    def phase(self) -> int | None:
        """The phase in which votes are given, where one is open."""
        return rounds.phase_of(self.about)

    @property
    def until(self) -> date | None:
        """The last day of the open phase."""
        return rounds.until_of(self.about)

    @property
    def is_late(self) -> bool:
        """Whether the day has passed and the phase still stands open."""
        return self.until is not None and self.today > self.until

    @property
    def step(self) -> str:
        """What comes next: `declare`, `vote`, `comment`, `wait`, `late` or `result`."""
        if self.phase is None:
            return "result"
        if self.seat.declared_at is None:
            return "declare"
        if self.phase in self.handed_in:
            return "wait"
        if self.is_late:
            return "late"
        return "comment" if self.seat.barred else "vote"


def places(actor: Actor, today: date, states: Sequence[RoundState]) -> list[Place]:
    """A reviewer's rounds in these states, the first to end first."""
    person = actor.person_id or 0
    found, handed = seats.open_of(db(), person, states), seats.handed_in_by(db(), person)
    known = {one.id: one for one in methods.by_ids(db(), [about.method_id for about, _seat in found])}
    return [
        Place(about, seat, known[about.method_id], handed.get(about.id or 0, frozenset()), today)
        for about, seat in found
    ]


def place(actor: Actor, round_id: int, today: date) -> Place:
    """A reviewer's place in one round. Raises NotFound, NotAllowed."""
    seat = ballots.seat(db(), actor, round_id)
    about = rounds.find(db(), round_id)
    handed = seats.handed_in_by(db(), actor.person_id or 0).get(round_id, frozenset())
    return Place(about, seat, methods.by_ids(db(), [about.method_id])[0], handed, today)


@dataclass(frozen=True)
class RoundPage:
    """A round as a reviewer sees it: the method in the version that the panel reads, what is asked, and after the close what it came to."""

    place: Place
    items: Sequence[RoundItem]
    read: MethodInput
    results: Sequence[Result]
    comments: Sequence[str]
    decisions: Sequence[Decision]


def round_page(actor: Actor, round_id: int, today: date) -> RoundPage:
    """The page of a round. Raises NotFound, NotAllowed."""
    mine = place(actor, round_id, today)
    over = mine.about.state in PAST
    return RoundPage(
        place=mine,
        items=rounds.items(db(), round_id),
        read=curation.as_input(curation.revision(db(), mine.about.method_id, mine.about.method_version)),
        results=results.of_round(db(), actor, round_id) if over else (),
        comments=spreads.comments(db(), actor, round_id) if over else (),
        decisions=[one for one in decisions.of_method(db(), mine.about.method_id) if one.round_id == round_id],
    )


@dataclass(frozen=True)
class BallotPage:
    """The ballot of a phase: what is asked, what is kept of it, and in the second phase how the first one's votes lie."""

    place: Place
    items: Sequence[RoundItem]
    read: MethodInput
    draft: Ballot
    spreads: Mapping[int, Spread]
    comments: Sequence[str]

    @property
    def is_open(self) -> bool:
        """Whether it can be written."""
        return self.place.step in {"vote", "comment"}

    def finding(self, item: RoundItem) -> Mapping[str, str]:
        """What the registry says was found of an outcome."""
        return next((one.finding.model_dump() for one in self.read.outcomes if one.id == item.outcome_id), {})


def ballot_page(actor: Actor, round_id: int, today: date) -> BallotPage:
    """The ballot page of a round; of the last phase where none is open. Raises NotFound, NotAllowed."""
    mine = place(actor, round_id, today)
    shows_votes = mine.phase == 2
    return BallotPage(
        place=mine,
        items=rounds.items(db(), round_id),
        read=curation.as_input(curation.revision(db(), mine.about.method_id, mine.about.method_version)),
        draft=ballots.begun(db(), actor, round_id, mine.phase or 2),
        spreads={one.item_id: one for one in spreads.spread(db(), actor, round_id)} if shows_votes else {},
        comments=spreads.comments(db(), actor, round_id) if shows_votes else (),
    )
