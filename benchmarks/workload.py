"""Searches as people type them, no two alike: words and keywords of the real content in the forms in which they stand there.

One to four pieces each. One query in ten has a typing error, which costs our side the mending and finds Datasette less; one in ten is
Swedish or English. Deterministic by seed, so both servers are asked the same and a later run the same again.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Final

from registry.domain.method_input import MethodInput
from search_index.folding import words

SEED: Final = 7
SHORTEST_WORD: Final = 4
SHORTEST_MISTAKEN: Final = 6
MISTAKES: Final = 0.1
FOREIGN: Final = 0.1
PIECES: Final = (1, 1, 2, 2, 2, 3, 3, 4)


def queries(real: Sequence[MethodInput]) -> Iterator[str]:
    """Endless queries, each only once."""
    chance = random.Random(SEED)
    finnish, foreign = _finnish(real), _foreign(real)
    asked: set[str] = set()
    while True:
        pool = foreign if chance.random() < FOREIGN else finnish
        query = " ".join(chance.choice(chance.choice(pool)) for _ in range(chance.choice(PIECES)))
        if chance.random() < MISTAKES:
            query = mistaken(query, chance)
        if query not in asked:
            asked.add(query)
            yield query


def _finnish(real: Sequence[MethodInput]) -> list[list[str]]:
    """Keywords, and words of names, ledes and summaries: a kind is chosen first, as the last have most words."""
    keywords = [word for method in real for word in method.keywords.fi]
    names = [word for method in real for word in _long(method.name.fi)]
    texts = [word for method in real for word in _long(f"{method.lede.fi} {method.sections.get('minute', '')}")]
    return [keywords, names, texts]


def _foreign(real: Sequence[MethodInput]) -> list[list[str]]:
    return [
        [word for method in real for word in method.keywords.sv],
        [word for method in real for word in method.keywords.en],
    ]


def _long(text: str) -> list[str]:
    return [word for word in words(text) if len(word) >= SHORTEST_WORD]


def mistaken(query: str, chance: random.Random) -> str:
    """The query with a letter of its longest word dropped, doubled or swapped with the next; short ones stay."""
    longest = max(query.split(), key=len)
    if len(longest) < SHORTEST_MISTAKEN:
        return query
    at = chance.randrange(1, len(longest) - 2)
    one, next_one = longest[at], longest[at + 1]
    wrong = chance.choice(("", one + one, next_one + one))
    rest = longest[at + 2 :] if wrong == next_one + one else longest[at + 1 :]
    return query.replace(longest, longest[:at] + wrong + rest, 1)
