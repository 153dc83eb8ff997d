"""Methods by regions: who uses what in the whole country, as a table and as a file."""

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, render_template

from registry.domain import ledger
from registry.domain.ledger import Entry
from registry.search.facets import Catalogue
from registry.search.service import Reference
from registry.sheets.cells import guarded
from registry.web import as_of as days
from registry.web import matrix as table_of
from registry.web.database import db, search
from registry.web.labels import label
from registry.web.rendering import local

bp = Blueprint("use_map", __name__)
COLUMNS = (
    "method", "name", "region", "region_name", "status", "status_name", "since", "precision", "coverage", "exit_how", "exit_why",
    "replaced_by", "source", "source_url", "confirmed_on",
)  # fmt: skip


@bp.get("/kayttokartta")
def matrix() -> str:
    """Methods by regions, on today or a past day."""
    session, as_of = db(), days.read()
    known, reference = search().catalogue(session), search().reference(session)
    asked = table_of.read(known, reference)
    held = search().adoption(session, as_of.day)
    page = table_of.MatrixPage(
        asked=asked,
        as_of=as_of,
        ids=table_of.chosen(asked, known, held),
        known=known,
        reference=reference,
        held=held,
    )
    return render_template("use_map/matrix.html", page=page)


@bp.get("/kayttokartta.csv")
def table() -> Response:
    """The same as a file, one line for each region and method of which something is recorded; no text is a formula."""
    session, as_of = db(), days.read()
    known, reference = search().catalogue(session), search().reference(session)
    asked = table_of.read(known, reference)
    ids = table_of.chosen(asked, known, search().adoption(session, as_of.day))
    place = {method_id: place for place, method_id in enumerate(ids)}
    said = [entry for entry in ledger.states(session, as_of.day) if entry.method in place]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in sorted(said, key=lambda entry: (place[entry.method], entry.region)):
        writer.writerow([guarded(cell) for cell in _cells(entry, known, reference)])
    headers = {"Content-Disposition": f"attachment; filename=kayttokartta-{as_of.day.isoformat()}.csv"}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


def _cells(entry: Entry, known: Catalogue, reference: Reference) -> Iterator[str]:
    yield from (entry.method, local(known.methods[entry.method].name))
    yield from (entry.region, local(reference.regions[entry.region].short))
    yield from (entry.status.value, label(entry.status))
    yield from (entry.since.isoformat(), entry.precision.value)
    yield "" if entry.coverage is None else str(entry.coverage)
    yield from (entry.exit_how or "", " ".join(entry.exit_why), entry.replaced_by or entry.replacement or "")
    yield from (entry.source.value, entry.source_url or "")
    yield entry.confirmed_on.isoformat() if entry.confirmed_on else ""
