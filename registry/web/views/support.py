"""Support: what it is, a region's request, and what both sides do with it: notes, ticks, the end."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import catalogue, dates, methods, support, support_input, support_list
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.models import Method, Region, SupportRequest
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action
from registry.domain.support_terms import ENDED, PHASES, Direction, SupportState
from registry.domain.vocabulary import Group, State
from registry.search import cards
from registry.web import auth, support_letters, support_page, support_steps
from registry.web.database import commit, db
from registry.web.forms.support import AskForm, EndForm, NoteForm, TickForm
from registry.web.support_page import GONE, WAYS

bp = Blueprint("support", __name__)
Page = str | Response | tuple[str, int]
LAST_PAGE = 10_000


@bp.get("/tuki")
def index() -> str:
    """What support is; for a region its requests, for staff all of them: what waits, what is under way, what has ended."""
    session, actor = db(), auth.actor()
    reads = bool(actor.regions) or auth.may(Action.GIVE_SUPPORT)
    number = min(max(request.args.get("sivu", 1, type=int), 1), LAST_PAGE)
    per_page = support_list.PER_PAGE
    ended = (
        support_list.listed(session, actor, ENDED, limit=per_page + 1, offset=(number - 1) * per_page) if reads else []
    )
    return render_template(
        "support/index.html",
        reads=reads,
        waiting=support_list.listed(session, actor, {SupportState.ASKED}) if reads else [],
        taken=support_list.listed(session, actor, {SupportState.TAKEN}) if reads else [],
        ended=ended[:per_page],
        number=number,
        has_more=len(ended) > per_page,
        today=dates.today(),
        phases=PHASES,
        general=support_steps.GENERAL,
        sources=support_steps.SOURCES,
    )


@bp.route("/alueet/<slug>/tuki/<method_id>", methods=["GET", "POST"])
def ask(slug: str, method_id: str) -> Page:
    """The form of a request; `?suunta=luopuminen` chooses the direction."""
    auth.demand(Action.ASK_FOR_SUPPORT, slug)
    session = db()
    region, method, gone = catalogue.find_region(session, slug), methods.named(session, method_id), False
    if request.method == "GET" and (method is None or method.state is not State.PUBLISHED):
        raise NotFound("method", method_id)
    form = AskForm({"direction": _likely(method).value} if method else {})
    if form.is_ours():
        try:
            made = _ask(region, method_id, form)
            return redirect(url_for("support.show", request_id=made.id, tehty="pyydetty"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except NotFound:
            gone = True
            form.refuse([GONE])
        session.rollback()
    region, method = catalogue.find_region(session, slug), methods.named(session, method_id)
    about = {"region": region, "method_id": method_id, "method": method, "form": form}
    page = render_template(
        "support/ask.html", **about, open=support.open_of(session, slug, method_id), Direction=Direction
    )
    return page if request.method == "GET" else (page, 404 if gone else 422)


def _likely(method: Method) -> Direction:
    """What was asked for in the address, or what the method's own class suggests."""
    least = cards.own(method).rating.group is Group.LEAST_BENEFICIAL
    return WAYS.get(request.args.get("suunta", ""), Direction.GIVE_UP if least else Direction.ADOPT)


def _ask(region: Region, method_id: str, form: AskForm) -> SupportRequest:
    given = support_input.read_ask(form.typed())
    method = methods.find(db(), method_id)
    made = support.ask(db(), auth.actor(), region.slug, method_id, given, utc_now())
    support_letters.queue_asked(made, method.name, region.short)
    commit()
    return made


@bp.get("/tuki/<int(max=2147483647):request_id>")
def show(request_id: int) -> str:
    """One request, for its region and for staff."""
    return support_page.show(request_id)


@bp.post("/tuki/<int(max=2147483647):request_id>/merkinta")
def note(request_id: int) -> Page:
    """Add a dated note."""
    support.find(db(), auth.actor(), request_id)
    form = NoteForm()
    if form.is_ours():
        try:
            given = support_input.read_note(form.typed(), dates.today())
            made = support.write_note(db(), auth.actor(), request_id, given, utc_now())
            commit()
            return redirect(
                url_for(".show", request_id=request_id, tehty="merkitty", _anchor=f"merkinta-{made.id}"), 303
            )
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return support_page.show(request_id, note=form), 422


@bp.post("/tuki/<int(max=2147483647):request_id>/tehdyt")
def tick(request_id: int) -> Page:
    """Tick steps off, or take ticks back."""
    support.find(db(), auth.actor(), request_id)
    form, status = TickForm(), 422
    if form.is_ours():
        try:
            support.tick(db(), auth.actor(), request_id, form.before(), form.after(), utc_now())
            commit()
            return redirect(url_for(".show", request_id=request_id, tehty="askeleet", _anchor="askeleet"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        db().rollback()
    return support_page.show(request_id, ticks=form, moved=status == 409), status


@bp.post("/tuki/<int(max=2147483647):request_id>/paata")
def end(request_id: int) -> Page:
    """End a request: staff in either way, the region by breaking it off."""
    support.find(db(), auth.actor(), request_id)
    form, status = EndForm(), 422
    if form.is_ours():
        try:
            given = support_input.read_end(form.typed())
            support.end(db(), auth.actor(), request_id, given, form.seen, utc_now())
            commit()
            return redirect(url_for(".show", request_id=request_id, tehty="paatetty"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        db().rollback()
    return support_page.show(request_id, end=form, conflict=status == 409), status
