"""What a query asks, in terms of the index: concepts, each with every way a document may meet it."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEAST_MARKED = 0.36
LEAST_SURE = 0.5

Leaf = tuple[tuple[str, float], ...]  # terms with weights; a document's value is the best of them


@dataclass(frozen=True, slots=True)
class Together:
    """Leaves a document must all have: the parts of a compound, the words of a synonym."""

    leaves: tuple[Leaf, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of the query."""

    text: str
    leaf: Leaf
    togethers: tuple[Together, ...] = ()
    importance: float = 1.0
    partial: bool = False  # no document can have the word itself, only parts or kin of it


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole query. `phrases` must stand in a document word by word; `give_up` asks for things to stop."""

    concepts: tuple[Concept, ...] = ()
    phrases: tuple[str, ...] = ()
    give_up: bool = False
    shown: str = ""
    corrected_from: str | None = None
    did_you_mean: str | None = None

    def surely(self) -> Plan:
        """The same without the ways of meeting a word that are a guess: by a part of it alone, or by what is only somewhat like it."""
        concepts = (
            replace(concept, leaf=tuple(way for way in concept.leaf if way[1] >= LEAST_SURE))
            for concept in self.concepts
        )
        return replace(self, concepts=tuple(concepts))

    @property
    def terms(self) -> frozenset[str]:
        """Terms worth marking in a text: what the words mean, not what is only somewhat like them."""
        leaves = [concept.leaf for concept in self.concepts]
        leaves += [t.leaves[0] for concept in self.concepts for t in concept.togethers if len(t.leaves) == 1]
        return frozenset(term for leaf in leaves for term, weight in leaf if weight >= LEAST_MARKED)
