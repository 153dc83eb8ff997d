"""From what a person typed to a plan. Nothing typed may raise, and only double quotes mean anything by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from search_index import intents
from search_index.analysis import HEAD, LANGUAGES, MODIFIER, ROOT, Analyzer, Word
from search_index.correct import Corrector
from search_index.folding import fold, words
from search_index.plan import Concept, Leaf, Plan, Together
from search_index.stopwords import STOP_LEMMAS_FI, STOP_WORDS_ANY, WEAK_WORDS
from search_index.synonyms import Match, Synonyms
from search_index.vocabulary import Vocabulary

LONGEST_QUERY = 500
MOST_WORDS = 30
_QUOTED = re.compile(r'"([^"]*)"|[”“]([^”“]*)[”“]')

WEIGHTS = {
    "lemma": 1.0,
    "other_language": 0.6,  # a Finnish word read as Swedish or English
    "head": 0.75,  # the word is the last part of a compound of the text
    "modifier": 0.65,  # ... any other part
    "root": 0.7,  # the word and the text's word derive from one
    "parts": 0.8,  # all parts of the query's compound, apart
    "one_part": 0.45,  # one part of it, times how rare that part is
    "alike": 0.6,  # times likeness
    "synonym": 0.75,
    "joined": 1.0,  # koti käynti -> kotikäynti
}
WEAK_IMPORTANCE = 0.3
LEAST_ALIKE = 0.4
MOST_ALIKE = 8
SHORTEST_GUESS = 5


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


class Planner:
    """Plans queries against one state of an index."""

    def __init__(self, analyzer: Analyzer, synonyms: Synonyms, vocabulary: Vocabulary, corrector: Corrector) -> None:
        self._analyzer = analyzer
        self._synonyms = synonyms
        self._vocabulary = vocabulary
        self._corrector = corrector

    def plan(self, text: str, language: str, exact: bool = False) -> Plan:
        text = " ".join(text[:LONGEST_QUERY].split())
        typed = words(text)[:MOST_WORDS]
        kept, give_up = intents.take_out(typed)
        spoken = [typed[i] for i in kept if not self._stop(typed[i])]
        if not spoken and not give_up:
            spoken = typed
        mended = [self._mended(word) for word in spoken]
        guessed = [self._guessed(word) for word in mended]
        offered = _in_place(text, spoken, mended if exact else guessed)
        run = [self._dotted(word) for word in spoken] if exact else mended
        shown = text if exact else _in_place(text, spoken, mended)
        return Plan(
            concepts=self._concepts([self._asked(word, language) for word in run]),
            phrases=tuple(filter(None, (self._phrase(one or other) for one, other in _QUOTED.findall(text)))),
            give_up=give_up,
            shown=shown,
            corrected_from=text if shown != text else None,
            did_you_mean=offered if offered != shown else None,
        )

    # words

    def _stop(self, word: str) -> bool:
        if fold(word) in STOP_WORDS_ANY:
            return True
        lemmas = self._analyzer.word(word, "fi").lemmas
        return any(lemma in STOP_LEMMAS_FI for lemma in lemmas)

    def _dotted(self, word: str) -> str:
        """The word with its dots, where nobody knows it without them."""
        return word if word.isdigit() or self._known(word) else self._corrector.with_dots(word) or word

    def _mended(self, word: str) -> str:
        """The word with its dots or its typing error mended, where nobody knows it as it is."""
        dotted = self._dotted(word)
        return dotted if dotted != word or self._known(word) else self._corrector.mend(word) or word

    def _guessed(self, word: str) -> str:
        """What may be meant by a good Finnish word that the index lacks."""
        finnish = self._analyzer.word(word, "fi")
        if not finnish.known or len(word) < SHORTEST_GUESS or self._meets_index(finnish):
            return word
        return self._corrector.mend(word, most=1) or word

    def _meets_index(self, word: Word) -> bool:
        terms = word.lemmas + word.heads + word.modifiers
        return any(term in self._vocabulary for term in terms) or self._synonyms.knows(word.lemmas)

    def _known(self, word: str) -> bool:
        readings = [self._analyzer.word(word, language) for language in LANGUAGES]
        if readings[0].known:
            return True
        lemmas = {lemma for reading in readings for lemma in reading.lemmas}
        return any(lemma in self._vocabulary for lemma in lemmas) or self._synonyms.knows(lemmas)

    def _asked(self, word: str, language: str) -> Asked:
        finnish = self._analyzer.word(word, "fi")
        foreign = [lemma for other in ("sv", "en") for lemma in self._analyzer.word(word, other).lemmas]
        found = tuple(dict.fromkeys(lemma for lemma in foreign if lemma in self._vocabulary))
        doubtful = finnish.known and language == "fi"
        return Asked(word, finnish, found, WEIGHTS["other_language" if doubtful else "lemma"])

    def _phrase(self, quoted: str) -> str:
        """Base forms in the order of `impacts.stream`; alternatives per language are parted by a bar."""
        spoken = words(quoted)
        readings = [" ".join(self._analyzer.word(word, one).lemmas[0] for word in spoken) for one in LANGUAGES]
        return "|".join(dict.fromkeys(filter(None, readings)))

    # concepts

    def _concepts(self, asked: list[Asked]) -> tuple[Concept, ...]:
        concepts = [self._concept(one) for one in asked]
        for match in self._synonyms.matches([one.any_language for one in asked]):
            self._spread(concepts, match.start, match.end, self._synonym(match))
        for start, (first, second) in enumerate(pairwise(asked)):
            joined = self._joined(first.text + second.text)
            if joined:
                self._spread(concepts, start, start + 2, joined)
        return tuple(concepts)

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
        parts = [part[1:] for part in word.modifiers + word.heads if part[1:] not in WEAK_WORDS]
        for root in (root[1:] for root in word.roots):
            within = any(root != part and part.endswith(root) for part in [r[1:] for r in word.roots] + parts)
            _raise(terms, {ROOT + root: 0.9, root: 1.0}, WEIGHTS["one_part" if within else "root"])
        for part in parts:
            _raise(terms, self._meanings(part), WEIGHTS["one_part"] * self._vocabulary.rarity(part))
        for lemma in dict.fromkeys(word.lemmas + asked.foreign):
            _raise(terms, dict(self._vocabulary.alike(lemma, LEAST_ALIKE, MOST_ALIKE)), WEIGHTS["alike"])
        weak = any(lemma in WEAK_WORDS for lemma in word.lemmas) or fold(asked.text) in WEAK_WORDS
        leaf = self._leaf(terms)
        whole = max((weight for _, weight in leaf), default=0.0) > WEIGHTS["one_part"]
        return Concept(asked.text, leaf, self._apart(word), WEAK_IMPORTANCE if weak else 1.0, partial=not whole)

    def _apart(self, word: Word) -> tuple[Together, ...]:
        """A compound's parts as words of their own: its shortest parts, all of them."""
        parts = [part[1:] for part in word.modifiers + word.heads]
        parts = [part for part in parts if not any(part != other and other in part for other in parts)]
        leaves = tuple(self._leaf(self._meanings(part)) for part in parts)
        return (Together(leaves, WEIGHTS["parts"]),) if len(leaves) > 1 and all(leaves) else ()

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
                found.append(Together(leaves, WEIGHTS["synonym"]))
        return tuple(found)

    def _joined(self, word: str) -> tuple[Together, ...]:
        """Two words of the query that are one compound of the index or of the synonyms."""
        reading = self._analyzer.word(word, "fi")
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


def _in_place(text: str, typed: list[str], meant: list[str]) -> str:
    """The query with words replaced; a word that only lacked its dots stays as it was typed."""
    for before, after in zip(typed, meant, strict=True):
        if fold(before) != fold(after):
            text = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after, text, flags=re.IGNORECASE)
    return text
