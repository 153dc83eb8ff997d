"""`/surveys/<key>/<region>/<question>/<indicator or ->`: one answer of one's own region, read and kept as it is written; what autosave sends to.

It takes the browser's session and, in the header X-CSRF-Token, the token of its forms. The same rules hold as for the form.
"""

from typing import Any, Final

from flask import Blueprint, Response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from registry.domain import dates, events, survey_answers, survey_choices, surveys
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import SurveyAnswer
from registry.domain.permissions import Action
from registry.domain.survey_answers import SavedElsewhere
from registry.domain.survey_definition import Slot, slots_of
from registry.domain.survey_values import name_of
from registry.web import auth, survey_words
from registry.web.api.problems import problem
from registry.web.database import commit, db
from registry.web.forms.base import BaseForm
from registry.web.problems import words_of
from registry.web.rendering import day

bp = Blueprint("api_surveys", __name__)

HEADER: Final = "X-CSRF-Token"
NO_INDICATOR: Final = "-"
LARGEST_ID: Final = 2**31 - 1
LARGEST: Final = 256 * 1024
"""Bytes of a body: more than the longest answer has."""


class AnswerIn(BaseModel):
    """An answer as it is sent: its value, and the version that it was written on (0 for none)."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, le=LARGEST_ID)
    value: dict[str, Any] = Field(default_factory=dict)


class AnswerOut(BaseModel):
    """An answer as it is kept; `lines` say it in words, `said` by whom and when in the reader's language."""

    question: str
    indicator: str | None
    version: int
    value: dict[str, Any]
    saved_at: str | None
    saved_by: str
    saved_on: str
    lines: list[str]


@bp.get("/surveys/<key>/<slug>/<question>/<code>")
def show(key: str, slug: str, question: str, code: str) -> Response:
    """One answer of one's own region as it is kept."""
    auth.demand(Action.ANSWER_SURVEY, slug)
    about, slot = surveys.find(db(), key), _slot(question, code)
    asked = surveys.definition(about).question(question)
    if asked is None or slot not in slots_of(asked, survey_answers.codes(db())):
        raise NotFound("question", name_of(slot))
    return _answer(key, slot, survey_answers.answers(db(), auth.actor(), about, slug).get(slot))


@bp.put("/surveys/<key>/<slug>/<question>/<code>")
def keep(key: str, slug: str, question: str, code: str) -> Response:
    """Keep one answer as it is written. 409 has what somebody else saved first."""
    auth.demand(Action.ANSWER_SURVEY, slug)
    if not BaseForm(sent_here=False).takes(request.headers.get(HEADER, "")):
        return problem(403, f"the header {HEADER} must hold the token of the page")
    request.max_content_length = LARGEST
    try:
        given = AnswerIn.model_validate_json(request.get_data())
    except RequestEntityTooLarge:
        return problem(413, f"an answer has at most {LARGEST} bytes")
    except ValidationError as error:
        wrong = [{"field": ".".join(map(str, one["loc"])), "code": one["type"]} for one in error.errors()]
        return problem(422, "the answer cannot be read", errors=wrong)
    slot = _slot(question, code)
    try:
        kept = survey_answers.save(
            db(), auth.actor(), key, slug, slot, given.value, version=given.version, today=dates.today()
        )
    except Invalid as error:
        db().rollback()
        errors = [{"field": one.field, "code": one.code, "detail": words_of(one)} for one in error.problems]
        return problem(422, errors[0]["detail"], errors=errors)
    except SavedElsewhere as error:
        db().rollback()
        return _answer(key, slot, error.theirs, status=409)
    commit()
    return _answer(key, slot, kept)


def _slot(question: str, code: str) -> Slot:
    return question, "" if code == NO_INDICATOR else code


def _answer(key: str, slot: Slot, kept: SurveyAnswer | None, status: int = 200) -> Response:
    asked = surveys.definition(surveys.find(db(), key)).question(slot[0])
    value = kept.value if kept else {}
    names = survey_choices.names(db()) if value.get("methods") else {}
    is_kept = kept is not None and kept.version > 0
    body = AnswerOut(
        question=slot[0],
        indicator=slot[1] or None,
        version=kept.version if kept else 0,
        value=value,
        saved_at=kept.saved_at.isoformat() if kept and is_kept else None,
        saved_by=_name(kept),
        saved_on=day(kept.saved_at) if kept and is_kept else "",
        lines=survey_words.lines(asked, value, names) if asked else [],
    )
    return Response(body.model_dump_json(), status, mimetype="application/json")


def _name(kept: SurveyAnswer | None) -> str:
    if kept is None or kept.saved_by is None:
        return ""
    return events.names(db(), [kept.saved_by]).get(kept.saved_by, "")
