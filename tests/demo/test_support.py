"""The made-up requests for support: every state and both directions, each text with its mark."""

import pytest
from sqlmodel import Session, select

from registry.demo import support, texts
from registry.domain import dates, support_list
from registry.domain.errors import Conflict
from registry.domain.models import SupportNote
from registry.domain.permissions import system
from registry.domain.support_terms import Direction, SupportState


def test_every_state_and_both_directions(demo_session: Session) -> None:
    assert not support.is_filled(demo_session)
    count = support.fill(demo_session, dates.today())
    assert support.is_filled(demo_session)
    found = support_list.listed(demo_session, system("tests"), set(SupportState))
    assert len(found) == count
    assert {one.state for one in found} == set(SupportState)
    assert {one.direction for one in found} == set(Direction)
    assert all(one.days_waited(dates.today()) > 0 for one in found)
    assert all(0 < one.done <= one.steps for one in found if one.state is SupportState.DONE)
    mark = texts.everything()["mark"]["fi"]
    assert all(note.text.startswith(mark) for note in demo_session.exec(select(SupportNote)))


def test_nowhere_but_in_a_demo(session: Session) -> None:
    with pytest.raises(Conflict):
        support.fill(session, dates.today())
