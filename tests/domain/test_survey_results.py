"""What answers come to: levels, medians and quartiles, changes, divisions, methods named; whatever the order of the regions."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain import survey_results
from registry.domain.survey_results import Answer, Change, Country, Moves, Place, Share, Trend

REGIONS = st.sampled_from([f"alue-{number}" for number in range(22)])
CODES = st.sampled_from(["P1", "P2", "O1", "O5"])
LEVELS = st.dictionaries(st.tuples(REGIONS, CODES), st.integers(0, 4), max_size=60)
JUNK = st.one_of(st.none(), st.booleans(), st.integers(-3, 9), st.text(max_size=3), st.lists(st.integers(), max_size=2))


def said(region: str, value: dict[str, Any], question: str = "q", code: str = "") -> Answer:
    return Answer(region, question, code, value)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([0], Country(1, 0, 0, 0)),
        ([0, 4], Country(2, 2, 1, 3)),
        ([1, 2, 3], Country(3, 2, 1.5, 2.5)),
        ([4, 0, 2, 2], Country(4, 2, 1.5, 2.5)),
        ([2] * 22, Country(22, 2, 2, 2)),
    ],
    ids=str,
)
def test_the_country_by_hand(values: list[int], expected: Country | None) -> None:
    assert survey_results.country(values) == expected


@pytest.mark.parametrize(
    ("level", "place"),
    [(0, Place.BELOW), (1, Place.WITHIN), (2, Place.WITHIN), (3, Place.WITHIN), (4, Place.ABOVE)],
)
def test_on_a_quartile_is_within(level: int, place: Place) -> None:
    assert Country(9, 2, 1, 3).place(level) is place


@pytest.mark.parametrize(
    ("now", "before", "trend", "by"), [(3, 1, Trend.UP, 2), (2, 2, Trend.SAME, 0), (0, 4, Trend.DOWN, -4)]
)
def test_changes(now: int, before: int, trend: Trend, by: int) -> None:
    change = Change(now, before)
    assert (change.trend, change.by) == (trend, by)


@pytest.mark.parametrize("level", [None, True, -1, 5, "3", 2.0, [1]], ids=repr)
def test_what_is_no_level_is_left_out_and_never_a_zero(level: object) -> None:
    assert survey_results.levels([said("kainuu", {"level": level}, code="P1")], "q") == {}


def test_a_zero_is_a_level_and_other_questions_are_not_read() -> None:
    answers = [said("kainuu", {"level": 0}, code="P1"), said("lappi", {"level": 3}, "other", "P1"), said("lappi", {})]
    assert survey_results.levels(answers, "q") == {("kainuu", "P1"): 0}


def test_only_who_answered_both_times_is_compared() -> None:
    now, before = {("a", "P1"): 3, ("b", "P1"): 1, ("c", "P2"): 2}, {("a", "P1"): 2, ("b", "P2"): 4, ("d", "P1"): 0}
    changed = survey_results.changes(now, before)
    assert changed == {("a", "P1"): Change(3, 2)}
    assert survey_results.moves(changed) == {"P1": Moves(1, 0, 0)}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], [Share("x", 0, 0), Share("y", 0, 0)]),
        ([said("a", {"choice": "x"}), said("b", {"choice": "y"})], [Share("x", 1, 2), Share("y", 1, 2)]),
        ([said("a", {"choices": ["x", "y", "x"]}), said("b", {"choices": []})], [Share("x", 1, 1), Share("y", 1, 1)]),
        ([said("a", {"choice": "gone"}), said("b", {"choices": ["y", 7]})], [Share("x", 0, 1), Share("y", 1, 1)]),
        ([said("a", {"choice": "x"}, "other")], [Share("x", 0, 0), Share("y", 0, 0)]),
    ],
    ids=["nobody", "one each", "several at once", "options of no more", "another question"],
)
def test_divisions(answers: list[Answer], expected: list[Share]) -> None:
    assert survey_results.distribution(answers, "q", ["x", "y"]) == expected


def test_methods_named_by_indicator_with_most_regions_first() -> None:
    answers = [
        said("b", {"methods": ["m2", "m1"]}, code="P1"),
        said("a", {"methods": ["m2"], "text": "muu"}, code="P1"),
        said("a", {"methods": ["m3"]}, code="O1"),
        said("a", {"methods": "m9"}, code="O1"),
        said("a", {"methods": ["m4"]}, "other", "O1"),
    ]
    found = survey_results.named(answers, {"q"})
    assert found == {"O1": {"m3": ["a"]}, "P1": {"m2": ["a", "b"], "m1": ["b"]}}
    assert list(found["P1"]) == ["m2", "m1"]


def test_where_the_median_is_highest_and_lowest() -> None:
    summed = survey_results.by_indicator({("a", "P1"): 4, ("a", "P2"): 0, ("a", "O1"): 4, ("b", "O1"): 4})
    assert survey_results.ends(summed) == (["P1", "O1"], ["P2"])
    assert survey_results.ends({}) == ([], [])


@given(LEVELS)
def test_figures_lie_within_the_scale_and_within_each_other(found: dict[tuple[str, str], int]) -> None:
    for code, one in survey_results.by_indicator(found).items():
        values = [level for (_region, indicator), level in found.items() if indicator == code]
        assert 0 <= min(values) <= one.low <= one.median <= one.high <= max(values) <= 4
        assert one.n == len(values)


@given(LEVELS, st.randoms(use_true_random=False))
def test_the_order_of_regions_changes_nothing(found: dict[tuple[str, str], int], chance: random.Random) -> None:
    shuffled = list(found.items())
    chance.shuffle(shuffled)
    assert survey_results.by_indicator(dict(shuffled)) == survey_results.by_indicator(found)


@given(LEVELS, LEVELS)
def test_a_change_there_and_back(now: dict[tuple[str, str], int], before: dict[tuple[str, str], int]) -> None:
    there, back = survey_results.changes(now, before), survey_results.changes(before, now)
    assert there.keys() == back.keys() == now.keys() & before.keys()
    assert all(there[pair].by == -back[pair].by and -4 <= there[pair].by <= 4 for pair in there)
    gone, come = survey_results.moves(there), survey_results.moves(back)
    assert {code: (one.up, one.same, one.down) for code, one in gone.items()} == {
        code: (one.down, one.same, one.up) for code, one in come.items()
    }


@given(st.lists(st.tuples(REGIONS, JUNK, JUNK, JUNK), max_size=30))
def test_nothing_that_may_stand_in_an_answer_breaks_the_figures(rows: list[tuple[str, Any, Any, Any]]) -> None:
    answers = [
        said(region, {"level": a, "choice": a, "choices": b, "methods": c, "text": a}, code="P1")
        for region, a, b, c in rows
    ]
    assert all(0 <= level <= 4 for level in survey_results.levels(answers, "q").values())
    assert all(0 <= one.share <= 1 for one in survey_results.distribution(answers, "q", ["x", ""]))
    assert all(isinstance(survey_results.text_of(one.value), str) for one in answers)
    survey_results.named(answers, {"q"})
