"""Webinars and coefficient clinics: saved by editors and imports, read by everybody. A cancelled one stays and says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from registry.domain import history, permissions, saved_versions
from registry.domain.errors import Conflict, InvalidInput, NotFound
from registry.domain.models import Webinar
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.webinar_input import WebinarInput
from registry.domain.webinar_terms import WebinarKind

KIND: Final = "webinar"


def save(session: Session, actor: Actor, given: WebinarInput, *, version: int | None = None) -> Webinar:
    """Write a webinar, new or changed, and keep it as a version. The caller commits.

    `version` is the one that the writer had seen (0: none). Raises NotAllowed, Conflict, InvalidInput for what does not exist.
    """
    permissions.demand(actor, Action.EDIT_WEBINARS)
    row = saved_versions.take(session, Webinar, given.id, version)
    wrong = saved_versions.strangers(session, methods=given.methods, indicators=given.indicators, themes=given.themes)
    if wrong:
        raise InvalidInput(wrong)
    action = "webinar.added" if row is None else "webinar.changed"
    if given.cancelled and not (row and row.cancelled):
        action = "webinar.cancelled"
    row = row or Webinar(id=given.id, kind=given.kind, title={})
    plain = given.plain()
    row.kind, row.cancelled, row.held_on = given.kind, given.cancelled, given.held_on
    row.starts_at, row.ends_at = _clock(given.starts_at), _clock(given.ends_at)
    row.title, row.description = plain["title"], plain.get("description", {})
    row.themes, row.indicators, row.methods = list(given.themes), list(given.indicators), list(given.methods)
    row.organisations, row.material = list(given.organisations), plain.get("material", [])
    row.link, row.recording, row.source, row.source_url = given.link, given.recording, given.source, given.source_url
    row.saved_at = utc_now()
    session.add(row)
    saved_versions.keep(session, KIND, row, plain, actor.key)
    history.note(session, actor.key, action, KIND, given.id, version=row.version)
    history.searched(session, KIND, given.id)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"{given.id} was added meanwhile") from error
    return row


def _clock(typed: str | None) -> time | None:
    return time.fromisoformat(typed) if typed else None


def as_input(row: Webinar) -> WebinarInput:
    """The webinar as it would come in: the inverse of `save`."""
    values = row.model_dump(exclude={"version", "saved_at", "starts_at", "ends_at"})
    times = {"starts_at": _written(row.starts_at), "ends_at": _written(row.ends_at)}
    return WebinarInput.model_validate(values | times)


def _written(clock: time | None) -> str | None:
    return clock.strftime("%H:%M") if clock else None


def find(session: Session, webinar_id: str) -> Webinar:
    """A webinar. Raises NotFound."""
    found = session.get(Webinar, webinar_id)
    if found is None:
        raise NotFound(KIND, webinar_id)
    return found


def everything(session: Session) -> Sequence[Webinar]:
    """All webinars by id: what an export writes. One query."""
    return session.exec(select(Webinar).order_by(col(Webinar.id))).all()


def listed(
    session: Session,
    *,
    kind: WebinarKind | None = None,
    theme: str | None = None,
    indicator: str | None = None,
    method: str | None = None,
) -> Sequence[Webinar]:
    """Those that name all of what is given, by id. One query."""
    statement = select(Webinar).order_by(col(Webinar.id))
    if kind:
        statement = statement.where(Webinar.kind == kind)
    for column, value in ((Webinar.themes, theme), (Webinar.indicators, indicator), (Webinar.methods, method)):
        if value:
            statement = statement.where(saved_versions.names(column, value))
    return session.exec(statement).all()


def about_indicator(session: Session, code: str, theme: str) -> Sequence[Webinar]:
    """Those that name an indicator, or the theme it is grouped into, by id. One query."""
    named = or_(saved_versions.names(Webinar.indicators, code), saved_versions.names(Webinar.themes, theme))
    return session.exec(select(Webinar).where(named).order_by(col(Webinar.id))).all()


@dataclass(frozen=True)
class Timetable:
    """Webinars by when they are: the next first, the latest first, and those whose day is not known."""

    upcoming: Sequence[Webinar]
    past: Sequence[Webinar]
    undated: Sequence[Webinar]

    def __bool__(self) -> bool:
        return bool(self.upcoming or self.past or self.undated)

    def __iter__(self) -> Iterator[Webinar]:
        return iter((*self.upcoming, *self.undated, *self.past))


def timetable(found: Sequence[Webinar], today: date) -> Timetable:
    """Webinars put in order; one of today is still ahead."""
    dated = sorted((one for one in found if one.held_on), key=begins)
    ahead = [one for one in dated if one.held_on and one.held_on >= today]
    over = [one for one in dated if one not in ahead]
    return Timetable(ahead, over[::-1], [one for one in found if not one.held_on])


def begins(webinar: Webinar) -> datetime:
    """When a dated webinar begins, on Finland's clock; midnight where only its day is known."""
    return datetime.combine(webinar.held_on or date.max, webinar.starts_at or time())
