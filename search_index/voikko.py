"""Finnish words by Voikko: base forms, parts of compounds and what words are derived from.

The only file that knows pyvoikko. One new word costs about a millisecond, so callers cache. Loading it costs about a
second, so that is done at the first word nobody has cached, or beside other work by `warm_up`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

VERSION = "2"  # of this file
_LAST_ROOT = re.compile(r"\[Xp\]([^\[]*)\[X\](?!.*\[Xp\])")
_DERIVED = "[Xj]"
SHORTEST_ROOT = 4
WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class FinnishWord:
    """Base forms of the whole word, of its compound parts (the last is the head) and the words these derive from."""

    lemmas: frozenset[str]
    modifiers: frozenset[str]
    heads: frozenset[str]
    roots: frozenset[str]


@cache
def _voikko() -> Any:
    import pyvoikko  # noqa: PLC0415  # see above

    return pyvoikko


def warm_up(then: Callable[[], None] = lambda: None) -> None:
    """Load Voikko in the background, then call `then`, also where that failed."""

    def load() -> None:
        try:
            _voikko()
        finally:
            then()

    threading.Thread(target=load, name="load Voikko", daemon=True).start()


@lru_cache(maxsize=WORDS_KEPT)
def analyse(word: str) -> FinnishWord | None:
    """None for a word Voikko does not know. Kept for a while: of several indexes each asks for the words of a query."""
    found = _analyse(word)
    if not found:
        return None
    lemmas: set[str] = set()
    modifiers: set[str] = set()
    heads: set[str] = set()
    roots: set[str] = set()
    for one in found:
        parts = _parts(one)
        lemmas.add(_plain(one.BASEFORM))
        modifiers.update(_joined(parts[i:j]) for j in range(1, len(parts)) for i in range(j))
        heads.update(_joined(parts[i:]) for i in range(1, len(parts)))
        roots.update(_roots(one, parts))
    roots = {root for root in roots if len(root) >= SHORTEST_ROOT}
    return FinnishWord(frozenset(lemmas), frozenset(modifiers), frozenset(heads), frozenset(roots - lemmas - heads))


def _analyse(word: str) -> list[Any]:
    try:
        found: list[Any] = _voikko().analyse(word)
    except Exception:  # its tokenizer raises on letters it has never seen; such a word is simply not Finnish
        return []
    return found


def _plain(baseform: str) -> str:
    return baseform.replace("=", "").replace("-", "").lower()


Part = tuple[str, str]  # as it stands in the word, and its base form


def _parts(one: Any) -> list[Part]:
    """The parts of a compound, the head last; empty for a word of one part."""
    if one.COMPOUND_PARTS:
        return [(part.FORM.lower(), _plain(part.BASEFORM)) for part in one.COMPOUND_PARTS]
    if "=" in one.BASEFORM:
        return [(part, _first_lemma(part)) for part in one.BASEFORM.lower().split("=")]
    return []


def _first_lemma(word: str) -> str:
    found = _analyse(word)
    return _plain(found[0].BASEFORM) if found else word


def _joined(parts: list[Part]) -> str:
    """Neighbouring parts as a word of their own: mielen + terveys."""
    *before, last = parts
    return ("".join(form for form, _ in before) + last[1]).replace("-", "")


def _roots(one: Any, parts: list[Part]) -> set[str]:
    """What the word derives from, a compound with and without its first parts: alakuloinen from alakulo."""
    if _DERIVED not in one.FSTOUTPUT.rpartition("[Bc]")[2]:
        return set()
    found = _LAST_ROOT.search(one.FSTOUTPUT)
    if not found:
        return set()
    root = (_plain(found[1]), _plain(found[1]))
    before = parts[:-1]
    return {_joined([*before[i:], root]) for i in range(len(before) + 1)}
