"""Marks the words of a text that a query's terms meet: whole words only."""

from __future__ import annotations

from search_index.analysis import Analyzer
from search_index.documents import Segment
from search_index.folding import word_spans


def highlight(text: str, terms: frozenset[str], language: str, analyzer: Analyzer) -> tuple[Segment, ...]:
    """The text in segments, the marked ones being words the terms meet."""
    segments: list[Segment] = []
    done = 0
    for start, end, word in word_spans(text):
        if not _meets(word.lower(), terms, language, analyzer):
            continue
        if start > done:
            segments.append(Segment(text[done:start]))
        segments.append(Segment(text[start:end], marked=True))
        done = end
    if done < len(text):
        segments.append(Segment(text[done:]))
    return tuple(segments)


def _meets(word: str, terms: frozenset[str], language: str, analyzer: Analyzer) -> bool:
    found = analyzer.word(word, language)
    return any(term in terms for term in (*found.lemmas, *found.heads, *found.modifiers, *found.roots))
