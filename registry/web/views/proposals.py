"""Development proposals as everybody reads them: the list and the board, one with its answers and files, and the list as a file."""

from flask import Blueprint, Response, current_app, render_template

from registry.domain import attachments
from registry.sheets import plain_table
from registry.web import auth, proposal_page, proposal_sheet, proposals_page
from registry.web.database import db
from registry.web.downloads import XLSX, as_file

bp = Blueprint("proposals", __name__)
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""What a file that somebody sent may do in a browser: nothing."""


@bp.get("/kehitysehdotukset")
def index() -> str:
    """The proposals that the reader may see, as a list or as a board by status."""
    page = proposals_page.of()
    return render_template("proposals/board.html" if page.is_board else "proposals/index.html", page=page)


@bp.get("/kehitysehdotukset/<int(max=2147483647):proposal_id>")
def show(proposal_id: int) -> str:
    """A proposal; one that is not public is there for those who may see it alone."""
    return proposal_page.render(proposal_id)


@bp.get("/kehitysehdotukset/<int(max=2147483647):proposal_id>/liitteet/<int(max=2147483647):attachment_id>")
def attachment(proposal_id: int, attachment_id: int) -> Response:
    """A file of a proposal, to be saved and never shown within the service."""
    folder = current_app.config["SETTINGS"].data_dir
    found, content = attachments.read(db(), auth.actor(), proposal_id, attachment_id, folder)
    response = Response(content, mimetype=found.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=found.name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@bp.get("/kehitysehdotukset.csv")
def table_csv() -> Response:
    """The list as CSV."""
    return as_file(plain_table.csv_text(*_table()), "text/csv", "kehitysehdotukset.csv")


@bp.get("/kehitysehdotukset.xlsx")
def table_xlsx() -> Response:
    """The list as a workbook."""
    return as_file(plain_table.workbook(*_table()), XLSX, "kehitysehdotukset.xlsx")


def _table() -> tuple[list[str], list[list[plain_table.Cell]]]:
    return proposal_sheet.table(proposals_page.read([]), auth.actor())
