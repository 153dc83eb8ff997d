"""One search, from a plan to documents in order: scores, their cut tail, neighbours of the best, quoted phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from search_index import neighbours, scoring
from search_index.plan import Plan


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
    """Documents with their scores, best first; `near` are those that match no word; `dropped` words match nothing."""

    documents: Sequence[int]
    scores: Sequence[float]
    near: Sequence[int]
    dropped: tuple[str, ...]


def rank(plan: Plan, source: Source) -> Ranked:
    scored = scoring.run(plan, source.total, source.fetch, source.give_up)
    score = scored.score
    if plan.concepts:
        fill = neighbours.FILL if scored.good else neighbours.FILL_UNSURE
        score = neighbours.raise_near(score, source.near, 0 if plan.phrases else fill)
    found = np.flatnonzero(score)
    order = found[np.argsort(-score[found], kind="stable")]
    if plan.phrases:
        order = np.array([n for n in order.tolist() if has_phrases(source.stream(n), plan.phrases)], np.intp)
    near = order[scored.score[order] == 0]
    return Ranked(order.tolist(), score[order].tolist(), near.tolist(), scored.dropped)


def has_phrases(stream: str, phrases: Sequence[str]) -> bool:
    """Whether all phrases stand in a stream of base forms, each in one of its readings (parted by a bar)."""
    padded = f" {stream} "
    return all(any(f" {reading} " in padded for reading in phrase.split("|")) for phrase in phrases)
