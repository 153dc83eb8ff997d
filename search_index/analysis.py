"""From words to terms of the index.

A term is a folded base form. Three kinds are told apart by their first letter:

    kotikaynti   the whole word's base form (Finnish), or its stem (Swedish, English, words Voikko does not know)
    +kaynti      the last part of a compound        -koti   any other part
    ~kayda       what the word or a part of it derives from

Word analyses are cached: in memory for good, and on disk beside the index, since Voikko costs ~1 ms a new word.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import snowballstemmer

from search_index import voikko
from search_index.folding import fold

LANGUAGES = ("fi", "sv", "en")
HEAD, MODIFIER, ROOT = "+", "-", "~"
SHORTEST_PART = 3
LONGEST_WORD = 60
_STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
_FORMAT = f"2 {voikko.VERSION}"


@dataclass(frozen=True, slots=True)
class Word:
    """The terms of one word; `known` says whether Voikko knew it (always True for languages without a lexicon)."""

    lemmas: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    known: bool = True


class Analyzer:
    """Analyses words one at a time and remembers them."""

    def __init__(self, cache_file: Path | None = None) -> None:
        self._cache_file = cache_file
        self._stemmers = {language: snowballstemmer.stemmer(name) for language, name in _STEMMERS.items()}
        self._words: dict[tuple[str, str], Word] = {}
        self._saved = 0
        self._load()

    def word(self, word: str, language: str) -> Word:
        """`word` in lower case, dots in place."""
        key = (language, word)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._analyse(word, language)
        return found

    def _analyse(self, word: str, language: str) -> Word:
        if language not in _STEMMERS or len(word) > LONGEST_WORD or word.isdigit():
            return Word((fold(word[:LONGEST_WORD]),))
        finnish = voikko.analyse(word) if language == "fi" else None
        if finnish is None:
            return Word((fold(self._stemmers[language].stemWord(word)),), known=language != "fi")
        return Word(
            lemmas=_terms("", finnish.lemmas),
            modifiers=_terms(MODIFIER, finnish.modifiers),
            heads=_terms(HEAD, finnish.heads),
            roots=_terms(ROOT, finnish.roots),
        )

    def save(self) -> None:
        """Write the cache beside the index, whole or not at all."""
        if self._cache_file is None or len(self._words) == self._saved:
            return
        rows = [[*key, w.lemmas, w.modifiers, w.heads, w.roots, w.known] for key, w in self._words.items()]
        beside = self._cache_file.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(json.dumps([_FORMAT, rows], ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        os.replace(beside, self._cache_file)
        self._saved = len(self._words)

    def _load(self) -> None:
        if self._cache_file is None:
            return
        try:
            version, rows = json.loads(self._cache_file.read_text(encoding="utf-8"))
            if version != _FORMAT:
                return
            self._words = {
                (language, word): Word(tuple(lemmas), tuple(modifiers), tuple(heads), tuple(roots), known)
                for language, word, lemmas, modifiers, heads, roots, known in rows
            }
        except (OSError, ValueError, TypeError, IndexError):  # a cache may be missing or torn; it is only a cache
            self._words = {}
        self._saved = len(self._words)


def _terms(prefix: str, found: frozenset[str]) -> tuple[str, ...]:
    folded = {fold(word) for word in found}
    return tuple(sorted(prefix + word for word in folded if not prefix or len(word) >= SHORTEST_PART))
