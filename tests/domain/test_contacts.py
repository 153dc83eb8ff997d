"""A region's role mailbox: public, and never a person's own address."""

import pytest
from sqlmodel import Session, select

from registry.domain import contacts
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import Event
from registry.domain.permissions import system
from tests import people


def test_given_changed_and_taken_away(session: Session) -> None:
    editor = people.actor(session, "region_editor")
    assert contacts.mailbox(session, "kainuu") is None
    contacts.set_mailbox(session, editor, "kainuu", " hyte@kainuu.example ")
    assert contacts.mailbox(session, "kainuu") == "hyte@kainuu.example"
    contacts.set_mailbox(session, editor, "kainuu", "hyte.tiimi@kainuu.example")
    assert contacts.mailboxes(session) == {"kainuu": "hyte.tiimi@kainuu.example"}
    contacts.set_mailbox(session, editor, "kainuu", "")
    contacts.set_mailbox(session, editor, "kainuu", "")
    assert contacts.mailboxes(session) == {}
    log = session.exec(select(Event).where(Event.kind == "region", Event.action.startswith("contact."))).all()  # type: ignore[attr-defined]
    assert len(log) == 4
    assert "@" not in str([event.details for event in log])


@pytest.mark.parametrize(
    "typed",
    ["hyte", "hyte@", "@kainuu.example", "hyte@kainuu", "a b@kainuu.example", "<hyte@kainuu.example>", "a@b@c.fi"],
)
def test_what_is_no_address(session: Session, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        contacts.set_mailbox(session, people.actor(session, "region_editor"), "kainuu", typed)
    assert (refused.value.field, refused.value.code) == ("mailbox", "not_a_mailbox")


def test_the_address_of_a_person_is_refused(session: Session) -> None:
    for typed in (people.email("region_editor"), people.email("observer").upper()):
        with pytest.raises(Invalid) as refused:
            contacts.set_mailbox(session, people.actor(session, "region_editor"), "kainuu", typed)
        assert refused.value.code == "of_a_person"
    with pytest.raises(Invalid) as refused:
        contacts.set_mailbox(session, people.actor(session, "region_editor"), "kainuu", "a" * 250 + "@b.fi")
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "region_editor"])
def test_only_the_regions_own_editor(session: Session, who: str) -> None:
    with pytest.raises(NotAllowed):
        contacts.set_mailbox(session, people.actor(session, who), "kainuu", "hyte@kainuu.example")


def test_a_region_that_is_none(session: Session) -> None:
    with pytest.raises(NotFound):
        contacts.set_mailbox(session, system("tests"), "ahvenanmaa", "hyte@example.ax")
