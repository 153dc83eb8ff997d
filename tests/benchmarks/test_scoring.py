"""The scores on lists small enough to be worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import scoring

JUDGED = {"best": 3, "good": 2, "fair": 1}


@pytest.mark.parametrize(("grade", "worth"), [(0, 0), (1, 1), (2, 3), (3, 7)])
def test_gain_is_two_to_the_grade_less_one(grade: int, worth: int) -> None:
    assert scoring.gain(grade) == worth


def test_dcg_discounts_by_place() -> None:
    # 7 / log2(2) + 0 / log2(3) + 1 / log2(4)
    assert scoring.dcg([3, 0, 1]) == pytest.approx(7 + 0 + 0.5)


def test_the_best_order_scores_one() -> None:
    assert scoring.ndcg(["best", "good", "fair", "other"], JUDGED) == pytest.approx(1)


def test_a_worse_order_by_hand() -> None:
    # found: 1/1 + 0 + 7/2 = 4.5; best: 7/1 + 3/log2(3) + 1/2 = 9.392789
    found = scoring.ndcg(["fair", "other", "best"], JUDGED)
    assert found == pytest.approx(4.5 / (7.5 + 3 / math.log2(3)))
    assert found == pytest.approx(0.479091, abs=1e-6)


def test_only_the_first_ten_count() -> None:
    strangers = [f"stranger-{number}" for number in range(10)]
    assert scoring.ndcg([*strangers, "best"], JUDGED) == 0
    assert scoring.ndcg([*strangers[:9], "best"], {"best": 3}) == pytest.approx(1 / math.log2(11))


def test_the_best_order_too_is_cut_at_ten() -> None:
    judged = {f"method-{number}": 3 for number in range(12)}
    assert scoring.ndcg(list(judged)[:10], judged) == pytest.approx(1)


def test_recall_counts_every_relevant_one() -> None:
    assert scoring.recall(["fair", "other", "best"], JUDGED) == pytest.approx(2 / 3)
    assert scoring.recall([*(f"stranger-{number}" for number in range(20)), "best"], JUDGED) == 0


def test_a_grade_of_nought_is_not_relevant() -> None:
    assert scoring.recall(["best"], {"best": 3, "not": 0}) == 1


@pytest.mark.parametrize(("first", "worth"), [("best", 1), ("good", 1), ("fair", 0), ("other", 0)])
def test_success_is_a_first_hit_of_grade_two(first: str, worth: float) -> None:
    assert scoring.success([first, "best"], JUDGED) == worth


def test_nothing_found_and_nothing_judged_score_nought() -> None:
    for score in (scoring.ndcg, scoring.recall, scoring.success):
        assert score([], JUDGED) == 0
        assert score(["best"], {}) == 0


def test_mean() -> None:
    assert scoring.mean([1, 0, 0.5]) == pytest.approx(0.5)
    assert scoring.mean([]) == 0


@pytest.mark.parametrize(("share", "value"), [(0.5, 5), (0.95, 10), (0.9, 9), (1, 10), (0, 1)])
def test_percentile_is_the_nearest_rank(share: float, value: float) -> None:
    assert scoring.percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == value


def test_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        scoring.percentile([], 0.5)


ids = st.lists(st.sampled_from("abcdefghij"), unique=True)
grades = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 3))


@given(ids, grades)
def test_scores_lie_between_nought_and_one(ranked: list[str], judged: dict[str, int]) -> None:
    for score in (scoring.ndcg, scoring.recall, scoring.success):
        assert 0 <= score(ranked, judged) <= 1 + 1e-9
