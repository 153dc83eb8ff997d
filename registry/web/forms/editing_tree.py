"""Forms of parts within parts: what the table of fields (`editing_spec.py`) makes of a method, and of what was typed of one.

What was typed is a tree of texts: by key a text, a list of chosen values, a tick, a tree, or a list of trees. A field is named by its path
(`evidence-2-doi`), parts of a list by their number; rows that are empty or marked to go close up when the form comes in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict

Typed = dict[str, Any]
REMOVE: Final = "pois"
MOST_ROWS: Final = 100
LISTS: Final = frozenset({"choices", "words"})
"""Kinds of fields that hold several values."""


@dataclass(frozen=True)
class Leaf:
    """A field. Kinds: line, long (a line in a larger box), markdown, number, flag, choice, choices, words (one a line)."""

    key: str
    question: str
    kind: str = "line"
    hint: str = ""
    options: str = ""
    optional: bool = False
    default: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Part:
    """Fields that belong together; `three` are the same text in three languages, side by side."""

    key: str
    question: str
    fields: tuple["Field", ...]
    hint: str = ""
    optional: bool = False
    three: bool = False


@dataclass(frozen=True)
class Many:
    """A list of parts; `blank` empty ones are offered after those there are, and the first where there are none."""

    key: str
    question: str
    one: str
    fields: tuple["Field", ...]
    titles: tuple[str, ...] = ()
    hint: str = ""
    blank: int = 1


Field = Leaf | Part | Many
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Signs that no page, feed or database can hold."""


def clean(text: str) -> str:
    """A text as it was typed, without signs that nobody types and with plain line ends."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n"))


@dataclass
class Sent:
    """What a form brought: the tree of what was typed, and how many rows of each list were empty."""

    typed: Typed = field(default_factory=dict)
    empty: dict[str, int] = field(default_factory=dict)


def joined(*path: object) -> str:
    """The name of a field from its path."""
    return "-".join(str(part) for part in path if part != "")


def sent(fields: Sequence[Field], form: MultiDict[str, str]) -> Sent:
    """What was typed, from a form as it came in."""
    found = Sent()
    found.typed = _tree(fields, "", "", form, found.empty)
    return found


def _tree(fields: Sequence[Field], name: str, new: str, form: MultiDict[str, str], empty: dict[str, int]) -> Typed:
    typed: Typed = {}
    for one in fields:
        here, there = joined(name, one.key), joined(new, one.key)
        match one:
            case Leaf():
                typed[one.key] = _leaf(one, here, form)
            case Part():
                typed[one.key] = _tree(one.fields, here, there, form, empty)
            case Many():
                typed[one.key] = _rows(one, here, there, form, empty)
    return typed


def _leaf(one: Leaf, name: str, form: MultiDict[str, str]) -> Any:
    if one.kind == "flag":
        return name in form
    if one.kind == "choices":
        return [clean(value) for value in form.getlist(name)]
    return clean(form.get(name, ""))


def _rows(one: Many, name: str, new: str, form: MultiDict[str, str], empty: dict[str, int]) -> list[Typed]:
    start = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-")
    numbers = sorted({int(found[1]) for key in form if (found := start.match(key))})[:MOST_ROWS]
    rows: list[Typed] = []
    empty[new] = 0
    for number in numbers:
        row = _tree(one.fields, f"{name}-{number}", f"{new}-{len(rows)}", form, empty)
        if is_empty(one.fields, row):
            empty[new] += 1
        elif f"{name}-{number}-{REMOVE}" not in form:
            rows.append(row)
    return rows


def is_empty(fields: Sequence[Field], typed: Typed) -> bool:
    """Whether nothing was typed; ticks alone say nothing."""
    return not any(_says(one, typed.get(one.key)) for one in fields)


def _says(one: Field, typed: Any) -> bool:
    match one:
        case Leaf():
            return one.kind != "flag" and bool(typed.strip() if isinstance(typed, str) else typed)
        case Part():
            return not is_empty(one.fields, typed or {})
        case Many():
            return bool(typed)


def typed_of(fields: Sequence[Field], plain: Mapping[str, Any]) -> Typed:
    """How a method would have been typed, from its plain values."""
    typed: Typed = {}
    for one in fields:
        value = plain.get(one.key)
        match one:
            case Leaf():
                typed[one.key] = _written(one, value)
            case Part():
                typed[one.key] = typed_of(one.fields, value or {})
            case Many():
                typed[one.key] = [typed_of(one.fields, row) for row in value or []]
    return typed


def _written(one: Leaf, value: Any) -> Any:
    if one.kind == "flag":
        return one.default if value is None else value
    if one.kind == "choices":
        return list(value or [])
    if one.kind == "words":
        return "\n".join(value or [])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def values(fields: Sequence[Field], typed: Typed) -> dict[str, Any]:
    """Plain values for the domain to judge; what says nothing is left out."""
    return {one.key: value for one in fields if (value := _value(one, typed.get(one.key))) is not None}


def _value(one: Field, typed: Any) -> Any:
    match one:
        case Leaf():
            return _leaf_value(one, typed)
        case Part():
            return None if one.optional and is_empty(one.fields, typed or {}) else values(one.fields, typed or {})
        case Many():
            return [values(one.fields, row) for row in typed or []]


def _leaf_value(one: Leaf, typed: Any) -> Any:
    if one.kind == "flag":
        return bool(typed)
    if one.kind == "choices":
        return list(typed or [])
    text = (typed or "").strip()
    if one.kind == "words":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if not text:
        return None
    if one.kind == "number":
        return _number(text)
    return text if one.kind == "markdown" else re.sub(r"\s*\n\s*", " ", text)


def _number(text: str) -> int | float | str:
    """A number as people write it; what is none stays as it was typed, for the domain to refuse."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".").replace("\u2212", "-")
    if re.fullmatch(r"-?\d{1,15}", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", plain) else text


def places(fields: Sequence[Field], typed: Typed, name: str = "") -> Iterator[str]:
    """The names of all fields and parts that there are, in order: where something wrong can stand."""
    for one in fields:
        here = joined(name, one.key)
        yield here
        match one:
            case Part():
                yield from places(one.fields, typed.get(one.key) or {}, here)
            case Many():
                for number, row in enumerate(typed.get(one.key) or []):
                    yield f"{here}-{number}"
                    yield from places(one.fields, row, f"{here}-{number}")
            case Leaf():
                pass
