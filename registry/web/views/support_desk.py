"""What staff do with support: take a request up, change its steps, adapt the steps to a method."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import checklists, methods, support, support_input, support_list
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.models import Method, SupportChecklist
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action
from registry.domain.support_input import StepInput
from registry.domain.support_list import Case
from registry.domain.support_terms import PHASES, Direction, SupportState
from registry.domain.vocabulary import State
from registry.web import auth, support_letters, support_page, support_steps
from registry.web.database import commit, db
from registry.web.forms.support import StepsForm, VersionForm, steps_form, written
from registry.web.support_page import WAYS

bp = Blueprint("support_desk", __name__)
Page = str | Response | tuple[str, int]


@bp.post("/tuki/<int(max=2147483647):request_id>/ota")
def take(request_id: int) -> Page:
    """Take a request up; it gets its steps then. Or take it over from a colleague."""
    auth.demand(Action.GIVE_SUPPORT)
    case = support_list.case(db(), auth.actor(), request_id)
    form, status = VersionForm(), 422
    if form.is_ours():
        try:
            _take(case, form.seen)
            return redirect(url_for("support.show", request_id=request_id, tehty="otettu"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        db().rollback()
    return support_page.show(request_id, take=form, conflict=status == 409), status


def _take(case: Case, seen: int) -> None:
    is_first, actor = case.request.taken_at is None, auth.actor()
    taken = support.take(db(), actor, case.request.id or 0, seen, utc_now())
    checklists.begin(db(), actor, taken, support_steps.general(taken.direction))
    if is_first:
        support_letters.queue_taken(taken, case.method)
    commit()


@bp.route("/tuki/<int(max=2147483647):request_id>/askeleet", methods=["GET", "POST"])
def steps(request_id: int) -> Page:
    """Add, take out and reword the steps of a request that is under way."""
    auth.demand(Action.GIVE_SUPPORT)
    case = support_list.case(db(), auth.actor(), request_id)
    if case.request.state is not SupportState.TAKEN and request.method == "GET":
        return redirect(url_for("support.show", request_id=request_id), 303)
    now = _given(case)
    form, status = steps_form(case.request.direction, now, case.request.version), 422
    if form.is_ours():
        try:
            given = support_input.read_steps(case.request.direction, form.typed())
            checklists.rewrite(db(), auth.actor(), request_id, given, form.seen, utc_now())
            commit()
            return redirect(url_for("support.show", request_id=request_id, tehty="muutettu", _anchor="askeleet"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        db().rollback()
        case = support_list.case(db(), auth.actor(), request_id)
    saved = _clash(form, case.request.direction, _given(case), case.request.version) if status == 409 else None
    page = render_template(
        "support/steps.html", case=case, form=form, phases=PHASES[case.request.direction], saved=saved
    )
    return page if request.method == "GET" else (page, status)


def _given(case: Case) -> tuple[StepInput, ...]:
    return tuple(StepInput(phase=step.phase, text=step.text) for step in case.steps if step.text)


def _clash(form: StepsForm, direction: Direction, now: Sequence[StepInput], version: int) -> dict[str, str]:
    """What is saved by now, to be shown beside what was typed; the next save is of both."""
    form.version.data = str(version)
    return written(direction, now)


@bp.route("/toimitus/tuki/<method_id>/<direction>", methods=["GET", "POST"])
def checklist(method_id: str, direction: str) -> Page:
    """The steps adapted to one method; the general ones where there are none yet."""
    auth.demand(Action.GIVE_SUPPORT)
    if direction not in WAYS:
        raise NotFound("checklist", f"{method_id}/{direction}")
    way, method = WAYS[direction], methods.named(db(), method_id)
    if request.method == "GET" and (method is None or method.state is not State.PUBLISHED):
        raise NotFound("method", method_id)
    newest = checklists.of_method(db(), method_id, way)
    form, status = steps_form(way, _steps(newest, way), newest.version if newest else 0), 422
    if form.is_ours():
        try:
            given = support_input.read_steps(way, form.typed())
            checklists.save(db(), auth.actor(), method_id, way, given, form.seen, utc_now())
            commit()
            return redirect(url_for(".checklist", method_id=method_id, direction=direction, tehty=1), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        except NotFound:
            status = 404
            form.refuse([support_page.GONE])
        db().rollback()
        method, newest = methods.named(db(), method_id), checklists.of_method(db(), method_id, way)
    saved = _clash(form, way, _steps(newest, way), newest.version if newest else 0) if status == 409 else None
    page = _checklist(method_id, method, way, newest, form, saved)
    return page if request.method == "GET" else (page, status)


def _steps(newest: SupportChecklist | None, way: Direction) -> tuple[StepInput, ...]:
    return checklists.steps_in(newest) if newest else support_steps.general(way)


def _checklist(
    method_id: str,
    method: Method | None,
    way: Direction,
    newest: SupportChecklist | None,
    form: StepsForm,
    saved: dict[str, str] | None,
) -> str:
    return render_template(
        "support/checklist.html",
        method_id=method_id,
        method=method,
        way=way,
        ways=WAYS,
        newest=newest,
        form=form,
        phases=PHASES[way],
        saved=saved,
        done=request.args.get("tehty"),
    )
