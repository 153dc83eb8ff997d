"""The made-up webinars: every state of one, each said to be an example, and never in a real installation."""

import pytest
from sqlmodel import Session

from registry.demo import webinars as told
from registry.domain import dates, webinars
from registry.domain.errors import Conflict


def test_a_webinar_of_each_state(demo_session: Session) -> None:
    assert not told.is_filled(demo_session)
    assert told.fill(demo_session, dates.today()) == 5
    assert told.is_filled(demo_session)
    made = [one for one in webinars.everything(demo_session) if one.id.startswith(told.MARK)]
    times = webinars.timetable(made, dates.today())
    assert (len(times.upcoming), len(times.undated), len(times.past)) == (3, 1, 1)
    assert [one.cancelled for one in times.upcoming] == [False, False, True]
    assert {one.kind.value for one in made} == {"webinar", "clinic"}
    assert times.past[0].recording
    assert times.past[0].material
    assert all(one.title["fi"].startswith("Esimerkki: ") for one in made)


def test_never_in_a_real_one(session: Session) -> None:
    with pytest.raises(Conflict):
        told.fill(session, dates.today())
    assert not told.is_filled(session)
