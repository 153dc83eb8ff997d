"""What a region's own people do with the ledger: their page, the form of an entry, confirmations, answers to mismatches, the mailbox."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import (
    adoption,
    adoption_input,
    catalogue,
    contacts,
    dates,
    ledger,
    methods,
    mismatches,
    survey_offers,
)
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.ledger import Pair
from registry.domain.models import Method, Region
from registry.domain.permissions import Action
from registry.domain.statuses import MismatchKind, Precision
from registry.search import cards
from registry.web import auth, experience_part, notes, own_page
from registry.web.database import db, search
from registry.web.forms import adoption as forms
from registry.web.i18n import current_language

bp = Blueprint("adoption", __name__)
Page = str | Response | tuple[str, int]
ANSWER_MONTHS = 12


@bp.get("/alueet/<slug>/omat")
def own(slug: str) -> str:
    """The region's own page."""
    auth.demand(Action.SEE_REGIONS_DESK, slug)
    return _own(slug, forms.ConfirmForm(), forms.MailboxForm())


def _own(slug: str, confirm_form: forms.ConfirmForm, mailbox_form: forms.MailboxForm) -> str:
    session, today = db(), dates.today()
    known, reference = search().catalogue(session), search().reference(session)
    entries = ledger.states(session, today, regions=[slug])
    mailbox = contacts.mailbox(session, slug)
    page = own_page.OwnPage(
        region=catalogue.find_region(session, slug),
        today=today,
        entries=[entry for entry in entries if entry.method in known.methods],
        published=known.methods,
        indicators=reference.indicators,
        mismatches=mismatches.found(session, auth.actor(), known.methods, today, slug),
        mailbox=mailbox,
        saved=next((entry for entry in entries if entry.method == request.args.get("tallennettu")), None),
    )
    if request.method == "GET":
        mailbox_form.mailbox.data = mailbox or ""
    redacted, forms_ = (
        notes.redacted_answers(page.mismatches),
        {"confirm_form": confirm_form, "mailbox_form": mailbox_form},
    )
    told = experience_part.of_own_page(slug, entries)
    may_record = auth.may(Action.RECORD_ADOPTION, slug)
    offered = survey_offers.newest(session, auth.actor(), slug, today) if may_record else None
    values = {"redacted": redacted, "experience": told, "offered": offered, **forms_}
    return render_template("adoption/own.html", page=page, **values)


@bp.post("/alueet/<slug>/vahvista")
def confirm(slug: str) -> Page:
    """Say of many entries at once that they still hold."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    form = forms.ConfirmForm()
    if not form.is_ours():
        return _own(slug, form, forms.MailboxForm()), 422
    done = adoption.confirm(db(), auth.actor(), slug, form.entry_ids(), dates.today())
    db().commit()
    return redirect(url_for("adoption.own", slug=slug, vahvistettu=done), 303)


@bp.post("/alueet/<slug>/postilaatikko")
def set_mailbox(slug: str) -> Page:
    """Give the region's role mailbox."""
    auth.demand(Action.SET_REGION_CONTACT, slug)
    form = forms.MailboxForm()
    if form.is_ours():
        try:
            contacts.set_mailbox(db(), auth.actor(), slug, form.mailbox.data or "")
            db().commit()
            return redirect(url_for("adoption.own", slug=slug, _anchor="kehen"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return _own(slug, forms.ConfirmForm(), form), 422


@bp.get("/alueet/<slug>/menetelmat/<method_id>")
def form(slug: str, method_id: str) -> str:
    """The form of an entry; `?korjaa=3` corrects entry 3."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    region, method, pair = _pair(slug, method_id)
    wrong = request.args.get("korjaa", type=int)
    if wrong is None:
        return _form(region, method, pair, forms.EntryForm(forms.blank(method, pair.version)))
    entry = next((one for one in pair.entries if one.number == wrong and not one.corrected and not one.withdraws), None)
    if entry is None:
        raise NotFound("entry", f"{slug}/{method_id}/{wrong}")
    return _form(region, method, pair, forms.EntryForm(forms.of_entry(entry, pair.version)))


@bp.post("/alueet/<slug>/menetelmat/<method_id>")
def save(slug: str, method_id: str) -> Page:
    """Record what was typed, or show all that is wrong with it beside what was typed."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    entry_form = forms.EntryForm()
    status, conflict = 422, False
    if entry_form.is_ours():
        try:
            _record(slug, method_id, entry_form)
            db().commit()
            return redirect(url_for("adoption.own", slug=slug, tallennettu=method_id), 303)
        except Invalid as error:
            entry_form.refuse(error.problems)
        except Conflict:
            status, conflict = 409, True
        db().rollback()
    region, method, pair = _pair(slug, method_id)
    if conflict:
        entry_form.version.data = str(pair.version)
    return _form(region, method, pair, entry_form, conflict=conflict), status


def _record(slug: str, method_id: str, entry_form: forms.EntryForm) -> None:
    session, actor, today = db(), auth.actor(), dates.today()
    seen, corrects = entry_form.seen, entry_form.corrected
    if corrects is not None and "withdraw" in request.form:
        note = entry_form.note.data or None
        adoption.withdraw(session, actor, slug, method_id, corrects, note=note, version=seen, today=today)
        return
    given = adoption_input.read(entry_form.typed())
    adoption.record(session, actor, slug, method_id, given, version=seen, today=today, corrects=corrects)


def _pair(slug: str, method_id: str) -> tuple[Region, Method, Pair]:
    session = db()
    region, method = catalogue.find_region(session, slug), methods.find(session, method_id)
    return region, method, ledger.pair(session, slug, method_id, dates.today())


def _form(region: Region, method: Method, pair: Pair, entry_form: forms.EntryForm, *, conflict: bool = False) -> str:
    known = search().catalogue(db())
    suggested = [key for key in method.details.get("replaced_by", []) if key in known.methods]
    return render_template(
        "adoption/form.html",
        region=region,
        card=cards.own(method),
        pair=pair,
        redacted=notes.redacted(pair.entries),
        form=entry_form,
        conflict=conflict,
        today=dates.today(),
        suggested=[known.methods[key] for key in suggested],
        others=[
            known.methods[key] for key in known.by_name(current_language().value) if key not in {*suggested, method.id}
        ],
    )


@bp.route("/alueet/<slug>/havainnot/<method_id>/<kind>", methods=["GET", "POST"])
def answer(slug: str, method_id: str, kind: str) -> Page:
    """Why the region knows of something that the registry points out, and until when it is silent."""
    auth.demand(Action.ANSWER_MISMATCH, slug)
    session, today = db(), dates.today()
    found = mismatches.found(session, auth.actor(), search().catalogue(session).methods, today, slug)
    one = next((one for one in found if (one.method.id, one.kind) == (method_id, kind)), None)
    if one is None:
        raise NotFound("mismatch", f"{slug}/{method_id}/{kind}")
    until = dates.written(dates.months_later(today, ANSWER_MONTHS), Precision.DAY)
    answer_form = forms.AnswerForm({"silent_until": until})
    if answer_form.is_ours():
        try:
            _answer(slug, method_id, one.kind, answer_form)
            return redirect(url_for("adoption.own", slug=slug, _anchor="havainnot"), 303)
        except Invalid as error:
            session.rollback()
            answer_form.refuse(error.problems)
    region = catalogue.find_region(session, slug)
    page = render_template("adoption/answer.html", region=region, one=one, card=cards.own(one.method), form=answer_form)
    return page if request.method == "GET" else (page, 422)


def _answer(slug: str, method_id: str, kind: MismatchKind, answer_form: forms.AnswerForm) -> None:
    because, until = answer_form.because.data or "", answer_form.silent_until.data or ""
    mismatches.answer(
        db(), auth.actor(), slug, method_id, kind, because=because, silent_until=until, today=dates.today()
    )
    db().commit()


@bp.get("/havainnot")
def all_mismatches() -> str:
    """For staff: what is pointed out in all regions."""
    auth.demand(Action.SEE_ALL_MISMATCHES)
    session = db()
    found = mismatches.found(session, auth.actor(), search().catalogue(session).methods, dates.today())
    regions = {region.slug: region for region in catalogue.regions(session)}
    redacted = notes.redacted_answers(found)
    return render_template("adoption/mismatches.html", found=found, regions=regions, own=cards.own, redacted=redacted)
