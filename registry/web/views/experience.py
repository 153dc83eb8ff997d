"""Experience reports of regions: the public list, one report with its versions, and the form that the region's own people write."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import catalogue, dates, experience, experience_input, methods
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.experience_terms import Again, CoreKept, Eric, Planned, ReAim, ReportState
from registry.domain.models import ExperienceReport
from registry.domain.permissions import Action
from registry.web import auth, experience_page
from registry.web.database import commit, db
from registry.web.forms.experience import ReportForm, WithdrawalForm, of_report

bp = Blueprint("experience", __name__)
Page = str | Response | tuple[str, int]
GONE = Invalid("method", "gone")
WORDS = {"ReAim": ReAim, "Eric": Eric, "Planned": Planned, "CoreKept": CoreKept, "Again": Again}


@bp.get("/kokemukset")
def index() -> str:
    """All published reports, narrowed by method, region, answer and indicator."""
    page = experience_page.list_page(request.args)
    return render_template("experience/index.html", page=page, said=experience_page.said, **WORDS)


@bp.get("/kokemukset/<int(max=2147483647):report_id>")
def show(report_id: int) -> str:
    """One report: what is public of it, or with `?luonnos=1` what its region has written since."""
    number = 0 if experience_page.is_draft_asked() else None
    return _show(experience_page.report_page(auth.actor(), report_id, number))


@bp.get("/kokemukset/<int(max=2147483647):report_id>/versiot/<int(max=2147483647):number>")
def version(report_id: int, number: int) -> str:
    """A report as it was published once."""
    if not number:
        raise NotFound("version", str(number))
    return _show(experience_page.report_page(auth.actor(), report_id, number))


def _show(page: experience_page.ReportPage) -> str:
    about = {"page": page, "done": request.args.get("tehty"), "taken_back": ReportState.WITHDRAWN}
    return render_template("experience/show.html", **about, **WORDS)


@bp.get("/alueet/<slug>/kokemukset/<method_id>")
def edit(slug: str, method_id: str) -> str:
    """The form of a report: what the region has written so far, or nothing."""
    auth.demand(Action.REPORT_EXPERIENCE, slug)
    report = experience.own(db(), auth.actor(), slug, method_id)
    experience.find_method(db(), slug, method_id, report)
    return _form(slug, method_id, report, ReportForm(of_report(report)))


@bp.post("/alueet/<slug>/kokemukset/<method_id>")
def save(slug: str, method_id: str) -> Page:
    """Keep the report as it is written, or publish it; whatever is wrong with it, what was typed is shown again."""
    auth.demand(Action.REPORT_EXPERIENCE, slug)
    form, status, conflict = ReportForm(), 422, False
    if form.is_ours():
        try:
            return _saved(slug, method_id, form)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status, conflict = 409, True
        except NotFound:
            status = 404
            form.refuse([GONE])
        db().rollback()
    report = experience.own(db(), auth.actor(), slug, method_id)
    if conflict:
        form.version.data = str(report.version if report else 0)
    return _form(slug, method_id, report, form, conflict=conflict), status


def _saved(slug: str, method_id: str, form: ReportForm) -> Response:
    given, seen = experience_input.read(form.typed()), form.seen
    if "publish" in request.form:
        made = experience.publish(db(), auth.actor(), slug, method_id, given, version=seen, today=dates.today())
        commit()
        return redirect(url_for("experience.show", report_id=made.id, tehty="julkaistu"), 303)
    experience.keep(db(), auth.actor(), slug, method_id, given, version=seen)
    commit()
    return redirect(url_for("experience.edit", slug=slug, method_id=method_id, tehty="luonnos"), 303)


def _form(
    slug: str, method_id: str, report: ExperienceReport | None, form: ReportForm, *, conflict: bool = False
) -> str:
    region, method = catalogue.find_region(db(), slug), methods.named(db(), method_id)
    return render_template(
        "experience/form.html",
        region=region,
        method_id=method_id,
        method=method,
        report=report,
        form=form,
        conflict=conflict,
        done=request.args.get("tehty"),
        is_public=report is not None and report.state is ReportState.PUBLISHED,
        **WORDS,
    )


@bp.route("/alueet/<slug>/kokemukset/<method_id>/peru", methods=["GET", "POST"])
def withdraw(slug: str, method_id: str) -> Page:
    """Take a published report back, with the reason."""
    auth.demand(Action.REPORT_EXPERIENCE, slug)
    report = experience.own(db(), auth.actor(), slug, method_id)
    wanted = {ReportState.PUBLISHED} | ({ReportState.WITHDRAWN} if request.method == "POST" else set())
    if report is None or report.state not in wanted:
        raise NotFound(experience.KIND, f"{slug}/{method_id}")
    form, status = WithdrawalForm({"version": str(report.version)}), 422
    if form.is_ours():
        try:
            made = experience.withdraw(db(), auth.actor(), slug, method_id, form.reason.data or "", version=form.seen)
            commit()
            return redirect(_after(made), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except (Conflict, NotFound):
            status = 409
        db().rollback()
    page = _withdrawal(slug, method_id, form, is_late=status == 409)
    return page if request.method == "GET" else (page, status)


def _after(withdrawn: ExperienceReport) -> str:
    """Where one goes on: the report, or the own page where the method is a draft again and the report is not shown."""
    if methods.named(db(), withdrawn.method_id) is None:
        return url_for("adoption.own", slug=withdrawn.region_slug)
    return url_for("experience.show", report_id=withdrawn.id, tehty="peruttu")


def _withdrawal(slug: str, method_id: str, form: WithdrawalForm, *, is_late: bool) -> str:
    """The page, with the reason as it was typed; `is_late`: somebody else saved the report, or took it back, meanwhile."""
    report = experience.own(db(), auth.actor(), slug, method_id)
    gone = report is not None and report.state is ReportState.WITHDRAWN
    if is_late and report is not None:
        form.version.data = str(report.version)
    return render_template(
        "experience/withdraw.html",
        region=catalogue.find_region(db(), slug),
        method=methods.named(db(), method_id),
        report=report,
        form=form,
        conflict=is_late and not gone,
        gone=gone,
    )
