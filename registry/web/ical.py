"""Webinars as a calendar (RFC 5545): one event for each whose day is known, with times in UTC and an identity that stays.

The identity is made of the webinar's own short name, so it is the same in every language and wherever the service is moved; the number of
its version tells calendars that an event has changed.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from flask import Response, request, url_for
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from registry.domain import dates
from registry.domain.models import Webinar
from registry.web.i18n import current_language, gettext
from registry.web.labels import label
from registry.web.rendering import absolute, local

NAMESPACE: Final = UUID("0a0ab3a3-6df0-4d0e-9d9c-1c3c6e2d1f57")
MIMETYPE: Final = "text/calendar"
_EMPHASIS: Final = re.compile(r"(\*{1,2})(\S[^*\n]*)\1")


def answer(name: str, found: Iterable[Webinar], file: str) -> Response:
    """A calendar as an answer with an ETag."""
    response = Response(calendar(name, found), content_type=f"{MIMETYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={file}.ics"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    conditional: Response = response.make_conditional(request)  # type: ignore[assignment]
    return conditional


def calendar(name: str, found: Iterable[Webinar]) -> bytes:
    """The calendar of those whose day is known."""
    made = Calendar()
    made.add("prodid", f"-//HYTE-menetelmät//Webinaarit//{current_language().value.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for webinar in found:
        if webinar.held_on is not None:
            made.add_component(_event(webinar))
    if not made.subcomponents:
        made.add_component(_utc())
    return bytes(made.to_ical())


def _utc() -> Timezone:
    """The time zone of all times here. RFC 5545 wants a component in every calendar, one without events has this."""
    made, standard = Timezone(), TimezoneStandard()
    made.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    made.add_component(standard)
    return made


def _event(webinar: Webinar) -> Event:
    made = Event()
    made.add("uid", str(uuid5(NAMESPACE, webinar.id)))
    made.add("dtstamp", webinar.saved_at.astimezone(UTC))
    made.add("sequence", webinar.version - 1)
    made.add("dtstart", _moment(webinar, webinar.starts_at))
    if webinar.ends_at:
        made.add("dtend", _moment(webinar, webinar.ends_at))
    made.add("summary", _summary(webinar))
    page = absolute(url_for("webinars.show", webinar_id=webinar.id))
    about = _EMPHASIS.sub(r"\2", local(webinar.description))
    made.add("description", "\n\n".join(text for text in (about, page) if text))
    made.add("url", page)
    if webinar.link:
        made.add("location", webinar.link)
    made.add("categories", [label(webinar.kind)])
    made.add("status", "CANCELLED" if webinar.cancelled else "CONFIRMED")
    return made


def _moment(webinar: Webinar, clock: time | None) -> object:
    """A point of time in UTC; the day where the time is not known."""
    day = webinar.held_on
    return datetime.combine(day, clock, dates.FINLAND).astimezone(UTC) if day and clock else day


def _summary(webinar: Webinar) -> str:
    title = local(webinar.title)
    return gettext("Cancelled: %(title)s", title=title) if webinar.cancelled else title
