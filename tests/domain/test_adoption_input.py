"""What is typed of an entry: read as it was meant, or told whole what is wrong with it."""

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from registry.domain import adoption_input
from registry.domain.adoption_input import FIELDS, EntryInput, read
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.statuses import LEAVING, ExitHow, ExitWhy, Precision, Replacement, Source, Status

BASE: Final = {"status": "in_use", "since": "1.11.2026"}
EXIT: Final = {"status": "abandoned", "since": "1.11.2026", "exit_how": "remove", "exit_why": "harmful"}


def typed(values: dict[str, Any]) -> dict[str, list[str]]:
    """One value or several of each field, as a form sends them."""
    return {name: value if isinstance(value, list) else [value] for name, value in values.items()}


def problems(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Field and code of all that is wrong."""
    with pytest.raises(InvalidInput) as caught:
        read(typed(values))
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_the_least_that_can_be_said() -> None:
    assert read(typed(BASE)) == EntryInput(status=Status.IN_USE, since=date(2026, 11, 1))


def test_all_that_can_be_said() -> None:
    said = read(
        typed(
            EXIT
            | {
                "since": " 11/2026 ",
                "coverage": " 40 % ",
                "exit_how": "replace",
                "exit_why": ["merged", "harmful", "merged", " "],
                "replaced_by": "tasapaino",
                "note": "  Ensin\r\nsitten\0  ",
            }
        )
    )
    assert said == EntryInput(
        status=Status.ABANDONED,
        since=date(2026, 11, 1),
        precision=Precision.MONTH,
        coverage=40,
        exit_how=ExitHow.REPLACE,
        exit_why=[ExitWhy.HARMFUL, ExitWhy.MERGED],
        replacement=Replacement.METHOD,
        replaced_by="tasapaino",
        note="Ensin\nsitten",
        source=Source.REGION_EDITOR,
    )


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, [("status", "missing"), ("since", "missing")]),
        ({"status": "", "since": "", "coverage": "", "note": ""}, [("status", "missing"), ("since", "missing")]),
        (BASE | {"status": "käytössä"}, [("status", "not_a_choice")]),
        (BASE | {"status": "IN_USE"}, [("status", "not_a_choice")]),
        (BASE | {"since": "joskus"}, [("since", "not_a_date")]),
        (BASE | {"since": "13/2026"}, [("since", "no_such_month")]),
        (BASE | {"since": "31.11.2026"}, [("since", "no_such_day")]),
        (BASE | {"since": "1926"}, [("since", "year_out_of_range")]),
        (BASE | {"coverage": "140 %"}, [("coverage", "out_of_percent")]),
        (BASE | {"coverage": "101"}, [("coverage", "out_of_percent")]),
        (BASE | {"coverage": "-1"}, [("coverage", "out_of_percent")]),
        (BASE | {"coverage": "\u221240"}, [("coverage", "out_of_percent")]),
        (BASE | {"coverage": "9" * 5000}, [("coverage", "out_of_percent")]),
        (BASE | {"coverage": "40,5"}, [("coverage", "not_a_whole_number")]),
        (BASE | {"coverage": "puolet"}, [("coverage", "not_a_whole_number")]),
        (BASE | {"coverage": "%"}, [("coverage", "not_a_whole_number")]),
        (BASE | {"coverage": "²"}, [("coverage", "not_a_whole_number")]),
        (BASE | {"note": "x" * 2001}, [("note", "too_long")]),
        ({"status": "abandoned", "since": "2026"}, [("exit_how", "missing"), ("exit_why", "missing")]),
        ({"status": "phasing_out", "since": "2026"}, [("exit_how", "missing"), ("exit_why", "missing")]),
        (EXIT | {"exit_how": "burn"}, [("exit_how", "not_a_choice")]),
        (EXIT | {"exit_why": ["harmful", "because"]}, [("exit_why", "not_a_choice")]),
        (EXIT | {"exit_how": "replace"}, [("replaced_by", "missing")]),
        (EXIT | {"exit_how": "replace", "replaced_by": "nothing"}, [("replaced_by", "missing")]),
        (EXIT | {"replaced_by": "Tasapaino!"}, [("replaced_by", "unknown_method")]),
        (EXIT | {"replaced_by": "a" * 81}, [("replaced_by", "unknown_method")]),
        (EXIT | {"replaced_by": "a\0b"}, [("replaced_by", "unknown_method")]),
        ({"status": "rejected", "since": "2026", "exit_why": "because"}, [("exit_why", "not_a_choice")]),
        (
            EXIT | {"since": "x", "coverage": "x", "exit_how": "x", "exit_why": "x", "replaced_by": "X", "note": "x" * 3000},
            [
                ("since", "not_a_date"), ("coverage", "not_a_whole_number"), ("exit_how", "not_a_choice"),
                ("exit_why", "not_a_choice"), ("replaced_by", "unknown_method"), ("note", "too_long"),
            ],
        ),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(values: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert problems(values) == found


@pytest.mark.parametrize(
    ("coverage", "found"), [("0", 0), ("100", 100), ("40%", 40), ("40\u00a0%", 40), ("007", 7), ("", None)]
)
def test_coverage(coverage: str, found: int | None) -> None:
    assert read(typed(BASE | {"coverage": coverage})).coverage == found


@pytest.mark.parametrize(
    ("word", "replacement", "method"),
    [
        ("", Replacement.NOTHING, None),
        ("nothing", Replacement.NOTHING, None),
        ("other", Replacement.OTHER, None),
        ("tasapaino", Replacement.METHOD, "tasapaino"),
    ],
)
def test_what_comes_instead(word: str, replacement: Replacement, method: str | None) -> None:
    said = read(typed(EXIT | {"replaced_by": word}))
    assert (said.replacement, said.replaced_by) == (replacement, method)


@pytest.mark.parametrize("status", [status for status in Status if status not in LEAVING])
def test_only_an_exit_tells_how_and_what_came_instead(status: Status) -> None:
    """A form sends its fields whatever the status; what has no meaning there is no part of the entry."""
    said = read(typed(EXIT | {"status": status, "replaced_by": "tasapaino", "exit_how": "whatever"}))
    assert (said.exit_how, said.replacement, said.replaced_by) == (None, None, None)
    assert said.exit_why == ([ExitWhy.HARMFUL] if status is Status.REJECTED else [])
    assert said.lacks() == []


def test_a_longest_note_is_taken_whole() -> None:
    assert read(typed(BASE | {"note": "x\r\n" * 999})).note == ("x\n" * 999).strip()


@pytest.mark.parametrize(
    "values",
    [
        {"exit_how": "remove"},
        {"exit_why": ["harmful"]},
        {"replacement": "nothing"},
        {"replaced_by": "tasapaino"},
        {"status": "abandoned", "replacement": "method"},
        {"status": "abandoned", "replacement": "other", "replaced_by": "tasapaino"},
        {"coverage": 101},
        {"coverage": -1},
        {"note": "x" * 2001},
        {"unknown": 1},
    ],
)
def test_what_makes_no_sense_is_no_entry(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EntryInput.model_validate({"status": "in_use", "since": date(2026, 11, 1)} | values)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ["exit_how", "exit_why", "replaced_by"]),
        ({"exit_how": "remove", "replacement": "nothing"}, ["exit_why"]),
        ({"exit_how": "replace", "exit_why": ["merged"], "replacement": "nothing"}, ["replaced_by"]),
        ({"exit_how": "replace", "exit_why": ["merged"], "replacement": "other"}, []),
    ],
)
def test_what_an_exit_has_not_said(values: dict[str, Any], missing: list[str]) -> None:
    said = EntryInput.model_validate({"status": "abandoned", "since": date(2026, 11, 1)} | values)
    assert [(problem.field, problem.code) for problem in said.lacks()] == [(field, "missing") for field in missing]


@pytest.mark.parametrize("address", ["", "esimerkki", "javascript:alert(1)", "ftp://example.org", "https://", "//x.fi"])
def test_what_is_no_address_of_a_page(address: str) -> None:
    with pytest.raises(Invalid) as caught:
        adoption_input.url("source_url", address)
    assert (caught.value.field, caught.value.code) == ("source_url", "not_an_address")
    assert adoption_input.url("source_url", "https://example.org/ä?b=1") == "https://example.org/ä?b=1"


words = st.sampled_from([*Status, *ExitHow, *ExitWhy, "nothing", "other", "tasapaino", "2026", "40", "140 %", ""])
anything = st.lists(words | st.text(max_size=8), max_size=3)


@given(st.dictionaries(st.sampled_from(FIELDS), anything))
def test_anything_typed_is_an_entry_or_told_to_be_none(values: dict[str, list[str]]) -> None:
    try:
        said = read(values)
    except InvalidInput as error:
        assert {problem.field for problem in error.problems} <= set(FIELDS)
        return
    assert said.lacks() == []
    assert said.coverage is None or 0 <= said.coverage <= 100
