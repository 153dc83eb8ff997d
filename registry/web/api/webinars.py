"""`/webinars`: webinars and coefficient clinics, narrowed by what they are about."""

from collections.abc import Iterable
from datetime import date, datetime, time

from flask import Blueprint, Response, url_for

from registry.domain import dates, webinars
from registry.domain.models import Webinar
from registry.domain.webinar_terms import WebinarKind
from registry.web import recommendations_part
from registry.web.api.adoptions import FURTHEST_PAGE, Asked
from registry.web.api.answers import answer, paged, use_language
from registry.web.api.problems import problem
from registry.web.api.webinar_schemas import LARGEST_PAGE, MaterialOut, Texts, WebinarList, WebinarOut
from registry.web.database import db, search
from registry.web.labels import label
from registry.web.rendering import absolute

bp = Blueprint("api_webinars", __name__)


@bp.get("/webinars")
def index() -> Response:
    """Those that have any of the values asked for, in each parameter."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    everything = webinars.everything(db())
    known, reference = search().catalogue(db()), search().reference(db())
    asked = Asked()
    kinds = asked.values("kind", list(WebinarKind))
    themes, codes = asked.values("theme", reference.themes), asked.values("indicator", known.indicator_codes)
    methods, years = asked.values("method", known.methods), asked.values("year", _years(everything))
    page, per_page = asked.number("page", 1, FURTHEST_PAGE), asked.number("per_page", LARGEST_PAGE, LARGEST_PAGE)
    if asked.unknown:
        return asked.problem()
    found = [
        one
        for one in everything
        if (not kinds or one.kind in kinds)
        and (not years or (one.held_on and str(one.held_on.year) in years))
        and all(
            not wanted or set(wanted) & set(named)
            for wanted, named in ((themes, one.themes), (codes, one.indicators), (methods, one.methods))
        )
    ]
    shown = list(webinars.timetable(found, dates.today()))[(page - 1) * per_page : page * per_page]
    return answer(WebinarList(**paged(page, per_page, len(found)), items=[_out(one) for one in shown]))


def _years(found: Iterable[Webinar]) -> set[str]:
    return {str(one.held_on.year) for one in found if one.held_on}


def _out(one: Webinar) -> WebinarOut:
    return WebinarOut(
        id=one.id,
        url=absolute(url_for("webinars.show", webinar_id=one.id)),
        kind=one.kind,
        kind_label=label(one.kind),
        title=Texts.model_validate(one.title),
        description=Texts.model_validate(one.description) if one.description else None,
        held_on=one.held_on,
        starts_at=_moment(one.held_on, one.starts_at),
        ends_at=_moment(one.held_on, one.ends_at),
        cancelled=one.cancelled,
        themes=one.themes,
        indicators=one.indicators,
        methods=[method.id for method in recommendations_part.named(one.methods)],
        organisations=one.organisations,
        link=one.link,
        material=[MaterialOut.model_validate(part) for part in one.material],
        recording=one.recording,
        source=one.source,
        source_url=one.source_url,
        calendar=absolute(url_for("webinars.event", webinar_id=one.id)) if one.held_on else None,
        version=one.version,
    )


def _moment(day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock, dates.FINLAND) if day and clock else None
