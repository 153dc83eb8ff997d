"""The engine on Whoosh: one folder, any number of processes that read it, one at a time that writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search_index import among, highlight, ranking, rows, whoosh_store
from search_index.among import Only
from search_index.analysis import Analyzer
from search_index.correct import Corrector
from search_index.documents import Document, SearchResult, Segment, Suggestion
from search_index.engine import Progress, Status
from search_index.plan import Plan
from search_index.query import Planner
from search_index.storage import Storage
from search_index.suggest import Suggester, glossary_entries
from search_index.synonyms import SynonymGroup, Synonyms

OPENING_TRIES = 5
OPEN_BESIDE_FROM = 2000  # documents from which a newer state is opened beside the searches, which go on in the old one


@dataclass(frozen=True, slots=True)
class State:
    """One state of the index, and what was made ready from it."""

    generation: str
    snapshot: whoosh_store.Snapshot
    planner: Planner
    suggester: Suggester


def is_built(folder: Path) -> bool:
    """Whether there is an index of today's form, told without opening it."""
    return Storage(folder, rows.FORMAT).current() is not None


class WhooshEngine:
    """Fulfils `SearchEngine`. One object serves all threads of a process; several processes may read one folder."""

    def __init__(self, folder: Path, synonyms: Iterable[SynonymGroup] = ()) -> None:
        self._storage = Storage(Path(folder), rows.FORMAT)
        self._analyzer = Analyzer(self._storage.words_file)
        self._synonyms = Synonyms(synonyms, self._analyzer)
        self._stamp = (0, 0)
        self._now: State | None = None
        self._opening = threading.Lock()
        self._analyzer.save()

    # writing

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> None:
        documents = list(documents)
        with self._storage.writing():
            before = self._storage.current()
            folder = self._storage.new_folder()
            whoosh_store.build(folder, self._rows(documents, progress))
            self._storage.use(folder)
            self._storage.tidy({folder, *([before[0]] if before else [])})
            self._analyzer.save()

    def write(self, documents: Iterable[Document], deleted_ids: Iterable[str] = ()) -> None:
        with self._storage.writing():
            folder = self._storage.writable()
            if folder is None:
                folder = self._storage.new_folder()
                whoosh_store.build(folder, ())
            whoosh_store.change(folder, self._rows(list(documents)), deleted_ids)
            self._storage.use(folder)
            self._analyzer.save()

    def _rows(self, documents: Sequence[Document], progress: Progress | None = None) -> Iterator[rows.Row]:
        for done, document in enumerate(documents, 1):
            yield rows.row(document, self._analyzer)
            if progress:
                progress(done, len(documents))

    # reading

    def refresh(self) -> bool:
        if self._storage.stamp() == self._stamp or not self._opening.acquire(blocking=self._now is None):
            return False  # while one thread opens the newer state, the others search the old one
        try:
            stamp = self._storage.stamp()
            state = self._open() if stamp != self._stamp else None
            if state is None:
                return False
            self._now, self._stamp = state, stamp
            return True
        finally:
            self._opening.release()

    def _open(self) -> State | None:
        for left in reversed(range(OPENING_TRIES)):
            current = self._storage.current()
            try:
                return self._state(whoosh_store.Snapshot(current[0]), current[1]) if current else None
            except whoosh_store.UNREADABLE:
                if not left:
                    raise
                time.sleep(0.05)
        return None

    def _state(self, snapshot: whoosh_store.Snapshot, generation: str) -> State:
        planner = Planner(self._analyzer, self._synonyms, snapshot.vocabulary, Corrector(snapshot.forms()))
        suggester = Suggester([*snapshot.names(), *glossary_entries(self._synonyms.groups)])
        return State(generation, snapshot, planner, suggester)

    def _current(self) -> State | None:
        if self._now is None or self._now.snapshot.count < OPEN_BESIDE_FROM:
            self.refresh()
        elif self._storage.stamp() != self._stamp and not self._opening.locked():
            threading.Thread(target=self.refresh, name="open search index", daemon=True).start()
        return self._now

    def status(self) -> Status:
        state = self._current()
        return Status(state.snapshot.count, state.generation) if state else Status(0, "")

    def search(self, text: str, *, language: str = "fi", exact: bool = False, only: Only | None = None) -> SearchResult:
        state = self._current()
        if state is None or not state.snapshot.count:
            return SearchResult(shown=text)
        plan = state.planner.plan(text, language, exact)
        plan = plan.surely() if only else plan
        if not plan.concepts and not plan.give_up:
            return SearchResult(shown=plan.shown)
        ranked, ids = self._ranked(plan, state.snapshot, only)
        return SearchResult(
            ids=tuple(map(ids.__getitem__, ranked.documents)),
            scores=tuple(ranked.scores),
            near=frozenset(ids[number] for number in ranked.near),
            shown=plan.shown,
            corrected_from=plan.corrected_from,
            did_you_mean=plan.did_you_mean,
            dropped=ranked.dropped,
            terms=plan.terms,
            weak=ranked.weak,
        )

    def _ranked(
        self, plan: Plan, snapshot: whoosh_store.Snapshot, only: Only | None
    ) -> tuple[ranking.Ranked, Sequence[str]]:
        """The documents in order, and the ids of the numbers that they are given as."""
        if only is None:
            return ranking.rank(plan, snapshot), snapshot.ids
        numbers = among.met(plan, snapshot)
        met = [snapshot.ids[number] for number in numbers.tolist()]
        allowed = only(met) if met else ()
        keep = [place for place, found in enumerate(met) if found in allowed]
        if not keep:
            return ranking.Ranked((), (), (), tuple(concept.text for concept in plan.concepts)), ()
        kept = among.Among(snapshot, numbers[np.array(keep)], self._counted(snapshot, len(keep)))
        return ranking.rank(plan, kept, wholly=True), [met[place] for place in keep]

    def _counted(self, snapshot: whoosh_store.Snapshot, allowed: int) -> int:  # noqa: ARG002
        """How many documents rarity is counted among."""
        return snapshot.total

    def written(self, word: str) -> frozenset[str]:
        """The documents in which a word stands just so."""
        state = self._current()
        return state.snapshot.having(word) if state else frozenset()

    def suggest(self, prefix: str, *, language: str = "fi", limit: int = 8) -> tuple[Suggestion, ...]:
        state = self._current()
        return state.suggester.suggest(prefix, language, limit) if state else ()

    def highlight(self, text: str, terms: frozenset[str], language: str) -> tuple[Segment, ...]:
        return highlight.highlight(text, terms, language, self._analyzer)
