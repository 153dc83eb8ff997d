"""The made-up proposals: every kind and status, public ones and not, in a demo only, each text marked as made up."""

from datetime import UTC, datetime, time

import pytest
from sqlmodel import Session, select

from registry.demo import proposals as demo
from registry.demo import texts
from registry.domain import dates, proposals
from registry.domain.errors import Conflict
from registry.domain.models import Event, Proposal, ProposalComment, ProposalStep
from registry.domain.proposal_terms import ProposalKind, ProposalStatus

TODAY = dates.today()


@pytest.fixture
def filled(demo_session: Session) -> Session:
    assert not demo.is_filled(demo_session)
    assert demo.fill(demo_session, TODAY) == len(demo_session.exec(select(Proposal)).all())
    assert demo.is_filled(demo_session)
    return demo_session


def test_every_kind_and_status_on_days_that_are_past(filled: Session) -> None:
    found = filled.exec(select(Proposal)).all()
    assert {one.kind for one in found} == set(ProposalKind)
    assert {one.status for one in found} == set(ProposalStatus)
    assert {one.is_public for one in found} == {True, False}
    assert any(one.draft_method_id for one in found)
    assert any(one.duplicate_of for one in found)
    mark = texts.everything()["mark"]["fi"]
    said = [one.title for one in found] + [one.text for one in found]
    said += [one.text for one in filled.exec(select(ProposalComment))]
    said += [step.answer for step in filled.exec(select(ProposalStep)) if step.answer]
    assert all(text.startswith(mark) for text in said)
    tonight = datetime.combine(TODAY, time.max, UTC)
    assert all(one.sent_at < tonight for one in found)
    assert all(event.at < tonight for event in filled.exec(select(Event).where(Event.kind == proposals.KIND)))


def test_only_in_a_demo(session: Session) -> None:
    with pytest.raises(Conflict):
        demo.fill(session, TODAY)
