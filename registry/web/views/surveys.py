"""The HYTE status survey for those who answer: the rounds, a region's answers section by section, and handing them in."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import dates, survey_answers, survey_progress, survey_submissions, surveys
from registry.domain.errors import Invalid
from registry.domain.permissions import Action
from registry.domain.proposal_terms import ProposalKind
from registry.domain.survey_answers import Saved
from registry.domain.survey_terms import SurveyState
from registry.web import auth, survey_page, survey_section
from registry.web.database import commit, db
from registry.web.forms import surveys as forms
from registry.web.problems import words_of
from registry.web.survey_section import SectionPage

bp = Blueprint("surveys", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/hyte-status")
def index() -> str:
    """The rounds, with how far one's own region is in those that are open."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    actor, today = auth.actor(), dates.today()
    every = [(about, surveys.state_on(about, today)) for about in surveys.all_rounds(db())]
    own = [one for one in actor.regions if auth.may(Action.ANSWER_SURVEY, one)]
    progress = {
        about.key: [survey_progress.of_region(db(), actor, about, region) for region in own]
        for about, state in every
        if state is SurveyState.OPEN
    }
    return render_template("surveys/index.html", rounds=every, own=own, progress=progress, SurveyState=SurveyState)


@bp.get("/hyte-status/<key>/<slug>")
def region(key: str, slug: str) -> str:
    """A region's answers: its sections, what is missing, who saved last."""
    page = survey_page.of_region(key, slug)
    return render_template("surveys/region.html", page=page, done=request.args.get("tehty"))


@bp.get("/hyte-status/<key>/<slug>/<section>")
def section(key: str, slug: str, section: str) -> str:
    """One section, to be written or, where it cannot be, to be read."""
    found = survey_section.of_section(survey_page.of_region(key, slug), section)
    return _section(found, forms.SectionForm())


def _section(found: SectionPage, form: forms.SectionForm, *, conflict: bool = False) -> str:
    return render_template(
        "surveys/section.html",
        found=found,
        page=found.page,
        form=form,
        conflict=conflict,
        done=request.args.get("tehty"),
        ProposalKind=ProposalKind,
    )


@bp.post("/hyte-status/<key>/<slug>/<section>")
def save(key: str, slug: str, section: str) -> Page:
    """Save all answers of a section; what cannot be saved is shown again as it was typed, beside what others saved first."""
    auth.demand(Action.ANSWER_SURVEY, slug)
    found = survey_section.of_section(survey_page.of_region(key, slug), section)
    form = forms.SectionForm()
    given = forms.typed(dict(found.page.slots(found.section)), found.methods)
    done, problems = Saved(), list[Invalid]()
    if form.is_ours():
        try:
            done = survey_answers.save_all(db(), auth.actor(), key, slug, given, dates.today())
            problems = done.problems
            commit()
            if not problems and not done.elsewhere:
                return redirect(_next(key, slug, found), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    again = survey_section.of_section(survey_page.of_region(key, slug), section)
    left = {slot: typed for slot, typed in given.items() if slot not in done.saved}
    form.wrong = _wrong(problems)
    survey_section.show_again(again, left, form.wrong)
    survey_section.show_theirs(again, done.elsewhere)
    return _section(again, form, conflict=bool(done.elsewhere)), 409 if done.elsewhere else 422


def _next(key: str, slug: str, found: SectionPage) -> str:
    """Where the button that was pressed leads: to the next section, or back to this one."""
    after = found.page.after(found.section) if "next" in request.form else None
    if "next" in request.form and after is None:
        return url_for("surveys.hand_in", key=key, slug=slug)
    return url_for("surveys.section", key=key, slug=slug, section=(after or found.section).id, tehty="tallennettu")


def _wrong(problems: Sequence[Invalid]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(words_of(problem))
    return found


@bp.route("/hyte-status/<key>/<slug>/anna", methods=["GET", "POST"])
def hand_in(key: str, slug: str) -> Page:
    """What is missing, and handing in."""
    auth.demand(Action.ANSWER_SURVEY, slug)
    form = forms.HandInForm()
    if form.is_ours():
        try:
            survey_submissions.hand_in(db(), auth.actor(), key, slug, dates.today())
            commit()
            return redirect(url_for("surveys.region", key=key, slug=slug, tehty="annettu"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(one for one in error.problems if one.field == "answers")
    page = survey_page.of_region(key, slug)
    lacking = survey_submissions.lacking(db(), page.about, slug)
    shown = render_template("surveys/hand_in.html", page=page, form=form, lacking=lacking)
    return shown if request.method == "GET" else (shown, 422)
