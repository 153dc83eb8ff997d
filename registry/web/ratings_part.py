"""What the page of a method says of its panels: the history of every outcome's rating, what is recommended, where panels disagreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from registry.domain import dates, disagreements, verdicts
from registry.domain.disagreements import Item
from registry.domain.verdicts import Recommended, Verdict
from registry.web.database import db


@dataclass(frozen=True)
class RatingsPart:
    """Decisions newest first, what the newest panels were torn on, and their recommendations by indicator."""

    verdicts: Sequence[Verdict] = ()
    torn: Sequence[Item] = ()
    recommended: Mapping[str, Recommended] = field(default_factory=dict)
    today: date = field(default_factory=dates.today)

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.torn or self.recommended)

    def history(self, outcome: str) -> list[Verdict]:
        """The decisions about an outcome, newest first."""
        return [one for one in self.verdicts if one.outcome == outcome]

    def torn_on(self, outcome: str) -> Item | None:
        """How the newest panel was torn on an outcome, where it was."""
        return next((item for item in self.torn if item.outcome == outcome), None)

    def torn_for(self, indicator: str) -> Item | None:
        """How the newest panel was torn on the recommendation for an indicator, where it was."""
        return next((item for item in self.torn if item.indicator == indicator), None)


def of(method_id: str) -> RatingsPart:
    """What there is of a method. Three queries where no panel has sat, nine at most."""
    session = db()
    decided, torn = verdicts.of_method(session, method_id), disagreements.of_method(session, method_id)
    return RatingsPart(decided, torn, verdicts.recommended_of(session, method_id), dates.today())
