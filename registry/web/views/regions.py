"""The regions: what each does with how many methods on a day, the page of one, and its entries as they were recorded."""

from flask import Blueprint, render_template, request

from registry.domain import contacts, ledger
from registry.domain.errors import NotFound
from registry.domain.models import Region
from registry.search.service import Reference
from registry.web import as_of as days
from registry.web import entries_page, experience_part, notes, region_page, timeline
from registry.web.database import db, search
from registry.web.use_map import CountryPage

bp = Blueprint("regions", __name__)


@bp.get("/alueet")
def index() -> str:
    """All 22 regions, on today or a past day."""
    session, as_of = db(), days.read()
    page = CountryPage(
        as_of=as_of,
        regions=list(search().reference(session).regions.values()),
        counts=search().adoption(session, as_of.day).counts(),
        newest=ledger.newest(session),
    )
    return render_template("regions/index.html", page=page)


@bp.get("/alueet/<slug>")
def show(slug: str) -> str:
    """One region: what it uses, what it gave up and why, on today or a past day."""
    session, as_of = db(), days.read()
    known, reference = search().catalogue(session), search().reference(session)
    region = _found(reference, slug)
    changed = ledger.last_changed(session, slug)
    tracks = region_page.most_recent(changed)
    drawn = ledger.timeline(session, slug, tracks) if tracks else []
    entries = ledger.states(session, as_of.day, regions=[slug])
    page = region_page.RegionPage(
        region=region,
        as_of=as_of,
        published=known.methods,
        indicators=reference.indicators,
        entries=entries,
        planned=ledger.planned(session, as_of.today, regions=[slug]),
        changed=changed,
        timeline=timeline.draw(drawn, tracks, as_of.today, as_of.day),
        mailbox=contacts.mailbox(session, slug),
        redacted=notes.redacted(entries),
    )
    return render_template("regions/show.html", page=page, experience=experience_part.of_region(slug))


@bp.get("/alueet/<slug>/merkinnat")
def entries(slug: str) -> str:
    """What a region has recorded, newest first; of one method where it is asked for."""
    session = db()
    known, reference = search().catalogue(session), search().reference(session)
    region = _found(reference, slug)
    asked = entries_page.read(request.args, known.methods)
    methods = [asked.method.id] if asked.method else []
    found = ledger.entries(session, regions=[slug], methods=methods, offset=asked.offset, limit=entries_page.PER_PAGE)
    page = entries_page.EntriesPage(
        region=region,
        asked=asked,
        published=known.methods,
        entries=found,
        total=ledger.count_entries(session, regions=[slug], methods=methods),
        redacted=notes.redacted(found),
    )
    return render_template("regions/entries.html", page=page)


def _found(reference: Reference, slug: str) -> Region:
    if slug not in reference.regions:
        raise NotFound("region", slug)
    return reference.regions[slug]
