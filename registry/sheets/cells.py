"""What a spreadsheet would take for a formula, and how a text is kept from being one. Pure.

A text that begins so is written with an apostrophe before it, which is taken off again when it is read. A text that already has
apostrophes there gets one more, so that every text comes back as it was.
"""

import re
import unicodedata
from typing import Final

APOSTROPHE: Final = "'"
_STARTERS: Final = frozenset("=+-@")
_CONTROLS: Final = frozenset("\t\r\n")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def could_be_formula(text: str) -> bool:
    """Whether some spreadsheet could take the text for a formula: also after spaces, and in the wide letters of East Asia."""
    begun = text.lstrip(APOSTROPHE)
    if begun[:1] in _CONTROLS:
        return bool(begun)
    first = next((sign for sign in begun if not _is_blank(sign)), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in _STARTERS


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}


def guarded(text: str) -> str:
    """The text as it is safe in a CSV file."""
    return APOSTROPHE + text if could_be_formula(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith(APOSTROPHE) and could_be_formula(text) else text


def clean(text: str) -> str:
    """The text without the signs that no file of ours can hold, and with one kind of line ends."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def for_xml(text: str) -> str:
    """The text as a cell of a workbook holds it: nothing in it reads as an escape by accident (`_x000A_`)."""
    return _LOOKS_ESCAPED.sub("_x005F_", clean(text))


def from_xml(text: str) -> str:
    """The text of a cell of a workbook with its escapes resolved."""
    return clean(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
