"""One search, from a plan to documents in order: scores, their cut tail, neighbours of the best, quoted phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from search_index import neighbours, scoring
from search_index.plan import Plan

LEAST_OF_BEST = 0.08
"""Hits with less than this share of the best score are a tail that helps nobody."""
LEAST_STRENGTH = 0.42
"""A best hit that gives less than this share of what was asked is a partial one, and the answer says so."""
MOST_WEAK = 10
"""Hits of a search with only partial ones."""


class Source(Protocol):
    """What ranking needs of one state of an index. Documents are numbers below `total`."""

    @property
    def total(self) -> int: ...

    @property
    def give_up(self) -> scoring.Numbers: ...

    def fetch(self, term: str) -> scoring.Postings: ...

    def near(self, number: int) -> scoring.Array: ...

    def stream(self, number: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents with their scores, best first; `near` are those that match no word; `dropped` words match nothing; `weak`
    says that even the best gives little of what was asked."""

    documents: Sequence[int]
    scores: Sequence[float]
    near: Sequence[int]
    dropped: tuple[str, ...]
    weak: bool = False


def rank(plan: Plan, source: Source, *, wholly: bool = False) -> Ranked:
    """`wholly` leaves out what meets only a part of the query: such hits help where one looks for the nearest, not where one asks for all."""
    least = scoring.GOOD_COVER if wholly else scoring.LEAST_COVER
    scored = scoring.run(plan, source.total, source.fetch, source.give_up, least)
    score = scored.score
    if plan.concepts:
        fill = neighbours.FILL if scored.good else neighbours.FILL_UNSURE
        score = neighbours.raise_near(score, source.near, 0 if plan.phrases else fill)
    found = np.flatnonzero(score > LEAST_OF_BEST * score.max(initial=0.0))
    order = found[np.argsort(-score[found], kind="stable")]
    if plan.phrases:
        order = np.array([n for n in order.tolist() if has_phrases(source.stream(n), plan.phrases)], np.intp)
    weak = bool(plan.concepts) and not wholly and scored.strength < LEAST_STRENGTH
    if weak:
        order = order[:MOST_WEAK]
    near = order[scored.score[order] == 0]
    return Ranked(order.tolist(), score[order].tolist(), near.tolist(), scored.dropped, weak)


def has_phrases(stream: str, phrases: Sequence[str]) -> bool:
    """Whether all phrases stand in a stream of base forms, each in one of its readings (parted by a bar)."""
    padded = f" {stream} "
    return all(any(f" {reading} " in padded for reading in phrase.split("|")) for phrase in phrases)
