"""The one form of a file: equal values give equal bytes, and what was written is read again."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from registry.content import canonical, documents, sections
from registry.content.canonical import FileError
from registry.content.documents import Unreadable
from registry.domain.method_input import MethodInput
from registry.domain.vocabulary import SECTIONS
from tests import samples
from tests.strategies import lines, method_inputs

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), lines),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
    max_leaves=12,
)


@given(values)
def test_yaml_comes_back(value: object) -> None:
    assert canonical.load(canonical.dump(value))[0] == value


@given(method_inputs())
def test_a_method_written_is_read_again(method: MethodInput) -> None:
    path = f"methods/{method.id}.md"
    text = documents.write_one(method)
    again = documents.read(path, text)
    assert again.inputs == (method,)
    assert documents.write(again) == text


@pytest.mark.parametrize("method", samples.ALL, ids=lambda method: method.id)
def test_samples_too(method: MethodInput) -> None:
    assert documents.read(f"methods/{method.id}.md", documents.write_one(method)).inputs == (method,)


@given(st.data())
def test_a_broken_file_is_told_never_crashed_on(data: st.DataObject) -> None:
    """A line doubled, lost, cut or replaced by something else: either it still reads, or it says where it does not."""
    text = documents.write_one(samples.BALANCE)
    rows = text.split("\n")
    place = data.draw(st.integers(0, len(rows) - 1))
    rows[place : place + 1] = data.draw(
        st.sampled_from(
            [[], [rows[place]] * 2, [rows[place][: len(rows[place]) // 2]], [rows[place] + ": x"], ["\t"], ["- x"]]
        )
        | st.text(st.characters(exclude_categories=("Cs",)), max_size=9).map(lambda odd: [odd])
        | st.sampled_from(
            [
                ["1: 2"],
                ["? [a, b]"],
                ["&a *a"],
                ["<<: 3"],
                ["2026-01-01: x"],
                ["!!python/none x"],
                ["x: 0o99"],
                ["\x07"],
            ]
        )
    )
    try:
        documents.read("methods/tasapaino.md", "\n".join(rows))
    except Unreadable as error:
        assert error.problems
        assert all(problem.line >= 1 and problem.message for problem in error.problems)


def test_sections_are_those_of_the_domain() -> None:
    assert tuple(sections.HEADINGS) == SECTIONS
    assert len(set(sections.HEADINGS.values())) == len(SECTIONS)


@given(st.permutations(list(SECTIONS)), st.integers(0, len(SECTIONS)))
def test_sections_stand_in_one_order(keys: list[str], many: int) -> None:
    given_sections = {key: f"Teksti {key}.\n\n- kohta" for key in keys[:many]}
    body = sections.write(given_sections)
    assert sections.parse(body, 1) == given_sections
    assert list(sections.parse(body, 1)) == [key for key in SECTIONS if key in given_sections]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("\n## Muu\n\nTeksti.", 12, "unknown section: Muu"),
        ("\n## Miksi\n\n## Missä\n\nTeksti.", 12, "empty section: Miksi"),
        ("\n## Miksi\n", 12, "empty section: Miksi"),
        ("\nTeksti.\n\n## Miksi\n\nTeksti.", 12, "text before the first section"),
        ("\n## Miksi\n\nYksi.\n\n## Miksi\n\nKaksi.", 16, "section twice"),
        ("\n## Missä\n\nYksi.\n\n## Miksi\n\nKaksi.", 11, "order"),
    ],
)
def test_a_wrong_body_says_its_line(body: str, line: int, message: str) -> None:
    with pytest.raises(FileError, match=message) as caught:
        sections.parse(body, 11)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "line"),
    [("id: x\n", 1), ("---\nid: x\n", 1), ("", 1), ("---\nid: x\nname: [\n---\n", 4), ("---\n- x\n---\n", 1), ("---\nx: \x07\n---\n", 2)],
)  # fmt: skip
def test_what_is_no_front_matter_says_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        documents.read("methods/x.md", text)
    assert [problem.line for problem in caught.value.problems] == [line]


@pytest.mark.parametrize(
    "path", ["muut/x.md", "x.md", "methods/a/b.md", "methods/x.txt", "kissat.yaml", "methods.yaml"]
)
def test_a_path_that_belongs_nowhere(path: str) -> None:
    with pytest.raises(Unreadable):
        documents.read(path, "[]")


def test_lines_of_values_in_the_tree() -> None:
    text = "a: 1\nb:\n  - c: 2\n  - c: 3\n"
    tree = yaml.compose(text)
    wanted = {(): 0, ("a",): 0, ("b", 1, "c"): 3, ("b", 1, "missing"): 3, ("b", 9): 1, ("missing",): 0}
    assert {location: canonical.line_of(tree, location) for location in wanted} == wanted


def test_no_file_of_ours_has_windows_line_ends(tmp_path: Path) -> None:
    assert "\r" not in documents.write_one(samples.BALANCE)
