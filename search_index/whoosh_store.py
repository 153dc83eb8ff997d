"""The index on disk as Whoosh keeps it: the only file that knows Whoosh.

Whoosh keeps terms, postings and stored fields; the scores are our own (scoring.py), over whole posting lists read as
blocks, since Whoosh scores posting by posting in Python. A posting's weight is the term's weight in the document
(impacts.py).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from search_index import neighbours, scoring
from search_index.rows import Row, suggestion
from search_index.suggest import Entry
from search_index.vocabulary import Vocabulary

WHOLE_LIST = 1 << 20  # postings per block: a list is one block, read at once
CACHED_LISTS = 2048
CACHED_NEIGHBOURS = 256
WRITER_MEMORY_MB = 256
GIVE_UP_FLAG = "give_up"
UNREADABLE = (OSError, index.EmptyIndexError)  # a writer may remove files between our learning of them and opening


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
    """One state of an index, opened for reading; the `Source` of ranking."""

    def __init__(self, folder: Path) -> None:
        self._reader = index.open_dir(str(folder), schema=SCHEMA).reader()
        self._lock = threading.Lock()
        self.total: int = self._reader.doc_count_all()
        self.count: int = self._reader.doc_count()
        self._alive = self._read_alive()
        self.ids = self._read_ids()
        self.give_up = self._postings("flags", GIVE_UP_FLAG)[0]
        self.vocabulary = Vocabulary(self._counts("terms"), self.count)
        self.fetch = lru_cache(maxsize=CACHED_LISTS)(self._fetch)
        self.near = lru_cache(maxsize=CACHED_NEIGHBOURS)(self._near)

    def _read_alive(self) -> NDArray[np.bool_]:
        alive = np.ones(self.total, np.bool_)
        if self._reader.has_deletions():
            alive[[number for number in range(self.total) if self._reader.is_deleted(number)]] = False
        return alive

    def _read_ids(self) -> list[str]:
        if not self.total:
            return []
        for reader, _ in self._reader.leaf_readers():
            reader.stored_fields(0)  # opens the file now: a later merge removes it from the folder
        column = self._reader.column_reader("id")
        return [column[number] for number in range(self.total)]

    def _counts(self, field: str) -> dict[str, int]:
        if field not in self._reader.indexed_field_names():
            return {}
        return {text.decode(): info.doc_frequency() for text, info in self._reader.iter_field(field)}

    def forms(self) -> dict[str, int]:
        """Words as they are written, with how many documents have each."""
        return self._counts("forms")

    def having(self, form: str) -> frozenset[str]:
        """The ids of the documents in which a word stands as it is written."""
        return frozenset(self.ids[number] for number in self._postings("forms", form)[0].tolist())

    def names(self) -> Iterator[Entry]:
        """Names of documents as suggestions. A title outlives its document until Whoosh merges, so some are looked up."""
        dead = {self.ids[number] for number in np.flatnonzero(~self._alive).tolist()}
        for title in self._counts("titles"):
            name = suggestion(title)
            if name.id not in dead or len(self._postings("titles", title)[0]):
                yield name

    def _fetch(self, term: str) -> scoring.Postings:
        documents, weights = self._postings("terms", term)
        return documents, scoring.saturated(weights)

    def _postings(self, field: str, term: str) -> scoring.Postings:
        numbers: list[NDArray[np.int32]] = []
        weights: list[scoring.Array] = []
        with self._lock:
            for reader, offset in self._reader.leaf_readers():
                try:
                    matcher = reader.postings(field, term.encode())
                except TermNotFound:
                    continue
                matcher = getattr(matcher, "child", matcher)  # without its sieve of deletions, which is slow
                while matcher.is_active():
                    matcher._read_data()
                    steps, found, _ = matcher._data
                    numbers.append(np.cumsum(np.array(steps, np.int32), dtype=np.int32) + np.int32(offset))
                    weights.append(_weights(found, len(steps)))
                    matcher._next_block()
        if not numbers:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        documents = np.concatenate(numbers)
        alive = self._alive[documents]
        return documents[alive], np.concatenate(weights)[alive]

    def stream(self, number: int) -> str:
        return self._stored(number, "stream")

    def _near(self, number: int) -> scoring.Array:
        return neighbours.nearness(number, self._stored(number, "gist"), self.vocabulary, self.fetch, self.total)

    def _stored(self, number: int, field: str) -> str:
        with self._lock:
            return str(self._reader.stored_fields(number)[field])


def _weights(found: tuple[float, ...] | float | None, count: int) -> scoring.Array:
    """The weights of a block, which Whoosh shortens where they are all one, or all alike."""
    if isinstance(found, tuple):
        return np.array(found, np.float32)
    return np.full(count, 1.0 if found is None else found, np.float32)


def build(folder: Path, rows: Iterable[Row]) -> None:
    """Write a new index of these rows into an empty folder."""
    writer = _writer(index.create_in(str(folder), SCHEMA))
    for row in rows:
        writer.add_document(**_fields(row))
    writer.commit(merge=False)


def change(folder: Path, rows: Iterable[Row], deleted_ids: Iterable[str]) -> None:
    """Replace or add rows in an index and take others out."""
    writer = _writer(index.open_dir(str(folder)))
    for deleted in deleted_ids:
        writer.delete_by_term("id", deleted)
    for row in rows:
        writer.update_document(**_fields(row))
    writer.commit()


def _writer(opened: Any) -> Any:
    codec = W3Codec(blocklimit=WHOLE_LIST)
    codec.length_stats = False  # our weights hold the lengths; Whoosh would look for its own, with a stat per posting
    return opened.writer(codec=codec, limitmb=WRITER_MEMORY_MB)


def _fields(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "terms": row.terms,
        "forms": dict.fromkeys(row.forms, 1.0),
        "titles": dict.fromkeys(row.titles, 1.0),
        "flags": {GIVE_UP_FLAG: 1.0} if row.give_up else {},
        "gist": row.gist,
        "stream": row.stream,
    }
