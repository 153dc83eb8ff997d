"""What the page of a method shows, worked out of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from registry.domain import contacts, ledger, methods
from registry.domain.models import EvidenceItem, Indicator, Method, Outcome, Theme
from registry.domain.rating import Rating
from registry.domain.vocabulary import EvidenceKind, Group, Link, Tidier
from registry.search import cards
from registry.search.cards import Card
from registry.search.facets import Filters
from registry.web import as_of as days
from registry.web import experience_part, ratings_part
from registry.web.database import db, search
from registry.web.experience_part import MethodExperience
from registry.web.plots import Plot, plot
from registry.web.ratings_part import RatingsPart
from registry.web.use_map import UseMap

TIDIER_OF_METHOD = 10
TIDIER_SECTIONS: Final = tuple(item for item in Tidier if item is not Tidier.NAME)


@dataclass(frozen=True)
class MethodPage:
    """A method with what its page needs beside it."""

    method: Method
    card: Card
    indicators: Mapping[str, Indicator]
    themes: Mapping[str, Theme]
    replacements: Sequence[Card]
    replaces: Sequence[Method]
    ratings: RatingsPart
    use: UseMap
    experience: MethodExperience

    @property
    def least_beneficial(self) -> bool:
        """Whether the method's own class is F or G."""
        return self.card.rating.group is Group.LEAST_BENEFICIAL

    @property
    def to_reconsider(self) -> bool:
        """Whether the page says what to do instead."""
        return "instead" in self.method.details

    @property
    def outcomes(self) -> list[tuple[Outcome, Rating]]:
        """Every outcome with its rating."""
        return [(outcome, methods.rating_of(self.method, outcome)) for outcome in self.method.outcomes]

    @property
    def mentions(self) -> list[dict[str, Any]]:
        """What public pages say of its use, but what the map says already."""
        told = self.use.states
        return [
            mention
            for mention in self.method.details.get("known_use", [])
            if mention.get("adoption", {}).get("region") not in told
        ]

    def outcome(self, outcome_id: str) -> Outcome:
        """One outcome."""
        return next(outcome for outcome in self.method.outcomes if outcome.id == outcome_id)

    @property
    def has_counted(self) -> bool:
        """Whether doing the method is itself what an indicator counts."""
        return any(link.link is Link.COUNTED for link in self.method.links)

    @property
    def research(self) -> list[EvidenceItem]:
        """The evidence but other registries' ratings."""
        return [item for item in self.method.evidence if item.kind is not EvidenceKind.REGISTRY_RATING]

    @property
    def other_ratings(self) -> list[EvidenceItem]:
        """What other registries say, in their own words."""
        return [item for item in self.method.evidence if item.kind is EvidenceKind.REGISTRY_RATING]

    @property
    def tidier_count(self) -> int:
        """How many of the ten TIDieR items of a method are described; the name always is."""
        return 1 + sum(item.value in self.method.sections for item in TIDIER_SECTIONS)

    def plots(self, item: EvidenceItem) -> list[tuple[dict[str, Any], Plot | None]]:
        """The figures of an evidence item, each with its plot where its measure has one."""
        return [(figure, plot(figure)) for figure in item.figures]

    @property
    def has_plots(self) -> bool:
        """Whether any figure can be drawn."""
        return any(plot(figure) for item in self.research for figure in item.figures)

    def citations(self) -> list[str]:
        """The checked sources as addresses or citations, for machines."""
        found = [
            f"https://doi.org/{item.doi}" if item.doi else item.url or item.citation
            for item in self.method.evidence
            if item.checked
        ]
        return [source for source in found if source]


def of(method: Method) -> MethodPage:
    """The page of a method: one that was read, or one that no session knows and that is only looked at."""
    session, as_of = db(), days.read()
    known, reference = search().catalogue(session), search().reference(session)
    said = ledger.states(session, as_of.day, methods=[method.id])
    return MethodPage(
        method=method,
        card=cards.own(method),
        indicators=reference.indicators,
        themes=reference.themes,
        replacements=cards.of(known.methods, method.details.get("replaced_by", []), Filters()),
        replaces=methods.replaced_with(known.methods.values(), method.id),
        ratings=ratings_part.of(method.id),
        experience=experience_part.of_method(method.id),
        use=UseMap(as_of, list(reference.regions.values()), said, contacts.mailboxes(session)),
    )
