"""The survey, its results and offers on a real PostgreSQL: the same deeds come out the same as on SQLite."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from tests import postgres
from tests.domain import test_survey_answers, test_survey_offers, test_survey_submitted, test_surveys

WRITTEN = [
    test_survey_answers.test_two_at_once,
    test_survey_answers.test_handing_in_and_giving_back,
    test_surveys.test_progress_of_all_regions,
    test_surveys.test_those_who_have_not_handed_in_are_reminded_once_a_day,
]
READ = [
    test_survey_submitted.test_what_is_given_back_is_out_until_it_is_handed_in_again,
    test_survey_submitted.test_only_some_regions_and_rounds,
    test_survey_submitted.test_rounds_that_have_begun_the_newest_first,
]
OFFERED = [
    test_survey_offers.test_what_is_offered_says_what_the_ledger_has,
    test_survey_offers.test_a_confirmed_method_is_an_entry_with_its_source,
    test_survey_offers.test_proposals_go_to_the_log_once_and_again_only_what_is_new,
    test_survey_offers.test_two_proposals_with_one_title_are_two,
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small world on a server of this module's own."""
    yield from postgres.small_world(tmp_path_factory)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session in which nothing stays."""
    with db.session_for(engine) as session:
        yield session
        session.rollback()


@pytest.mark.parametrize("deed", READ, ids=lambda deed: deed.__name__)
def test_reading_is_the_same_as_on_sqlite(session: Session, deed: object) -> None:
    deed(session, test_survey_submitted.begun(session))  # type: ignore[operator]


@pytest.mark.parametrize("deed", OFFERED, ids=lambda deed: deed.__name__)
def test_offers_are_the_same_as_on_sqlite(session: Session, deed: object) -> None:
    deed(session, test_survey_offers.named(session))  # type: ignore[operator]


@pytest.mark.parametrize("deed", WRITTEN, ids=lambda deed: deed.__name__)
def test_writing_is_the_same_as_on_sqlite(session: Session, deed: object) -> None:
    deed(session)  # type: ignore[operator]


@pytest.mark.parametrize("who", ["region_editor", "editor", "observer"])
def test_the_same_people_see_answers(session: Session, who: str) -> None:
    test_survey_answers.test_who_sees_answers_before_and_after_they_are_handed_in(session, who)
