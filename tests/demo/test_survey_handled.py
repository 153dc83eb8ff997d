"""What became of made-up answers: methods confirmed, set aside and waiting, proposals in the log once; in a demo only."""

import pytest
from sqlmodel import Session, select

from registry.demo import survey_handled as demo
from registry.demo import surveys
from registry.demo.people import STORYTELLER
from registry.domain import catalogue, dates, methods, survey_offers
from registry.domain import surveys as rounds
from registry.domain.errors import Conflict
from registry.domain.models import AdoptionEntry, Event, Proposal, SurveyHandling
from registry.domain.proposal_terms import ProposalSource
from registry.domain.statuses import Source
from registry.domain.survey_terms import Handling
from tests import samples

TODAY = dates.today()


def test_every_state(demo_session: Session) -> None:
    linked = [samples.link(code, "direct", "paatulos") for code in ("P3", "P4", "O3", "O4")]
    methods.save(demo_session, "tests", samples.method("uusi", indicators=linked))  # of which no ledger knows
    surveys.fill(demo_session, TODAY)
    assert not demo.is_filled(demo_session)
    assert demo.fill(demo_session, TODAY) > 0
    assert demo.is_filled(demo_session)
    rows = demo_session.exec(select(SurveyHandling)).all()
    assert {row.what for row in rows} == set(Handling)
    entries = demo_session.exec(select(AdoptionEntry).where(AdoptionEntry.source == Source.SURVEY_ANSWER)).all()
    assert {entry.id for entry in entries} == {row.entry_id for row in rows if row.entry_id}
    assert all(dates.months_later(entry.recorded_at.date(), 6) < TODAY for entry in entries)
    sent = demo_session.exec(select(Proposal).where(Proposal.source == ProposalSource.SURVEY)).all()
    assert sent
    assert len({(one.survey_answer_id, one.title) for one in sent}) == len(sent)
    assert all(event.at.date() < TODAY for event in demo_session.exec(select(Event).where(Event.kind == "proposal")))
    second = rounds.all_rounds(demo_session)[0]
    regions = [region.slug for region in catalogue.regions(demo_session)]
    assert any(survey_offers.offers(demo_session, STORYTELLER, second, region, TODAY) for region in regions)


def test_only_in_a_demo(session: Session) -> None:
    with pytest.raises(Conflict):
        demo.fill(session, TODAY)
