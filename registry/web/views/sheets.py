"""Spreadsheets of a region's entries: importing one (check, then agree), and downloading the entries or an empty template."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from registry.domain import catalogue, dates
from registry.domain.errors import Invalid, NotFound
from registry.domain.permissions import Action
from registry.settings import Settings
from registry.sheets import exporting, ledger_sheet, waiting, writing
from registry.sheets.exporting import Table
from registry.sheets.ledger_sheet import Ask
from registry.sheets.plan import Fate, Plan
from registry.web import auth
from registry.web.database import db, search
from registry.web.downloads import XLSX, as_file
from registry.web.forms import sheets as forms
from registry.web.forms.sheets import UploadForm, Waiting, WaitingForm
from registry.web.i18n import current_language
from registry.web.labels import sheet_words
from registry.web.sheets_page import SheetPage

bp = Blueprint("sheets", __name__)
Page = str | BaseResponse | tuple[str, int]
MARK = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""


@bp.get("/alueet/<slug>/tuonti")
def upload(slug: str) -> Page:
    """Where a file is chosen; with `?tiedosto=` what becomes of the rows of one that waits."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    word = request.args.get("tiedosto")
    if word is None:
        form = UploadForm()
        form.refuse([forms.TOLD[told] for told in request.args.getlist("virhe")[:1] if told in forms.TOLD])
        return _page(slug, form)
    try:
        found, content = _waiting(slug, word)
    except NotFound:
        return _told(slug, "vanhentunut")
    return _shown(slug, found, ledger_sheet.check(db(), auth.actor(), content, _ask(slug)))


@bp.post("/alueet/<slug>/tuonti")
def check(slug: str) -> Page:
    """Check a file: one that is faulty is shown with its faults and forgotten, any other waits to be agreed to."""
    forms.limit()
    auth.demand(Action.RECORD_ADOPTION, slug)
    form, plan = forms.uploaded(), None
    if form is None:
        return _told(slug, "liian-suuri")
    if form.is_ours():
        try:
            content = form.content()
            plan = ledger_sheet.check(db(), auth.actor(), content, _ask(slug))
            if plan.is_clean:
                word = forms.signed(Waiting(waiting.keep(_data(), content), auth.actor().person_id, slug))
                return redirect(url_for("sheets.upload", slug=slug, tiedosto=word), 303)
        except Invalid as error:
            form.refuse(error.problems)
    return _page(slug, form, plan), 422


@bp.post("/alueet/<slug>/tuonti/tallenna")
def agree(slug: str) -> Page:
    """Take in the file that waits, if its rows still mean what was shown."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    form, session, actor = WaitingForm(), db(), auth.actor()
    if not form.is_ours():
        return _again(slug, form)
    try:
        found, content = _waiting(slug, form.waiting.data or "")
    except NotFound:
        return _told(slug, "vanhentunut")
    plan, taken = ledger_sheet.take(session, actor, content, _ask(slug), expected=found.shown)
    if not taken:
        session.rollback()
        return _shown(slug, found, plan, moved=True), 409
    session.commit()
    waiting.drop(_data(), found.name)
    return redirect(url_for("sheets.upload", slug=slug, tuotu=plan.count(Fate.NEW)), 303)


@bp.post("/alueet/<slug>/tuonti/hylkaa")
def give_up(slug: str) -> Page:
    """Forget the file that waits."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    form = WaitingForm()
    if not form.is_ours():
        return _again(slug, form)
    with suppress(NotFound):
        waiting.drop(_data(), forms.unsigned(form.waiting.data or "", auth.actor().person_id, slug).name)
    return redirect(url_for("sheets.upload", slug=slug), 303)


def _again(slug: str, form: WaitingForm) -> Page:
    """The answer to a form without its token: the same file once more, where it still waits."""
    try:
        found, content = _waiting(slug, form.waiting.data or "")
    except NotFound:
        return _page(slug, UploadForm(sent_here=False), agreement=form), 422
    return _shown(slug, found, ledger_sheet.check(db(), auth.actor(), content, _ask(slug)), form), 422


def _told(slug: str, problem: str) -> Page:
    return redirect(url_for("sheets.upload", slug=slug, virhe=problem), 303)


def _waiting(slug: str, word: str) -> tuple[Waiting, bytes]:
    """The file that a word is for, and what is in it. Raises NotFound."""
    found = forms.unsigned(word, auth.actor().person_id, slug)
    return found, waiting.read(_data(), found.name)


def _shown(slug: str, found: Waiting, plan: Plan, form: WaitingForm | None = None, *, moved: bool = False) -> str:
    """The plan of a file that waits, with the form to agree to just this one; where it can no longer be taken, with a form for another."""
    if not plan.is_clean:
        return _page(slug, UploadForm(sent_here=False), plan, moved=moved)
    form = form or WaitingForm(sent_here=False)
    form.waiting.data = forms.signed(replace(found, shown=plan.fingerprint))
    return _page(slug, UploadForm(sent_here=False), plan, form, moved=moved)


def _page(
    slug: str, form: UploadForm, plan: Plan | None = None, agreement: WaitingForm | None = None, *, moved: bool = False
) -> str:
    region, published = catalogue.find_region(db(), slug), search().catalogue(db()).methods
    return render_template("sheets/import.html", page=SheetPage(region, published, form, plan, agreement, moved))


@bp.get("/alueet/<slug>/merkinnat.csv")
def entries_csv(slug: str) -> Response:
    """The entries of a region that stand, as CSV."""
    return _csv(_entries(slug), f"{slug}-merkinnat.csv")


@bp.get("/alueet/<slug>/merkinnat.xlsx")
def entries_xlsx(slug: str) -> Response:
    """The entries of a region that stand, as a workbook."""
    return _xlsx(_entries(slug), f"{slug}-merkinnat.xlsx")


@bp.get("/alueet/<slug>/pohja.csv")
def template_csv(slug: str) -> Response:
    """An empty sheet for a region, as CSV."""
    return _csv(_template(slug), f"{slug}-pohja.csv")


@bp.get("/alueet/<slug>/pohja.xlsx")
def template_xlsx(slug: str) -> Response:
    """An empty sheet for a region, as a workbook."""
    return _xlsx(_template(slug), f"{slug}-pohja.xlsx")


def _entries(slug: str) -> Table:
    region = catalogue.find_region(db(), slug)
    return exporting.entries(db(), sheet_words(), current_language().value, [region.slug])


def _template(slug: str) -> Table:
    region = catalogue.find_region(db(), slug)
    return exporting.template(db(), sheet_words(), current_language().value, region.slug)


def _csv(table: Table, name: str) -> Response:
    return as_file(MARK + "".join(writing.csv_lines(table)), "text/csv", name)


def _xlsx(table: Table, name: str) -> Response:
    return as_file(writing.workbook(table, sheet_words()), XLSX, name)


def _ask(slug: str) -> Ask:
    return Ask(sheet_words(), dates.today(), slug)


def _data() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.data_dir
