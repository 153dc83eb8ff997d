"""The summary of what regions have told of a method: counts, tags in order, and sums only of what has both numbers."""

import pytest

from registry.domain.experience_summary import Reached, summarised
from registry.domain.experience_terms import Again, Eric


def test_of_nothing() -> None:
    found = summarised([])
    assert (found.reports, found.helped, found.reached) == (0, (), None)
    assert dict(found.again) == dict.fromkeys(Again, 0)


def test_who_would_do_it_again_and_what_helped() -> None:
    found = summarised(
        [
            {"again": "no", "helped": ["train", "financial"]},
            {"again": "no"},
            {"again": "yes", "helped": ["financial", "evaluative"]},
        ]
    )
    assert found.reports == 3
    assert dict(found.again) == {Again.YES: 1, Again.WITH_CHANGES: 0, Again.NO: 2}
    assert found.helped == ((Eric.FINANCIAL, 2), (Eric.EVALUATIVE, 1), (Eric.TRAIN, 1))


@pytest.mark.parametrize(
    ("pairs", "reached"),
    [
        ([(3, 10), (0, 30)], Reached(3, 40, 2)),
        ([(3, 10), (5, None)], Reached(3, 10, 1)),
        ([(None, 10)], None),
        ([(3, 0)], None),
        ([(None, None)], None),
    ],
)
def test_reach_is_summed_where_both_numbers_are_given(
    pairs: list[tuple[int | None, int | None]], reached: Reached | None
) -> None:
    answers = [
        {
            name: value
            for name, value in zip(("reach_numerator", "reach_denominator"), pair, strict=True)
            if value is not None
        }
        for pair in pairs
    ]
    found = summarised(answers)
    assert found.reached == reached
    assert reached is None or reached.share == reached.numerator / reached.denominator
