"""The class table as a matrix, and what must hold over all axes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.rating import MATRIX, Rating, rating_class
from registry.domain.vocabulary import CLASS_ORDER, GROUP_OF, Certainty, Effect, Group, RatingClass, Standing

#                high  moderate  low  very_low
TABLE = """
benefit          A     B         C    D
none             F     F         E    E
harm             G     G         E    E
mixed            E     E         E    E
"""
CELLS = [
    (Effect(row.split()[0]), certainty, letter)
    for row in TABLE.strip().splitlines()
    for certainty, letter in zip(
        (Certainty.HIGH, Certainty.MODERATE, Certainty.LOW, Certainty.VERY_LOW), row.split()[1:], strict=True
    )
]


@pytest.mark.parametrize(("effect", "certainty", "letter"), CELLS)
def test_matrix(effect: Effect, certainty: Certainty, letter: str) -> None:
    assert rating_class(effect, certainty) == letter


@pytest.mark.parametrize(("plausible", "letter"), [(True, "D"), (False, "U")])
def test_unstudied_is_plausible_or_unrated(plausible: bool, letter: str) -> None:
    assert rating_class(Effect.NOT_STUDIED, None, plausible=plausible) == letter


@pytest.mark.parametrize("effect", list(MATRIX))
def test_a_studied_effect_has_a_certainty(effect: Effect) -> None:
    with pytest.raises(ValueError, match="certainty"):
        rating_class(effect, None)


axes = st.builds(
    Rating,
    effect=st.sampled_from(Effect),
    size=st.none(),
    certainty=st.sampled_from(Certainty),
    plausible=st.booleans(),
    checked=st.booleans(),
    standing=st.sampled_from(Standing),
)


@given(axes)
def test_every_rating_has_a_class_a_group_and_a_place(rating: Rating) -> None:
    assert rating.letter in RatingClass
    assert rating.group is GROUP_OF[rating.letter]
    assert CLASS_ORDER[rating.order] is rating.letter


@given(axes)
def test_without_checked_evidence_nothing_is_rated(rating: Rating) -> None:
    if not rating.checked:
        assert rating.letter is RatingClass.U
    elif rating.effect is not Effect.NOT_STUDIED:
        assert rating.letter is not RatingClass.U


@given(axes)
def test_only_a_sure_lack_of_benefit_is_least_beneficial(rating: Rating) -> None:
    least = rating.group is Group.LEAST_BENEFICIAL
    sure = rating.certainty in {Certainty.HIGH, Certainty.MODERATE}
    assert least == (rating.checked and sure and rating.effect in {Effect.NONE, Effect.HARM})


def test_every_class_has_a_group_and_one_place() -> None:
    assert set(GROUP_OF) == set(RatingClass) == set(CLASS_ORDER)
    assert len(CLASS_ORDER) == len(RatingClass)
    assert {letter for letter, group in GROUP_OF.items() if group is Group.UNDECIDED} == set("DEU")
