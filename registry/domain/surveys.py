"""Rounds of the HYTE status survey: opened by staff from a definition, extended and closed; what is asked is kept as it was when it was opened.

No job has to run: whether a round takes answers is asked of the day. Closing before the last day and reopening by a later one are staff's.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from sqlmodel import select as rows

from registry.domain import history, permissions, survey_definition
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.models import SurveyRound
from registry.domain.permissions import Action, Actor
from registry.domain.survey_definition import Definition
from registry.domain.survey_terms import SurveyState

KIND: Final = "survey_round"


def open_round(
    session: Session, actor: Actor, definition: Definition, opens_on: date, closes_on: date, *, made_up: bool = False
) -> SurveyRound:
    """Open a round by a definition, which is kept with it. The caller commits.

    Raises NotAllowed, Conflict where there is a round with the key, Invalid(closes_on, not_ahead_of).
    """
    permissions.demand(actor, Action.RUN_SURVEYS)
    if not opens_on < closes_on:
        raise Invalid("closes_on", "not_ahead_of", day=closes_on, other=opens_on)
    if session.exec(rows(SurveyRound.id).where(SurveyRound.key == definition.key)).first() is not None:
        raise Conflict(f"there is a round {definition.key} already")
    made = SurveyRound(
        key=definition.key,
        title=dict(definition.title),
        definition=survey_definition.plain(definition),
        state=SurveyState.OPEN,
        opens_on=opens_on,
        closes_on=closes_on,
        made_up=made_up,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:  # somebody else opened it between our look and our write
        raise Conflict(f"the round {definition.key} was opened meanwhile") from error
    days = {"opens_on": opens_on.isoformat(), "closes_on": closes_on.isoformat()}
    history.note(session, actor.key, "survey.opened", KIND, str(made.id), key=made.key, **days)
    session.flush()
    return made


def find(session: Session, key: str) -> SurveyRound:
    """The round with a key. One query. Raises NotFound."""
    found = session.exec(rows(SurveyRound).where(SurveyRound.key == key)).first()
    if found is None:
        raise NotFound(KIND, key)
    return found


def all_rounds(session: Session) -> Sequence[SurveyRound]:
    """All rounds, newest first. One query."""
    order = (col(SurveyRound.opens_on).desc(), col(SurveyRound.id).desc())
    return session.exec(rows(SurveyRound).order_by(*order)).all()


def before(session: Session, about: SurveyRound) -> SurveyRound | None:
    """The round that was asked before this one; None for the first. One query."""
    every = all_rounds(session)
    later = [one.id for one in every].index(about.id)
    return next(iter(every[later + 1 :]), None)


def definition(about: SurveyRound) -> Definition:
    """What a round asks, as it was when it was opened."""
    return survey_definition.read(about.definition)


def id_of(about: SurveyRound) -> int:
    """The number of a round that is in the database."""
    if about.id is None:
        raise RuntimeError("a round has its id once it is flushed")
    return about.id


def state_on(about: SurveyRound, today: date) -> SurveyState:
    """Where a round is on a day: a draft before its first day, closed by staff or after its last, open in between."""
    if about.state is not SurveyState.OPEN:
        return about.state
    if about.opens_on and today < about.opens_on:
        return SurveyState.DRAFT
    return SurveyState.CLOSED if about.closes_on and about.closes_on < today else SurveyState.OPEN


def extend(session: Session, actor: Actor, key: str, until: date, today: date, *, version: int) -> SurveyRound:
    """Give a round a later last day, which opens a closed one again. The caller commits.

    Raises NotAllowed, NotFound, Invalid(until, not_ahead_of), Conflict where it was changed meanwhile.
    """
    permissions.demand(actor, Action.RUN_SURVEYS)
    about = find(session, key)
    last = max(today, about.closes_on or today)
    if until < today or (until <= last and state_on(about, today) is not SurveyState.CLOSED):
        raise Invalid("until", "not_ahead_of", day=until, other=last)
    _change(session, about, version, closes_on=until, state=SurveyState.OPEN)
    history.note(session, actor.key, "survey.extended", KIND, str(about.id), until=until.isoformat())
    session.flush()
    return about


def close(session: Session, actor: Actor, key: str, today: date, *, version: int) -> SurveyRound:
    """Close a round at once: no answer is taken any more. The caller commits.

    Raises NotAllowed, NotFound, Invalid(state, not_open), Conflict where it was changed meanwhile.
    """
    permissions.demand(actor, Action.RUN_SURVEYS)
    about = find(session, key)
    if state_on(about, today) is SurveyState.CLOSED:
        raise Invalid("state", "not_open")
    _change(session, about, version, state=SurveyState.CLOSED)
    history.note(session, actor.key, "survey.closed", KIND, str(about.id))
    session.flush()
    return about


def _change(session: Session, about: SurveyRound, version: int, **values: object) -> None:
    statement = (
        update(SurveyRound)
        .where(col(SurveyRound.id) == about.id, col(SurveyRound.version) == version)
        .values(version=version + 1, **values)
    )
    if session.connection().execute(statement).rowcount != 1:
        raise Conflict(f"round {about.key} was changed meanwhile")
    session.refresh(about)


def queue_up(session: Session, about: SurveyRound) -> None:
    """Let those who write to a round wait for each other until the transaction ends, and see it as it is now."""
    statement = update(SurveyRound).where(col(SurveyRound.id) == about.id).values(version=SurveyRound.version)
    session.connection().execute(statement)
    session.refresh(about)
