"""A search among some of the documents only: what the others hold moves no hit, no score and no word of the answer.

Documents are looked up by the words first, whoever asks says which of them may be told of, and only those are ranked: they are numbered anew,
so that not even how many others there are is felt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

import numpy as np

from search_index import scoring
from search_index.plan import Plan
from search_index.ranking import Source
from search_index.vocabulary import Vocabulary

Only = Callable[[Sequence[str]], Collection[str]]
"""Given the ids of documents that some word of the query meets, those of them that may be told of."""


class Among:
    """The documents `numbers` (in order) of a source, as a source of their own; `total` is how many it is counted to have."""

    def __init__(self, source: Source, numbers: scoring.Numbers, total: int) -> None:
        self._source, self._numbers, self.total = source, numbers, total
        self.give_up: scoring.Numbers = np.zeros(0, np.int32)

    def fetch(self, term: str) -> scoring.Postings:
        documents, worth = self._source.fetch(term)
        places = np.searchsorted(self._numbers, documents)
        places[places == len(self._numbers)] = 0
        inside = self._numbers[places] == documents
        # that a word stands there is enough, however long the text
        return places[inside].astype(np.int32), np.maximum(worth[inside], np.float32(scoring.FULL_COVER))

    def near(self, number: int) -> scoring.Array:  # noqa: ARG002  # what is only alike is not what was searched for
        return np.zeros(self.total, np.float32)

    def stream(self, number: int) -> str:
        return self._source.stream(int(self._numbers[number]))


def met(plan: Plan, source: Source) -> scoring.Numbers:
    """The documents that some word of the plan meets in any way, in order."""
    leaves = [concept.leaf for concept in plan.concepts]
    leaves += [leaf for concept in plan.concepts for together in concept.togethers for leaf in together.leaves]
    found = [source.fetch(term)[0] for term in {term for leaf in leaves for term, _ in leaf}]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)


class OpenVocabulary(Vocabulary):
    """A vocabulary that tells nothing: every word may be in it, none is alike another. Plans made with it are the same whatever is indexed."""

    def __init__(self) -> None:
        super().__init__({}, 0)

    def __contains__(self, term: str) -> bool:
        return True

    def rarity(self, term: str) -> float:  # noqa: ARG002  # a part of a word alone is no sign, where one cannot know how rare it is
        return 0.0


OPEN: Final = OpenVocabulary()
