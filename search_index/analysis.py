"""From words to terms of the index.

A term is a folded base form. Three kinds are told apart by their first letter:

    kotikaynti   the whole word's base form (Finnish), or its stem (Swedish, English, words Voikko does not know)
    +kaynti      the last part of a compound        -koti   any other part
    ~kayda       what the word or a part of it derives from

Word analyses are cached in memory, and those of the index's own words on disk beside it: Voikko costs ~1 ms a new word.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from search_index import voikko
from search_index.folding import fold

LANGUAGES = ("fi", "sv", "en")
HEAD, MODIFIER, ROOT = "+", "-", "~"
SHORTEST_PART = 3
LONGEST_WORD = 60
PASSING_WORDS = 50_000
_STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
FORMAT = f"2.{voikko.VERSION}"  # to be raised with any change of what words become


@dataclass(frozen=True, slots=True)
class Word:
    """The terms of one word; `known` says whether Voikko knew it (always True for languages without a lexicon)."""

    lemmas: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    known: bool = True


class Analyzer:
    """Analyses words one at a time. Words of documents and synonyms are learnt and kept on disk; what people type never is."""

    def __init__(self, cache_file: Path | None = None) -> None:
        self._cache_file = cache_file
        self._stemmers = {language: snowballstemmer.stemmer(name) for language, name in _STEMMERS.items()}
        self._stemming = threading.Lock()  # a stemmer keeps the word it works on in itself
        self._learnt: dict[tuple[str, str], Word] = {}
        self._saved = 0
        self._passing = lru_cache(maxsize=PASSING_WORDS)(self._analyse)
        self._load()

    def word(self, word: str, language: str) -> Word:
        """`word` in lower case, dots in place."""
        return self._learnt.get((language, word)) or self._passing(word, language)

    def learn(self, word: str, language: str) -> Word:
        """As `word`, and kept for good: for words of the index, never for those of a query."""
        key = (language, word)
        found = self._learnt.get(key)
        if found is None:
            found = self._learnt[key] = self._passing(word, language)
        return found

    def _analyse(self, word: str, language: str) -> Word:
        if language not in _STEMMERS or len(word) > LONGEST_WORD or word.isdigit():
            return Word((fold(word[:LONGEST_WORD]),))
        finnish = voikko.analyse(word) if language == "fi" else None
        if finnish is None:
            with self._stemming:
                stem = self._stemmers[language].stemWord(word)
            return Word((fold(stem),), known=language != "fi")
        return Word(
            lemmas=_terms("", finnish.lemmas),
            modifiers=_terms(MODIFIER, finnish.modifiers),
            heads=_terms(HEAD, finnish.heads),
            roots=_terms(ROOT, finnish.roots),
        )

    def save(self) -> None:
        """Write the cache beside the index, whole or not at all."""
        if self._cache_file is None or len(self._learnt) == self._saved:
            return
        rows = [[*key, w.lemmas, w.modifiers, w.heads, w.roots, w.known] for key, w in self._learnt.items()]
        beside = self._cache_file.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps([FORMAT, rows], ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        beside.replace(self._cache_file)
        self._saved = len(self._learnt)

    def _load(self) -> None:
        if self._cache_file is None:
            return
        try:
            version, rows = json.loads(self._cache_file.read_text(encoding="utf-8"))
            if version != FORMAT:
                return
            self._learnt = {
                (language, word): Word(tuple(lemmas), tuple(modifiers), tuple(heads), tuple(roots), known)
                for language, word, lemmas, modifiers, heads, roots, known in rows
            }
        except (OSError, ValueError, TypeError, IndexError):  # a cache may be missing or torn; it is only a cache
            self._learnt = {}
        self._saved = len(self._learnt)


def _terms(prefix: str, found: frozenset[str]) -> tuple[str, ...]:
    folded = {fold(word) for word in found}
    return tuple(sorted(prefix + word for word in folded if not prefix or len(word) >= SHORTEST_PART))
