"""What goes into the index and what comes out of it.

A document is a bag of texts; each text says which part of the document it is (its role) and in which language it is
written. Nothing here knows what a document is about, so the same library could index anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Which part of a document a text is; `impacts.py` says what each is worth."""

    NAME = "name"
    KEYWORDS = "keywords"
    TAGS = "tags"
    LEDE = "lede"
    SUMMARY = "summary"
    OUTCOMES = "outcomes"
    INDICATORS_COUNTED = "indicators_counted"
    INDICATORS_DIRECT = "indicators_direct"
    INDICATORS_INDIRECT = "indicators_indirect"
    PRACTICE = "practice"
    EVIDENCE = "evidence"
    ABANDON = "abandon"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a document. `language` is "fi", "sv" or "en"."""

    role: Role
    language: str
    content: str


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. `id` is unique over all kinds; `kind` is free ("method", "indicator")."""

    id: str
    kind: str
    texts: tuple[Text, ...]


class Hit(NamedTuple):
    """A document that matched. Scores compare hits of one search only."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one search.

    ids             all that matched, best first, and after or among them some that are only alike the best ones
    scores          theirs, in the same order
    near            those of the ids that match no word of the query but are alike the best ones
    shown           the query that was really run
    corrected_from  what was typed, where `shown` differs from it by a mended typing error
    did_you_mean    a query to offer, where an exact search left a typing error as it was
    dropped         words of the query that matched no document
    terms           analysed terms, to be given to `highlight`
    weak            that even the best gives little of what was asked: an answer to say so of
    """

    ids: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    near: frozenset[str] = field(default_factory=frozenset)
    shown: str = ""
    corrected_from: str | None = None
    did_you_mean: str | None = None
    dropped: tuple[str, ...] = ()
    terms: frozenset[str] = field(default_factory=frozenset)
    weak: bool = False

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Ids with their scores. Made anew each time: for thousands of documents, `ids` is cheaper."""
        return tuple(map(Hit, self.ids, self.scores))

    @property
    def total(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line under the search box: a document (`id`) or a word of the glossary (no id)."""

    text: str
    kind: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text; joined, the segments give the text back unchanged."""

    text: str
    marked: bool = False
