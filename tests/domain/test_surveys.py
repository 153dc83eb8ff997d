"""Rounds of the survey: who opens them, on which days they take answers, more time and the end; progress of the regions and reminders."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from registry.domain import dates, survey_progress, survey_reminders, surveys
from registry.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from registry.domain.models import Event, SurveyRound
from registry.domain.survey_terms import SurveyState
from tests import people
from tests import surveys as samples

TODAY = dates.today()
DAY = timedelta(days=1)


@pytest.mark.parametrize("who", people.EVERYONE)
def test_only_editors_run_rounds(session: Session, who: str) -> None:
    actor, about = people.actor(session, who), samples.open_round(session, "2024")
    calls = [
        lambda: surveys.open_round(session, actor, samples.definition(), TODAY, TODAY + DAY),
        lambda: surveys.extend(session, actor, "2024", TODAY + 60 * DAY, TODAY, version=about.version),
        lambda: survey_progress.of_all(session, actor, about),
        lambda: survey_reminders.remind(session, actor, "2024", TODAY),
        lambda: surveys.close(session, actor, "2024", TODAY, version=about.version),
    ]
    for call in calls:
        if who == "editor":
            call()
        else:
            with pytest.raises(NotAllowed):
                call()


@pytest.mark.parametrize(
    ("day", "state"),
    [(-2, SurveyState.DRAFT), (-1, SurveyState.OPEN), (29, SurveyState.OPEN), (30, SurveyState.CLOSED)],
)
def test_a_round_is_what_its_days_say(session: Session, day: int, state: SurveyState) -> None:
    about = samples.open_round(session, began=-1, days=30)
    assert surveys.state_on(about, TODAY + day * DAY) is state


def test_what_is_asked_is_kept(session: Session) -> None:
    about = samples.open_round(session)
    session.expire(about)
    assert surveys.definition(surveys.find(session, "2025")) == samples.definition()
    with pytest.raises(Conflict):
        samples.open_round(session)
    with pytest.raises(NotFound):
        surveys.find(session, "1999")
    with pytest.raises(Invalid) as caught:
        samples.open_round(session, "2026", days=0)
    assert (caught.value.field, caught.value.code) == ("closes_on", "not_ahead_of")


def test_opened_by_two_at_once_it_is_a_conflict(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.open_round(session)
    with monkeypatch.context() as blind:  # the other one was not there yet when we looked
        blind.setattr(surveys, "rows", lambda *_: select(SurveyRound.id).where(SurveyRound.key == "1999"))
        with pytest.raises(Conflict):
            samples.open_round(session)
    assert len(surveys.all_rounds(session)) == 1


def test_more_time_the_end_and_opening_again(session: Session) -> None:
    editor, about = people.actor(session, "editor"), samples.open_round(session)
    last = about.closes_on
    assert last
    with pytest.raises(Invalid):
        surveys.extend(session, editor, "2025", last, TODAY, version=1)
    with pytest.raises(Conflict):
        surveys.extend(session, editor, "2025", last + DAY, TODAY, version=7)
    surveys.extend(session, editor, "2025", last + DAY, TODAY, version=1)
    surveys.close(session, editor, "2025", TODAY, version=2)
    assert surveys.state_on(about, TODAY) is SurveyState.CLOSED
    with pytest.raises(Invalid):
        surveys.close(session, editor, "2025", TODAY, version=3)
    with pytest.raises(Invalid):
        surveys.extend(session, editor, "2025", TODAY - DAY, TODAY, version=3)
    surveys.extend(session, editor, "2025", TODAY, TODAY, version=3)
    assert surveys.state_on(about, TODAY) is SurveyState.OPEN
    written = session.exec(select(Event.action).where(Event.kind == surveys.KIND).order_by(Event.id)).all()  # type: ignore[arg-type]
    assert list(written) == ["survey.opened", "survey.extended", "survey.closed", "survey.extended"]


def test_progress_of_all_regions(session: Session) -> None:
    samples.for_walk(session)
    editor = people.actor(session, "editor")
    found = {one.region: one for one in survey_progress.of_all(session, editor, surveys.find(session, "2025"))}
    assert len(found) == 22
    assert [(found[key].answered, found[key].of, found[key].is_handed_in) for key in ("kainuu", "lappi", "satakunta")] == [
        (2, 34, False), (34, 34, True), (0, 34, False),
    ]  # fmt: skip
    assert not found["satakunta"].is_begun
    own = people.actor(session, "region_editor")
    assert survey_progress.of_region(session, own, surveys.find(session, "2025"), "kainuu") == found["kainuu"]
    with pytest.raises(NotAllowed):
        survey_progress.of_region(session, own, surveys.find(session, "2025"), "lappi")


def test_those_who_have_not_handed_in_are_reminded_once_a_day(session: Session) -> None:
    samples.for_walk(session)
    editor = people.actor(session, "editor")
    found = survey_reminders.remind(session, editor, "2025", TODAY)
    assert [(one.region, one.email) for one in found] == [("kainuu", people.email("region_editor"))]
    with pytest.raises(Invalid) as caught:
        survey_reminders.remind(session, editor, "2025", TODAY)
    assert caught.value.code == "already_today"
    assert survey_reminders.remind(session, editor, "2025", TODAY + DAY) == found
    samples.answer_all(session, "kainuu")
    samples.hand_in(session, "kainuu")
    with pytest.raises(Invalid) as caught:
        survey_reminders.remind(session, editor, "2025", TODAY + 2 * DAY)
    assert caught.value.code == "nobody"
    with pytest.raises(Invalid) as caught:
        survey_reminders.remind(session, editor, "2024", TODAY)
    assert caught.value.code == "not_open"
