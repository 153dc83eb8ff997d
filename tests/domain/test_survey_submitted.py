"""Only what is handed in is read, by those who may: until it is given back, whoever asks."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from registry.domain import dates, survey_submitted
from registry.domain import surveys as rounds
from registry.domain.errors import NotAllowed, NotFound
from tests import people, surveys

READERS = ("region_editor", "other_region_editor", "editor", "observer")


def begun(session: Session) -> int:
    """The round 2025: Kainuu and Lappi have handed in, Helsinki has only begun."""
    about = surveys.open_round(session)
    for region in ("kainuu", "lappi"):
        surveys.answer_all(session, region, level=3)
        surveys.hand_in(session, region)
    surveys.answer(session, "helsinki", ("kypsyys", "P1"), {"level": 4})
    return rounds.id_of(about)


@pytest.fixture
def round_id(session: Session) -> int:
    return begun(session)


@pytest.mark.parametrize("who", READERS)
def test_what_is_only_begun_is_read_by_nobody(session: Session, round_id: int, who: str) -> None:
    actor = people.actor(session, who)
    assert survey_submitted.handed_in(session, actor, [round_id]) == {round_id: frozenset({"kainuu", "lappi"})}
    (said,) = survey_submitted.answers(session, actor, [round_id], questions=["kypsyys"]).values()
    assert {one.region for one in said} == {"kainuu", "lappi"}
    assert len(said) == 2 * 13
    assert all(one.value["level"] == 3 for one in said)


def test_what_is_given_back_is_out_until_it_is_handed_in_again(session: Session, round_id: int) -> None:
    actor = people.actor(session, "editor")
    surveys.give_back(session, "lappi")
    assert survey_submitted.handed_in(session, actor, [round_id])[round_id] == {"kainuu"}
    assert {one.region for one in survey_submitted.answers(session, actor, [round_id])[round_id]} == {"kainuu"}
    surveys.hand_in(session, "lappi")
    assert survey_submitted.handed_in(session, actor, [round_id])[round_id] == {"kainuu", "lappi"}


def test_only_some_regions_and_rounds(session: Session, round_id: int) -> None:
    actor, other = people.actor(session, "observer"), rounds.id_of(surveys.open_round(session, "2026", began=0))
    found = survey_submitted.answers(session, actor, [round_id, other], regions=["lappi"])
    assert {one.region for one in found[round_id]} == {"lappi"}
    assert found[other] == []


def test_rounds_that_have_begun_the_newest_first(session: Session, round_id: int) -> None:
    surveys.open_round(session, "2024", began=-400)
    surveys.open_round(session, "2030", began=5)
    known = survey_submitted.rounds(session, people.actor(session, "observer"), dates.today())
    assert [one.key for one in known] == ["2025", "2024"]
    assert survey_submitted.before(known, known[0]) == known[1]
    assert survey_submitted.before(known, known[1]) is None
    assert survey_submitted.find(known, "2024") == known[1]
    for key in ("2030", "ei-ole"):
        with pytest.raises(NotFound):
            survey_submitted.find(known, key)


@pytest.mark.parametrize("who", ["nobody", "reviewer", "administrator"])
@pytest.mark.parametrize(
    "read",
    [
        lambda session, actor: survey_submitted.rounds(session, actor, dates.today()),
        lambda session, actor: survey_submitted.handed_in(session, actor, [1]),
        lambda session, actor: survey_submitted.answers(session, actor, [1]),
    ],
    ids=["rounds", "handed_in", "answers"],
)
def test_others_read_nothing(session: Session, who: str, read: Callable[..., object]) -> None:
    with pytest.raises(NotAllowed):
        read(session, people.actor(session, who))
