"""The made-up requests for support, by the domain's own actions: some that wait, some under way in both directions, and ended ones."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from sqlmodel import Session, select

from registry.demo import story, texts
from registry.demo.dated import NOON, dated
from registry.domain import checklists, installation, methods, support
from registry.domain.models import Method, Person, SupportRequest
from registry.domain.permissions import Actor, Grant, Role
from registry.domain.support_input import AskInput, EndInput, NoteInput, StepInput
from registry.domain.support_terms import Direction, Phase, SupportState
from registry.domain.vocabulary import Group

WHAT: Final = "requests for support"
FILE: Final = Path(__file__).with_name("support.yaml")
EDITOR: Final = "toimittaja@example.org"


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return session.exec(select(SupportRequest.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Make them up as of `today`; how many. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    published = methods.all_published(session)
    editor = _actor(session, EDITOR, Grant(Role.EDITOR))
    chance, taken, count = random.Random(story.SEED), set(), 0
    for one in _told()["requests"]:
        free = [method for method in published if _fits(method, one) and (one["region"], method.id) not in taken]
        if free:
            method = chance.choice(free)
            taken.add((one["region"], method.id))
            _Story(session, one, method, editor, today).tell()
            count += 1
    return count


def _fits(method: Method, told: Mapping[str, Any]) -> bool:
    return methods.rating_of(method, methods.main_outcome(method)).group is Group(told["group"])


def _actor(session: Session, email: str, grant: Grant) -> Actor:
    person = session.exec(select(Person).where(Person.email == email)).one()
    return Actor(person.id, person.name, person.email, frozenset({grant}))


class _Story:
    """One request, told up to where it stands."""

    def __init__(self, session: Session, told: Mapping[str, Any], method: Method, editor: Actor, today: date):
        self._session, self._told, self._method = session, told, method
        self._editor, self._today = editor, today
        self._region = _actor(session, f"alue.{told['region']}@example.org", Grant(Role.REGION_EDITOR, told["region"]))

    def tell(self) -> None:
        """Ask, and as far as the story goes: take up, tick and note, end."""
        direction = Direction(self._told["direction"])
        given = AskInput(direction=direction, wish=self._marked(self._told["wish"]))
        with dated(self._session, self._day("ago")):
            made = support.ask(
                self._session, self._region, self._told["region"], self._method.id, given, self._at("ago")
            )
        if "take" in self._told:
            self._work(made, direction)
        if "outcome" in self._told:
            outcome = SupportState(self._told["outcome"])
            end = EndInput(outcome=outcome, because=self._marked(self._told["because"]))
            actor = self._editor if outcome is SupportState.DONE else self._region
            with dated(self._session, self._day("end")):
                support.end(self._session, actor, made.id or 0, end, made.version, self._at("end"))

    def _work(self, made: SupportRequest, direction: Direction) -> None:
        number = made.id or 0
        with dated(self._session, self._day("take")):
            taken = support.take(self._session, self._editor, number, made.version, self._at("take"))
            checklists.begin(self._session, self._editor, taken, _steps(direction))
        on = self._today - timedelta(days=min((ago for ago, *_rest in self._notes), default=self._told["take"]))
        with dated(self._session, on):
            done = {step.id or 0 for step in checklists.steps_of(self._session, number)[: self._told["done"]]}
            support.tick(self._session, self._region, number, set(), done, datetime.combine(on, NOON))
        for ago, side, text in self._notes:
            on = self._today - timedelta(days=ago)
            given = NoteInput(held_on=on, text=self._marked(text))
            actor = self._editor if side == "staff" else self._region
            with dated(self._session, on):
                support.write_note(self._session, actor, number, given, datetime.combine(on, NOON))

    @property
    def _notes(self) -> Sequence[Any]:
        notes: Sequence[Any] = self._told.get("notes", ())
        return notes

    def _day(self, name: str) -> date:
        return self._today - timedelta(days=self._told[name])

    def _at(self, name: str) -> datetime:
        return datetime.combine(self._day(name), NOON)

    @staticmethod
    def _marked(words: str) -> str:
        return f"{texts.everything()['mark']['fi']}{words}"


def _steps(direction: Direction) -> Sequence[StepInput]:
    return tuple(
        StepInput(phase=Phase(phase), text=text)
        for phase, of in _told()["steps"][direction.value].items()
        for text in of
    )
