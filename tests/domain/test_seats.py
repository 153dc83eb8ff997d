"""Who sits in a round: profiles, whom to invite, what a panel lacks, and progress without votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from registry.domain import people as somebodies
from registry.domain import rounds, seats
from registry.domain.errors import Invalid, NotAllowed
from registry.domain.models import Event, RoundReviewer
from registry.domain.permissions import system
from registry.domain.review_terms import Background, RoundState
from registry.domain.seats import Candidate, Progress
from tests import panels, people


def test_a_reviewer_tells_of_themself_and_an_editor_of_anybody(session: Session) -> None:
    reviewer, editor = people.actor(session, "reviewer"), people.actor(session, "editor")
    number = reviewer.person_id or 0
    seats.set_profile(session, reviewer, number, Background.SCIENTIST, "kainuu")
    seats.set_profile(session, editor, number, Background.PRACTITIONER, "")
    found = seats.profile(session, number)
    assert found and (found.background, found.region_slug) == (Background.PRACTITIONER, None)
    for who in ("region_editor", "observer", "administrator", "nobody"):
        with pytest.raises(NotAllowed):
            seats.set_profile(session, people.actor(session, who), number, Background.SCIENTIST, None)
    one, other, *_ = panels.nine(session)
    with pytest.raises(NotAllowed):
        seats.set_profile(session, one, other.person_id or 0, Background.SCIENTIST, None)


def test_who_can_be_invited(session: Session) -> None:
    round_id = panels.open_round(session, proposing_region="kainuu")
    editor = people.actor(session, "editor")
    nine = panels.nine(session)
    somebodies.set_active(session, system("tests"), nine[0].person_id or 0, False)
    found = {one.person_id: one for one in seats.candidates(session, editor, round_id)}
    assert set(found) == {people.person_id(session, "reviewer"), *(one.person_id for one in nine[1:])}
    assert [one.outside for one in found.values() if one.region == "kainuu"] == [False] * 3
    assert all(one.outside for one in found.values() if one.region != "kainuu")
    with pytest.raises(NotAllowed):
        seats.candidates(session, nine[1], round_id)


def test_inviting(session: Session) -> None:
    round_id = panels.open_round(session)
    editor = people.actor(session, "editor")
    numbers = [one.person_id or 0 for one in panels.nine(session)]
    assert seats.invite(session, editor, round_id, numbers[:3]) == numbers[:3]
    assert seats.invite(session, editor, round_id, [*numbers[:4], numbers[3]]) == [numbers[3]]
    assert seats.invite(session, editor, round_id, numbers[:4]) == []
    invited = session.exec(select(Event.details).where(Event.action == "round.invited")).all()
    assert [one["people"] for one in invited] == [numbers[:3], [numbers[3]]]
    with pytest.raises(Invalid) as caught:
        seats.invite(session, editor, round_id, [people.person_id(session, "observer")])
    assert caught.value.code == "not_a_reviewer"
    with pytest.raises(Invalid) as caught:
        seats.invite(session, editor, round_id, [people.person_id(session, "reviewer")])
    assert caught.value.code == "no_profile"
    panels.move(session, round_id, RoundState.CANCELLED)
    with pytest.raises(Invalid) as caught:
        seats.invite(session, editor, round_id, numbers)
    assert caught.value.code == "not_open"


def test_what_somebody_brings_is_kept_as_it_was(session: Session) -> None:
    round_id = panels.open_round(session)
    one = panels.sit(session, round_id)[0]
    seats.set_profile(session, one, one.person_id or 0, Background.METHOD_OWNER, "lappi")
    kept = session.exec(select(RoundReviewer).where(RoundReviewer.person_id == one.person_id)).one()
    assert kept.background is Background.SCIENTIST


def test_progress_tells_no_votes(session: Session) -> None:
    round_id = panels.open_round(session)
    nine = panels.sit(session, round_id)
    panels.vote(session, round_id, nine[0])
    panels.vote(session, round_id, nine[1], hand_in=False)
    found = {one.person_id: one for one in seats.progress(session, round_id)}
    assert found[nine[0].person_id or 0].handed_in == {1}
    assert not found[nine[1].person_id or 0].handed_in
    assert [one.person_id for one in found.values() if one.barred] == [nine[7].person_id, nine[8].person_id]
    assert panels.SECRET not in repr(found)
    assert "benefit" not in repr(found)


def test_what_waits_on_a_desk(session: Session) -> None:
    round_id = panels.open_round(session)
    one = panels.sit(session, round_id)[0]
    number = one.person_id or 0
    assert [about.id for about, _seat in seats.open_of(session, number)] == [round_id]
    panels.vote_all(session, round_id)
    assert seats.handed_in_by(session, number) == {round_id: {1}}
    panels.move(session, round_id, RoundState.CANCELLED)
    assert seats.open_of(session, number) == []
    assert rounds.phase_of(rounds.find(session, round_id)) is None


BACKGROUNDS = st.sampled_from([*Background, None])
CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(1, 10**6), st.text(max_size=5), BACKGROUNDS, st.none(), st.booleans(), st.booleans()),
    unique_by=lambda one: one.person_id,
)  # fmt: skip


@given(CANDIDATES)
def test_a_suggestion_has_of_each_kind_where_there_are_any(found: list[Candidate]) -> None:
    chosen = [one for one in found if one.person_id in set(seats.suggested(found))]
    assert len(chosen) <= 2 * seats.MOST_SUGGESTED
    for wanted in (Background.SCIENTIST, Background.PRACTITIONER):
        there = [one for one in found if one.background is wanted]
        taken = [one for one in chosen if one.background is wanted]
        assert len(taken) == min(len(there), seats.MOST_SUGGESTED)
        assert any(one.outside for one in taken) == any(one.outside for one in there)
    assert all(one.background in {Background.SCIENTIST, Background.PRACTITIONER} for one in chosen)


def sitting(background: Background, region: str | None, *, barred: bool = False) -> Progress:
    return Progress(1, "N", background, region, True, [], barred, frozenset())


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        ([], ["scientist", "practitioner", "outside"]),
        ([sitting(Background.SCIENTIST, "kainuu")], ["practitioner", "outside"]),
        ([sitting(Background.SCIENTIST, "kainuu"), sitting(Background.PRACTITIONER, None)], []),
        ([sitting(Background.SCIENTIST, "lappi", barred=True), sitting(Background.PRACTITIONER, "kainuu")], ["scientist", "outside"]),
        ([sitting(Background.METHOD_OWNER, "lappi")], ["scientist", "practitioner"]),
    ],
)  # fmt: skip
def test_what_a_panel_lacks(found: list[Progress], missing: list[str]) -> None:
    assert seats.lacking(found, "kainuu") == missing
    assert seats.lacking(found, None) == [one for one in missing if one != "outside"]
