"""Webinars and coefficient clinics for everybody: the list by when they are, the page of one, and both as calendars."""

from flask import Blueprint, Response, render_template, request

from registry.domain import dates, webinars
from registry.domain.errors import NotFound
from registry.domain.models import Webinar
from registry.domain.webinar_terms import WebinarKind
from registry.web import ical, limits, recommendations_part, webinars_part
from registry.web.database import db, search
from registry.web.i18n import gettext
from registry.web.labels import label
from registry.web.limits import Choice, Limits
from registry.web.rendering import local

bp = Blueprint("webinars", __name__)
KINDS = {"webinaari": WebinarKind.WEBINAR, "klinikka": WebinarKind.CLINIC}
"""The kinds as addresses have them."""


@bp.get("/webinaarit")
def index() -> str:
    """What is ahead, what has no day yet, and what is over; `?teema=`, `?indikaattori=`, `?menetelma=` and `?laji=` narrow it."""
    asked = _asked()
    times = webinars.timetable(_found(asked), dates.today())
    return render_template(
        "webinars/index.html",
        asked=asked,
        times=times,
        past=asked.cut(times.past),
        pages=limits.pages(len(times.past)),
        choices=_choices(asked),
        topics=webinars_part.topics,
        when=webinars_part.when,
        stamp=webinars_part.stamp,
    )


def _asked() -> Limits:
    known, reference = search().catalogue(db()), search().reference(db())
    return limits.read(
        {"teema": reference.themes, "indikaattori": known.indicator_codes, "menetelma": known.methods, "laji": KINDS}
    )


def _choices(asked: Limits) -> list[Choice]:
    """What the list can be narrowed to; by a method only where it is already, for a page of the method leads here."""
    reference, method = search().reference(db()), asked.get("menetelma")
    found: list[Choice] = [
        ("teema", gettext("Theme"), [(key, local(theme.name)) for key, theme in reference.themes.items()]),
        ("indikaattori", gettext("Indicator"), limits.indicators()),
        ("laji", gettext("Kind"), [(key, label(kind).capitalize()) for key, kind in KINDS.items()]),
    ]
    if method:
        found.append(("menetelma", gettext("Method"), [(method, local(search().catalogue(db()).methods[method].name))]))
    return found


def _found(asked: Limits) -> list[Webinar]:
    """Those that the limits leave. One query; an indicator takes those of its theme along."""
    code, theme = asked.get("indikaattori"), asked.get("teema")
    if code:
        indicator = search().reference(db()).indicators[code]
        found = webinars.about_indicator(db(), code, indicator.theme_id)
    else:
        found = webinars.listed(db(), theme=theme)
    kind, method = KINDS.get(asked.get("laji") or ""), asked.get("menetelma")
    return [
        one
        for one in found
        if (kind is None or one.kind is kind)
        and (theme is None or theme in one.themes)
        and (method is None or method in one.methods)
    ]


@bp.get("/webinaarit.ics")
def feed() -> Response:
    """All whose day is known, as a calendar to subscribe to; the limits of the list hold here, too."""
    found = _found(_asked())
    name = gettext("HYTE webinars and coefficient clinics")
    return ical.answer(name, sorted(found, key=webinars.begins), "webinaarit")


@bp.get("/webinaarit/<webinar_id>")
def show(webinar_id: str) -> str:
    """One webinar: what is known of it, and what is not."""
    webinar = webinars.find(db(), webinar_id)
    known, reference = search().catalogue(db()), search().reference(db())
    return render_template(
        "webinars/show.html",
        webinar=webinar,
        is_ahead=webinar.held_on is not None and webinar.held_on >= dates.today(),
        themes=[reference.themes[one] for one in webinar.themes if one in reference.themes],
        indicators=[reference.indicators[one] for one in webinar.indicators if one in known.indicator_codes],
        methods=recommendations_part.named(webinar.methods),
        when=webinars_part.when(webinar),
        stamp=webinars_part.stamp(webinar),
        saved="tallennettu" in request.args,
    )


@bp.get("/webinaarit/<webinar_id>.ics")
def event(webinar_id: str) -> Response:
    """One webinar as a calendar. Without a day there is none."""
    webinar = webinars.find(db(), webinar_id)
    if webinar.held_on is None:
        raise NotFound("webinar", webinar_id)
    return ical.answer(local(webinar.title), [webinar], webinar.id)
