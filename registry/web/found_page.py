"""What a page of everything that was found shows: the first methods, then every other kind with its first hits, or one kind page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from registry.domain.models import Indicator, Region
from registry.domain.permissions import Action
from registry.search import cards
from registry.search.cards import Card
from registry.search.kinds import KINDS, Thing
from registry.search.others import Elsewhere
from registry.search.service import Found, Request
from registry.web import auth, query
from registry.web.database import db, search
from registry.web.i18n import current_language, gettext, mark, ngettext
from registry.web.rendering import local
from search_index import Segment

NAMES: Final = {"q": "q", "kind": "laji", "page": "sivu", "exact": "tasmalleen"}
FEW: Final = 5
"""So many hits of each kind are shown where all kinds are."""
PER_PAGE: Final = 20
PLURAL: Final[dict[str, str]] = {
    "recommendation": mark("Recommendations"),
    "webinar": mark("Webinars"),
    "experience": mark("Experience reports"),
    "proposal": mark("Development proposals"),
    "support": mark("Requests for support"),
    "survey_answer": mark("Answers to the HYTE status survey"),
}
SINGULAR: Final[dict[str, str]] = {
    "recommendation": mark("Recommendation"),
    "webinar": mark("Webinar"),
    "experience": mark("Experience report"),
    "proposal": mark("Development proposal"),
    "support": mark("Request for support"),
    "survey_answer": mark("Answer to the HYTE status survey"),
}
COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "recommendation": lambda n: ngettext("%(num)s recommendation", "%(num)s recommendations", n),
    "webinar": lambda n: ngettext("%(num)s webinar", "%(num)s webinars", n),
    "experience": lambda n: ngettext("%(num)s experience report", "%(num)s experience reports", n),
    "proposal": lambda n: ngettext("%(num)s development proposal", "%(num)s development proposals", n),
    "support": lambda n: ngettext("%(num)s request for support", "%(num)s requests for support", n),
    "survey_answer": lambda n: ngettext("%(num)s answer to the survey", "%(num)s answers to the survey", n),
}
ENDPOINTS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "recommendation": ("recommendations.show", ("recommendation_id",)),
    "webinar": ("webinars.show", ("webinar_id",)),
    "experience": ("experience.show", ("report_id",)),
    "proposal": ("proposals.show", ("proposal_id",)),
    "support": ("support.show", ("request_id",)),
    "survey_answer": ("survey_results.texts", ("key", "kysymys")),
}
"""The page of a thing of each kind, and which parts of its place the address has."""
OWN_ANSWERS: Final = ("surveys.section", ("key", "slug", "section"))
"""Where a region and the staff read an answer, handed in or not."""


def address(thing: Thing) -> str:
    """Where a thing can be read."""
    endpoint, names = ENDPOINTS[thing.kind]
    if thing.kind == "survey_answer" and (auth.may(Action.RUN_SURVEYS) or auth.may(Action.ANSWER_SURVEY, thing.region)):
        endpoint, names = OWN_ANSWERS
    return url_for(endpoint, **{name: thing.place[name] for name in names})


@dataclass(frozen=True)
class KindLink:
    """A kind with how many of it were found, and where they are."""

    kind: str
    word: str
    counted: str
    count: int
    href: str
    chosen: bool = False


def links(q: str, elsewhere: Elsewhere | None, *, exact: bool = False, chosen: str = "") -> list[KindLink]:
    """The other kinds that something was found of."""
    more: dict[str, Any] = {NAMES["exact"]: 1} if exact else {}
    return [
        KindLink(
            kind=kind,
            word=gettext(PLURAL[kind]),
            counted=COUNTED[kind](count),
            count=count,
            href=url_for("found.index", q=q, laji=kind, **more),
            chosen=kind == chosen,
        )
        for kind, count in (elsewhere.counts() if elsewhere else {}).items()
    ]


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `unknown` is a kind that there is none of."""

    q: str = ""
    kind: str = ""
    page: int = 1
    exact: bool = False
    unknown: str = ""

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> "Asked":
        """What `args` say; a page that is none is the first."""
        kind = args.get(NAMES["kind"], "")
        return cls(
            q=" ".join(query.readable(args.get(NAMES["q"], "")).split())[: query.LONGEST_QUERY],
            kind=kind if kind in KINDS else "",
            page=query.number(args, NAMES["page"], 1, 10**6, []),
            exact=bool(args.get(NAMES["exact"])),
            unknown="" if kind in {"", *KINDS} else query.readable(kind),
        )


@dataclass(frozen=True)
class Section:
    """The hits of one kind that are shown."""

    link: KindLink
    things: Sequence[Thing]


@dataclass(frozen=True)
class FoundPage:
    """The answer to a search of everything, with what its page needs beside it."""

    asked: Asked
    found: Found | None
    cards: Sequence[Card]
    elsewhere: Elsewhere
    indicators: Mapping[str, Indicator]
    regions: Mapping[str, Region]

    @property
    def title(self) -> str:
        """What was searched for."""
        return (
            gettext("Search everything: %(words)s", words=self.asked.q)
            if self.asked.q
            else gettext("Search everything")
        )

    @cached_property
    def links(self) -> list[KindLink]:
        """The kinds that something was found of."""
        return links(self.asked.q, self.elsewhere, exact=self.asked.exact, chosen=self.asked.kind)

    @property
    def start(self) -> int:
        """The number of the first hit of the page among those of its kind."""
        return (self.asked.page - 1) * PER_PAGE + 1 if self.asked.kind else 1

    @cached_property
    def sections(self) -> list[Section]:
        """The first hits of every kind; of the chosen one those of the page."""
        first = (self.asked.page - 1) * PER_PAGE
        shown = slice(first, first + PER_PAGE) if self.asked.kind else slice(FEW)
        chosen = [link for link in self.links if link.chosen or not self.asked.kind]
        hits = {link.kind: self.elsewhere.hits[link.kind][shown] for link in chosen}
        others = search().others(db())
        things = others.things(db(), auth.actor(), [hit for some in hits.values() for hit in some])
        return [Section(link, [thing for thing in things if thing.kind == link.kind]) for link in chosen]

    @property
    def total(self) -> int:
        """How many things of the chosen kind were found; of all kinds where none is chosen."""
        if self.asked.kind:
            return len(self.elsewhere.hits.get(self.asked.kind, ()))
        return self.elsewhere.total + (self.found.unfiltered if self.found else 0)

    @property
    def pages(self) -> int:
        """How many pages the chosen kind has; one where none is chosen."""
        return max(1, -(-self.total // PER_PAGE)) if self.asked.kind else 1

    @property
    def suggestion(self) -> str | None:
        """The words that were searched in the place of those typed."""
        if self.found and self.found.words and self.found.words.corrected_from and not self.asked.kind:
            return self.found.words.shown
        return self.elsewhere.suggestion

    def href(self, **changes: Any) -> str:
        """The address of this page with some things changed; None takes one out."""
        values: dict[str, Any] = {"q": self.asked.q, "laji": self.asked.kind or None}
        values |= {"tasmalleen": 1 if self.asked.exact else None}
        return url_for(
            "found.index", **{name: value for name, value in (values | changes).items() if value is not None}
        )

    def address(self, thing: Thing) -> str:
        """Where a thing can be read."""
        return address(thing)

    def word(self, thing: Thing) -> str:
        """What kind of thing it is."""
        return gettext(SINGULAR[thing.kind])

    def marked(self, thing: Thing, texts: Mapping[str, str], *, cut: bool = False) -> Sequence[Segment]:
        """A text of a thing with the searched words marked."""
        language = current_language().value if texts.get(current_language()) else "fi"
        return search().others(db()).marked(self.elsewhere, thing, local(texts), language, cut=cut)

    def method_marked(self, text: str) -> Sequence[Segment]:
        """A text of a method with the searched words marked."""
        if self.found is None:
            return (Segment(text),)
        return search().highlight(db(), self.found, text, current_language().value)


def of(asked: Asked) -> FoundPage:
    """Search everything. Without words nothing is found."""
    session, language = db(), current_language().value
    reference = search().reference(session)
    if not asked.q:
        return FoundPage(asked, None, (), Elsewhere(), reference.indicators, reference.regions)
    request = Request(q=asked.q, language=language, exact=asked.exact, per_page=FEW)
    found = search().search(session, request)
    elsewhere = search().others(session).search(session, auth.actor(), found.words, language, exact=asked.exact)
    shown = () if asked.kind else cards.of(search().catalogue(session).methods, found.ids, request.filters)
    return FoundPage(asked, found, shown, elsewhere, reference.indicators, reference.regions)
