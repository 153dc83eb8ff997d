"""The made-up ledger written by the domain's own actions, each on the day of its story: what the rules refuse cannot be in it.

`recorded_at` is the present everywhere else and cannot be chosen; here alone it is moved to the day of the story, so that the country
has a past. `fill` writes into a database that is marked as a demo and refuses any other. What public pages say of a region stays as it is.
"""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import event
from sqlmodel import Session, select

from registry.demo import people, story, texts
from registry.demo.steps import Confirmation, Kind, Said, Withdrawal
from registry.domain import adoption, catalogue, contacts, dates, installation, methods, mismatches
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, Event, Method, Person
from registry.domain.models.base import utc_now
from registry.domain.permissions import Actor
from registry.domain.statuses import Precision
from registry.domain.vocabulary import RatingClass

NOON: Final = time(12, tzinfo=UTC)
ANSWERED: Final = 0.3
HAS_MAILBOX: Final = 0.7
SILENT_MONTHS: Final = 6

Progress = Callable[[int, int], None]


def is_filled(session: Session) -> bool:
    """Whether the made-up people are there already, and with them their ledger."""
    return session.exec(select(Person.id).limit(1)).first() is not None


def fill(session: Session, today: date, progress: Progress | None = None) -> int:
    """Make people and the ledger up as of `today`; how many steps it has. The caller commits. Raises Conflict where this is no demo.

    `progress` is told (done, of how many).
    """
    installation.demand_demo(session)
    editors = people.add(session, utc_now())
    known = (catalogue.regions(session), methods.for_catalogue(session))  # held, so that no step looks them up anew
    taken = set(session.exec(select(AdoptionEntry.region_slug, AdoptionEntry.method_id)).all())
    told = story.told(list(editors), [_kind(method) for method in known[1]], today, taken)
    writer = _Writer(session, editors)
    for done, step in enumerate(told, start=1):
        writer.write(step)
        if progress:
            progress(done, len(told))
    writer.stop()
    _give_mailboxes(session, editors)
    _answer_some(session, editors, today)
    return len(told)


def _kind(method: Method) -> Kind:
    rating = methods.rating_of(method, methods.main_outcome(method))
    replaced_by = tuple(method.details.get("replaced_by", ()))
    return Kind(method.id, rating.group, replaced_by, harmful=rating.letter is RatingClass.G)


class _Writer:
    """Takes steps one by one, and knows how many entries each region and method has by then."""

    def __init__(self, session: Session, editors: Mapping[str, Actor]) -> None:
        self._session, self._editors = session, editors
        self._entries: dict[tuple[str, str], list[int]] = {}
        self._on = dates.today()
        event.listen(session, "before_flush", self._date_back)

    def stop(self) -> None:
        """What is written from now on is of the present again."""
        self._session.flush()
        event.remove(self._session, "before_flush", self._date_back)

    def write(self, step: story.Step) -> None:
        """Write a step as of its day."""
        self._session.flush()
        self._on = step.on
        actor = self._editors[step.region]
        if isinstance(step, Confirmation):
            held = [self._entries[step.region, method][-1] for method in step.methods]
            adoption.confirm(self._session, actor, step.region, held, step.on)
            return
        numbers = self._entries.setdefault((step.region, step.method), [])
        entry = self._said(step, actor, len(numbers))
        numbers.append(entry.id or 0)

    def _said(self, step: Said | Withdrawal, actor: Actor, version: int) -> AdoptionEntry:
        if isinstance(step, Withdrawal):
            return adoption.withdraw(
                self._session, actor, step.region, step.method, 1, note=step.note, version=version, today=step.on
            )
        return adoption.record(
            self._session, actor, step.region, step.method, step.given,
            version=version, today=step.on, corrects=step.corrects,
        )  # fmt: skip

    def _date_back(self, session: Session, *_rest: Any) -> None:
        moment = datetime.combine(self._on, NOON)
        for row in session.new:
            if isinstance(row, AdoptionEntry | AdoptionConfirmation):
                row.recorded_at = moment
            elif isinstance(row, Event):
                row.at = moment


def _give_mailboxes(session: Session, editors: Mapping[str, Actor]) -> None:
    chance = random.Random(story.SEED)
    for region, actor in editors.items():
        if region in story.FEATURED or chance.random() < HAS_MAILBOX:
            contacts.set_mailbox(session, actor, region, f"hyte.{region}@example.org")


def _answer_some(session: Session, editors: Mapping[str, Actor], today: date) -> None:
    """Regions have said of some mismatches that they know; in a newcomer's own region all wait."""
    chance = random.Random(story.SEED)
    published = {method.id: method for method in methods.for_catalogue(session)}
    until = dates.written(dates.months_later(today, SILENT_MONTHS), Precision.DAY)
    for one in mismatches.found(session, people.STORYTELLER, published, today):
        if one.region not in story.FEATURED and chance.random() < ANSWERED:
            because = texts.note("because", one.region, chance)
            mismatches.answer(
                session, editors[one.region], one.region, one.method.id, one.kind,
                because=because, silent_until=until, today=today,
            )  # fmt: skip
