"""What the template of the method's form draws: fields with their words, what was typed and what is wrong, as a tree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from registry.domain.statuses import Precision, Status
from registry.domain.vocabulary import (
    Certainty,
    CostKind,
    Effect,
    EvidenceKind,
    GradeDomain,
    Language,
    Link,
    Measure,
    Setting,
    Size,
    TargetGroup,
    Tidier,
)
from registry.web.forms.editing_tree import Field, Leaf, Many, Part, Typed, joined
from registry.web.i18n import NATIVE_NAMES, gettext
from registry.web.labels import capital, label

Options = Sequence[tuple[str, str]]
OF_ENUM: Final[dict[str, tuple[StrEnum, ...]]] = {
    "target_groups": tuple(TargetGroup),
    "settings": tuple(Setting),
    "domains": tuple(GradeDomain),
    "effects": tuple(Effect),
    "sizes": tuple(Size),
    "certainties": tuple(Certainty),
    "links": tuple(Link),
    "evidence_kinds": tuple(EvidenceKind),
    "cost_kinds": tuple(CostKind),
    "mention_statuses": (Status.PILOTING, Status.IN_USE, Status.SUSTAINED),
    "precisions": tuple(Precision),
}
FIXED: Final[dict[str, Options]] = {
    "languages": tuple((language.value, NATIVE_NAMES[language]) for language in Language),
    "translations": tuple((one.value, NATIVE_NAMES[one]) for one in Language if one is not Language.FI),
    "measures": tuple((measure.value, measure.value) for measure in Measure),
    "currencies": tuple((one, one) for one in ("EUR", "USD", "GBP")),
}


@dataclass
class Node:
    """A field or a part of the form as it is drawn. `id` is the name of its field, too."""

    kind: str
    id: str
    question: str
    hint: str = ""
    data: Any = ""
    errors: tuple[str, ...] = ()
    optional: bool = False
    lang: str = ""
    options: Options = ()
    listed: str = ""
    lacks: bool = False
    children: list["Node"] = field(default_factory=list)
    one: str = ""
    title: str = ""
    unfolded: bool = False

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.id

    @property
    def is_open(self) -> bool:
        """Whether a row is shown unfolded: it was asked for, or something in it is wrong."""
        return self.unfolded or bool(self.errors) or any(child.is_open for child in self.children)


@dataclass(frozen=True)
class Drawing:
    """What nodes are made with: errors by field, empty rows by list, the choices of the catalogue, and the list that got a row just now."""

    errors: Mapping[str, tuple[str, ...]]
    empty: Mapping[str, int]
    choices: Mapping[str, Options]
    added: str = ""

    def options(self, name: str) -> Options:
        """The choices of a field, as values and words."""
        if name in OF_ENUM:
            return [(value.value, capital(label(value))) for value in OF_ENUM[name]]
        return FIXED.get(name) or self.choices.get(name, ())


def question_of(one: Field) -> str:
    """The question of a field in the reader's language."""
    kind, _, value = one.question.partition(".")
    return label(Tidier(value)) if kind == "Tidier" else gettext(one.question)


def draw(fields: Sequence[Field], typed: Typed, drawing: Drawing, name: str = "") -> list[Node]:
    """The nodes of some fields with what was typed."""
    return [_node(one, typed.get(one.key), drawing, joined(name, one.key)) for one in fields]


def _node(one: Field, typed: Any, drawing: Drawing, here: str) -> Node:
    hint = gettext(one.hint) if one.hint else ""
    node = Node("", here, question_of(one), hint, errors=drawing.errors.get(here, ()))
    match one:
        case Leaf():
            node.kind, node.optional, node.lang, node.data = one.kind, one.optional, one.lang, typed
            if one.kind == "line" and one.options:
                node.listed = one.options
            else:
                node.options = drawing.options(one.options)
        case Part():
            node.kind, node.optional = ("three" if one.three else "part"), one.optional
            node.children = draw(one.fields, typed or {}, drawing, here)
            if one.key == "sections":
                _mark_missing(node, always=True)
            if one.three:
                _mark_missing(node, always=not one.optional and one.key != "keywords")
        case Many():
            node.kind, node.one = "many", gettext(one.one)
            node.children = list(_rows(one, typed or [], drawing, here))
    return node


def _mark_missing(node: Node, *, always: bool) -> None:
    said = [bool(child.data and child.data.strip()) for child in node.children]
    for child, has in zip(node.children, said, strict=True):
        child.lacks = not has and (always or any(said))


def _rows(one: Many, rows: Sequence[Typed], drawing: Drawing, here: str) -> Iterator[Node]:
    blank = drawing.empty.get(here, one.blank)
    for number in range(len(rows) + blank):
        is_new = number >= len(rows)
        typed = _nothing(one.fields) if is_new else rows[number]
        name = f"{here}-{number}"
        row = Node("row", name, "", errors=drawing.errors.get(name, ()), one=gettext(one.one))
        row.unfolded = is_new and (not rows or drawing.added == here)
        row.title = "" if is_new else _title(one, typed, drawing)
        row.children = draw(one.fields, typed, drawing, name)
        yield row


def _nothing(fields: Sequence[Field]) -> Typed:
    return {one.key: one.default for one in fields if isinstance(one, Leaf) and one.kind == "flag"}


def _title(one: Many, typed: Typed, drawing: Drawing) -> str:
    said = []
    for path in one.titles:
        key, _, inner = path.partition(".")
        value = typed.get(key, {}).get(inner) if inner else typed.get(key)
        leaf = next(leaf for leaf in one.fields if leaf.key == key)
        options = dict(drawing.options(leaf.options)) if isinstance(leaf, Leaf) and leaf.kind == "choice" else {}
        said.append(options.get(str(value), value))
    return " · ".join(text for text in said if text)
