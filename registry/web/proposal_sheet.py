"""Proposals as a table: what the reader may see of them, in the reader's language."""

from typing import Final

from flask import url_for

from registry.domain import dates, installation, proposal_list, proposal_page
from registry.domain.models import ProposalStep
from registry.domain.permissions import Actor
from registry.domain.proposal_list import Asked, Listed
from registry.sheets.plain_table import Cell
from registry.web.database import db, search
from registry.web.i18n import gettext
from registry.web.labels import label
from registry.web.rendering import absolute, local

HEADER: Final = (
    "id", "kind", "kind_name", "title", "text", "status", "status_name", "answer", "answered_on", "method", "method_name", "indicator",
    "source", "region", "region_name", "supporters", "supporting_regions", "sent_on", "duplicate_of", "public", "url",
)  # fmt: skip


def table(asked: Asked, actor: Actor) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows, newest first. Six queries. The table of a demo says in every row that it is made up."""
    session = db()
    found = proposal_list.listed(session, actor, asked)
    ids = [one.id for one in found]
    texts = proposal_list.texts(session, actor, ids)
    steps, regions = proposal_page.steps_of(session, ids), proposal_page.regions_of(session, ids)
    is_demo = installation.is_demo(session)
    header = [*HEADER, *(["example"] if is_demo else [])]
    others = {one.duplicate_of for one in found if one.duplicate_of}
    seen = {one.id for one in proposal_list.by_ids(session, actor, others)}
    rows = []
    for one in found:
        other = one.duplicate_of if one.duplicate_of in seen else None
        row = _row(one, texts.get(one.id, ""), steps[one.id], " ".join(regions.get(one.id, [])), other)
        rows.append([*row, *([gettext("Example data, made up.")] if is_demo else [])])
    return header, rows


def _row(one: Listed, text: str, steps: list[ProposalStep], regions: str, other: int | None) -> list[Cell]:
    reference = search().reference(db())
    last = steps[-1]
    return [
        one.id,
        one.kind.value,
        label(one.kind),
        one.title,
        text,
        one.status.value,
        label(one.status),
        last.answer,
        last.taken_on.isoformat() if len(steps) > 1 else None,
        one.method_id if one.method else None,
        local(one.method) if one.method else None,
        one.indicator_code,
        one.source.value,
        one.region,
        local(reference.regions[one.region].short) if one.region else None,
        one.supporters,
        regions,
        dates.day_of(one.sent_at).isoformat(),
        other,
        int(one.is_public),
        absolute(url_for("proposals.show", proposal_id=one.id)),
    ]
