"""The form of parts within parts: what was shown and sent again is the same method, for every method there can be."""

from typing import Any

import pytest
from hypothesis import given
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from registry.domain import method_typed, methods
from registry.domain.errors import InvalidInput
from registry.domain.method_input import MethodInput
from registry.web.forms import editing_tree as tree
from registry.web.forms.editing_spec import FIELDS, NEW
from registry.web.forms.editing_tree import Field, Leaf, Many, Part, Typed
from tests import samples, strategies

ALL: tuple[Field, ...] = (NEW, *FIELDS)
SET_ELSEWHERE = {"state", "updated"}
"""What no field gives: the state has buttons of its own, the month of the change is that of the save."""


def sent(fields: tuple[Field, ...], typed: Typed, name: str = "") -> list[tuple[str, str]]:
    """A form as a browser sends it: line ends as CR and LF, ticks and choices only where they are made."""
    found: list[tuple[str, str]] = []
    for one in fields:
        here, value = tree.joined(name, one.key), typed[one.key]
        match one:
            case Leaf(kind="flag"):
                found += [(here, "1")] if value else []
            case Leaf(kind="choices"):
                found += [(here, choice) for choice in value]
            case Leaf():
                found.append((here, value.replace("\n", "\r\n")))
            case Part():
                found += sent(one.fields, value, here)
            case Many():
                for number, row in enumerate(value):
                    found += sent(one.fields, row, f"{here}-{number}")
    return found


def again(method: MethodInput) -> MethodInput:
    """A method through its form and back."""
    shown = tree.typed_of(ALL, method.model_dump(mode="json", by_alias=True))
    back = tree.sent(ALL, MultiDict(sent(ALL, shown)))
    own: dict[str, Any] = {"state": method.state, "updated": method.updated}
    return method_typed.read(tree.values(ALL, back.typed) | own)


def test_every_field_of_a_method_has_its_place() -> None:
    assert {one.key for one in ALL} | SET_ELSEWHERE == set(MethodInput.model_fields)


@pytest.mark.parametrize("method", samples.ALL, ids=lambda method: method.id)
def test_a_method_comes_back_as_it_was(method: MethodInput) -> None:
    assert again(method) == method


def test_the_whole_content_comes_back_as_it_was(whole_session: Session) -> None:
    for row in methods.everything(whole_session):
        method = methods.as_input(row)
        assert again(method) == method
        method_typed.check(whole_session, method, method)


@given(strategies.method_inputs())
def test_any_method_comes_back_as_it_was(method: MethodInput) -> None:
    assert again(method).plain() == method.plain()


COSTS = Many(
    "cost", "Costs", "Cost", (Leaf("text", "Text", "long"), Leaf("ok", "Ok", "flag"), Leaf("sum", "Sum", "number"))
)


@pytest.mark.parametrize(
    ("typed", "rows", "empty"),
    [
        ({}, [], 0),
        ({"cost-0-text": "a", "cost-2-text": "c"}, ["a", "c"], 0),
        ({"cost-0-text": " ", "cost-0-ok": "1", "cost-1-text": "b"}, ["b"], 1),
        ({"cost-0-text": "a", "cost-0-pois": "1", "cost-1-text": "b"}, ["b"], 0),
        ({"cost-10-text": "z", "cost-9-text": "y"}, ["y", "z"], 0),
        ({"cost-x-text": "a", "cost--1-text": "a", "cost-99999-text": "a", "cost-0": "a"}, [], 0),
        ({f"cost-{number}-text": str(number) for number in range(300)}, [str(number) for number in range(100)], 0),
    ],
)  # fmt: skip
def test_rows_close_up(typed: dict[str, str], rows: list[str], empty: int) -> None:
    found = tree.sent((COSTS,), MultiDict(typed))
    assert [row["text"] for row in found.typed["cost"]] == rows
    assert found.empty["cost"] == empty


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("0,77", 0.77), ("0.77", 0.77), ("−3", -3), ("12 981", 12981), ("12\u00a0981,5", 12981.5), ("n. 5", "n. 5"),
     ("1e9", "1e9"), ("nan", "nan"), ("1,2,3", "1,2,3"), ("", None), ("9" * 400, "9" * 400)],
)  # fmt: skip
def test_numbers_as_people_write_them(typed: str, value: object) -> None:
    (row,) = tree.values((COSTS,), tree.sent((COSTS,), MultiDict({"cost-0-text": "x", "cost-0-sum": typed})).typed)[
        "cost"
    ]
    assert row.get("sum") == value


def test_signs_that_nobody_types_go() -> None:
    found = tree.sent((COSTS,), MultiDict({"cost-0-text": "a\0b\x0bc\x7f\ufffe\r\nd\ud800"}))
    assert found.typed["cost"][0]["text"] == "abc\nd"


def test_wrong_numbers_are_refused_at_their_field() -> None:
    plain = samples.BALANCE.model_dump(mode="json", by_alias=True)
    typed = tree.values(ALL, tree.typed_of(ALL, plain))
    typed["evidence"][0]["figures"][0] |= {"value": "nan", "studies": 2.5}
    typed["cost"][0]["year"] = 12
    with pytest.raises(InvalidInput) as caught:
        method_typed.read(typed | {"updated": "2026-11"})
    assert [(one.field, one.code) for one in caught.value.problems] == [
        ("cost-0-year", "number_out_of_range"),
        ("evidence-0-figures-0-value", "not_a_number"),
        ("evidence-0-figures-0-studies", "not_a_number"),
    ]
