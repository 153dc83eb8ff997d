"""The panel's arithmetic: the published test vectors, and what must hold for any votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain import panel
from registry.domain.panel import Advice, OutcomeVote
from registry.domain.vocabulary import Certainty, Effect, RatingClass, Size

SCORES = st.lists(st.integers(1, 9), min_size=1, max_size=20)


def test_the_published_example() -> None:
    found = panel.score([4, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9])
    assert (found.median, found.p30, found.p70, found.ipr, found.ipras) == (7, 7, 8, 1, 6.1)
    assert (found.disagreement, found.advice) == (False, Advice.ADOPT)


def test_the_second_example() -> None:
    found = panel.score([1, 3, 5, 7, 8, 9, 9])
    assert (found.p30, found.p70, found.ipr, found.ipras) == (4.6, 8.2, 3.6, 4.45)
    assert not found.disagreement


@pytest.mark.parametrize(
    ("votes", "advice"),
    [
        ([7] * 7, Advice.ADOPT), ([6, 7], Advice.ADOPT), ([6] * 7, Advice.JUDGE_LOCALLY), ([3, 4], Advice.JUDGE_LOCALLY),
        ([3] * 7, Advice.ABANDON), ([1], Advice.ABANDON), ([1, 1, 1, 9, 9, 9], None),
    ],
)  # fmt: skip
def test_advice(votes: list[int], advice: Advice | None) -> None:
    assert panel.score(votes).advice is advice


@pytest.mark.parametrize("votes", [[], [0], [10], [5, -1]])
def test_what_are_no_votes(votes: list[int]) -> None:
    with pytest.raises(ValueError, match="1 to 9"):
        panel.score(votes)


@given(SCORES)
def test_bounds(votes: list[int]) -> None:
    found = panel.score(votes)
    assert 1 <= found.p30 <= found.median <= found.p70 <= 9
    assert 2.35 <= found.ipras <= 2.35 + 1.5 * 4
    assert found.disagreement == (found.advice is None)


@given(SCORES, st.randoms())
def test_the_order_of_votes_does_not_matter(votes: list[int], random: object) -> None:
    shuffled = votes[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert panel.score(shuffled) == panel.score(votes)


@given(st.lists(st.integers(1, 9), min_size=3, max_size=15))
def test_mirrored_votes_disagree_as_much(votes: list[int]) -> None:
    there, back = panel.score(votes), panel.score([10 - vote for vote in votes])
    assert (there.ipr, there.ipras, there.disagreement) == pytest.approx((back.ipr, back.ipras, back.disagreement))


@given(st.integers(3, 15), st.integers(0, 4))
def test_disagreement_grows_with_the_distance_of_two_camps(half: int, step: int) -> None:
    near = panel.score([5 - step] * half + [5 + step] * half)
    far = panel.score([max(1, 4 - step)] * half + [min(9, 6 + step)] * half)
    assert far.disagreement >= near.disagreement


def votes(
    effect: Effect, count: int, certainty: Certainty | None = None, size: Size | None = None
) -> list[OutcomeVote]:
    return [OutcomeVote(effect, size, certainty)] * count


def test_an_effect_needs_over_half() -> None:
    benefit = votes(Effect.BENEFIT, 4, Certainty.HIGH, Size.SMALL)
    found = panel.outcome([*benefit, *votes(Effect.NONE, 3, Certainty.LOW)])
    assert (found.effect, found.size, found.certainty, found.letter) == ("benefit", "small", "high", "A")
    assert found.is_decided
    split = panel.outcome([*benefit, *votes(Effect.NONE, 4, Certainty.LOW)])
    assert (split.effect, split.letter, split.is_decided) == (None, None, False)


def test_of_two_middle_ones_the_lower() -> None:
    mixed = [
        *votes(Effect.BENEFIT, 4, Certainty.HIGH, Size.LARGE),
        *votes(Effect.BENEFIT, 4, Certainty.LOW, Size.SMALL),
    ]
    found = panel.outcome(mixed)
    assert (found.certainty, found.size, found.letter) == (Certainty.LOW, Size.SMALL, RatingClass.C)


def test_the_size_is_that_of_those_for_benefit() -> None:
    found = panel.outcome(
        [*votes(Effect.BENEFIT, 5, Certainty.HIGH, Size.LARGE), *votes(Effect.HARM, 3, Certainty.HIGH, Size.SMALL)]
    )
    assert found.size is Size.LARGE
    assert panel.outcome(votes(Effect.NONE, 7, Certainty.HIGH)).size is None


@pytest.mark.parametrize(("count", "decided"), [(6, False), (7, True)])
def test_quorum(count: int, decided: bool) -> None:
    assert panel.outcome(votes(Effect.BENEFIT, count, Certainty.HIGH)).is_decided is decided


@pytest.mark.parametrize(("count", "decided"), [(2, False), (3, True)])
def test_three_are_enough_for_plausible(count: int, decided: bool) -> None:
    for of in (votes(Effect.BENEFIT, count, Certainty.VERY_LOW), votes(Effect.NOT_STUDIED, count)):
        found = panel.outcome(of)
        assert (found.letter, found.is_decided) == (RatingClass.D, decided)
    assert panel.outcome(votes(Effect.NOT_STUDIED, 7), plausible=False).letter is RatingClass.U


def test_no_votes_decide_nothing() -> None:
    assert not panel.outcome([]).is_decided
