"""People, sessions and the outbox on a real PostgreSQL: the tests of the domain once more, those of many at once above all."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db, mailing
from tests import people, postgres, test_mail
from tests.domain import ledgers, test_accounts, test_people, test_sessions, test_signing_in
from tests.test_mail import Received, smtp


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from postgres.server(tmp_path_factory)


@pytest.fixture(scope="module")
def new_engine(url: str) -> Iterator[Callable[[], Engine]]:
    """Makes an engine for a new database with regions and the six people."""
    engines, numbers = [], count(1)

    def make() -> Engine:
        engine = db.make_engine(postgres.new_database(url, f"people{next(numbers)}"))
        engines.append(engine)
        ledgers.found(engine)
        with db.transaction(engine) as session:
            people.move_in(session)
        return engine

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture(scope="module")
def engine(new_engine: Callable[[], Engine]) -> Engine:
    """One whose changes are rolled back."""
    return new_engine()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with db.session_for(engine) as session:
        yield session
        session.rollback()


def name_of(test: object) -> str:
    return str(getattr(test, "__name__", "")).removeprefix("test_")


@pytest.mark.parametrize(
    "test",
    [
        test_accounts.test_from_invitation_to_person,
        test_accounts.test_a_link_works_once,
        test_accounts.test_a_new_invitation_replaces_the_old,
        test_accounts.test_an_invitation_can_be_taken_back,
        test_accounts.test_a_region_must_be_one,
        test_accounts.test_what_is_no_longer_needed_is_forgotten,
        test_people.test_everybody_with_roles_and_when_last_seen,
        test_people.test_roles_are_set_and_told,
        test_people.test_out_of_use_and_back,
        test_people.test_the_last_administrator_stays,
        test_people.test_names,
        test_signing_in.test_address_and_password,
        test_signing_in.test_five_for_account_and_address_then_a_wait_that_ends,
        test_signing_in.test_thirty_for_an_address,
        test_signing_in.test_a_forgotten_password,
        test_signing_in.test_changing_the_password_ends_the_others,
    ],
    ids=name_of,
)
def test_the_same_as_on_sqlite(session: Session, test: Callable[[Session], None]) -> None:
    test(session)


@pytest.mark.parametrize(
    "test",
    [
        test_sessions.test_a_token_is_of_its_person,
        test_sessions.test_twelve_hours_without_use_end_it,
        test_sessions.test_when_it_was_last_seen_is_known_to_five_minutes,
        test_sessions.test_ending,
        test_sessions.test_a_person_sees_and_ends_their_own,
    ],
    ids=name_of,
)
def test_sessions_as_on_sqlite(session: Session, test: Callable[[Session, int], None]) -> None:
    test(session, people.person_id(session, "editor"))


@pytest.mark.parametrize(
    "test",
    [
        test_accounts.test_of_eight_who_accept_at_once_one_becomes_the_person,
        test_accounts.test_of_two_who_invite_at_once_one_link_works,
        test_people.test_two_administrators_cannot_put_each_other_out_at_once,
    ],
    ids=name_of,
)
def test_many_at_once(new_engine: Callable[[], Engine], test: Callable[[Engine], None]) -> None:
    test(new_engine())


@pytest.mark.parametrize(
    "test",
    [
        test_mail.test_one_that_fails_stops_no_other_and_is_tried_again,
        test_mail.test_several_senders_at_once_send_nothing_twice,
    ],
    ids=name_of,
)
def test_mail_as_on_sqlite(
    new_engine: Callable[[], Engine], test: Callable[[Engine, mailing.Server, Received], None]
) -> None:
    received = Received()
    with smtp(received) as port:
        test(new_engine(), mailing.Server("127.0.0.1", port, test_mail.SENDER), received)
