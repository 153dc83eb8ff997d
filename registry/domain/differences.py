"""What changed between two states of a method, readable for people: field by field, line by line, with the words that came and went.

Both are plain documents (`MethodInput.plain()`); nothing here knows the database.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from registry.domain.method_input import MethodInput

Path = tuple[str | int, ...]
"""Where a text is: keys, and numbers of the parts of a list, from 0."""
IDENTITY: Final[dict[str, tuple[str, ...]]] = {"outcomes": ("id",), "indicators": ("code", "through")}
"""What a part of a list is known by, so that it is compared with itself; the others are known by their place and likeness."""
ALIKE: Final = 0.35
"""How large a share of the words two lines share at least to be shown as one line that changed."""
ORDER: Final = tuple(MethodInput.model_fields)


class Mark(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Segment:
    """Some words of a line."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Change:
    """A text that changed: where, and its lines with what came and went. Lines that stayed are among them."""

    path: Path
    lines: tuple[tuple[Segment, ...], ...]

    @property
    def before(self) -> str:
        """The text before, as its lines."""
        return self._side(Mark.ADDED)

    @property
    def after(self) -> str:
        """The text after, as its lines."""
        return self._side(Mark.REMOVED)

    def _side(self, without: Mark) -> str:
        lines = [[part.text for part in line if part.mark is not without] for line in self.lines]
        return "\n".join("".join(line) for line in lines if line)


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """All that changed, in the order of the fields of a method."""
    keys = [key for key in ORDER if key in before or key in after]
    keys += sorted({*before, *after} - set(keys))
    return [change for key in keys for change in _compare((key,), before.get(key), after.get(key))]


def texts(document: Mapping[str, Any]) -> list[Change]:
    """A whole document as texts that stayed, to be shown where there is nothing to compare."""
    return [
        Change(change.path, tuple((Segment(Mark.SAME, part.text),) for line in change.lines for part in line))
        for change in between({}, document)
    ]


def merged(seen: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """What two people made of a document that both had `seen`: field by field ours where we changed it, else theirs.

    Sections of the text count as fields of their own; the parts of a list do not.
    """
    found = _merged(seen, theirs, ours)
    if "sections" in found:
        found["sections"] = _merged(*(one.get("sections") or {} for one in (seen, theirs, ours)))
    return found


def _merged(seen: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    keys = dict.fromkeys([*theirs, *ours])
    found = {key: (theirs if ours.get(key) == seen.get(key) else ours).get(key) for key in keys}
    return {key: value for key, value in found.items() if value is not None}


def _compare(path: Path, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        was, now = old if isinstance(old, dict) else {}, new if isinstance(new, dict) else {}
        for key in dict.fromkeys([*now, *was]):
            yield from _compare((*path, key), was.get(key), now.get(key))
    elif any(isinstance(part, dict) for side in (old, new) if isinstance(side, list) for part in side):
        yield from _compare_parts(path, old or [], new or [])
    else:
        yield Change(path, tuple(_lines(_text(old), _text(new))))


def _compare_parts(path: Path, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    for was, now in _pairs(str(path[-1]), old, new):
        number = now if now is not None else was or 0
        yield from _compare((*path, number), None if was is None else old[was], None if now is None else new[now])


def _pairs(name: str, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Which part became which, by number; the removed ones after the others."""
    if name in IDENTITY:
        ours, theirs = ([tuple(part.get(key) for key in IDENTITY[name]) for part in side] for side in (old, new))
        known = {key: number for number, key in enumerate(ours)}
        found: list[tuple[int | None, int | None]] = [(known.get(key), number) for number, key in enumerate(theirs)]
    else:
        found = list(_by_place(old, new))
    kept = {was for was, _ in found}
    return found + [(was, None) for was in range(len(old)) if was not in kept]


def _by_place(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    ours, theirs = ([json.dumps(part, sort_keys=True) for part in side] for side in (old, new))
    for kind, start, end, at, until in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "delete":
            continue
        for step in range(until - at):
            yield (start + step if start + step < end else None), at + step


def _text(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        return [line for part in value for line in _text(part)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return [line for line in str(value).split("\n") if line.strip()]


def _lines(old: list[str], new: list[str]) -> Iterator[tuple[Segment, ...]]:
    for kind, start, end, at, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Segment(Mark.SAME, line),) for line in old[start:end])
            continue
        removed, added = old[start:end], new[at:until]
        for number in range(max(len(removed), len(added))):
            was, now = removed[number : number + 1], added[number : number + 1]
            if was and now and (line := words(was[0], now[0])):
                yield line
                continue
            yield from ((Segment(Mark.REMOVED, line),) for line in was)
            yield from ((Segment(Mark.ADDED, line),) for line in now)


def words(old: str, new: str) -> tuple[Segment, ...]:
    """A line that changed, by words; nothing where the two have too few words in common to be read as one."""
    if SequenceMatcher(None, re.findall(r"\w+", old), re.findall(r"\w+", new), autojunk=False).ratio() < ALIKE:
        return ()
    ours, theirs = re.findall(r"\s+|\w+|[^\w\s]", old), re.findall(r"\s+|\w+|[^\w\s]", new)
    found: list[Segment] = []
    removed = added = ""
    opcodes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for kind, start, end, at, until in opcodes:
        before, after = "".join(ours[start:end]), "".join(theirs[at:until])
        # words that changed one after the other are read together, with the spaces between them
        if kind != "equal" or (before.isspace() and (removed or added) and until < len(theirs) and end < len(ours)):
            removed, added = removed + before, added + after
            continue
        found += [*_changed(removed, added), Segment(Mark.SAME, before)]
        removed = added = ""
    return (*found, *_changed(removed, added))


def _changed(removed: str, added: str) -> Iterator[Segment]:
    if removed:
        yield Segment(Mark.REMOVED, removed)
    if added:
        yield Segment(Mark.ADDED, added)
