"""The class table: effect and certainty in, class out. Two axes are stored, the class never.

The certainty is GRADE's (Guyatt et al., 2008 onwards; https://www.gradeworkinggroup.org), the table is the registry's own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.domain.vocabulary import CLASS_ORDER, GROUP_OF, Certainty, Effect, Group, RatingClass, Size, Standing

_COLUMNS: Final = (Certainty.HIGH, Certainty.MODERATE, Certainty.LOW, Certainty.VERY_LOW)

MATRIX: Final[dict[Effect, str]] = {
    Effect.BENEFIT: "ABCD",
    Effect.NONE: "FFEE",
    Effect.HARM: "GGEE",
    Effect.MIXED: "EEEE",
}
"""Rows by effect; letters under high, moderate, low and very low certainty."""


def rating_class(
    effect: Effect, certainty: Certainty | None, *, plausible: bool = True, checked: bool = True
) -> RatingClass:
    """The class of an outcome.

    `certainty` is None only where the effect was not studied; then a written rationale (`plausible`) gives D and its lack U.
    Where no evidence item of the method is `checked`, the class is U whatever the axes say.
    Raises ValueError where a studied effect has no certainty.
    """
    if not checked:
        return RatingClass.U
    if effect is Effect.NOT_STUDIED:
        return RatingClass.D if plausible else RatingClass.U
    if certainty is None:
        raise ValueError(f"an effect of {effect} needs a certainty")
    return RatingClass(MATRIX[effect][_COLUMNS.index(certainty)])


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as it is shown: both axes, the class they give, whose reading it is, and of a decided one from when until when it holds."""

    effect: Effect
    size: Size | None
    certainty: Certainty | None
    plausible: bool = True
    checked: bool = True
    standing: Standing = Standing.PRELIMINARY
    decided_on: date | None = None
    valid_until: date | None = None

    @property
    def letter(self) -> RatingClass:
        """The class by the table."""
        return rating_class(self.effect, self.certainty, plausible=self.plausible, checked=self.checked)

    @property
    def group(self) -> Group:
        """The group of the class."""
        return GROUP_OF[self.letter]

    @property
    def order(self) -> int:
        """The place of the class in lists, best known benefit first."""
        return CLASS_ORDER.index(self.letter)
