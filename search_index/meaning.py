"""What the words of a query may mean: every way a document may meet them, with how sure each way is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from search_index.analysis import HEAD, MODIFIER, ROOT, Analyzer, Word
from search_index.folding import fold
from search_index.plan import Concept, Leaf, Together
from search_index.stopwords import WEAK_WORDS
from search_index.synonyms import Match, Synonyms
from search_index.vocabulary import Vocabulary

WEIGHTS = {
    "lemma": 1.0,
    "other_language": 0.6,  # a Finnish word read as Swedish or English
    "head": 0.75,  # the word is the last part of a compound of the text
    "modifier": 0.65,  # ... any other part
    "root": 0.7,  # the word and the text's word derive from one
    "parts": 0.8,  # all parts of the query's compound, apart
    "one_part": 0.45,  # one part of it, times how rare that part is
    "alike": 0.6,  # times likeness
    "synonym": 0.7,
    "broader": 0.5,  # what a narrower word or a misspelling leads to
    "joined": 1.0,  # koti käynti -> kotikäynti
}
WEAK_IMPORTANCE = 0.3
LEAST_ALIKE = 0.4
MOST_ALIKE = 8
SHORTEST_HALF = 4
SHORTEST_PART_START = 2  # letters of a compound's second part that inflection leaves alone
SHORTEST_PART = 4  # of a compound, to mean something alone


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the query, read as Finnish and as Swedish or English."""

    text: str
    word: Word
    foreign: tuple[str, ...]
    foreign_weight: float

    @property
    def any_language(self) -> Word:
        return replace(self.word, lemmas=tuple(dict.fromkeys(self.word.lemmas + self.foreign)))


class Meaning:
    """Turns words into concepts, against one state of an index."""

    def __init__(self, analyzer: Analyzer, synonyms: Synonyms, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._synonyms = synonyms
        self._vocabulary = vocabulary
        self._known = sorted({*vocabulary.counts, *synonyms.first_words()})

    def concepts(self, spoken: Sequence[str], language: str) -> tuple[Concept, ...]:
        """One concept for each word, in order."""
        asked = [self._asked(word, language) for word in spoken]
        concepts = [self._concept(one) for one in asked]
        for match in self._synonyms.matches([one.any_language for one in asked]):
            self._spread(concepts, match.start, match.end, self._synonym(match))
        for start, (first, second) in enumerate(pairwise(asked)):
            joined = self._joined(first.text, second.text)
            if joined:
                self._spread(concepts, start, start + 2, joined)
        return tuple(concepts)

    def _asked(self, word: str, language: str) -> Asked:
        finnish = self._analyzer.word(word, "fi")
        foreign = [lemma for other in ("sv", "en") for lemma in self._analyzer.word(word, other).lemmas]
        doubtful = finnish.known and language == "fi"
        return Asked(word, finnish, tuple(dict.fromkeys(foreign)), WEIGHTS["other_language" if doubtful else "lemma"])

    def _spread(self, concepts: list[Concept], start: int, end: int, more: tuple[Together, ...]) -> None:
        if not more:
            return
        for i in range(start, end):
            concepts[i] = replace(concepts[i], togethers=concepts[i].togethers + more, partial=False)

    def _concept(self, asked: Asked) -> Concept:
        word = asked.word
        terms: dict[str, float] = {}
        for lemma in word.lemmas:
            _raise(terms, self._meanings(lemma))
        for lemma in asked.foreign:
            _raise(terms, self._meanings(lemma), asked.foreign_weight)
        parts = [part[1:] for part in word.modifiers + word.heads if len(part) > SHORTEST_PART]
        parts = [part for part in parts if part not in WEAK_WORDS]
        for root in (root[1:] for root in word.roots):
            within = any(root != part and part.endswith(root) for part in [r[1:] for r in word.roots] + parts)
            _raise(terms, {ROOT + root: 0.9, root: 1.0}, WEIGHTS["one_part" if within else "root"])
        for part in parts:
            _raise(terms, self._meanings(part), WEIGHTS["one_part"] * self._vocabulary.rarity(part))
        for lemma in dict.fromkeys(word.lemmas + tuple(filter(self._vocabulary.__contains__, asked.foreign))):
            near = self._vocabulary.alike(lemma, LEAST_ALIKE, MOST_ALIKE)
            _raise(terms, {term: likeness for term, likeness in near if term not in WEAK_WORDS}, WEIGHTS["alike"])
        weak = any(lemma in WEAK_WORDS for lemma in word.lemmas) or fold(asked.text) in WEAK_WORDS
        leaf = self._leaf(terms)
        whole = max((weight for _, weight in leaf), default=0.0) > WEIGHTS["one_part"]
        return Concept(asked.text, leaf, self._apart(asked), WEAK_IMPORTANCE if weak else 1.0, partial=not whole)

    def _apart(self, asked: Asked) -> tuple[Together, ...]:
        """A compound's parts as words of their own: its shortest parts, all of them."""
        parts = [part[1:] for part in asked.word.modifiers + asked.word.heads]
        parts = [part for part in parts if not any(part != other and other in part for other in parts)]
        leaves = tuple(self._leaf(self._meanings(part)) for part in parts)
        if not asked.word.known:
            leaves = tuple(self._any_of(lemmas) for lemmas in self.split(asked.text))
        return (Together(leaves, WEIGHTS["parts"]),) if len(leaves) > 1 and all(leaves) else ()

    def split(self, word: str) -> tuple[tuple[str, ...], ...]:
        """A compound Voikko does not know (riskbruk, minitauko) as two words of the index; empty if it is none."""
        cuts = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
        for cut in sorted(cuts, key=lambda cut: abs(len(word) - 2 * cut)):
            halves = tuple(self._indexed(half) for half in (word[:cut], word[cut:]))
            if all(halves):
                return halves
        return ()

    def _indexed(self, word: str) -> tuple[str, ...]:
        lemmas = {lemma for language in ("sv", "en") for lemma in self._analyzer.word(word, language).lemmas}
        return tuple(sorted(lemma for lemma in lemmas if lemma in self._vocabulary))

    def _meanings(self, lemma: str) -> dict[str, float]:
        return {
            lemma: WEIGHTS["lemma"],
            HEAD + lemma: WEIGHTS["head"],
            MODIFIER + lemma: WEIGHTS["modifier"],
            ROOT + lemma: WEIGHTS["root"],
        }

    def _any_of(self, lemmas: tuple[str, ...]) -> Leaf:
        return self._leaf({term: weight for lemma in lemmas for term, weight in self._meanings(lemma).items()})

    def _leaf(self, terms: dict[str, float]) -> Leaf:
        return tuple((term, weight) for term, weight in terms.items() if term in self._vocabulary)

    def _synonym(self, match: Match) -> tuple[Together, ...]:
        found = []
        for phrase in match.others:
            leaves = tuple(self._any_of(lemmas) for lemmas in phrase)
            if all(leaves):
                found.append(Together(leaves, WEIGHTS["broader" if match.one_way else "synonym"]))
        return tuple(found)

    def _some_word_begins(self, start: str) -> bool:
        at = bisect_left(self._known, start)
        return at < len(self._known) and self._known[at].startswith(start)

    def _joined(self, first: str, second: str) -> tuple[Together, ...]:
        """Two words of the query that are one compound of the index or of the synonyms."""
        if not self._some_word_begins(fold(first + second[:SHORTEST_PART_START])):
            return ()  # Voikko costs milliseconds a new word, and nearly no two words make a compound
        reading = self._analyzer.word(first + second, "fi")
        if not reading.known or not reading.heads:
            return ()
        leaf = self._any_of(reading.lemmas)
        found = [Together((leaf,), WEIGHTS["joined"])] if leaf else []
        for match in self._synonyms.matches([reading]):
            found.extend(self._synonym(match))
        return tuple(found)


def _raise(terms: dict[str, float], more: dict[str, float], weight: float = 1.0) -> None:
    for term, own in more.items():
        terms[term] = max(terms.get(term, 0.0), own * weight)
