"""What the check says: file, line and field of the one fault that each folder here has."""

from pathlib import Path
from typing import Any

import pytest

from registry.content.check import check
from tests import samples
from tests.content import folder as content
from tests.content.folder import METHOD

LEAST = "methods/kotikaynti.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return content.make(tmp_path / "content")


def found(folder: Path) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.field) for problem in check(folder)[1]]


def test_the_folder_without_a_fault_is_clean(folder: Path) -> None:
    read, problems = check(folder)
    assert problems == []
    assert len(read) == 17


@pytest.mark.parametrize(
    ("path", "way", "value", "field", "message"),
    [
        (METHOD, ("indicators", 1, "code"), "P9", "indicators.1.code", "pattern"),
        (METHOD, ("evidence", 0, "doi"), "doi.org/10.1002/x", "evidence.0.doi", "pattern"),
        (METHOD, ("evidence", 1, "citation"), None, "evidence.1", "URL, a DOI or a full citation"),
        (METHOD, ("cost", 0, "year"), None, "cost.0", "year and its source"),
        (METHOD, ("cost", 0), {"text": "Noin 12 euroa"}, "cost.0", "year and its source"),
        (METHOD, ("themes", 0), "muut", "themes.0", "unknown theme: muut"),
        (METHOD, ("evidence", 0, "figures", 0, "outcome"), "muu", "evidence.0.figures.0.outcome", "unknown outcome: muu"),
        (METHOD, ("known_use", 0, "adoption", "region"), "turku", "known_use.0.adoption.region", "unknown region: turku"),
        (METHOD, ("name", "sv"), None, "name.sv", "required"),
        (METHOD, ("outcomes", 0, "certainty"), "sure", "outcomes.0.certainty", "high"),
        (METHOD, ("outcomes", 0, "reasons"), [], "outcomes.0.reasons", "at least 1"),
        (METHOD, ("id",), "tasapainot", "id", "methods/tasapainot.md"),
        (LEAST, ("replaced_by", 0), "ei-ole", "replaced_by.0", "no such method: ei-ole"),
        (LEAST, ("replaced_by", 0), "kotikaynti", "replaced_by.0", "no such method"),
        (LEAST, ("instead",), None, "outcomes", "what to do instead"),
        ("indicators/o2.md", ("theme",), "muut", "theme", "unknown theme: muut"),
        ("indicators/o2.md", ("weight",), 0, "weight", "greater than 0"),
        ("indicators/o2.md", ("sources",), [], "sources", "at least 1"),
    ],
)  # fmt: skip
def test_says_file_line_and_field(
    folder: Path, path: str, way: tuple[str | int, ...], value: Any, field: str, message: str
) -> None:
    line = content.edit(folder, path, *way, value=value)
    if way == ("instead",):
        line = 1 + (folder / path).read_text().split("\n").index("outcomes:")
    problems = [problem for problem in check(folder)[1] if (problem.path, problem.field) == (path, field)]
    assert [problem.line for problem in problems] == [line]
    assert message in problems[0].message
    others = [problem for problem in check(folder)[1] if problem.path != path]
    assert all(problem.message.startswith(("no such method", "unknown indicator")) for problem in others), others


@pytest.mark.parametrize("method", [samples.NO_EFFECT, samples.HARMFUL], ids=["F", "G"])
def test_least_beneficial_without_checked_evidence(folder: Path, method: Any) -> None:
    content.write(folder, method)
    content.edit(folder, f"methods/{method.id}.md", "evidence", 0, "checked", value=False)
    (problem,) = check(folder)[1]
    assert (problem.path, problem.field) == (f"methods/{method.id}.md", "document")
    assert "F or G" in problem.message


def test_an_indicator_that_is_not_there(folder: Path) -> None:
    (folder / "indicators/o1.md").unlink()
    theme = 1 + (folder / "themes.yaml").read_text().split("\n").index("    - O1")
    link = 1 + next(n for n, line in enumerate((folder / METHOD).read_text().split("\n")) if line == "  - code: O1")
    assert found(folder) == [("themes.yaml", theme, "2.indicators.1"), (METHOD, link, "indicators.2.code")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: THL", "owner: 'THL'"),
        ("owner: THL", "owner:  THL"),
        ("owner: THL\n", "owner: THL\n\n"),
        ("owner: THL\n", "owner: THL  # huomautus\n"),
        ("state: published\n", ""),
    ],
)
def test_not_canonical(folder: Path, old: str, new: str) -> None:
    if old not in (folder / METHOD).read_text():
        old, new = "added: 2026-10\n", "state: published\nadded: 2026-10\n"
    line = content.replace(folder, METHOD, old, new)
    (problem,) = check(folder)[1]
    assert (problem.path, problem.field) == (METHOD, "document")
    assert problem.line in {line, line + 1}
    assert "canonical" in problem.message


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1], lambda text: text + "\n", lambda text: text.replace("\n", "\r\n")]
)
def test_line_ends_are_part_of_the_form(folder: Path, change: Any) -> None:
    text = (folder / METHOD).read_text(encoding="utf-8")
    (folder / METHOD).write_bytes(change(text).encode())
    assert {path for path, _, _ in found(folder)} >= {METHOD}


@pytest.mark.parametrize(
    ("old", "new", "above", "message"),
    [
        ("## Miksi\n", "## Muu otsikko\n", 0, "unknown section: Muu otsikko"),
        ("Voima **auttaa**.\n", "", 2, "empty section: Miksi"),  # at its heading
    ],
)
def test_sections(folder: Path, old: str, new: str, above: int, message: str) -> None:
    line = content.replace(folder, METHOD, old, new)
    problems = [problem for problem in check(folder)[1] if problem.path == METHOD]
    assert [problem.field for problem in problems] == ["document"]
    assert message in problems[0].message
    assert problems[0].line == line - above


def test_wrong_file_names(folder: Path) -> None:
    (folder / METHOD).rename(folder / "methods/tasapainoharjoittelu.md")
    (folder / "indicators/o2.md").rename(folder / "indicators/o22.md")
    assert [entry for entry in found(folder) if "replaced" not in entry[2]] == [
        ("methods/tasapainoharjoittelu.md", 2, "id"),
        ("indicators/o22.md", 2, "code"),
    ]


def test_the_same_thing_twice(folder: Path) -> None:
    text = (folder / "regions.yaml").read_text(encoding="utf-8")
    first = text.split("\n- code:")[0]
    (folder / "regions.yaml").write_text(f"{text}{first}\n", encoding="utf-8")
    assert found(folder) == [("regions.yaml", text.count("\n") + 1, "22")]


def test_strange_files(folder: Path) -> None:
    (folder / "methods/kuva.md").write_bytes(b"\x89PNG\xff\xfe")
    (folder / "muut").mkdir()
    (folder / "muut/x.md").write_text("---\nid: x\n---\n")
    assert found(folder) == [("methods/kuva.md", 1, "document"), ("muut/x.md", 1, "document")]


def test_a_problem_reads_as_editors_jump_to_it(folder: Path) -> None:
    line = content.edit(folder, METHOD, "themes", 0, value="muut")
    assert [str(problem) for problem in check(folder)[1]] == [f"{METHOD}:{line}: themes.0: unknown theme: muut"]
