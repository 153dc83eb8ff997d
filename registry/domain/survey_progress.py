"""How far the regions are with a round: so many answers of so many, last saved when, handed in or given back. Staff see all, a region itself."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from registry.domain import catalogue, permissions, survey_answers, surveys
from registry.domain.models import SurveyAnswer, SurveyRound
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.survey_definition import Question, Slot, slots_of
from registry.domain.survey_values import is_answered


@dataclass(frozen=True)
class Progress:
    """Where one region is. `note` is what staff wrote when they gave the answers back last, until they are handed in again."""

    region: str
    short: Texts
    answered: int
    of: int
    last_saved: datetime | None
    handed_in_at: datetime | None
    given_back_at: datetime | None
    note: str | None

    @property
    def is_handed_in(self) -> bool:
        """Whether the answers are in."""
        return self.handed_in_at is not None

    @property
    def is_begun(self) -> bool:
        """Whether anything was ever saved."""
        return self.last_saved is not None


def of_all(session: Session, actor: Actor, about: SurveyRound) -> list[Progress]:
    """Where every region is, in the regions' order. Four queries."""
    permissions.demand(actor, Action.RUN_SURVEYS)
    return _read(session, about)


def of_region(session: Session, actor: Actor, about: SurveyRound, region: str) -> Progress | None:
    """Where a region is, for its own editors and staff. Four queries. None where there is no such region."""
    permissions.demand(
        actor, Action.RUN_SURVEYS if permissions.may(actor, Action.RUN_SURVEYS) else Action.ANSWER_SURVEY, region
    )
    return next(iter(_read(session, about, region)), None)


def count(questions: Iterable[Question], codes: Collection[str], values: dict[Slot, Any]) -> tuple[int, int]:
    """How many of the places of some questions are answered, and how many there are."""
    slots = [(question, slot) for question in questions for slot in slots_of(question, list(codes))]
    return sum(is_answered(question, values.get(slot)) for question, slot in slots), len(slots)


def _read(session: Session, about: SurveyRound, only: str = "") -> list[Progress]:
    codes = survey_answers.codes(session)
    known = {slot: question for question in surveys.definition(about).questions for slot in slots_of(question, codes)}
    answered, saved = _answers(session, about, only, known)
    newest = survey_answers.submissions(session, about)
    found = []
    for region in catalogue.regions(session):
        if only in ("", region.slug):
            last = newest.get(region.slug)
            is_in, is_back = bool(last and last.handed_in), bool(last and not last.handed_in)
            found.append(
                Progress(
                    region=region.slug,
                    short=region.short,
                    answered=answered[region.slug],
                    of=len(known),
                    last_saved=saved.get(region.slug),
                    handed_in_at=last.done_at if last and is_in else None,
                    given_back_at=last.done_at if last and is_back else None,
                    note=last.note if last and is_back else None,
                )
            )
    return found


def _answers(
    session: Session, about: SurveyRound, only: str, known: dict[Slot, Question]
) -> tuple[Counter[str], dict[str, datetime]]:
    """How many answers each region has, and when the last was saved."""
    columns: tuple[Any, ...] = (
        SurveyAnswer.region_slug,
        SurveyAnswer.question,
        SurveyAnswer.indicator_code,
        SurveyAnswer.value,
        SurveyAnswer.saved_at,
    )
    statement = select(*columns).where(col(SurveyAnswer.round_id) == about.id)
    if only:
        statement = statement.where(col(SurveyAnswer.region_slug) == only)
    answered: Counter[str] = Counter()
    saved: dict[str, datetime] = {}
    for region, question, code, value, at in session.connection().execute(statement):
        asked = known.get((question, code))
        answered[region] += bool(asked and is_answered(asked, value))
        saved[region] = max(at, saved.get(region, at))
    return answered, saved
