"""Some lines of a long text around the first of its marked words."""

from collections.abc import Sequence
from typing import Final

from search_index import Segment

BEFORE: Final = 60
LENGTH: Final = 220
"""Letters of an excerpt, of them before the first marked word."""


def excerpt(segments: Sequence[Segment]) -> Sequence[Segment]:
    """The segments that begin a little before the first marked one and fill an excerpt; "…" where something was left out."""
    text = "".join(segment.text for segment in segments)
    first = 0
    for segment in segments:
        if segment.marked:
            break
        first += len(segment.text)
    else:
        first = 0
    begin = _at_word(text, max(0, min(first - BEFORE, len(text) - LENGTH)))
    end = len(text) if len(text) - begin <= LENGTH else text.rfind(" ", begin, begin + LENGTH)
    if end <= begin:
        end = begin + LENGTH
    found = [Segment("… ")] if begin else []
    at = 0
    for segment in segments:
        piece = segment.text[max(0, begin - at) : max(0, end - at)]
        at += len(segment.text)
        if piece:
            found.append(Segment(" ".join(piece.split("\n")), segment.marked))
    return [*found, Segment(" …")] if end < len(text) else found


def _at_word(text: str, place: int) -> int:
    """Where the next word begins."""
    if not place:
        return 0
    space = text.find(" ", place, place + BEFORE)
    return space + 1 if space >= 0 else place
