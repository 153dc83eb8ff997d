"""Content files and inputs: one `Kind` a folder or file, each with a way in and the exact way back out.

A list file (`regions.yaml`) is one document that holds many inputs; a Markdown file holds one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import yaml
from pydantic import BaseModel, ValidationError

from registry.content import canonical, sections
from registry.content.canonical import FileError
from registry.domain import survey_definition
from registry.domain.catalogue_input import IndicatorInput, PageInput, RegionInput, TermInput, ThemeInput
from registry.domain.inputs import Input
from registry.domain.method_input import MethodInput, lacking_places
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.survey_definition import Definition
from registry.domain.webinar_input import WebinarInput

SURVEYS: Final = "surveys"
"""Definitions of surveys: checked with the rest, and read from their files when a round is opened (`survey_files.py`); never imported."""
TEXTS: Final[dict[type[BaseModel], str]] = {
    IndicatorInput: "body", WebinarInput: "description", RecommendationInput: "finding"
}  # fmt: skip
"""The field that is the body of the file, by language; the other languages begin with their marks."""
LANGUAGE_MARKS: Final = {"sv": "<!-- sv -->", "en": "<!-- en -->"}


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file: where, and what."""

    path: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.field}: {self.message}"


class Unreadable(Exception):
    """A document that is not what it should be, with all that is wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Document:
    """A content file that could be read: its inputs and the tree that knows their lines."""

    path: str
    inputs: tuple[Input, ...]
    tree: yaml.Node | None
    first_line: int

    def problem(self, location: tuple[int | str, ...], message: str) -> Problem:
        """A problem at a place of this document."""
        line = canonical.line_of(self.tree, location) + self.first_line
        return Problem(self.path, line, ".".join(map(str, location)) or "document", message)


def read(path: str, text: str) -> Document:
    """The document at `path` (relative to the content folder, with `/`). Raises Unreadable."""
    try:
        return _READERS[kind_of(path)](path, text)
    except FileError as error:
        raise Unreadable([Problem(path, error.line, "document", error.message)]) from error


def kind_of(path: str) -> str:
    """Which kind of document a path is: its folder, or its file name. Raises Unreadable for one that belongs nowhere."""
    parts = PurePosixPath(path)
    alone = parts.suffix != ".md" and str(parts.parent) != SURVEYS
    kind = parts.stem if alone else str(parts.parent)
    if kind not in _READERS:
        raise Unreadable([Problem(path, 1, "document", "no such kind of content")])
    return kind


def _method(path: str, text: str) -> Document:
    front, body, body_line = canonical.split(text)
    values, tree = canonical.load(front, 2)
    parsed = sections.parse(body, body_line)
    values = _mapping(values) | ({"sections": parsed} if parsed else {})
    return _document(path, MethodInput, [values], tree, 2, single=True)


def _with_texts(model: type[Input]) -> Callable[[str, str], Document]:
    def read_one(path: str, text: str) -> Document:
        front, body, _ = canonical.split(text)
        values, tree = canonical.load(front, 2)
        whole = _mapping(values) | {TEXTS[model]: _by_language(body)}
        return _document(path, model, [whole], tree, 2, single=True)

    return read_one


def _page(path: str, text: str) -> Document:
    front, body, _ = canonical.split(text)
    values, tree = canonical.load(front, 2)
    slug, _, language = PurePosixPath(path).stem.rpartition(".")
    whole = _mapping(values) | {"slug": slug, "language": language, "body": body}
    return _document(path, PageInput, [whole], tree, 2, single=True)


def _survey(path: str, text: str) -> Document:
    values, tree = canonical.load(text)
    return _document(path, Definition, [_mapping(values)], tree, 1, single=True)


def _list_of(model: type[Input]) -> Callable[[str, str], Document]:
    def read_list(path: str, text: str) -> Document:
        values, tree = canonical.load(text)
        if isinstance(values, dict) and list(values) == ["terms"]:
            values, tree = values["terms"], _value_node(tree)
        if not isinstance(values, list):
            raise FileError("the file must be a list")
        return _document(path, model, [_mapping(value) for value in values], tree, 1)

    return read_list


def _value_node(tree: yaml.Node | None) -> yaml.Node | None:
    return tree.value[0][1] if isinstance(tree, yaml.MappingNode) else tree


_READERS: Final[dict[str, Callable[[str, str], Document]]] = {
    "themes": _list_of(ThemeInput),
    "indicators": _with_texts(IndicatorInput),
    "regions": _list_of(RegionInput),
    "glossary": _list_of(TermInput),
    "pages": _page,
    "methods": _method,
    "webinars": _with_texts(WebinarInput),
    "recommendations": _with_texts(RecommendationInput),
    SURVEYS: _survey,
}
KINDS: Final = tuple(_READERS)
"""The kinds in the order in which they are imported: what others point to comes first."""


def _mapping(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise FileError("a map of fields is missing")
    return values


def _document(
    path: str,
    model: type[Input],
    many: Sequence[dict[str, Any]],
    tree: yaml.Node | None,
    first_line: int,
    *,
    single: bool = False,
) -> Document:
    inputs: list[Input] = []
    problems: list[Problem] = []
    empty = Document(path, (), tree, first_line)
    for number, values in enumerate(many):
        before = () if single else (number,)
        try:
            inputs.append(model.model_validate(values))
        except ValidationError as error:
            said = [one for found in error.errors() for one in _said(found)]
            problems += [empty.problem((*before, *location), message) for location, message in said]
    if problems:
        raise Unreadable(problems)
    return Document(path, tuple(inputs), tree, first_line)


def _said(found: Any) -> list[tuple[tuple[int | str, ...], str]]:
    """What pydantic says, with its places; of languages that are missing each by itself."""
    message = str(found["msg"]).removeprefix("Value error, ")
    return [(place, "Field required") for place in lacking_places(message)] or [(found["loc"], message)]


def _by_language(body: str) -> dict[str, str]:
    texts = {"fi": body}
    for language, mark in LANGUAGE_MARKS.items():
        previous = list(texts)[-1]
        texts[previous], found, rest = texts[previous].partition(mark)
        if found:
            texts[language] = rest
    return {language: text.strip() for language, text in texts.items() if text.strip()}


def write_one(given: BaseModel) -> str:
    """A Markdown document from its input: the exact inverse of `read`."""
    if isinstance(given, MethodInput):
        values = given.plain()
        return canonical.join({k: v for k, v in values.items() if k != "sections"}, sections.write(given.sections))
    if isinstance(given, IndicatorInput | WebinarInput | RecommendationInput):
        values = given.plain()
        bodies = values.pop(TEXTS[type(given)], {})
        marked = [
            f"{LANGUAGE_MARKS[lang]}\n\n{text}" if lang in LANGUAGE_MARKS else text for lang, text in bodies.items()
        ]
        return canonical.join(values, "\n\n".join(marked))
    values = given.model_dump(mode="json", exclude={"slug", "language", "body"})
    return canonical.join(values, str(getattr(given, "body", "")))


def write_list(inputs: Sequence[BaseModel]) -> str:
    """A list document from its inputs: the exact inverse of `read`."""
    return canonical.dump([given.model_dump(mode="json", exclude_defaults=True) for given in inputs])


def write(document: Document) -> str:
    """The canonical text of a document."""
    first = next(iter(document.inputs), None)
    if isinstance(first, Definition):
        return canonical.dump(survey_definition.plain(first))
    if document.path.endswith(".md"):
        return write_one(document.inputs[0])
    return write_list(document.inputs)
