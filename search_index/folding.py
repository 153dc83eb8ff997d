"""Letters and words before any language is known: folding of dots and case, and where words begin and end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_DOTS = str.maketrans("äöåéèüáóíøæß", "aoaeeuaoioas")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without dots and accents: Ehkäisy and ehkaisy become one."""
    lowered = text.lower().translate(_DOTS)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text in order, lower case. Hyphens part words: `AUDIT-C` is two."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def word_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the word itself, for marking words in place."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match.group()
