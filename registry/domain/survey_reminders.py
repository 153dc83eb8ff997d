"""Reminding the regions that have not handed in, by mail to their editors: asked for by staff, for each round once a day at most."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.domain import history, permissions, survey_answers, surveys
from registry.domain.errors import Invalid
from registry.domain.models import Event, Person, RoleGrant, SurveyRound
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor, Role
from registry.domain.survey_terms import SurveyState

REMINDED: Final = "survey.reminded"


@dataclass(frozen=True)
class Reminder:
    """A mail that is due: to whom, of which region, until when."""

    person_id: int
    name: str
    email: str
    region: str
    key: str
    title: Texts
    closes_on: date | None


def remind(session: Session, actor: Actor, key: str, today: date) -> list[Reminder]:
    """Whom to remind, noted as done; the caller queues the mails in the same transaction and commits.

    Raises NotAllowed, NotFound, Invalid(reminder, not_open | already_today | nobody).
    """
    permissions.demand(actor, Action.RUN_SURVEYS)
    about = surveys.find(session, key)
    surveys.queue_up(session, about)
    if surveys.state_on(about, today) is not SurveyState.OPEN:
        raise Invalid("reminder", "not_open")
    if last_day(session, about) == today:
        raise Invalid("reminder", "already_today")
    if not (found := _waited_for(session, about)):
        raise Invalid("reminder", "nobody")
    people, day = [one.person_id for one in found], today.isoformat()
    history.note(session, actor.key, REMINDED, surveys.KIND, str(about.id), people=people, day=day)
    session.flush()
    return found


def last_day(session: Session, about: SurveyRound) -> date | None:
    """When the regions of a round were reminded last. One query."""
    columns: tuple[Any, ...] = (Event.details,)
    statement = (
        select(*columns)
        .where(col(Event.action) == REMINDED, col(Event.subject) == str(about.id))
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    details = session.connection().execute(statement).scalar()
    return date.fromisoformat(details["day"]) if details else None


def _waited_for(session: Session, about: SurveyRound) -> list[Reminder]:
    """The editors of the regions that have not handed in, each once."""
    handed_in = {region for region, last in survey_answers.submissions(session, about).items() if last.handed_in}
    columns: tuple[Any, ...] = (Person.id, Person.name, Person.email, RoleGrant.region_slug)
    statement = (
        select(*columns)
        .join(RoleGrant, col(RoleGrant.person_id) == Person.id)
        .where(col(RoleGrant.role) == Role.REGION_EDITOR, col(Person.active).is_(True))
        .order_by(col(Person.id), col(RoleGrant.region_slug))
    )
    found: dict[int, Reminder] = {}
    for number, name, email, region in session.connection().execute(statement):
        if region not in handed_in:
            found.setdefault(number, Reminder(number, name, email, region, about.key, about.title, about.closes_on))
    return list(found.values())
