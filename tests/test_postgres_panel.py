"""The panel on a real PostgreSQL: the same deeds come out the same as on SQLite, and two editors at once cannot both publish."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.domain import decisions, rounds
from registry.domain.errors import Conflict
from registry.domain.review_terms import RoundState
from tests import panels, postgres
from tests.domain import (
    test_appeals,
    test_ballots,
    test_curation,
    test_decisions,
    test_experience,
    test_proposals,
    test_results,
    test_rounds,
    test_spreads,
    test_support,
    test_verdicts,
    test_webinars,
)

DEEDS = [
    test_rounds.test_one_round_at_a_time,
    test_rounds.test_more_time,
    test_rounds.test_unknown_rounds,
    test_spreads.test_whoever_changes_nothing_keeps_their_first_vote,
    test_spreads.test_no_event_tells_a_vote,
    test_spreads.test_the_spread_is_of_the_first_phase,
]
WHOLE = [
    test_ballots.test_the_second_phase_begins_with_the_first_answers,
    test_results.test_a_panel_of_two_minds,
    test_results.test_the_example_of_the_manual,
    test_decisions.test_a_decision_is_what_the_catalogue_says,
    test_decisions.test_a_newer_decision_supersedes_and_leaves_the_old_as_it_was,
    test_decisions.test_a_reply_is_enough_at_once,
    test_decisions.test_the_day_after_its_last_it_has_expired,
    test_curation.test_every_save_is_a_revision,
    test_curation.test_two_editors_at_once,
    test_curation.test_no_save_touches_what_was_decided,
    test_curation.test_methods_from_before_there_were_revisions,
    test_appeals.test_whoever_sat_on_the_panel_does_not_answer,
    test_verdicts.test_a_history_newest_first,
    test_verdicts.test_recommendations_are_the_newest,
    test_verdicts.test_both_sides_of_a_disagreement_without_names,
    test_verdicts.test_names_of_decisions,
    test_experience.test_two_at_once,
    test_experience.test_what_is_public_stays_until_it_is_published_again,
    test_experience.test_lists,
    test_proposals.test_who_sees_which,
    test_proposals.test_support_once_each_and_taken_back,
    test_proposals.test_duplicates_make_no_ring,
    test_proposals.test_filters_and_words,
    test_proposals.test_texts_can_be_taken_out,
    test_support.test_who_sees_which,
    test_support.test_ticks_of_others_stay,
    test_support.test_how_long_and_how_far,
    test_webinars.test_who_is_named,
    test_webinars.test_each_save_is_a_version_with_an_event_without_words,
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


@pytest.mark.parametrize("deed", WHOLE, ids=lambda deed: deed.__name__)
def test_the_same_as_on_sqlite(session: Session, deed: object) -> None:
    deed(session)  # type: ignore[operator]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_the_same_of_a_voted_round(session: Session, deed: object) -> None:
    if deed.__module__ == test_rounds.__name__:
        deed(session)  # type: ignore[operator]
        return
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    panels.vote_all(session, round_id)
    deed(session, round_id)  # type: ignore[operator]


def test_two_who_publish_at_once(engine: Engine) -> None:
    """One decides, the other is told: there are never two decisions of one round."""
    with db.transaction(engine) as session:
        round_id = panels.closed(session)
        assert rounds.find(session, round_id).state is RoundState.CLOSED
    outcomes: list[str] = []
    begin = threading.Barrier(2)

    def publish() -> None:
        begin.wait()
        try:
            with db.transaction(engine) as session:
                panels.publish(session, round_id)
            outcomes.append("published")
        except Conflict:
            outcomes.append("conflict")

    both = [threading.Thread(target=publish) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["conflict", "published"]
    with db.session_for(engine) as session:
        assert len(decisions.of_method(session, panels.METHOD)) == 2  # one of each outcome
