"""The small interval plot: where an estimate stands, and when it is only told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.vocabulary import RATIOS, STANDARDISED, Measure
from registry.web.plots import WIDTH, Plot, plot


@pytest.mark.parametrize(
    ("figure", "place"),
    [
        ({"measure": "RR", "value": 1}, 100),
        ({"measure": "OR", "value": 2}, 200),
        ({"measure": "HR", "value": 0.5}, 0),
        ({"measure": "IRR", "value": 8}, 200),
        ({"measure": "SMD", "value": 0}, 100),
        ({"measure": "d", "value": -0.5}, 50),
        ({"measure": "g", "value": 3}, 200),
    ],
)
def test_places(figure: dict[str, object], place: float) -> None:
    found = plot(figure)
    assert found is not None
    assert found.point == pytest.approx(place)
    assert (found.low, found.high, found.cut_low, found.cut_high) == (None, None, False, False)


def test_an_interval_past_the_scale_is_cut() -> None:
    assert plot({"measure": "RR", "value": 1.0, "low": 0.2, "high": 4.0}) == Plot(100, 0, 200, True, True, "1")
    assert plot({"measure": "SMD", "value": 0.0, "low": -0.5, "high": 0.5}) == Plot(100, 50, 150, False, False, "0")


@pytest.mark.parametrize(
    "figure",
    [{}, {"label": "x", "studies": 3}, {"measure": "MD", "value": 2}, {"measure": "percent", "value": 50}, {"measure": "RD", "value": 0.1},
     {"measure": "RR"}, {"measure": "RR", "value": 0}, {"measure": "OR", "value": -1}],
)  # fmt: skip
def test_told_in_words_only(figure: dict[str, object]) -> None:
    assert plot(figure) is None


numbers = st.floats(-1000, 1000, allow_nan=False)


@given(st.sampled_from(Measure), st.tuples(numbers, numbers, numbers).map(sorted))
def test_everything_drawn_lies_on_the_line(measure: Measure, ends: list[float]) -> None:
    low, value, high = ends
    found = plot({"measure": measure.value, "value": value, "low": low, "high": high})
    if measure not in RATIOS | STANDARDISED:
        assert found is None
    elif found is not None:
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= found.point <= found.high <= WIDTH
        assert not (found.cut_low and found.low > 0)
        assert not (found.cut_high and found.high < WIDTH)
