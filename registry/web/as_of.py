"""The day that a page speaks of: `?pvm=2026-03-01` or `?pvm=1.3.2026`; today where nothing, or nothing that can be shown, is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import request

from registry.domain import dates
from registry.domain.errors import Invalid
from registry.domain.statuses import Precision
from registry.web.i18n import gettext
from registry.web.problems import words_of
from registry.web.rendering import day as day_words

NAME: Final = "pvm"


@dataclass(frozen=True)
class AsOf:
    """A day, what stands in its field, and in words what was wrong with what was asked for."""

    day: date
    today: date
    typed: str
    problem: str | None = None

    @property
    def is_today(self) -> bool:
        """Whether the page speaks of the present."""
        return self.day == self.today

    @property
    def value(self) -> str | None:
        """The day as addresses have it; None for today, which needs none."""
        return None if self.is_today else self.day.isoformat()

    @property
    def arguments(self) -> dict[str, str]:
        """What an address of a page of the same day has."""
        return {NAME: self.value} if self.value else {}


def read() -> AsOf:
    """The day that the request asks for. What is no day, or one to come, is told and today is shown."""
    today = dates.today()
    typed = "".join(sign if sign.isprintable() else " " for sign in request.args.get(NAME, "")).strip()[:40]
    if not typed:
        return AsOf(today, today, dates.written(today, Precision.DAY))
    try:
        day, _precision = dates.read(typed, NAME)
    except Invalid as error:
        return AsOf(today, today, typed, words_of(error))
    if day > today:
        problem = gettext(
            "What will be in use on %(day)s is not known yet. Choose a day up to today.", day=day_words(day)
        )
        return AsOf(today, today, typed, problem)
    return AsOf(day, today, dates.written(day, Precision.DAY))
