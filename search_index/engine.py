"""What a search engine must be able to do. Another engine is put in Whoosh's place by fulfilling this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from search_index.among import Only
from search_index.documents import Document, SearchResult, Segment, Suggestion

Progress = Callable[[int, int], None]  # documents done, documents in all


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index; `generation` changes whenever the index does, and is empty where there is none yet."""

    documents: int
    generation: str

    @property
    def built(self) -> bool:
        return bool(self.generation)


class SearchEngine(Protocol):
    """Finds documents. Methods that read never raise because of what a person typed, nor because there is no index."""

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> None:
        """Index all documents beside the old index, then put the new one in its place at once."""

    def write(self, documents: Iterable[Document], deleted_ids: Iterable[str] = ()) -> None:
        """Add or replace documents and take others out. Starts an index where there is none."""

    def search(self, text: str, *, language: str = "fi", exact: bool = False, only: Only | None = None) -> SearchResult:
        """All documents that match. `language` is that of the interface; words of any language are found.
        `exact` leaves typing errors as they are. With `only` the documents that it
        lets through are all there are, and only what surely meets the whole query is found."""

    def suggest(self, prefix: str, *, language: str = "fi", limit: int = 8) -> tuple[Suggestion, ...]:
        """Lines to show under the search box."""

    def written(self, word: str) -> frozenset[str]:
        """The ids of the documents in which a word stands just as it is written."""

    def highlight(self, text: str, terms: frozenset[str], language: str) -> tuple[Segment, ...]:
        """The text, the words that `terms` of a search result meet being marked."""

    def status(self) -> Status:
        """How many documents there are, and which state of the index this is."""

    def refresh(self) -> bool:
        """Take up a newer index from disk, if there is one. Searches do it by themselves."""
