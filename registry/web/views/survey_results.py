"""The results of a round of the HYTE status survey, for the regions, the editors and the observers: never for the public."""

from flask import Blueprint, Response, render_template, request

from registry.domain import dates, survey_submitted
from registry.domain.errors import NotFound
from registry.domain.permissions import Action
from registry.domain.survey_results import Place
from registry.domain.survey_submitted import Asked
from registry.domain.survey_terms import QuestionKind
from registry.sheets import plain_table
from registry.sheets.plain_table import Cell
from registry.web import auth, survey_region_page, survey_results_page, survey_sheet
from registry.web.database import db, search
from registry.web.downloads import XLSX, as_file
from registry.web.query import readable
from registry.web.survey_region_page import PER_PAGE, RegionPage
from registry.web.survey_results_page import HeatMap, Reading

bp = Blueprint("survey_results", __name__)


@bp.get("/hyte-status/<key>/tulokset")
def show(key: str) -> str:
    """The heat map, alone or compared with another round by `?vertaa=`, of all indicators or those of `?teema=`."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    page = _heat_map(key)
    divided = survey_results_page.divisions(page.asked.definition, page.reading.answers)
    return render_template("survey_results/show.html", page=page, divided=divided)


def _heat_map(key: str) -> HeatMap:
    session = db()
    known = survey_submitted.rounds(session, auth.actor(), dates.today())
    reference, asked = search().reference(session), survey_submitted.find(known, key)
    question = survey_results_page.maturity(asked.definition, request.args.get("kypsyys", ""))
    theme, other = request.args.get("teema", ""), request.args.get("vertaa", "")
    earlier = next((one for one in known if one.key == other != key), None)
    readings = _readings(
        [asked, *([earlier] if earlier else [])], survey_results_page.asked_for_heat(asked.definition, question)
    )
    lost = {"teema": theme and theme not in reference.themes, "vertaa": other and earlier is None}
    unknown = [(name, readable(request.args[name])[:80]) for name, is_lost in lost.items() if is_lost]
    return HeatMap(
        reading=readings[0],
        reference=reference,
        rounds=known,
        question=question,
        theme=reference.themes.get(theme),
        earlier=readings[1] if earlier else None,
        unknown=unknown,
    )


def _readings(wanted: list[Asked], questions: list[str], regions: list[str] | None = None) -> list[Reading]:
    """What was handed in to some rounds. Two queries, however many rounds."""
    session, actor, numbers = db(), auth.actor(), [one.id for one in wanted]
    there = survey_submitted.handed_in(session, actor, numbers)
    said = survey_submitted.answers(session, actor, numbers, questions=questions, regions=regions or ())
    return [Reading(one, there[one.id], said[one.id]) for one in wanted]


@bp.get("/hyte-status/<key>/tulokset/<slug>")
def region(key: str, slug: str) -> str:
    """A region beside the country, and what has changed since the round before or the one of `?vertaa=`."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    session, actor = db(), auth.actor()
    known, asked = _found(key)
    reference = search().reference(session)
    if slug not in reference.regions:
        raise NotFound("region", slug)
    other = next((one for one in known if one.key == request.args.get("vertaa") != key), None)
    earlier = other or survey_submitted.before(known, asked)
    numbers = [asked.id, *([earlier.id] if earlier else [])]
    question = survey_results_page.maturity(asked.definition, request.args.get("kypsyys", ""))
    own = survey_submitted.answers(session, actor, numbers, regions=[slug])
    country = survey_submitted.answers(session, actor, [asked.id], questions=[question.id if question else ""])
    page = RegionPage(
        asked=asked,
        earlier=earlier,
        region=reference.regions[slug],
        has_answered=slug in survey_submitted.handed_in(session, actor, [asked.id])[asked.id],
        question=question,
        own=own[asked.id],
        own_before=own[earlier.id] if earlier else [],
        country=country[asked.id],
        reference=reference,
        known=search().catalogue(session),
    )
    return render_template("survey_results/region.html", page=page, QuestionKind=QuestionKind, Place=Place)


@bp.get("/hyte-status/<key>/tulokset/menetelmat")
def named(key: str) -> str:
    """The methods that regions named, by indicator."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    session = db()
    _known, asked = _found(key)
    questions = [one.id for one in survey_results_page.of_kind(asked.definition, QuestionKind.METHODS)]
    (reading,) = _readings([asked], questions or [""])
    reference = search().reference(session)
    found = survey_region_page.named(asked, reading.answers, reference, search().catalogue(session))
    return render_template(
        "survey_results/named.html", asked=asked, reading=reading, found=found, regions=reference.regions
    )


@bp.get("/hyte-status/<key>/tulokset/tekstit")
def texts(key: str) -> str:
    """What regions wrote to one question, `?kysymys=`, paged by `?sivu=`."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    _known, asked = _found(key)
    questions = survey_region_page.questions_with_words(asked.definition)
    chosen = next(
        (one for one in questions if one.id == request.args.get("kysymys")), questions[0] if questions else None
    )
    (reading,) = _readings([asked], [chosen.id if chosen else ""])
    reference = search().reference(db())
    said = survey_region_page.texts(reading.answers, chosen, reference) if chosen else []
    pages = max(1, -(-len(said) // PER_PAGE))
    number = min(max(request.args.get("sivu", 1, type=int), 1), pages)
    shown = said[(number - 1) * PER_PAGE : number * PER_PAGE]
    values = {"number": number, "pages": pages, "total": len(said), "regions": reference.regions}
    return render_template(
        "survey_results/texts.html", asked=asked, questions=questions, chosen=chosen, shown=shown, **values
    )


@bp.get("/hyte-status/<key>/tulokset.csv")
def table(key: str) -> Response:
    """All answers that are in, as CSV; no cell is a formula."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    header, rows = _sheet(key)
    return as_file(plain_table.csv_text(header, rows), "text/csv", f"hyte-status-{key}.csv")


@bp.get("/hyte-status/<key>/tulokset.xlsx")
def workbook(key: str) -> Response:
    """The same as a workbook."""
    auth.demand(Action.READ_SURVEY_RESULTS)
    header, rows = _sheet(key)
    return as_file(plain_table.workbook(header, rows), XLSX, f"hyte-status-{key}.xlsx")


def _sheet(key: str) -> tuple[list[str], list[list[Cell]]]:
    session = db()
    _known, asked = _found(key)
    (reading,) = _readings([asked], [])
    return survey_sheet.table(reading, search().reference(session), search().catalogue(session))


def _found(key: str) -> tuple[list[Asked], Asked]:
    """All rounds with results, and one of them."""
    known = survey_submitted.rounds(db(), auth.actor(), dates.today())
    return known, survey_submitted.find(known, key)
