"""The small interval plot of the evidence table: where on a 200 units wide line an estimate and its interval lie.

Ratios (RR, OR, ...) stand on a log scale from 0.5 to 2 with no effect at 1; standardised differences on a linear one from -1 to 1 with no
effect at 0. Other measures have units of their own and are told in words only.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

from registry.domain.vocabulary import RATIOS, STANDARDISED

WIDTH: Final = 200.0
_MIDDLE: Final = WIDTH / 2


@dataclass(frozen=True)
class Plot:
    """Positions on the line; `low` and `high` are None where no interval is given, `cut_*` where it runs past the scale."""

    point: float
    low: float | None
    high: float | None
    cut_low: bool
    cut_high: bool
    null: str


def plot(figure: dict[str, Any]) -> Plot | None:
    """The plot of a figure, or None where its measure has no common scale."""
    measure, value = figure.get("measure"), figure.get("value")
    if value is None or measure not in RATIOS | STANDARDISED or (measure in RATIOS and value <= 0):
        return None
    ratio = measure in RATIOS
    low, high = figure.get("low"), figure.get("high")
    return Plot(
        point=_clip(_place(value, ratio)),
        low=None if low is None else _clip(_place(low, ratio)),
        high=None if high is None else _clip(_place(high, ratio)),
        cut_low=low is not None and _place(low, ratio) < 0,
        cut_high=high is not None and _place(high, ratio) > WIDTH,
        null="1" if ratio else "0",
    )


def _place(value: float, ratio: bool) -> float:
    if ratio:
        return _MIDDLE + _MIDDLE * math.log2(value) if value > 0 else -1.0
    return _MIDDLE + _MIDDLE * value


def _clip(place: float) -> float:
    return round(min(max(place, 0.0), WIDTH), 1)
