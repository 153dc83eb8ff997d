"""Whom to ask in a region: a role mailbox that the region gives itself, never the address of a person of ours."""

import re
from typing import Final

from sqlmodel import Session, select

from registry.domain import catalogue, history, permissions
from registry.domain.errors import Invalid
from registry.domain.models import Person, RegionContact
from registry.domain.permissions import Action, Actor

LONGEST: Final = 254
_MAILBOX: Final = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;.]+(\.[^@\s<>\"',;.]+)+")


def mailbox(session: Session, region: str) -> str | None:
    """The role mailbox of a region; None where it has given none."""
    found = session.get(RegionContact, region)
    return found.mailbox if found else None


def mailboxes(session: Session) -> dict[str, str]:
    """The role mailboxes by region. One query."""
    return dict(session.exec(select(RegionContact.region_slug, RegionContact.mailbox)).all())


def set_mailbox(session: Session, actor: Actor, region: str, typed: str) -> None:
    """Give a region its mailbox; an empty one takes it away. The caller commits.

    Raises NotAllowed, NotFound, and Invalid("mailbox", not_a_mailbox | of_a_person | too_long).
    """
    permissions.demand(actor, Action.SET_REGION_CONTACT, region)
    catalogue.find_region(session, region)
    address = typed.strip()
    if len(address) > LONGEST:
        raise Invalid("mailbox", "too_long", most=LONGEST, length=len(address))
    if address and not _MAILBOX.fullmatch(address):
        raise Invalid("mailbox", "not_a_mailbox", typed=address)
    if address and session.exec(select(Person.id).where(Person.email == address.lower())).first() is not None:
        raise Invalid("mailbox", "of_a_person", typed=address)
    row = session.get(RegionContact, region)
    if address:
        session.merge(RegionContact(region_slug=region, mailbox=address))
    elif row is not None:
        session.delete(row)
    history.note(session, actor.key, "contact.set" if address else "contact.removed", "region", region)
    session.flush()
