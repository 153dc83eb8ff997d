"""The made-up people: one of each role, and an editor of every region. They have no password; a demo lets them in by a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from registry.demo import texts
from registry.demo.story import FEATURED
from registry.domain import accounts, catalogue, people, permissions
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Person
from registry.domain.models.base import utc_now
from registry.domain.permissions import Actor, Grant, Role

STORYTELLER: Final = permissions.system("demo")
MAKES: Final = "Esimerkki"
PANEL: Final = "paneeli."


@dataclass(frozen=True)
class Part:
    """A person whom a newcomer can be, with the role that it is about."""

    person_id: int
    name: str
    role: Role
    region: str | None


def add(session: Session, now: datetime) -> dict[str, Actor]:
    """Invite everybody and let them in, the domain's own way; the editors by region. The caller commits."""
    for given in texts.everything()["people"]:
        _become(session, given["email"], given["name"], Grant(Role(given["role"])), now)
    return {
        region.slug: _become(
            session, f"alue.{region.slug}@example.org", f"{MAKES} {region.short['fi']}",
            Grant(Role.REGION_EDITOR, region.slug), now,
        )
        for region in catalogue.regions(session)
    }  # fmt: skip


def add_panel(session: Session, number: int) -> list[Actor]:
    """Let reviewers in who sit on the panel and whom no newcomer can be. The caller commits."""
    name = texts.everything()["panel"]["reviewer"]
    return [
        _become(session, f"{PANEL}{n}@example.org", name.format(n=n), Grant(Role.REVIEWER), utc_now())
        for n in range(1, number + 1)
    ]


def _become(session: Session, email: str, name: str, grant: Grant, now: datetime) -> Actor:
    given = InviteInput(email=email, name=name, grants=frozenset({grant}))
    invited, _token = accounts.invite(session, STORYTELLER, given, now)
    person = accounts.become(session, invited, None, now)
    return Actor(person_id=person.id, name=name, email=email, grants=given.grants)


def parts(session: Session) -> list[Part]:
    """Whom a newcomer can be, in the order of the roles; those taken out of use are left out. Two queries."""
    order = list(Role)
    found = [
        Part(person.id, person.name, grant.role, grant.region)
        for person in people.everybody(session, STORYTELLER)
        for grant in person.grants
        if person.active and not person.email.startswith(PANEL) and (grant.region is None or grant.region in FEATURED)
    ]
    return sorted(found, key=lambda part: (order.index(part.role), part.region or "", part.person_id))


def person(session: Session, person_id: int) -> Person | None:
    """The person behind a part; None where there is none or they have been taken out of use."""
    found = session.get(Person, person_id)
    return found if found and found.active else None
