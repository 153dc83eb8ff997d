"""Rounds and decisions as they are typed: whatever that is, either what the domain takes or all that is wrong, at its fields."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from registry.domain import methods, round_input
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.models import Method
from registry.domain.review_terms import Background, Cause, RoundKind
from registry.domain.vocabulary import Certainty, Effect, Size

TODAY = date(2026, 11, 24)
WHOLE = {
    "outcomes": ["kaatumiset", "lonkkamurtumat"],
    "indicators": ["O2"],
    "question": " Toimiiko? ",
    "statutory": ["1"],
    "proposing_region": "kainuu",
    "round_1_until": "8.12.2026",
    "round_2_until": "2026-12-22",
}
AXES = {
    "effect_a": "benefit",
    "size_a": "small",
    "certainty_a": "low",
    "departs_a": "",
    "cause": "first",
    "valid_until": "",
}
TYPED = st.text(max_size=12) | st.sampled_from(
    ["kaatumiset", "O2", "benefit", "none", "not_studied", "high", "small", "1.1.2027", "2027", "first"]
)


@pytest.fixture
def method(session: Session) -> Method:
    return methods.find(session, "tasapaino")


def wrong(typed: dict[str, Any], method: Method, kind: RoundKind = RoundKind.FULL) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        round_input.read_round(method, kind, typed, ["kainuu"], TODAY)
    return [(one.field, one.code) for one in caught.value.problems]


def test_a_whole_round(method: Method) -> None:
    read = round_input.read_round(method, RoundKind.FULL, WHOLE, ["kainuu"], TODAY)
    assert (read.method_id, read.outcomes, read.indicators) == ("tasapaino", ["kaatumiset", "lonkkamurtumat"], ["O2"])
    assert (read.question, read.statutory, read.proposing_region) == ("Toimiiko?", True, "kainuu")
    assert (read.round_1_until, read.round_2_until) == (date(2026, 12, 8), date(2026, 12, 22))


def test_a_light_round_has_no_first_phase(method: Method) -> None:
    read = round_input.read_round(method, RoundKind.LIGHT, WHOLE | {"round_1_until": "x"}, ["kainuu"], TODAY)
    assert (read.kind, read.round_1_until) == (RoundKind.LIGHT, TODAY)


def test_all_that_is_wrong_with_a_round(method: Method) -> None:
    nothing = {name: [] if isinstance(value, list) else "" for name, value in WHOLE.items()}
    assert wrong(nothing, method) == [
        ("outcomes", "missing"), ("question", "missing"), ("round_1_until", "missing"), ("round_2_until", "missing"),
    ]  # fmt: skip
    assert wrong(WHOLE | {"outcomes": ["x", "kaatumiset"], "indicators": ["P1"], "proposing_region": "lappi"}, method) == [
        ("outcomes", "not_a_choice"), ("indicators", "not_a_choice"), ("proposing_region", "not_a_choice"),
    ]  # fmt: skip
    assert wrong(WHOLE | {"round_1_until": "12/2026", "round_2_until": "31.11.2026"}, method) == [
        ("round_1_until", "not_a_day"), ("round_2_until", "no_such_day"),
    ]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {name: st.lists(TYPED, max_size=3) if isinstance(value, list) else TYPED for name, value in WHOLE.items()}
    )
)
def test_whatever_is_typed_of_a_round(method: Method, typed: dict[str, Any]) -> None:
    try:
        read = round_input.read_round(method, RoundKind.FULL, typed, ["kainuu"], TODAY)
    except InvalidInput as error:
        assert {one.field for one in error.problems} <= set(typed)
    else:
        assert read.outcomes and read.question


def test_a_whole_decision() -> None:
    read = round_input.read_decision(["a"], AXES | {"valid_until": "1.1.2028", "departs_a": "Siksi"})
    choice = read.choices["a"]
    assert (choice.effect, choice.size, choice.certainty, choice.departs) == (
        Effect.BENEFIT,
        Size.SMALL,
        Certainty.LOW,
        "Siksi",
    )
    assert (read.cause, read.valid_until) == (Cause.FIRST, date(2028, 1, 1))


def test_what_does_not_apply_is_left_out() -> None:
    """A size belongs to a benefit, a certainty to what was studied; the form shows both always."""
    harm = round_input.read_choice("a", AXES | {"effect_a": "harm"})
    assert (harm.size, harm.certainty) == (None, Certainty.LOW)
    unstudied = round_input.read_choice("a", AXES | {"effect_a": "not_studied"})
    assert (unstudied.size, unstudied.certainty) == (None, None)


def test_all_that_is_wrong_with_a_decision() -> None:
    with pytest.raises(InvalidInput) as caught:
        round_input.read_decision(["a", "b"], {"effect_a": "benefit", "size_a": "x", "valid_until": "pian"})
    assert [(one.field, one.code) for one in caught.value.problems] == [
        ("size_a", "not_a_choice"), ("certainty_a", "missing"), ("effect_b", "missing"), ("certainty_b", "missing"),
        ("cause", "missing"), ("valid_until", "not_a_date"),
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(AXES)), TYPED))
def test_whatever_is_typed_of_a_decision(typed: dict[str, str]) -> None:
    try:
        read = round_input.read_decision(["a"], typed)
    except InvalidInput as error:
        assert {one.field for one in error.problems} <= set(AXES)
    else:
        assert set(read.choices) == {"a"}


@pytest.mark.parametrize("one", Background)
def test_what_a_reviewer_brings(one: Background) -> None:
    assert round_input.read_background(one.value) is one
    for typed, code in [("", "missing"), ("x", "not_a_choice")]:
        with pytest.raises(Invalid) as caught:
            round_input.read_background(typed)
        assert caught.value.code == code
