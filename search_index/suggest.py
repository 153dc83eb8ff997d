"""Suggestions as one types: names of documents first, then words of the glossary; from the beginning of any word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from search_index.documents import Suggestion
from search_index.folding import fold, words
from search_index.synonyms import SynonymGroup

SHORTEST = 2
MOST_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that may be suggested; `rank` 0 for names of documents, 1 for words of the glossary."""

    text: str
    language: str
    kind: str
    id: str | None
    rank: int


def glossary_entries(groups: Iterable[SynonymGroup]) -> list[Entry]:
    return [
        Entry(text, language, "term", None, 1)
        for group in groups
        if not group.never_suggest
        for language, text in group.headwords
    ]


class Suggester:
    """All entries by the beginnings of their words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._folded = [" ".join(fold(word) for word in words(entry.text)) for entry in self._entries]
        self._keys = sorted(
            (folded[at:], number)
            for number, folded in enumerate(self._folded)
            for at in range(len(folded))
            if at == 0 or folded[at - 1] == " "
        )

    def suggest(self, prefix: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        typed = " ".join(fold(word) for word in words(prefix[:100]))
        if len(typed) < SHORTEST or limit < 1:
            return ()
        found: dict[int, None] = {}
        for key, number in self._keys[bisect_left(self._keys, (typed,)) :][:MOST_LOOKED_AT]:
            if not key.startswith(typed):
                break
            found[number] = None
        ordered = sorted(found, key=lambda number: self._rank(number, typed, language))
        chosen: dict[tuple[str, str], Suggestion] = {}
        for number in ordered:
            entry = self._entries[number]
            same = (entry.kind, entry.id or self._folded[number])
            chosen.setdefault(same, Suggestion(entry.text, entry.kind, entry.id))
            if len(chosen) == limit:
                break
        return tuple(chosen.values())

    def _rank(self, number: int, typed: str, language: str) -> tuple[int, bool, bool, int, str]:
        entry = self._entries[number]
        folded = self._folded[number]
        return (entry.rank, entry.language != language, not folded.startswith(typed), len(folded), folded)
