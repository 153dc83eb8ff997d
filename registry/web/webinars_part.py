"""Webinars as pages show them: when they are in words, and the part of the page of an indicator, a theme or a method about them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from babel.dates import format_date, format_time
from flask import url_for

from registry.domain import dates, webinars
from registry.domain.models import Indicator, Webinar
from registry.domain.vocabulary import Language
from registry.domain.webinars import Timetable
from registry.web.database import db, search
from registry.web.i18n import current_language, gettext
from registry.web.rendering import local

FEW: Final = 3
"""How many past webinars a page of something else names; the rest are behind a link."""


@dataclass(frozen=True)
class WebinarsPart:
    """The webinars about something; `through_theme` are shown only because their theme holds it. `limit` is how the list is narrowed to them."""

    times: Timetable
    limit: dict[str, str]
    through_theme: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.times)

    @property
    def shown(self) -> list[Webinar]:
        """What is ahead, what has no day yet, and the latest that are over."""
        return [*self.times.upcoming, *self.times.undated, *self.times.past[:FEW]]

    @property
    def more(self) -> int:
        """How many more are over."""
        return max(0, len(self.times.past) - FEW)


def of_indicator(indicator: Indicator) -> WebinarsPart:
    """Those that name an indicator or its theme. One query."""
    found = webinars.about_indicator(db(), indicator.code, indicator.theme_id)
    through = {one.id for one in found if indicator.code not in one.indicators}
    return WebinarsPart(webinars.timetable(found, dates.today()), {"indikaattori": indicator.code}, through)


def of_theme(theme_id: str) -> WebinarsPart:
    """Those that name a theme. One query."""
    return WebinarsPart(webinars.timetable(webinars.listed(db(), theme=theme_id), dates.today()), {"teema": theme_id})


def of_method(method_id: str) -> WebinarsPart:
    """Those that name a method. One query."""
    found = webinars.listed(db(), method=method_id)
    return WebinarsPart(webinars.timetable(found, dates.today()), {"menetelma": method_id})


def topics(webinar: Webinar) -> list[tuple[str, str]]:
    """The themes and indicators of a webinar as links. No query."""
    known = search().reference(db())
    themes = [known.themes[key] for key in webinar.themes if key in known.themes]
    indicators = [known.indicators[code] for code in webinar.indicators if code in known.indicators]
    return [(url_for("themes.show", theme_id=one.id), local(one.name)) for one in themes] + [
        (url_for("indicators.show", key=one.slug), local(one.short)) for one in indicators
    ]


def when(webinar: Webinar) -> str:
    """The day and the time in words; nothing where the day is not known."""
    if webinar.held_on is None:
        return ""
    said = {"day": _day(webinar.held_on), "start": _clock(webinar.starts_at), "end": _clock(webinar.ends_at)}
    if webinar.ends_at:
        return gettext("%(day)s at %(start)s–%(end)s", **said)
    return gettext("%(day)s at %(start)s", **said) if webinar.starts_at else said["day"]


def stamp(webinar: Webinar) -> str:
    """The day and the time for machines."""
    if webinar.held_on is None or webinar.starts_at is None:
        return webinar.held_on.isoformat() if webinar.held_on else ""
    return datetime.combine(webinar.held_on, webinar.starts_at, dates.FINLAND).isoformat(timespec="minutes")


def _day(value: date) -> str:
    pattern = "EEE d MMMM y" if current_language() is Language.EN else "EEE d.M.y"
    return format_date(value, pattern, locale=current_language())


def _clock(value: time | None) -> str:
    pattern = "H.mm" if current_language() is Language.FI else "H:mm"
    return format_time(value, pattern, locale=current_language()) if value else ""
