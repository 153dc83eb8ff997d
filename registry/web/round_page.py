"""What an editor sees of a round: what is asked, who sits in it and how far they are, never a vote; its result once it is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from registry.domain import catalogue, curation, dates, decisions, results, rounds, seats, spreads
from registry.domain.models import Decision, Method, OwnerReply, Region, ReviewRound, RoundItem
from registry.domain.permissions import Actor
from registry.domain.results import Result
from registry.domain.review_terms import OPEN, RoundState
from registry.domain.seats import Candidate, Progress
from registry.domain.vocabulary import RatingClass
from registry.web import auth
from registry.web.database import db


@dataclass(frozen=True)
class RoundPage:
    """A round; `others` could still be invited, and `suggested` are those of them who would make the panel whole."""

    about: ReviewRound
    method: Method
    items: Sequence[RoundItem]
    seats: Sequence[Progress]
    others: Sequence[Candidate]
    suggested: Sequence[int]
    results: Sequence[Result]
    comments: Sequence[str]
    decisions: Sequence[Decision]
    reply: OwnerReply | None
    regions: Mapping[str, Region]
    has_ended: bool
    today: date

    @property
    def is_open(self) -> bool:
        """Whether votes are given."""
        return self.about.state in OPEN

    @property
    def phase(self) -> int | None:
        """The open phase."""
        return rounds.phase_of(self.about)

    @property
    def until(self) -> date | None:
        """The last day of the open phase, where one is open."""
        return rounds.until_of(self.about)

    @property
    def voting(self) -> Sequence[Progress]:
        """Those who may vote."""
        return [one for one in self.seats if not one.barred]

    @property
    def ready(self) -> int:
        """How many of them have handed in the ballot of the open phase."""
        return sum(self.phase in one.handed_in for one in self.voting)

    @property
    def lacking(self) -> Sequence[str]:
        """What the panel lacks."""
        return seats.lacking(self.seats, self.about.proposing_region)

    @property
    def needs_owner(self) -> bool:
        """Whether the votes come to a class of G, for which the owner is heard first."""
        return any(one.outcome is not None and one.outcome.letter is RatingClass.G for one in self.results)

    def letter(self, decision: Decision) -> RatingClass:
        """The class of a decision."""
        return decisions.letter(decision)

    def name(self, outcome_id: str) -> Mapping[str, str]:
        """The name of an outcome as the round has it."""
        return next(item.name for item in self.items if item.outcome_id == outcome_id)

    def sits(self, actor: Actor) -> bool:
        """Whether somebody sits in the round."""
        return any(one.person_id == actor.person_id for one in self.seats)


def of(round_id: int) -> RoundPage:
    """The page of a round for who asks. Raises NotAllowed, NotFound."""
    session, actor, today = db(), auth.actor(), dates.today()
    found = seats.candidates(session, actor, round_id)
    about = rounds.find(session, round_id)
    others = [one for one in found if not one.invited]
    has_result = about.state in {RoundState.CLOSED, RoundState.DECIDED}
    return RoundPage(
        about=about,
        method=curation.find(session, actor, about.method_id),
        items=rounds.items(session, round_id),
        seats=seats.progress(session, round_id),
        others=others,
        suggested=seats.suggested(others),
        results=results.of_round(session, actor, round_id) if has_result else (),
        comments=spreads.comments(session, actor, round_id) if has_result else (),
        decisions=[one for one in decisions.of_method(session, about.method_id) if one.round_id == round_id],
        reply=decisions.owner_reply(session, round_id),
        regions={region.slug: region for region in catalogue.regions(session)},
        has_ended=rounds.has_ended(session, about, today),
        today=today,
    )
