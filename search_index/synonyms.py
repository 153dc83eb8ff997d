"""A table of synonyms, given from outside as data, and the phrases of a query it knows.

Expansion has a direction: what people type (variants) leads to headwords and synonyms; headwords and synonyms lead to
each other in every language; nothing leads to a variant, which may be slang, a misspelling or a narrower word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from search_index.analysis import LANGUAGES, Analyzer, Word
from search_index.folding import fold, words
from search_index.stopwords import STOP_WORDS

Phrase = tuple[tuple[str, ...], ...]  # per word, its base forms


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Phrases of one meaning: (language, phrase) pairs. `headwords` may be suggested, unless `never_suggest`."""

    headwords: tuple[tuple[str, str], ...]
    synonyms: tuple[tuple[str, str], ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    never_suggest: bool = False
    expanded: bool = True


def groups_from_glossary(
    terms: Iterable[Mapping[str, Any]], unexpanded: Collection[str] = ()
) -> tuple[SynonymGroup, ...]:
    """Groups from a glossary's terms: fi, sv, en, abbr, synonyms_<language>; one way only: narrower_<language>,
    search_variants, search_only. Terms whose `group` is in `unexpanded` are suggested but widen no query."""
    return tuple(_group(term, term.get("group") not in unexpanded) for term in terms)


def _group(term: Mapping[str, Any], expanded: bool) -> SynonymGroup:
    headwords = [(language, str(term[language])) for language in LANGUAGES if term.get(language)]
    synonyms = [pair for language in LANGUAGES for pair in _listed(term, f"synonyms_{language}", language)]
    synonyms += _listed(term, "abbr", "fi")
    variants = [pair for language in LANGUAGES for pair in _listed(term, f"narrower_{language}", language)]
    variants += _listed(term, "search_variants", "fi") + _listed(term, "search_only", "fi")
    never = bool(term.get("never_suggest"))
    if not expanded:
        return SynonymGroup(tuple(headwords), never_suggest=never, expanded=False)
    return SynonymGroup(tuple(headwords), tuple(synonyms), tuple(variants), never)


def _listed(term: Mapping[str, Any], key: str, language: str) -> list[tuple[str, str]]:
    return [(language, str(phrase)) for phrase in term.get(key) or ()]


@dataclass(frozen=True, slots=True)
class Match:
    """Words `start` to `end` of a query are a phrase of the table; `others` say the same, or more widely where `one_way`."""

    start: int
    end: int
    others: tuple[Phrase, ...]
    one_way: bool = False


class Synonyms:
    """The table made ready for look-ups."""

    def __init__(self, groups: Iterable[SynonymGroup], analyzer: Analyzer) -> None:
        self.groups = tuple(groups)
        self._by_first: dict[str, list[tuple[Phrase, tuple[Phrase, ...], bool]]] = {}
        for group in filter(lambda group: group.expanded, self.groups):
            meaning = _phrases(group.headwords + group.synonyms, analyzer)
            for phrase in dict.fromkeys(meaning + _phrases(group.variants, analyzer)):
                others = tuple(other for other in meaning if other != phrase)
                for lemma in phrase[0]:
                    self._by_first.setdefault(lemma, []).append((phrase, others, phrase not in meaning))

    def first_words(self) -> Iterable[str]:
        """The words that some phrase of the table begins with."""
        return self._by_first

    def knows(self, lemmas: Iterable[str]) -> bool:
        return any(lemma in self._by_first for lemma in lemmas)

    def matches(self, query: list[Word]) -> list[Match]:
        """Every stretch of the query that is a phrase of the table."""
        found: list[Match] = []
        for start, word in enumerate(query):
            for lemma in word.lemmas:
                for phrase, others, one_way in self._by_first.get(lemma, ()):
                    end = start + len(phrase)
                    if end <= len(query) and all(_meets(query[start + i], phrase[i]) for i in range(len(phrase))):
                        found.append(Match(start, end, others, one_way))
        return list(dict.fromkeys(found))


def _meets(word: Word, lemmas: tuple[str, ...]) -> bool:
    return not set(word.lemmas).isdisjoint(lemmas)


def _phrases(pairs: Iterable[tuple[str, str]], analyzer: Analyzer) -> list[Phrase]:
    found = []
    for language, text in pairs:
        spoken = [word for word in words(text) if fold(word) not in STOP_WORDS[language]] or words(text)
        if spoken:
            found.append(tuple(analyzer.learn(word, language).lemmas for word in spoken))
    return list(dict.fromkeys(found))
