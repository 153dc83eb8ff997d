"""Reading what regions have handed in to the HYTE status survey, for those who may see its results.

Only what is handed in is read, whoever asks: a region's answers are in from its newest submission until staff give them back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from registry.domain import permissions, surveys
from registry.domain.errors import NotFound
from registry.domain.models import SurveyAnswer, SurveyRound, SurveySubmission
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.survey_definition import Definition
from registry.domain.survey_results import Answer
from registry.domain.survey_terms import SurveyState


@dataclass(frozen=True, slots=True)
class Asked:
    """A round that has begun, with what it asks."""

    id: int
    key: str
    title: Texts
    state: SurveyState
    opens_on: date | None
    closes_on: date | None
    made_up: bool
    definition: Definition


def rounds(session: Session, actor: Actor, today: date) -> list[Asked]:
    """The rounds that have begun by today, the newest first. One query. Raises NotAllowed."""
    permissions.demand(actor, Action.READ_SURVEY_RESULTS)
    found = [_asked(one, surveys.state_on(one, today)) for one in surveys.all_rounds(session)]
    return [one for one in found if one.state is not SurveyState.DRAFT]


def _asked(one: SurveyRound, state: SurveyState) -> Asked:
    definition = surveys.definition(one)
    return Asked(one.id or 0, one.key, one.title, state, one.opens_on, one.closes_on, one.made_up, definition)


def find(known: Sequence[Asked], key: str) -> Asked:
    """One of the rounds. Raises NotFound, of a draft too."""
    found = next((one for one in known if one.key == key), None)
    if found is None:
        raise NotFound(surveys.KIND, key)
    return found


def before(known: Sequence[Asked], one: Asked) -> Asked | None:
    """The round before another, where there is one; `known` has the newest first."""
    return next(iter(known[known.index(one) + 1 :]), None)


def handed_in(session: Session, actor: Actor, round_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The regions (slugs) whose answers are in, by round. One query. Raises NotAllowed."""
    permissions.demand(actor, Action.READ_SURVEY_RESULTS)
    rows = session.connection().execute(_in_force(round_ids)).all()
    return {number: frozenset(region for round_id, region in rows if round_id == number) for number in round_ids}


def _in_force(round_ids: Collection[int]) -> Any:
    """Round and region of the newest submissions that hand in."""
    newest = (
        select(func.max(SurveySubmission.id))
        .where(col(SurveySubmission.round_id).in_(round_ids))
        .group_by(col(SurveySubmission.round_id), col(SurveySubmission.region_slug))
    )
    chosen = select(col(SurveySubmission.round_id), col(SurveySubmission.region_slug))
    return chosen.where(col(SurveySubmission.id).in_(newest), col(SurveySubmission.handed_in))


def answers(
    session: Session,
    actor: Actor,
    round_ids: Collection[int],
    *,
    questions: Collection[str] = (),
    regions: Collection[str] = (),
) -> dict[int, list[Answer]]:
    """What has been handed in, by round, region, question and indicator; only some questions and regions where any are given.

    One query. Raises NotAllowed.
    """
    permissions.demand(actor, Action.READ_SURVEY_RESULTS)
    handed, table = _in_force(round_ids).subquery(), SurveyAnswer
    place = (col(table.region_slug), col(table.question), col(table.indicator_code))
    statement = (
        select(col(table.round_id), *place, col(table.value))
        .join(handed, (handed.c.round_id == table.round_id) & (handed.c.region_slug == table.region_slug))
        .where(col(table.round_id).in_(round_ids))
        .order_by(col(table.round_id), *place)
    )
    for column, chosen in ((table.question, questions), (table.region_slug, regions)):
        if chosen:
            statement = statement.where(col(column).in_(chosen))
    found: dict[int, list[Answer]] = {number: [] for number in round_ids}
    for number, *said in session.connection().execute(statement):
        found[number].append(Answer(*said))
    return found
