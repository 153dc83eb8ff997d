"""What is wrong in a folder of content, said by file, line and field. The import refuses what this refuses."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

from registry.content import documents
from registry.content.documents import Document, Problem, Unreadable
from registry.domain.catalogue_input import IndicatorInput, RegionInput, ThemeInput
from registry.domain.method_input import MethodInput
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.survey_definition import Definition
from registry.domain.webinar_input import WebinarInput


def files(folder: Path) -> list[str]:
    """All content files of a folder, relative, in the order in which they are imported."""
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in {".md", ".yaml"}]
    known = list(documents.KINDS)
    kinds = {path: path.split("/")[0].removesuffix(".yaml") for path in found}
    return sorted(found, key=lambda path: (known.index(kinds[path]) if kinds[path] in known else len(known), path))


def check(folder: Path) -> tuple[list[Document], list[Problem]]:
    """The readable documents of `folder`, and every problem found; content is clean when there is none."""
    read: list[Document] = []
    problems: list[Problem] = []
    for path in files(folder):
        try:
            text = _text(folder, path)
            document = documents.read(path, text)
        except Unreadable as error:
            problems += error.problems
            continue
        read.append(document)
        problems += _not_canonical(document, text)
    for rule in RULES:
        problems += rule(read)
    return read, problems


def _text(folder: Path, path: str) -> str:
    raw = (folder / path).read_bytes()  # as bytes, for line ends are part of the form
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable([Problem(path, line, "document", "not UTF-8")]) from error


def _not_canonical(document: Document, text: str) -> Iterator[Problem]:
    wanted = documents.write(document).split("\n")
    for number, (is_there, should_be) in enumerate(zip_longest(text.split("\n"), wanted), start=1):
        if is_there != should_be:
            yield Problem(document.path, number, "document", f"not in canonical form; expected: {should_be}")
            return


def _methods(read: list[Document]) -> Iterator[tuple[Document, MethodInput]]:
    for document in read:
        for given in document.inputs:
            if isinstance(given, MethodInput):
                yield document, given


def _names_agree(read: list[Document]) -> Iterator[Problem]:
    for document, method in _methods(read):
        if document.path != f"methods/{method.id}.md":
            yield document.problem(("id",), f"the file must be methods/{method.id}.md")
    for document in read:
        for given in document.inputs:
            if isinstance(given, IndicatorInput) and document.path != f"indicators/{given.code.lower()}.md":
                yield document.problem(("code",), f"the file must be indicators/{given.code.lower()}.md")
            for kind, folder in ((WebinarInput, "webinars"), (RecommendationInput, "recommendations")):
                if isinstance(given, kind) and document.path != f"{folder}/{given.id}.md":
                    yield document.problem(("id",), f"the file must be {folder}/{given.id}.md")
            if isinstance(given, Definition) and document.path != f"surveys/{given.key}.yaml":
                yield document.problem(("key",), f"the file must be surveys/{given.key}.yaml")


def _references_exist(read: list[Document]) -> Iterator[Problem]:
    methods = {method.id for _, method in _methods(read)}
    inputs = [given for document in read for given in document.inputs]
    indicators = {given.code for given in inputs if isinstance(given, IndicatorInput)}
    themes = {given.id for given in inputs if isinstance(given, ThemeInput)}
    regions = {given.slug for given in inputs if isinstance(given, RegionInput)}
    yield from _themes_and_indicators_agree(read, indicators, themes)
    yield from _links_lead_somewhere(read, {"methods": methods, "indicators": indicators, "themes": themes})
    for document, method in _methods(read):
        for number, link in enumerate(method.indicators):
            if link.code not in indicators:
                yield document.problem(("indicators", number, "code"), f"unknown indicator: {link.code}")
        for number, other in enumerate(method.replaced_by):
            if other not in methods or other == method.id:
                yield document.problem(("replaced_by", number), f"no such method: {other}")
        for number, theme in enumerate(method.themes):
            if theme not in themes:
                yield document.problem(("themes", number), f"unknown theme: {theme}")
        for number, item in enumerate(method.evidence):
            yield from _figures_point_home(document, method, number, [figure.outcome for figure in item.figures])
        for number, use in enumerate(method.known_use):
            if use.adoption and use.adoption.region not in regions:
                yield document.problem(
                    ("known_use", number, "adoption", "region"), f"unknown region: {use.adoption.region}"
                )


def _themes_and_indicators_agree(read: list[Document], indicators: set[str], themes: set[str]) -> Iterator[Problem]:
    for document in read:
        for place, given in enumerate(document.inputs):
            if isinstance(given, IndicatorInput) and given.theme not in themes:
                yield document.problem(("theme",), f"unknown theme: {given.theme}")
            if isinstance(given, ThemeInput):
                for number, code in enumerate(given.indicators):
                    if code not in indicators:
                        yield document.problem((place, "indicators", number), f"unknown indicator: {code}")


def _links_lead_somewhere(read: list[Document], known: dict[str, set[str]]) -> Iterator[Problem]:
    """What webinars and recommendations name."""
    for document in read:
        for given in document.inputs:
            if isinstance(given, WebinarInput | RecommendationInput):
                for field, there in known.items():
                    for number, one in enumerate(getattr(given, field, [])):
                        if one not in there:
                            yield document.problem((field, number), f"unknown {field.removesuffix('s')}: {one}")


def _figures_point_home(
    document: Document, method: MethodInput, number: int, outcomes: list[str | None]
) -> Iterator[Problem]:
    known = {outcome.id for outcome in method.outcomes}
    for place, outcome in enumerate(outcomes):
        if outcome is not None and outcome not in known:
            location = ("evidence", number, "figures", place, "outcome")
            yield document.problem(location, f"unknown outcome: {outcome}")


def _least_beneficial_say_what_instead(read: list[Document]) -> Iterator[Problem]:
    for document, method in _methods(read):
        if method.main_outcome.group == "least_beneficial" and method.instead is None:
            yield document.problem(
                ("outcomes",), "a least beneficial method says what to do instead, or that nothing does"
            )


def _ids_are_unique(read: list[Document]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for document in read:
        for number, given in enumerate(document.inputs):
            key = next((str(getattr(given, name)) for name in ("id", "slug", "code") if hasattr(given, name)), "")
            mark = (documents.kind_of(document.path), f"{key}.{getattr(given, 'language', '')}")
            if mark in seen:
                yield document.problem((number,), f"twice: {key}")
            seen.add(mark)


RULES: tuple[Callable[[list[Document]], Iterator[Problem]], ...] = (
    _names_agree,
    _ids_are_unique,
    _references_exist,
    _least_beneficial_say_what_instead,
)
