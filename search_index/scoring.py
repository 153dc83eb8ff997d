"""From a plan to documents with scores, over arrays with one place for each document.

A concept is worth to a document the best of the ways the document meets it, never their sum: ten synonyms of one word
do not outweigh a second word. What a concept is worth to the query is its rarity, counted from the documents that meet
it in any way. A document that covers too small a share of the query's rarity is left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_index.plan import Concept, Leaf, Plan

Array = NDArray[np.float32]
Numbers = NDArray[np.int32]
Postings = tuple[Numbers, Array]
Fetch = Callable[[str], Postings]  # term -> documents and their worth, between 0 and 1

HALF = 2.0  # a term of this weight (see impacts.py) is worth one half
FULL_COVER = 0.25  # from this worth on a concept counts as wholly covered
PARTIAL_COVER = 0.5  # no more of a concept is covered where only parts of its word are found
COVER_POWER = 1.0
GOOD_COVER = 0.6  # documents covering this share of the query are all found
LEAST_COVER = 0.2  # those covering less than that only fill the first page, down to this share
FILL = 20
FEW = 5  # so many where nothing covers GOOD_COVER of the query
UNASKED_GIVE_UP = 0.75  # what is best given up comes a little after its like, unless asked for
MISSING_SHARE = 0.5  # what a word no document has still counts, as a share of the rarest word's
GIVE_UP_BOOST = 3.0


def saturated(weights: Array) -> Array:
    return weights / (weights + np.float32(HALF))


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores, 0 for documents that do not match; whether any covers the query well; words no document has; how much of
    all that the query asks the best document gives, 0 to 1."""

    score: Array
    good: bool
    dropped: tuple[str, ...]
    strength: float = 0.0


def run(plan: Plan, total: int, fetch: Fetch, give_up: Numbers, least: float = LEAST_COVER) -> Scored:
    if not plan.concepts:
        score = np.zeros(total, np.float32)
        score[give_up] = float(plan.give_up)
        return Scored(score, False, ())
    score, cover, dropped, whole = _sum(plan, total, fetch)
    score *= cover**COVER_POWER
    score[cover < least] = 0.0
    score[give_up] *= np.float32(GIVE_UP_BOOST if plan.give_up else UNASKED_GIVE_UP)
    good = bool(plan.phrases) or _cut_tail(score, cover)
    return Scored(score, good, dropped, float(score.max(initial=0.0)) / whole if whole else 0.0)


def _sum(plan: Plan, total: int, fetch: Fetch) -> tuple[Array, Array, tuple[str, ...], float]:
    score = np.zeros(total, np.float32)
    cover = np.zeros(total, np.float32)
    whole = 0.0
    dropped = []
    for concept in plan.concepts:
        worth = _concept(concept, total, fetch)
        met = np.minimum(worth / np.float32(FULL_COVER), np.float32(PARTIAL_COVER if concept.partial else 1.0))
        count = float(met.sum())
        if count == 0.0:
            dropped.append(concept.text)
            whole += MISSING_SHARE * math.log(total + 1) * concept.importance
            continue
        rarity = np.float32(concept.importance * math.log(1.0 + total / (count + 0.5)))
        score += rarity * worth
        cover += rarity * met
        whole += float(rarity)
    return score, cover / np.float32(whole), tuple(dropped), whole


def _cut_tail(score: Array, cover: Array) -> bool:
    """Of documents that cover little of the query, leave only the best few; says whether any covers it well."""
    weak = np.flatnonzero((score > 0) & (cover < GOOD_COVER))
    good = int(np.count_nonzero(score)) - len(weak)
    places = max(FILL - good, 0) if good else FEW
    if len(weak) > places:
        score[weak[np.argsort(-score[weak], kind="stable")[places:]]] = 0.0
    return good > 0


def _concept(concept: Concept, total: int, fetch: Fetch) -> Array:
    worth = _leaf(concept.leaf, total, fetch)
    for together in concept.togethers:
        all_of = _leaf(together.leaves[0], total, fetch)
        for leaf in together.leaves[1:]:
            np.minimum(all_of, _leaf(leaf, total, fetch), out=all_of)
        np.maximum(worth, all_of * np.float32(together.weight), out=worth)
    return worth


def _leaf(leaf: Leaf, total: int, fetch: Fetch) -> Array:
    worth = np.zeros(total, np.float32)
    for term, weight in leaf:
        documents, values = fetch(term)
        if len(documents):
            worth[documents] = np.maximum(worth[documents], values * np.float32(weight))
    return worth
