"""From what a person typed to a plan. Nothing typed may raise, and only double quotes mean anything by themselves."""

from __future__ import annotations

import re

from search_index import intents
from search_index.analysis import LANGUAGES, Analyzer
from search_index.correct import Corrector
from search_index.folding import fold, words
from search_index.meaning import Meaning
from search_index.plan import Plan
from search_index.stopwords import STOP_LEMMAS_FI, STOP_WORDS_ANY
from search_index.synonyms import Synonyms
from search_index.vocabulary import Vocabulary

LONGEST_QUERY = 500
MOST_WORDS = 30
_QUOTED = re.compile(r'"([^"]*)"|[”“]([^”“]*)[”“]')

MOST_MENDED = 8  # of the words of one query: each unknown one costs a look through the vocabulary


class Planner:
    """Plans queries against one state of an index."""

    def __init__(self, analyzer: Analyzer, synonyms: Synonyms, vocabulary: Vocabulary, corrector: Corrector) -> None:
        self._analyzer = analyzer
        self._synonyms = synonyms
        self._vocabulary = vocabulary
        self._corrector = corrector
        self._meaning = Meaning(analyzer, synonyms, vocabulary)

    def plan(self, text: str, language: str, exact: bool = False) -> Plan:
        text = " ".join(text[:LONGEST_QUERY].split())
        typed = words(text)[:MOST_WORDS]
        kept, give_up = intents.take_out(typed)
        spoken = [typed[i] for i in kept if not self._stop(typed[i])]
        if not spoken and not give_up:
            spoken = typed
        mended = [self._mended(word) for word in spoken[:MOST_MENDED]] + spoken[MOST_MENDED:]
        offered = _in_place(text, spoken, mended)
        run = [self._dotted(word) for word in spoken] if exact else mended
        shown = text if exact else offered
        return Plan(
            concepts=self._meaning.concepts(run, language),
            phrases=tuple(filter(None, (self._phrase(one or other) for one, other in _QUOTED.findall(text)))),
            give_up=give_up,
            shown=shown,
            corrected_from=text if shown != text else None,
            did_you_mean=offered if offered != shown else None,
        )

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

    def _known(self, word: str) -> bool:
        readings = [self._analyzer.word(word, language) for language in LANGUAGES]
        if readings[0].known:
            return True
        lemmas = {lemma for reading in readings for lemma in reading.lemmas}
        return (
            any(lemma in self._vocabulary for lemma in lemmas)
            or self._synonyms.knows(lemmas)
            or bool(self._meaning.split(word))
        )

    def _phrase(self, quoted: str) -> str:
        """Base forms in the order of `impacts.stream`; alternatives per language are parted by a bar."""
        spoken = words(quoted)
        readings = [" ".join(self._analyzer.word(word, one).lemmas[0] for word in spoken) for one in LANGUAGES]
        return "|".join(dict.fromkeys(filter(None, readings)))


def _in_place(text: str, typed: list[str], meant: list[str]) -> str:
    """The query with words replaced; a word that only lacked its dots stays as it was typed."""
    for before, after in zip(typed, meant, strict=True):
        if fold(before) != fold(after):
            text = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after, text, flags=re.IGNORECASE)
    return text
