"""What the page of a decision shows, worked out of what was decided, recommended, replied and asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from registry.domain import appeals
from registry.domain.disagreements import Item
from registry.domain.models import Appeal, Decision, Indicator, Method, OwnerReply, Region
from registry.domain.rating import Rating
from registry.domain.verdicts import Recommended, Stands, Verdict
from registry.domain.vocabulary import State


@dataclass(frozen=True)
class DecisionPage:
    """A decision with what its page needs beside it. `items` are what its round was asked."""

    verdict: Verdict
    decision: Decision
    method: Method
    before: Verdict | None
    after: Verdict | None
    items: Sequence[Item]
    reply: OwnerReply | None
    appeals: Sequence[Appeal]
    indicators: Mapping[str, Indicator]
    regions: Mapping[str, Region]
    today: date

    @property
    def is_public(self) -> bool:
        """Whether the method's own page can be seen by everybody."""
        return self.method.state is State.PUBLISHED

    @property
    def rating(self) -> Rating:
        """The rating as it was decided, with how it stands today."""
        return self.verdict.rating(self.today)

    @property
    def stands(self) -> Stands:
        """Whether it is in force, has expired or is superseded."""
        return self.verdict.stands(self.today)

    @property
    def name(self) -> Mapping[str, str]:
        """What the outcome was called when the panel was asked; its name today where no round is known."""
        asked = self.asked
        if asked is not None:
            return asked.name
        return next(
            (one.name for one in self.method.outcomes if one.id == self.verdict.outcome), {"fi": self.verdict.outcome}
        )

    @property
    def asked(self) -> Item | None:
        """How the panel's votes on the outcome lie."""
        return next((item for item in self.items if item.outcome == self.verdict.outcome), None)

    @property
    def recommendations(self) -> list[tuple[Indicator, Recommended, Item | None]]:
        """What was recommended for each indicator, with how the votes on it lie, in the order of the codes."""
        lie = {item.indicator: item for item in self.items if item.indicator}
        return [
            (self.indicators[one.indicator], one, lie.get(one.indicator))
            for one in sorted(self.verdict.recommendations, key=lambda one: one.indicator)
            if one.indicator in self.indicators
        ]

    @property
    def last_day(self) -> date:
        """Until when a new look can be asked for."""
        return appeals.last_day(self.decision)

    @property
    def days_left(self) -> int:
        """How many days a new look can still be asked for, today among them; 0 where it is too late."""
        return max(0, (self.last_day - self.today).days + 1)
