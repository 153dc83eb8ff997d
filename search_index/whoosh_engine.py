"""The engine on Whoosh: the only file that knows it.

Whoosh keeps terms, postings and stored fields; the scores are our own (scoring.py), over whole posting lists read as blocks,
since Whoosh scores posting by posting in Python. A posting's weight is the term's weight in the document (impacts.py).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec

from search_index import highlight, impacts, neighbours, scoring, suggest
from search_index.analysis import Analyzer
from search_index.correct import Corrector
from search_index.documents import Document, Hit, Role, SearchResult, Segment, Suggestion
from search_index.engine import Progress, Status
from search_index.query import Planner
from search_index.storage import Storage
from search_index.synonyms import SynonymGroup, Synonyms
from search_index.vocabulary import Vocabulary

WHOLE_LIST = 1 << 20  # postings per block: a list is one block, read at once
CACHED_LISTS = 4096
CACHED_NEIGHBOURS = 256
WRITER_MEMORY_MB = 256
GIVE_UP_FLAG = "give_up"


class Weighted(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose value is already a table of terms and weights."""

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: dict[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


SCHEMA = fields.Schema(
    id=fields.ID(unique=True, sortable=True),
    terms=Weighted(),
    forms=Weighted(),
    flags=Weighted(),
    titles=Weighted(),
    stream=fields.STORED(),
    gist=fields.STORED(),
)


class Snapshot:
    """One state of an index, opened for reading."""

    def __init__(self, folder: Path, generation: str, analyzer: Analyzer, synonyms: Synonyms) -> None:
        self.generation = generation
        self._reader = whoosh_index.open_dir(str(folder), schema=SCHEMA).reader()
        self._lock = threading.Lock()
        self.total: int = self._reader.doc_count_all()
        self.count: int = self._reader.doc_count()
        self._alive = np.array([not self._reader.is_deleted(n) for n in range(self.total)], bool)
        column = self._reader.column_reader("id") if self.total else []
        self.ids: list[str] = [column[number] for number in range(self.total)]
        self.give_up = self._postings("flags", GIVE_UP_FLAG)[0]
        self._vocabulary = Vocabulary(self._counts("terms"), self.count)
        self.planner = Planner(analyzer, synonyms, self._vocabulary, Corrector(self._counts("forms")))
        self.suggester = suggest.Suggester([*self._titles(), *suggest.glossary_entries(synonyms.groups)])
        self.fetch = lru_cache(maxsize=CACHED_LISTS)(self._worths)
        self.near = lru_cache(maxsize=CACHED_NEIGHBOURS)(self._nearness)

    def _counts(self, field: str) -> dict[str, int]:
        if field not in self._reader.indexed_field_names():
            return {}
        return {text.decode(): info.doc_frequency() for text, info in self._reader.iter_field(field)}

    def _titles(self) -> Iterator[suggest.Entry]:
        for title in self._counts("titles"):
            text, language, kind, id_ = json.loads(title)
            yield suggest.Entry(text, language, kind, id_, 0)

    def _worths(self, term: str) -> scoring.Postings:
        documents, weights = self._postings("terms", term)
        alive = self._alive[documents]
        return documents[alive], scoring.saturated(weights[alive])

    def _postings(self, field: str, term: str) -> scoring.Postings:
        numbers: list[NDArray[np.int32]] = []
        weights: list[scoring.Array] = []
        with self._lock:
            for reader, offset in self._reader.leaf_readers():
                if (field, term.encode()) not in reader:
                    continue
                matcher = reader.postings(field, term.encode())
                matcher = getattr(matcher, "child", matcher)  # deletions are sifted by `_alive`, a list at a time
                while matcher.is_active():
                    matcher._read_ids()
                    matcher._read_weights()
                    numbers.append(np.array(matcher._ids, np.int32) + np.int32(offset))
                    weights.append(np.array(matcher._weights, np.float32))
                    matcher._next_block()
        if not numbers:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        return np.concatenate(numbers), np.concatenate(weights)

    def stream(self, number: int) -> str:
        return self._stored(number, "stream")

    def _nearness(self, number: int) -> scoring.Array:
        return neighbours.nearness(number, self._stored(number, "gist"), self._vocabulary, self.fetch, self.total)

    def _stored(self, number: int, field: str) -> str:
        with self._lock:
            return str(self._reader.stored_fields(number)[field])

    def close(self) -> None:
        self._reader.close()


class WhooshEngine:
    """Fulfils `SearchEngine`. One object serves all threads of a process; several processes may read one folder."""

    def __init__(self, folder: Path, synonyms: Iterable[SynonymGroup] = ()) -> None:
        self._storage = Storage(Path(folder))
        self._analyzer = Analyzer(self._storage.words_file)
        self._synonyms = Synonyms(synonyms, self._analyzer)
        self._stamp = (0, 0)
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    # writing

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> None:
        documents = list(documents)
        with self._storage.writing():
            before = self._storage.current()
            folder = self._storage.new_folder()
            writer = _writer(whoosh_index.create_in(str(folder), SCHEMA))
            for done, document in enumerate(documents, 1):
                writer.add_document(**self._row(document))
                if progress:
                    progress(done, len(documents))
            writer.commit(merge=False)
            self._storage.use(folder)
            self._storage.tidy({folder, *([before[0]] if before else [])})
            self._analyzer.save()

    def write(self, documents: Iterable[Document], deleted_ids: Iterable[str] = ()) -> None:
        with self._storage.writing():
            current = self._storage.current()
            folder = current[0] if current else self._storage.new_folder()
            index = whoosh_index.open_dir(str(folder)) if current else whoosh_index.create_in(str(folder), SCHEMA)
            writer = _writer(index)
            for deleted in deleted_ids:
                writer.delete_by_term("id", deleted)
            for document in documents:
                writer.update_document(**self._row(document))
            writer.commit()
            self._storage.use(folder)
            self._analyzer.save()

    def _row(self, document: Document) -> dict[str, Any]:
        names = [text for text in document.texts if text.role is Role.NAME]
        titles = [json.dumps([n.content, n.language, document.kind, document.id], ensure_ascii=False) for n in names]
        give_up = any(text.role is Role.ABANDON and text.content.strip() for text in document.texts)
        weights = impacts.weights(document, self._analyzer)
        return {
            "id": document.id,
            "terms": weights,
            "gist": neighbours.gist(weights),
            "forms": dict.fromkeys(impacts.forms(document), 1.0),
            "flags": {GIVE_UP_FLAG: 1.0} if give_up else {},
            "titles": dict.fromkeys(titles, 1.0),
            "stream": impacts.stream(document, self._analyzer),
        }

    # reading

    def refresh(self) -> bool:
        if self._storage.stamp() == self._stamp:
            return False
        with self._opening:
            stamp = self._storage.stamp()
            current = self._storage.current()
            if stamp == self._stamp or current is None:
                return False
            self._snapshot = Snapshot(*current, self._analyzer, self._synonyms)
            self._stamp = stamp
        return True

    def _current(self) -> Snapshot | None:
        self.refresh()
        return self._snapshot

    def status(self) -> Status:
        snapshot = self._current()
        return Status(snapshot.count, snapshot.generation) if snapshot else Status(0, "")

    def search(self, text: str, *, language: str = "fi", exact: bool = False) -> SearchResult:
        snapshot = self._current()
        if snapshot is None or not snapshot.count:
            return SearchResult(shown=text)
        plan = snapshot.planner.plan(text, language, exact)
        if not plan.concepts and not plan.give_up:
            return SearchResult(shown=plan.shown)
        scored = scoring.run(plan, snapshot.total, snapshot.fetch, snapshot.give_up)
        fill = neighbours.FILL if scored.good else neighbours.FILL_UNSURE
        score = neighbours.raise_near(scored.score, snapshot.near, fill if plan.concepts and not plan.phrases else 0)
        found = np.flatnonzero(score)
        order = found[np.argsort(-score[found], kind="stable")].tolist()
        if plan.phrases:
            order = [number for number in order if _has_phrases(snapshot.stream(number), plan.phrases)]
        near = np.flatnonzero((score > 0) & (scored.score == 0)).tolist()
        values = score.tolist()
        return SearchResult(
            hits=tuple(Hit(snapshot.ids[number], values[number]) for number in order),
            near=frozenset(snapshot.ids[number] for number in near),
            shown=plan.shown,
            corrected_from=plan.corrected_from,
            did_you_mean=plan.did_you_mean,
            dropped=scored.dropped,
            terms=plan.terms,
        )

    def suggest(self, prefix: str, *, language: str = "fi", limit: int = 8) -> tuple[Suggestion, ...]:
        snapshot = self._current()
        return snapshot.suggester.suggest(prefix, language, limit) if snapshot else ()

    def highlight(self, text: str, terms: frozenset[str], language: str) -> tuple[Segment, ...]:
        return highlight.highlight(text, terms, language, self._analyzer)


def _writer(index: Any) -> Any:
    codec = W3Codec(blocklimit=WHOLE_LIST)
    codec.length_stats = False  # our weights hold the lengths; Whoosh would look for its own, with a stat per posting
    return index.writer(codec=codec, limitmb=WRITER_MEMORY_MB)


def _has_phrases(stream: str, phrases: tuple[str, ...]) -> bool:
    padded = f" {stream} "
    return all(any(f" {reading} " in padded for reading in phrase.split("|")) for phrase in phrases)
