"""Typing errors, mended by the index's own words.

Only a word that nobody knows is mended (not Voikko, not the index, not the synonyms), and never a number. A word that
only lacks its dots is not an error: it is read with them, silently.
"""

from __future__ import annotations

from collections.abc import Mapping

from search_index.folding import fold
from search_index.vocabulary import Spellings

SHORTEST = 4
LEAST_ALIKE = 0.25
CANDIDATES = 60
FIRST_LETTER_PENALTY = 0.5
LONG_WORD = 8


class Corrector:
    """Knows every written form of the index: form -> number of documents that have it."""

    def __init__(self, forms: Mapping[str, int]) -> None:
        self._best: dict[str, tuple[int, str]] = {}
        for form, count in forms.items():
            folded = fold(form)
            self._best[folded] = max(self._best.get(folded, (0, "")), (count, form))
        self._spellings = Spellings(self._best)

    def with_dots(self, word: str) -> str | None:
        """The form of the index that the word is but for its dots."""
        found = self._best.get(fold(word))
        return found[1] if found else None

    def mend(self, word: str, most: int = 2) -> str | None:
        """The likeliest word meant, or None where nothing is near enough."""
        folded = fold(word)
        if len(folded) < SHORTEST or any(letter.isdigit() for letter in folded):
            return None
        allowed = min(most, 2 if len(folded) >= LONG_WORD else 1)
        best: tuple[float, int, str] | None = None
        for other, _ in self._spellings.alike(folded, LEAST_ALIKE, CANDIDATES):
            far = distance(folded, other, allowed)
            if far <= allowed and (far == 1 or other[0] == folded[0]):
                count, form = self._best[other]
                rank = (far + FIRST_LETTER_PENALTY * (other[0] != folded[0]), -count, form)
                best = rank if best is None else min(best, rank)
        return best[2] if best else None


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap; `most` + 1 as soon as it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if last and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
