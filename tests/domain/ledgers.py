"""The least that a ledger needs: all regions, a few methods, people who edit; and entries that say all they must."""

from datetime import date
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.content import documents
from registry.domain import adoption, catalogue, ledger, methods
from registry.domain.adoption_input import EntryInput
from registry.domain.catalogue_input import RegionInput
from registry.domain.errors import Invalid
from registry.domain.models import AdoptionEntry, Person
from registry.domain.permissions import Actor, Grant, Role
from registry.domain.statuses import LEAVING
from registry.paths import CONTENT
from tests import samples

TODAY: Final = date(2026, 6, 15)
METHODS: Final = ("hyppely", "juoksu", "kavely")
DRAFT: Final = "luonnos"
EXIT: Final = {"exit_how": "remove", "exit_why": ["merged"], "replacement": "nothing"}


def found(engine: Engine) -> None:
    """Make the tables of a new database and fill them with regions, methods and a draft; the ledger is empty."""
    db.migrate(engine)
    regions = documents.read("regions.yaml", (CONTENT / "regions.yaml").read_text(encoding="utf-8"))
    with db.transaction(engine) as session:
        for position, given in enumerate(regions.inputs):
            assert isinstance(given, RegionInput)
            catalogue.save_region(session, "tests", given, position)
        for method_id in METHODS:
            methods.save(session, "tests", samples.method(method_id))
        methods.save(session, "tests", samples.method(DRAFT, state="draft"))


def editor(session: Session, region: str) -> Actor:
    """The person who edits a region."""
    email = f"salainen.osoite@{region}.example"
    person = session.exec(select(Person).where(Person.email == email)).first()
    if person is None:
        person = Person(email=email, name="Nimi Salainen")
        session.add(person)
        session.flush()
    return Actor(person.id, person.name, person.email, frozenset({Grant(Role.REGION_EDITOR, region)}))


def said(status: str = "in_use", since: date | str = TODAY, **more: Any) -> EntryInput:
    """An entry; an exit says how, why and what came instead."""
    base = {"status": status, "since": since} | (EXIT if status in LEAVING else {})
    return EntryInput.model_validate(base | more)


class Desk:
    """One person at the ledger of one region and method: each call is an entry, seen with all before it."""

    def __init__(self, session: Session, region: str = "kainuu", method: str = "hyppely", actor: Actor | None = None):
        self.session, self.region, self.method = session, region, method
        self.actor = actor or editor(session, region)
        self.version = 0

    def record(self, given: EntryInput, *, corrects: int | None = None, today: date = TODAY) -> AdoptionEntry:
        """Record, or correct with `corrects`."""
        entry = adoption.record(
            self.session, self.actor, self.region, self.method, given, version=self.version, today=today, corrects=corrects
        )  # fmt: skip
        self.version = entry.number
        return entry

    def row(self, *said_: tuple[str, str]) -> "Desk":
        """Record several: status and day."""
        for status, since in said_:
            self.record(said(status, since))
        return self

    def withdraw(self, number: int, note: str | None = None) -> AdoptionEntry:
        """Take an entry out."""
        entry = adoption.withdraw(
            self.session, self.actor, self.region, self.method, number, note=note, version=self.version, today=TODAY
        )
        self.version = entry.number
        return entry


def standing(desk: Desk) -> list[tuple[int, str, str, str | None]]:
    """Number, status, since and until of what stands, as the timeline has it."""
    line = ledger.timeline(desk.session, desk.region, [desk.method])
    return [(one.number, one.status.value, str(one.since), str(one.until) if one.until else None) for one in line]


def problems(error: Invalid) -> list[tuple[str, str]]:
    """Field and code of all that is wrong."""
    return [(problem.field, problem.code) for problem in error.problems]
