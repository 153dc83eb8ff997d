"""Scores of one ranked list against judgements (id -> grade 0 to 3). Pure: no query, no request.

nDCG is Järvelin and Kekäläinen's (2002, doi:10.1145/582415.582418) with the gain 2^grade - 1 and the discount 1 / log2(place + 1).
"""

import math
from collections.abc import Mapping, Sequence

RELEVANT = 1
"""From this grade on a document should be found."""
SUCCESS = 2
"""From this grade on a first hit is what was asked for, or clearly near it."""

Judgments = Mapping[str, int]


def gain(grade: int) -> int:
    """What a document of this grade is worth: 0, 1, 3, 7."""
    return int(2**grade) - 1


def dcg(grades: Sequence[int]) -> float:
    """The gains of a list in its order, later places counting less."""
    return sum(gain(grade) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def ndcg(ranked: Sequence[str], judged: Judgments, depth: int = 10) -> float:
    """The first `depth` hits beside the best order possible: 0 to 1; 0 where nothing was judged relevant."""
    best = dcg(sorted(judged.values(), reverse=True)[:depth])
    return dcg([judged.get(hit, 0) for hit in ranked[:depth]]) / best if best else 0.0


def recall(ranked: Sequence[str], judged: Judgments, depth: int = 20) -> float:
    """The share of all relevant documents that stand among the first `depth` hits; 0 where none was judged relevant."""
    relevant = {document for document, grade in judged.items() if grade >= RELEVANT}
    return len(relevant & set(ranked[:depth])) / len(relevant) if relevant else 0.0


def success(ranked: Sequence[str], judged: Judgments) -> float:
    """1 where the first hit has at least the grade SUCCESS, else 0 (also where there is no hit)."""
    return float(bool(ranked) and judged.get(ranked[0], 0) >= SUCCESS)


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` of them do not exceed (nearest rank). Raises ValueError where there are none."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
