"""Signing in, limits of attempts, and new passwords."""

from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlmodel import Session, select

from registry.domain import attempts, mail, passwords, sessions, signing_in
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import Event, Mail, PasswordReset, Person, SignInAttempt
from registry.domain.permissions import NOBODY, system
from tests import people
from tests.people import NOW, PASSWORD

EMAIL = people.email("editor")
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
NEW = "seitsemän vihreää polkupyörää"


def try_in(
    session: Session, password: str = PASSWORD, address: str = HERE, now: datetime = NOW, email: str = EMAIL
) -> str:
    """Try to sign in; what is said."""
    try:
        signing_in.sign_in(session, email, password, address, now)
    except Invalid as refused:
        assert refused.field == "email"
        return refused.code
    return "in"


def counted(session: Session) -> int:
    return len(session.exec(select(SignInAttempt)).all())


def test_address_and_password(session: Session) -> None:
    assert signing_in.sign_in(session, f" {EMAIL.upper()} ", PASSWORD, HERE, NOW).email == EMAIL
    assert try_in(session, "väärä") == "wrong"
    assert try_in(session, PASSWORD + " ") == "wrong"
    assert try_in(session, email="ei@ole.fi") == "wrong"
    assert try_in(session, email="", password="") == "wrong"


def test_a_person_without_a_password_signs_in_by_none(session: Session) -> None:
    person = session.exec(select(Person).where(Person.email == EMAIL)).one()
    person.password_hash = None
    session.add(person)
    for password in ("", PASSWORD, "nobody has this password"):
        assert try_in(session, password) == "wrong"


def test_attempts_are_kept_as_digests(session: Session) -> None:
    try_in(session, "väärä")
    row = session.exec(select(SignInAttempt)).one()
    assert (len(row.account), len(row.address)) == (64, 64)
    assert not {EMAIL, HERE} & {row.account, row.address}


def test_five_for_account_and_address_then_a_wait_that_ends(session: Session) -> None:
    for minute in range(5):
        assert try_in(session, "väärä", now=NOW + timedelta(minutes=minute)) == "wrong"
    now = NOW + timedelta(minutes=5)
    assert try_in(session, now=now) == "too_many"
    with pytest.raises(Invalid) as refused:
        signing_in.sign_in(session, EMAIL, PASSWORD, HERE, now)
    assert refused.value.values == {"minutes": 10}
    for _ in range(20):  # what is tried meanwhile makes the wait no longer
        assert try_in(session, "väärä", now=NOW + timedelta(minutes=14)) == "too_many"
    assert counted(session) == 5
    assert try_in(session, address=ELSEWHERE, now=now) == "in"
    assert try_in(session, email=people.email("observer"), now=now) == "in"
    assert try_in(session, now=NOW + timedelta(minutes=15)) == "in"


def test_a_success_clears_what_failed_from_there(session: Session) -> None:
    for _ in range(4):
        try_in(session, "väärä")
        try_in(session, "väärä", ELSEWHERE)
    assert try_in(session) == "in"
    assert counted(session) == 4
    for _ in range(5):
        assert try_in(session, "väärä") == "wrong"


def test_thirty_for_an_address(session: Session) -> None:
    for number in range(29):
        attempts.failed(session, f"{number}@example.fi", HERE, NOW)
    assert try_in(session, "väärä", email="viimeinen@example.fi") == "wrong"
    assert try_in(session) == "too_many"
    assert try_in(session, address=ELSEWHERE) == "in"


def test_fifty_for_an_account_over_all_addresses(session: Session) -> None:
    for number in range(49):
        attempts.failed(session, EMAIL, f"203.0.113.{number}", NOW)
    assert try_in(session, "väärä", "203.0.113.99") == "wrong"
    assert try_in(session, address=ELSEWHERE) == "too_many"
    assert try_in(session, email=people.email("observer")) == "in"
    assert try_in(session, address=ELSEWHERE, now=NOW + attempts.WINDOW) == "in"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2:3::4", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
        ("outo", "toinen", False),
    ],
)
def test_a_network_of_ipv6_is_one_address(one: str, other: str, same: bool) -> None:
    assert (attempts._address(one) == attempts._address(other)) is same


def test_a_dated_hash_is_made_anew(session: Session) -> None:
    person = session.exec(select(Person).where(Person.email == EMAIL)).one()
    person.password_hash = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    session.add(person)
    assert try_in(session) == "in"
    assert not passwords.is_dated(person.password_hash)
    assert try_in(session) == "in"


def test_a_forgotten_password(session: Session) -> None:
    elsewhere = sessions.begin(session, people.person_id(session, "editor"), "", NOW)
    token = signing_in.request_reset(session, f" {EMAIL.upper()}", NOW)
    assert token
    assert token not in str(session.exec(select(PasswordReset)).one().model_dump())
    assert signing_in.find_reset(session, token, NOW).email == EMAIL
    with pytest.raises(Invalid):
        signing_in.reset_password(session, token, "lyhyt", NOW)
    assert signing_in.reset_password(session, token, NEW, NOW).email == EMAIL
    assert sessions.find(session, elsewhere, NOW) == NOBODY
    assert (try_in(session), try_in(session, NEW)) == ("wrong", "in")
    with pytest.raises(NotFound):
        signing_in.reset_password(session, token, NEW, NOW)
    assert session.exec(select(Event)).all()[-1].action == "person.password_reset"


def test_a_reset_holds_an_hour(session: Session) -> None:
    token = signing_in.request_reset(session, EMAIL, NOW)
    assert token
    assert signing_in.find_reset(session, token, NOW + timedelta(minutes=59))
    with pytest.raises(NotFound):
        signing_in.reset_password(session, token, NEW, NOW + timedelta(hours=1))


def test_strangers_get_no_reset(session: Session) -> None:
    for typed in ("ei@ole.fi", "", "x" * 5000):
        assert signing_in.request_reset(session, typed, NOW) is None
    assert session.exec(select(PasswordReset)).all() == []


def test_a_new_reset_replaces_the_old_and_its_mail_but_not_at_once(session: Session) -> None:
    old = signing_in.request_reset(session, EMAIL, NOW)
    mail.queue(session, EMAIL, "Aihe", "vanha")
    assert old
    assert signing_in.request_reset(session, EMAIL, NOW + timedelta(minutes=4)) is None
    assert signing_in.find_reset(session, old, NOW)
    new = signing_in.request_reset(session, EMAIL, NOW + timedelta(minutes=5))
    assert new
    with pytest.raises(NotFound):
        signing_in.find_reset(session, old, NOW)
    assert signing_in.find_reset(session, new, NOW)
    assert session.exec(select(Mail)).all() == []


def test_an_administrator_makes_a_reset_at_any_time(session: Session) -> None:
    signing_in.request_reset(session, EMAIL, NOW)
    token = signing_in.make_reset(session, system("tests"), people.person_id(session, "editor"), NOW)
    assert signing_in.find_reset(session, token, NOW).email == EMAIL
    with pytest.raises(NotFound):
        signing_in.make_reset(session, system("tests"), 999, NOW)


def test_changing_the_password_ends_the_others(session: Session) -> None:
    person_id = people.person_id(session, "editor")
    here, there = (sessions.begin(session, person_id, "", NOW) for _ in range(2))
    actor = sessions.find(session, here, NOW)
    reset = signing_in.request_reset(session, EMAIL, NOW)
    signing_in.change_password(session, actor, PASSWORD, NEW, NOW, here)
    assert sessions.find(session, here, NOW) != NOBODY
    assert sessions.find(session, there, NOW) == NOBODY
    assert (try_in(session), try_in(session, NEW)) == ("wrong", "in")
    with pytest.raises(NotFound):
        signing_in.find_reset(session, reset or "", NOW)


def test_a_change_needs_the_old_password(session: Session) -> None:
    actor = people.actor(session, "editor")

    def refused(old: str, new: str = NEW) -> tuple[str, str]:
        with pytest.raises(Invalid) as found:
            signing_in.change_password(session, actor, old, new, NOW)
        return found.value.field, found.value.code

    assert refused(PASSWORD, "lyhyt") == ("new_password", "too_short")
    assert refused(PASSWORD, "editor.esimerkki") == ("new_password", "known_bad")
    for _ in range(5):
        assert refused("väärä") == ("old_password", "wrong")
    assert refused(PASSWORD) == ("old_password", "too_many")
    assert try_in(session) == "in"  # whoever has the session guesses in vain; the person is not locked out
    with pytest.raises(NotAllowed):
        signing_in.change_password(session, NOBODY, PASSWORD, NEW, NOW)


def test_who_has_no_password_gets_one_by_mail_only(session: Session) -> None:
    actor = people.actor(session, "editor")
    person = session.exec(select(Person).where(Person.email == EMAIL)).one()
    person.password_hash = None
    session.add(person)
    session.flush()
    with pytest.raises(Invalid) as refused:
        signing_in.change_password(session, actor, "", NEW, NOW)
    assert (refused.value.field, refused.value.code) == ("old_password", "none_yet")
