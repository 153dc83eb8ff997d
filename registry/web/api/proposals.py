"""`/proposals`: development proposals that have been made public, with their steps and answers. No person is in them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask import Blueprint, Response, url_for
from pydantic import Field

from registry.domain import dates, proposal_list, proposal_page
from registry.domain.models import ProposalStep
from registry.domain.permissions import NOBODY
from registry.domain.proposal_list import Listed
from registry.domain.proposal_terms import ProposalKind, ProposalSource, ProposalStatus
from registry.web import labels
from registry.web.api.adoptions import FURTHEST_PAGE, Asked
from registry.web.api.answers import answer, paged, use_language
from registry.web.api.problems import problem
from registry.web.api.schemas import Out
from registry.web.database import db, search
from registry.web.rendering import absolute

bp = Blueprint("api_proposals", __name__)

LARGEST_PAGE: Final = 500


class ProposalStepOut(Out):
    """A dated step; the first is that it came in and has no answer."""

    status: ProposalStatus
    status_label: str
    taken_on: date
    answer: str | None


class ProposalOut(Out):
    """A public proposal. What is about no method, no indicator and not the coefficient is a need."""

    id: int
    kind: ProposalKind
    kind_label: str
    title: str = Field(description="Empty where an administrator took it out; so is the text")
    text: str
    method: str | None
    indicator: str | None
    about_coefficient: bool
    source: ProposalSource
    region: str | None = Field(description="The region that it comes from")
    sent_on: date
    status: ProposalStatus
    status_label: str
    steps: list[ProposalStepOut]
    supporters: int
    supporting_regions: list[str]
    duplicate_of: int | None = Field(description="The public proposal that says the same")
    url: str


class ProposalList(Out):
    """Public proposals, newest first."""

    total: int
    page: int
    pages: int
    per_page: int
    items: list[ProposalOut]


@bp.get("/proposals")
def index() -> Response:
    """Public proposals by kind, status, method and indicator, newest first."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    asked, known = Asked(), search().catalogue(db())
    page, per_page = asked.number("page", 1, FURTHEST_PAGE), asked.number("per_page", LARGEST_PAGE, LARGEST_PAGE)
    narrowed = proposal_list.Asked(
        kinds=asked.values("kind", list(ProposalKind)),
        statuses=asked.values("status", list(ProposalStatus)),
        methods=asked.values("method", known.methods),
        indicators=asked.values("indicator", known.indicator_codes),
    )
    if asked.unknown:
        return asked.problem()
    counts = proposal_list.counts(db(), NOBODY, narrowed)
    total = sum(n for status, n in counts.items() if not narrowed.statuses or status in narrowed.statuses)
    found = proposal_list.listed(db(), NOBODY, narrowed, offset=(page - 1) * per_page, limit=per_page)
    return answer(ProposalList(**paged(page, per_page, total), items=_items(found)))


def _items(found: Sequence[Listed]) -> list[ProposalOut]:
    session, ids = db(), [one.id for one in found]
    texts = proposal_list.texts(session, NOBODY, ids)
    steps, regions = proposal_page.steps_of(session, ids), proposal_page.regions_of(session, ids)
    others = {one.duplicate_of for one in found if one.duplicate_of}
    seen = {one.id for one in proposal_list.by_ids(session, NOBODY, others)}
    return [
        ProposalOut(
            id=one.id,
            kind=one.kind,
            kind_label=labels.label(one.kind),
            title=one.title,
            text=texts.get(one.id, ""),
            method=one.method_id if one.method else None,
            indicator=one.indicator_code,
            about_coefficient=one.kind is ProposalKind.COEFFICIENT_CHANGE,
            source=one.source,
            region=one.region,
            sent_on=dates.day_of(one.sent_at),
            status=one.status,
            status_label=labels.label(one.status),
            steps=[_step(step) for step in steps.get(one.id, [])],
            supporters=one.supporters,
            supporting_regions=regions.get(one.id, []),
            duplicate_of=one.duplicate_of if one.duplicate_of in seen else None,
            url=absolute(url_for("proposals.show", proposal_id=one.id)),
        )
        for one in found
    ]


def _step(step: ProposalStep) -> ProposalStepOut:
    return ProposalStepOut(
        status=step.status, status_label=labels.label(step.status), taken_on=step.taken_on, answer=step.answer
    )
