"""One search of the catalogue: words, filters, order and a page in; ids, counts and what was done to the words out."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from registry.db import session_for
from registry.domain import catalogue, dates, history, ledger, methods
from registry.domain.models import Indicator, Region, Theme
from registry.domain.vocabulary import Sort
from registry.search.adoption_sets import AdoptionSets
from registry.search.documents import INDICATOR_PREFIX, Labels
from registry.search.facets import Catalogue, Count, Filters
from registry.search.indexing import Indexer
from registry.search.others import Others
from search_index import SearchEngine, SearchResult, Segment, Suggestion, WhooshEngine, groups_from_glossary

UNEXPANDED = ("rating", "adoption")
"""Groups of the glossary whose words are too common to widen a search by (*tulos*, *käytössä*)."""
MOST_DAYS = 64
"""Of how many days the ledger is kept in memory: some ten kilobytes a day."""


@dataclass(frozen=True)
class Request:
    """What somebody asks for. `page` counts from 1; `exact` searches the words as they were typed."""

    q: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 20
    language: str = "fi"
    exact: bool = False


@dataclass(frozen=True)
class Found:
    """The answer. `ids` are those of the page; `unfiltered` is how many methods the words alone find."""

    total: int
    page: int
    pages: int
    ids: Sequence[str]
    facets: dict[str, list[Count]]
    words: SearchResult | None
    indicators: Sequence[str]
    unfiltered: int


@dataclass(frozen=True)
class Reference:
    """What every list needs beside its methods, by code and id."""

    indicators: Mapping[str, Indicator]
    themes: Mapping[str, Theme]
    regions: Mapping[str, Region]


@dataclass(frozen=True)
class _Asked:
    """What the database said in one transaction: the catalogue as it is now, and the number of the ledger."""

    transaction: object
    catalogue: Catalogue
    ledger: int


@dataclass(frozen=True)
class _Adoption:
    """The ledger's copy in memory by day, and what it is true to."""

    catalogue: Catalogue
    ledger: int
    days: dict[date, AdoptionSets]


def _settle() -> None:
    """Where the process keeps what lives long out of the collector's way (`serving.py`), put the new catalogue there and let the old one go."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()


class SearchService:
    """Searches one installation. A process has one; it keeps the index open and the newest catalogue in memory."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        self._folder, self._labels = folder, labels
        self._others = Others(folder)
        self._engine: SearchEngine | None = None
        self._catalogue: Catalogue | None = None
        self._adoption: _Adoption | None = None
        self._reference: Reference | None = None
        self._terms: list[dict[str, object]] | None = None

    def catalogue(self, session: Session) -> Catalogue:
        """The published methods as the database has them now: one query a transaction where nothing changed."""
        return self._ask(session).catalogue

    def _ask(self, session: Session) -> _Asked:
        asked: _Asked | None = session.info.get(self)
        if asked is None or asked.transaction is not session.get_transaction():
            number, ledger_number = history.numbers(session)
            asked = _Asked(session.get_transaction(), self._newest(session, number), ledger_number)
            session.info[self] = asked
        return asked

    def _newest(self, session: Session, number: int) -> Catalogue:
        today = dates.today()
        if self._catalogue is None or self._catalogue.number != number or not self._catalogue.holds_on(today):
            # in a session of their own, with the number it sees: a rollback in the request's would empty these rows for everybody
            with Session(session.get_bind(), expire_on_commit=False) as own:
                reference = Reference(
                    {indicator.code: indicator for indicator in catalogue.indicators(own)},
                    {theme.id: theme for theme in catalogue.themes(own)},
                    {region.slug: region for region in catalogue.regions(own)},
                )
                self._reference = reference
                number, codes = history.catalogue_number(own), list(reference.indicators)
                made = Catalogue(number, methods.for_catalogue(own), codes, today)
            self._take_terms(session)  # first, for another thread takes the catalogue as a sign that all is there
            self._catalogue = made
            _settle()
            return made
        return self._catalogue

    def adoption(self, session: Session, day: date | None = None) -> AdoptionSets:
        """What regions do with the published methods today, or on another day.

        One more query where the ledger or the catalogue has moved on, or the day has not been asked for since.
        """
        asked, day, kept = self._ask(session), day or dates.today(), self._adoption
        known = asked.catalogue
        if kept is None or (kept.catalogue, kept.ledger) != (known, asked.ledger):
            self._adoption = kept = _Adoption(known, asked.ledger, {})
        sets = kept.days.get(day)
        if sets is None:
            held = ledger.held(session, day)
            sets = AdoptionSets(list(self.reference(session).regions), held, known.everything, known.set_of)
            if len(kept.days) >= MOST_DAYS:
                kept.days.clear()
            kept.days[day] = sets
        return sets

    def reference(self, session: Session) -> Reference:
        """Indicators, themes and regions, as the present catalogue number has them."""
        self.catalogue(session)
        if self._reference is None:
            raise RuntimeError("the reference is made with the catalogue")
        return self._reference

    def engine(self, session: Session) -> SearchEngine:
        """The engine with the synonyms of the glossary."""
        self.catalogue(session)
        if self._engine is None:
            raise RuntimeError("the engine is made with the catalogue")
        return self._engine

    def others(self, session: Session) -> Others:
        """The search of all other kinds, with the same synonyms."""
        self.catalogue(session)
        return self._others

    def _take_terms(self, session: Session) -> None:
        terms = [term.entry for term in catalogue.terms(session)]
        if self._engine is None or terms != self._terms:
            groups = groups_from_glossary(terms, UNEXPANDED)
            self._engine = WhooshEngine(self._folder, groups)
            self._others.take(groups)
            self._terms = terms

    def indexer(self, database: Engine) -> Indexer:
        """What writes into the index."""
        with session_for(database) as session:
            return Indexer(self.engine(session), self.others(session), self._folder, self._labels)

    def search(self, session: Session, request: Request) -> Found:
        """Run a search. Never raises for what was typed; a page past the end is empty."""
        known, adoption = self.catalogue(session), self.adoption(session)
        words = self._words(session, request)
        ranked = words.ids if words else None
        found = known.everything if ranked is None else known.set_of(ranked)
        narrowed = known.narrowed(found, request.filters, adoption)
        order = known.ordered(narrowed, ranked, request.sort, request.filters, request.language)
        first = (request.page - 1) * request.per_page
        return Found(
            total=len(order),
            page=request.page,
            pages=max(1, -(-len(order) // request.per_page)),
            ids=order[first : first + request.per_page],
            facets=known.facets(found, request.filters, adoption),
            words=words,
            indicators=[hit.removeprefix(INDICATOR_PREFIX) for hit in ranked or () if hit.startswith(INDICATOR_PREFIX)],
            unfiltered=found.bit_count(),
        )

    def _words(self, session: Session, request: Request) -> SearchResult | None:
        if not request.q.strip():
            return None
        return self.engine(session).search(request.q, language=request.language, exact=request.exact)

    def highlight(self, session: Session, found: Found, text: str, language: str) -> Sequence[Segment]:
        """A text with the words that were searched for marked. A page has dozens of them, so the catalogue is not asked for again."""
        if not found.words or not found.words.terms:
            return (Segment(text),)
        engine = self._engine or self.engine(session)
        return engine.highlight(text, found.words.terms, language)

    def suggest(self, session: Session, prefix: str, language: str) -> Sequence[Suggestion]:
        """What somebody typing `prefix` may mean."""
        return self.engine(session).suggest(prefix, language=language)
