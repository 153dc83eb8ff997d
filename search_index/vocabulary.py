"""The words an index holds: how many documents have each, and which are spelled alike.

Likeness is counted over the vocabulary, never over the documents, so its cost does not grow with the catalogue.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Near = tuple[str, float]

SHORTEST_ALIKE = 3
LEAST_WITHIN = 5
LEAST_BEGINNING = 4
BEGINNING_SHARE = 0.6


def trigrams(term: str) -> set[str]:
    padded = f"^{term}$"
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


class Spellings:
    """Folded words by their trigrams; they are sorted when the first word is looked for, as many a start needs none."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = list(terms)

    @cached_property
    def _sorted(self) -> tuple[dict[str, NDArray[np.int32]], NDArray[np.int32]]:
        """By trigram, the numbers of the terms that have it; and how many trigrams each term has."""
        posts: dict[str, list[int]] = {}
        sizes = []
        for number, term in enumerate(self._terms):
            grams = trigrams(term)
            sizes.append(len(grams))
            for gram in grams:
                posts.setdefault(gram, []).append(number)
        return {gram: np.array(numbers, np.int32) for gram, numbers in posts.items()}, np.array(sizes, np.int32)

    def alike(self, term: str, least: float, most: int) -> list[Near]:
        """Terms sharing at least this much (Dice) of their trigrams, the likest first; the term itself left out."""
        posts, sizes = self._sorted
        grams = trigrams(term)
        lists = [posts[gram] for gram in grams if gram in posts]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists), minlength=len(sizes))
        likeness = 2 * shared / (sizes + len(grams))
        near = np.flatnonzero(likeness >= least)
        chosen = near[np.argsort(-likeness[near], kind="stable")][: most + 1]
        found = [(self._terms[number], float(likeness[number])) for number in chosen.tolist()]
        return [pair for pair in found if pair[0] != term][:most]


class Vocabulary:
    """Terms with their document counts, over `total` documents."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        self.counts = counts
        self.total = total
        self._spellings = Spellings(term for term in counts if term[0].isalpha() and len(term) > SHORTEST_ALIKE)

    def __contains__(self, term: str) -> bool:
        return term in self.counts

    def rarity(self, term: str) -> float:
        """1 for a term of one document, towards 0 for a term of all."""
        count = self.counts.get(term, 0)
        return math.log((self.total + 1) / max(count, 1)) / math.log(self.total + 2)

    def alike(self, term: str, least: float, most: int) -> list[Near]:
        """Terms that are likely kin of this one: spelled alike, and with the same beginning or one within the other."""
        near = self._spellings.alike(term, least, 4 * most)
        return [pair for pair in near if kin(term, pair[0])][:most]


def kin(one: str, other: str) -> bool:
    """Whether two words alike in spelling may well be alike in meaning: raha and rahapeli, not raha and paha."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= LEAST_WITHIN and shorter in longer:
        return True
    pairs = enumerate(zip(one, other, strict=False))
    beginning = next((at for at, (letter, against) in pairs if letter != against), len(shorter))
    return beginning >= LEAST_BEGINNING and beginning >= BEGINNING_SHARE * len(shorter)
