"""Documents alike the best hits: they rank a little higher, and the likest fill a short list.

A document on the same people and the same trouble may lack the very word that was typed. So each document keeps its
gist, the terms that weigh most in it; how much of a hit's gist another document shares says how near it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping

import numpy as np

from search_index.scoring import HALF, Array, Fetch
from search_index.vocabulary import Vocabulary

GIST_STORED = 60
GIST_USED = 25
COMMONEST = 0.2  # a term of more than this share of a small catalogue says nothing of likeness,
COMMONEST_MOST = 400  # nor one of more documents than this
BEST_HITS = 3
LEAST_OF_BEST = 0.3  # a hit this much worse than the best one is no model for others
BOOST = 0.6
FILL = 12  # neighbours that match no word are added up to so many hits,
FILL_UNSURE = 8  # or so many, where no hit covers the query well
LEAST_ADDED = 0.05  # and only those with this share of the best score

Nearness = Callable[[int], Array]  # a document's number -> how near each document is to it, 0 to 1


def gist(weights: Mapping[str, float]) -> str:
    """The weightiest whole words of a document, as stored."""
    whole = [(weight, term) for term, weight in weights.items() if term[0].isalpha()]
    return json.dumps({term: round(weight, 2) for weight, term in sorted(whole, reverse=True)[:GIST_STORED]})


def nearness(number: int, stored: str, vocabulary: Vocabulary, fetch: Fetch, total: int) -> Array:
    """How much of the gist of document `number` each document shares."""
    most = min(max(COMMONEST * vocabulary.total, 5), COMMONEST_MOST)
    chosen = []
    for term, weight in json.loads(stored).items():
        count = vocabulary.counts.get(term, 0)
        if 1 < count <= most:
            chosen.append((weight / (weight + HALF) * math.log(vocabulary.total / count), term))
    near = np.zeros(total, np.float32)
    whole = 0.0
    for telling, term in sorted(chosen, reverse=True)[:GIST_USED]:
        documents, values = fetch(term)
        rarity = math.log(vocabulary.total / vocabulary.counts[term])
        near[documents] += values * np.float32(telling * rarity)
        whole += telling * telling
    near /= np.float32(max(whole, 1e-6))
    near[number] = 0.0
    return np.minimum(near, np.float32(1.0))


def raise_near(score: Array, near: Nearness, fill: int) -> Array:
    """Scores with the neighbours of the best hits raised; some that matched nothing are let in, to make `fill` hits."""
    best = np.argsort(-score, kind="stable")[:BEST_HITS]
    top = float(score[best[0]])
    if not top:
        return score
    added = np.zeros_like(score)
    for number in best.tolist():
        if score[number] > LEAST_OF_BEST * top:
            np.maximum(added, near(number) * score[number], out=added)
    raised = score + np.float32(BOOST) * added
    matched = score > 0
    places = fill - int(np.count_nonzero(matched))
    if places > 0:
        others = np.flatnonzero(~matched & (raised > LEAST_ADDED * top))
        matched[others[np.argsort(-raised[others], kind="stable")[:places]]] = True
    return np.where(matched, raised, np.float32(0.0))
