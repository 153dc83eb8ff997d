"""The made-up rounds of the survey: every stage, in a demo only, and words that say what they are."""

from datetime import datetime

import pytest
from sqlmodel import Session, select

from registry.demo import surveys as demo
from registry.demo import texts
from registry.demo.people import STORYTELLER
from registry.domain import dates, survey_progress, surveys
from registry.domain.errors import Conflict
from registry.domain.models import SurveyAnswer, SurveyAnswerVersion
from registry.domain.survey_terms import SurveyState
from registry.domain.survey_values import words_of

TODAY = dates.today()


@pytest.fixture
def filled(demo_session: Session) -> Session:
    assert not demo.is_filled(demo_session)
    assert demo.fill(demo_session, TODAY) == 2
    assert demo.is_filled(demo_session)
    return demo_session


def test_every_stage(filled: Session) -> None:
    second, first = surveys.all_rounds(filled)
    assert (surveys.state_on(first, TODAY), surveys.state_on(second, TODAY)) == (SurveyState.CLOSED, SurveyState.OPEN)
    assert first.made_up and second.made_up
    assert all(one.is_handed_in for one in survey_progress.of_all(filled, STORYTELLER, first))
    found = {one.region: one for one in survey_progress.of_all(filled, STORYTELLER, second)}
    assert found.keys() >= demo.HALFWAY.keys() | demo.NOT_BEGUN | demo.GIVEN_BACK
    assert all(found[region].is_begun and not found[region].is_handed_in for region in demo.HALFWAY)
    assert not any(found[region].is_begun for region in demo.NOT_BEGUN)
    assert all(found[region].note for region in demo.GIVEN_BACK)
    assert sum(one.is_handed_in for one in found.values()) >= 12


def test_answers_have_their_versions_and_past_days(filled: Session) -> None:
    answers = filled.exec(select(SurveyAnswer)).all()
    forms = {(one.answer_id, one.number): one for one in filled.exec(select(SurveyAnswerVersion))}
    marks = tuple(texts.everything()["mark"].values())
    for one in answers:
        assert forms[one.id or 0, one.version].value == one.value
        assert datetime.date(one.saved_at) < TODAY
        if words := words_of(one.value):
            assert words.startswith(marks) or one.value.get("proposals")


def test_only_in_a_demo(session: Session) -> None:
    with pytest.raises(Conflict):
        demo.fill(session, TODAY)
