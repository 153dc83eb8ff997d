"""`/experiences`: the published reports of regions on methods; and what the form's autosave sends a region's own draft to.

The draft takes the browser's session and, in the header X-CSRF-Token, the token of its forms. Nothing is published through the API.
"""

from datetime import date
from typing import Annotated, Any, Final

from flask import Blueprint, Response, request, url_for
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from registry.domain import catalogue, dates, experience, experience_input, experience_list
from registry.domain.errors import Conflict, Invalid
from registry.domain.experience_list import Published
from registry.domain.experience_terms import Again, CoreKept, Eric, Planned, ReportState
from registry.domain.models import ExperienceReport
from registry.domain.permissions import Action
from registry.web import auth, labels
from registry.web.api.adoptions import FURTHEST_PAGE, Asked
from registry.web.api.answers import answer, paged, use_language
from registry.web.api.problems import problem
from registry.web.api.schemas import Out
from registry.web.database import commit, db, search
from registry.web.forms.base import BaseForm
from registry.web.problems import words_of
from registry.web.rendering import absolute, local

bp = Blueprint("api_experiences", __name__)

HEADER: Final = "X-CSRF-Token"
LARGEST_PAGE: Final = 500
LARGEST_DRAFT: Final = 256 * 1024
SAME: Final = (
    "reach", "reach_numerator", "reach_denominator", "effectiveness", "adoption", "implementation", "hours", "maintenance",
    "changed", "planned", "core_kept", "helped_note", "cost", "cost_amount", "cost_year", "cost_source", "again_why",
)  # fmt: skip


class ExperienceOut(Out):
    """A region's report on a method, as it is public now. What is null or empty was not answered."""

    id: int
    version: int = Field(description="How many times it has been published; earlier versions are on its page")
    region: str
    region_name: str
    method: str
    method_name: str
    published_on: date
    again: Again = Field(description="Would the region do it again")
    again_label: str
    again_why: str | None
    reach: str | None = Field(description="RE-AIM: whom it reached")
    reach_numerator: int | None
    reach_denominator: int | None
    effectiveness: str | None
    adoption: str | None
    implementation: str | None
    hours: int | None = Field(description="Hours of work in all, an estimate")
    maintenance: str | None
    changed: str | None = Field(description="FRAME: what was changed")
    planned: Planned | None
    core_kept: CoreKept | None
    helped: list[Eric] = Field(description="What helped: groups of implementation strategies (ERIC)")
    helped_note: str | None
    cost: str | None
    cost_amount: int | None = Field(description="Euros, of the year in cost_year, from the source in cost_source")
    cost_year: int | None
    cost_source: str | None
    url: str


class ExperienceList(Out):
    """Published reports, newest first."""

    total: int
    page: int
    pages: int
    per_page: int
    items: list[ExperienceOut]


@bp.get("/experiences")
def index() -> Response:
    """Published reports by method, region and answer, newest first."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    asked = Asked()
    page, per_page = asked.number("page", 1, FURTHEST_PAGE), asked.number("per_page", LARGEST_PAGE, LARGEST_PAGE)
    narrowed: dict[str, Any] = {
        "methods": asked.values("method", search().catalogue(db()).methods),
        "regions": asked.values("region", search().reference(db()).regions),
        "again": [Again(value) for value in asked.values("again", list(Again))],
    }
    if asked.unknown:
        return asked.problem()
    total = experience_list.count(db(), **narrowed)
    found = experience_list.listed(db(), offset=(page - 1) * per_page, limit=per_page, **narrowed)
    return answer(ExperienceList(**paged(page, per_page, total), items=[_item(one) for one in found]))


def _item(one: Published) -> ExperienceOut:
    known, regions = search().catalogue(db()).methods, search().reference(db()).regions
    return ExperienceOut(
        id=one.id,
        version=one.number,
        region=one.region,
        region_name=local(regions[one.region].name),
        method=one.method,
        method_name=local(known[one.method].name) if one.method in known else one.method,
        published_on=dates.day_of(one.published_at),
        again=one.again,
        again_label=labels.label(one.again),
        helped=one.helped,
        url=absolute(url_for("experience.show", report_id=one.id)),
        **{name: one.answers.get(name) for name in SAME},
    )


class DraftIn(BaseModel):
    """A draft as it is sent: the fields as they are typed, and the version that they were written on."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, le=2**31 - 1)
    answers: dict[str, str | Annotated[list[str], Field(max_length=len(Eric))]] = Field(default_factory=dict)

    @field_validator("answers")
    @classmethod
    def _are_of_their_kind(cls, answers: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
        """`helped` is a list, all others are text."""
        if any(isinstance(value, list) is not (name == "helped") for name, value in answers.items()):
            raise ValueError("helped must be a list, and all others text")
        return answers


class DraftOut(BaseModel):
    """A region's own report as it is kept: version 0 and no answers before anything is."""

    version: int
    saved_at: str | None
    state: ReportState | None
    answers: dict[str, Any]


@bp.get("/regions/<slug>/experiences/<method_id>")
def own(slug: str, method_id: str) -> Response:
    """A region's own report as it is kept, published or not."""
    auth.demand(Action.REPORT_EXPERIENCE, slug)
    catalogue.find_region(db(), slug)
    report = experience.own(db(), auth.actor(), slug, method_id)
    experience.find_method(db(), slug, method_id, report)
    return _draft(report)


@bp.put("/regions/<slug>/experiences/<method_id>")
def keep(slug: str, method_id: str) -> Response:
    """Keep a region's draft as it is written; what is public does not change."""
    auth.demand(Action.REPORT_EXPERIENCE, slug)
    if not BaseForm(sent_here=False).takes(request.headers.get(HEADER, "")):
        return problem(403, f"the header {HEADER} must hold the token of the page")
    request.max_content_length = LARGEST_DRAFT
    try:
        given = DraftIn.model_validate_json(request.get_data())
    except ValidationError as error:
        wrong = [{"field": ".".join(map(str, one["loc"])), "code": one["type"]} for one in error.errors()]
        return problem(422, "the report cannot be read", errors=wrong)
    try:
        read = experience_input.read(given.answers)
        kept = experience.keep(db(), auth.actor(), slug, method_id, read, version=given.version)
        commit()
    except Invalid as error:
        db().rollback()
        errors = [{"field": one.field, "code": one.code, "detail": words_of(one)} for one in error.problems]
        return problem(422, str(errors[0]["detail"]), errors=errors)
    except Conflict:
        db().rollback()
        return problem(409, "the report was saved elsewhere")
    return _draft(kept)


def _draft(kept: ExperienceReport | None) -> Response:
    body = DraftOut(version=0, saved_at=None, state=None, answers={})
    if kept:
        at = kept.saved_at.isoformat()
        body = DraftOut(version=kept.version, saved_at=at, state=kept.state, answers=kept.answers)
    return Response(body.model_dump_json(), mimetype="application/json")
