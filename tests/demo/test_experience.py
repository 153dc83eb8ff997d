"""The made-up experience reports: every state and answer, in a demo only, each text marked as made up, the same each time."""

import pytest
from sqlmodel import Session, select

from registry.demo import experience as demo
from registry.demo import story, texts
from registry.domain import dates, experience_list
from registry.domain.errors import Conflict
from registry.domain.experience_input import words_in
from registry.domain.experience_terms import Again, ReportState
from registry.domain.models import Event, ExperienceReport, ExperienceVersion

TODAY = dates.today()


@pytest.fixture
def filled(demo_session: Session) -> Session:
    assert not demo.is_filled(demo_session)
    assert demo.fill(demo_session, TODAY) == len(demo_session.exec(select(ExperienceReport)).all())
    assert demo.is_filled(demo_session)
    return demo_session


def test_every_state_and_answer(filled: Session) -> None:
    reports = filled.exec(select(ExperienceReport)).all()
    assert {one.state for one in reports} == set(ReportState)
    assert {one.again for one in experience_list.listed(filled)} == set(Again)
    assert any(one.published_number > 1 for one in reports)
    assert any(
        one.published_at and one.saved_at > one.published_at for one in reports if one.state is ReportState.PUBLISHED
    )
    mine = {one.state for one in reports if one.region_slug in story.FEATURED}
    assert mine == set(ReportState)


def test_days_are_past_and_words_say_that_they_are_made_up(filled: Session) -> None:
    marks = tuple(texts.everything()["mark"].values())
    for version in filled.exec(select(ExperienceVersion)):
        assert version.published_at.date() < TODAY
        assert words_in(version.answers).startswith(marks)
    log = filled.exec(select(Event).where(Event.kind == "experience")).all()
    assert all(event.at.date() < TODAY for event in log)


def test_only_in_a_demo(session: Session) -> None:
    with pytest.raises(Conflict):
        demo.fill(session, TODAY)
