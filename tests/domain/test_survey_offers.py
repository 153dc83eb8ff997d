"""Methods named in the survey become entries only by the region's own word; proposals go into the log once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from registry.domain import adoption, dates, ledger, redactable_surveys, redaction, survey_offers, survey_proposals
from registry.domain.adoption_input import EntryInput
from registry.domain.errors import Conflict, Invalid, NotAllowed
from registry.domain.models import Event, Proposal, SurveyAnswerVersion, SurveyHandling, SurveyRound, SurveySubmission
from registry.domain.models.base import utc_now
from registry.domain.proposal_terms import ProposalKind, ProposalSource
from registry.domain.redactable import RedactionKind
from registry.domain.statuses import Precision, Source, Status
from registry.domain.survey_offers import Typed
from registry.domain.survey_terms import Handling
from tests import people, surveys, told
from tests.told import ago

NAMED = ("alkoholineuvonta", "nuotti", "tasapaino", "terveystarkastus")
TODAY = dates.today()


def named(session: Session) -> SurveyRound:
    """A round in which Kainuu has named four methods, of which its ledger has one in use and one being looked into."""
    about = surveys.open_round(session)
    surveys.answer_all(session, "kainuu", methods=NAMED)
    told.say(session, "kainuu", "alkoholineuvonta", Status.IN_USE, ago(9))
    told.say(session, "kainuu", "nuotti", Status.EXPLORING, ago(2))
    return about


@pytest.fixture
def about(session: Session) -> SurveyRound:
    return named(session)


def handed_in(session: Session, about: SurveyRound) -> SurveyRound:
    surveys.hand_in(session, "kainuu")
    return about


def answer(session: Session, about: SurveyRound, **typed: Typed) -> tuple[int, int]:
    editor = people.actor(session, "region_editor")
    return survey_offers.answer(session, editor, about, "kainuu", typed, TODAY)


def confirm(since: str = "3/2024", status: str = "in_use", version: int = 0) -> Typed:
    return Typed("confirm", status, since, version)


def waiting(session: Session, about: SurveyRound) -> list[str]:
    editor = people.actor(session, "region_editor")
    return [one.method for one in survey_offers.offers(session, editor, about, "kainuu", TODAY)]


def test_nothing_is_offered_before_answers_are_handed_in_or_once_given_back(
    session: Session, about: SurveyRound
) -> None:
    assert waiting(session, about) == []
    handed_in(session, about)
    assert waiting(session, about) == ["nuotti", "tasapaino", "terveystarkastus"]
    surveys.give_back(session, "kainuu")
    assert waiting(session, about) == []


def test_what_is_offered_says_what_the_ledger_has(session: Session, about: SurveyRound) -> None:
    editor = people.actor(session, "region_editor")
    first, second, _ = survey_offers.offers(session, editor, handed_in(session, about), "kainuu", TODAY)
    assert (first.current.status if first.current else None, first.version) == (Status.EXPLORING, 1)
    assert (second.current, second.version, len(second.indicators)) == (None, 0, 13)


def test_a_confirmed_method_is_an_entry_with_its_source(session: Session, about: SurveyRound) -> None:
    aside = Typed("set_aside", "", "", 0)
    assert answer(session, handed_in(session, about), tasapaino=confirm(), nuotti=aside) == (1, 1)
    current = ledger.pair(session, "kainuu", "tasapaino", TODAY).current
    assert current is not None
    assert (current.status, current.source, current.confirmed_on) == (Status.IN_USE, Source.SURVEY_ANSWER, TODAY)
    rows = {row.method_id: row for row in session.exec(select(SurveyHandling)).all()}
    assert (rows["tasapaino"].what, rows["tasapaino"].entry_id) == (Handling.CONFIRMED, current.entry_id)
    assert (rows["nuotti"].what, rows["nuotti"].entry_id) == (Handling.SET_ASIDE, None)
    assert waiting(session, about) == ["terveystarkastus"]
    event = session.exec(select(Event).where(Event.action == "survey.methods_handled")).one()
    assert event.details == {"region": "kainuu", "entries": [current.entry_id], "count": 1}
    assert survey_offers.set_aside(session, people.actor(session, "region_editor"), about, "kainuu") == ["nuotti"]


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        (confirm(since=""), "since_tasapaino", "missing"),
        (confirm(since="31.11.2025"), "since_tasapaino", "no_such_day"),
        (confirm(since="2099"), "since_tasapaino", "in_future"),
        (confirm(status="sustained"), "status_tasapaino", "not_a_choice"),
        (confirm(status="abandoned"), "exit_how_tasapaino", "missing"),
        (confirm(status=""), "status_tasapaino", "missing"),
        (Typed("x", "in_use", "2024", 0), "decision_tasapaino", "not_a_choice"),
        (Typed("later", "in_use", "2024", 0), "decision", "nothing_decided"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_wrong_is_told_at_its_method(
    session: Session, about: SurveyRound, typed: Typed, field: str, code: str
) -> None:
    with pytest.raises(Invalid) as told_:
        answer(session, handed_in(session, about), tasapaino=typed)
    assert (told_.value.problems[0].field, told_.value.problems[0].code) == (field, code)


def test_all_that_is_wrong_is_told_at_once(session: Session, about: SurveyRound) -> None:
    with pytest.raises(Invalid) as told_:
        answer(session, handed_in(session, about), tasapaino=confirm("x"), nuotti=confirm("", version=1))
    assert [one.field for one in told_.value.problems] == ["since_tasapaino", "since_nuotti"]


@pytest.mark.parametrize("method", ["alkoholineuvonta", "pelottelu", "luonnos"])
def test_what_is_not_offered_cannot_be_confirmed(session: Session, about: SurveyRound, method: str) -> None:
    with pytest.raises(Conflict):
        answer(session, handed_in(session, about), **{method: confirm()})


def test_a_ledger_that_has_moved_on_is_a_conflict(session: Session, about: SurveyRound) -> None:
    handed_in(session, about)
    given = EntryInput(status=Status.PREPARING, since=ago(1))
    adoption.record(session, told.TESTS, "kainuu", "tasapaino", given, version=0, today=TODAY)
    with pytest.raises(Conflict):
        answer(session, about, tasapaino=confirm())
    assert answer(session, about, tasapaino=confirm(dates.written(TODAY, Precision.DAY), version=1)) == (1, 0)


@pytest.mark.parametrize("who", ["nobody", "other_region_editor", "reviewer", "editor", "observer", "administrator"])
def test_only_the_region_itself(session: Session, about: SurveyRound, who: str) -> None:
    actor = people.actor(session, who)
    with pytest.raises(NotAllowed):
        survey_offers.offers(session, actor, about, "kainuu", TODAY)
    with pytest.raises(NotAllowed):
        survey_offers.answer(session, actor, about, "kainuu", {"tasapaino": confirm()}, TODAY)


def proposals(session: Session) -> list[Proposal]:
    statement = select(Proposal).where(Proposal.source == ProposalSource.SURVEY).order_by(col(Proposal.id))
    return list(session.exec(statement))


def propose(session: Session, *given: dict[str, Any]) -> None:
    surveys.answer(session, "kainuu", ("ehdotukset-kertoimeen", ""), {"proposals": list(given)})


def test_proposals_go_to_the_log_once_and_again_only_what_is_new(session: Session, about: SurveyRound) -> None:
    first = {"kind": "need", "title": "Puuttuva menetelmä", "text": "Perustelu."}
    second = {"kind": "coefficient_change", "title": "Painot uusiksi"}
    propose(session, first, second)
    editor = people.actor(session, "region_editor")
    surveys.hand_in(session, "kainuu", actor=editor)
    assert survey_proposals.send(session, editor, about, "kainuu", TODAY) == []
    assert [(one.kind, one.title, one.text) for one in proposals(session)] == [
        (ProposalKind.NEED, "Puuttuva menetelmä", "Perustelu."),
        (ProposalKind.COEFFICIENT_CHANGE, "Painot uusiksi", "Painot uusiksi"),
    ]
    assert {(one.region_slug, one.about_coefficient) for one in proposals(session)} == {
        ("kainuu", False),
        ("kainuu", True),
    }
    surveys.give_back(session, "kainuu")
    propose(session, {"kind": "need", "title": "Aivan uusi"}, first | {"text": "Muutettu perustelu."})
    surveys.hand_in(session, "kainuu", actor=editor)
    assert [one.title for one in proposals(session)] == ["Puuttuva menetelmä", "Painot uusiksi", "Aivan uusi"]
    assert len({(one.survey_answer_id, one.survey_index) for one in proposals(session)}) == 3


def hand_in_again(session: Session, *given: dict[str, Any]) -> list[str]:
    """Propose this in answers that are given back, an hour after the last time; the titles in the log afterwards."""
    times = len(session.exec(select(SurveySubmission.id)).all())
    for column in (Proposal.sent_at, SurveyAnswerVersion.saved_at):
        is_new = col(column) > utc_now() - timedelta(hours=1)
        earlier = {column.key: utc_now() - timedelta(hours=24 - times)}
        session.connection().execute(update(column.class_).where(is_new).values(earlier))
    surveys.give_back(session, "kainuu")
    propose(session, *given)
    surveys.hand_in(session, "kainuu", actor=people.actor(session, "region_editor"))
    session.expire_all()
    return [one.title for one in proposals(session)]


def need(title: str, text: str = "Perustelu.") -> dict[str, str]:
    return {"kind": "need", "title": title, "text": text}


def test_two_proposals_with_one_title_are_two(session: Session, about: SurveyRound) -> None:
    propose(session, need("Sama"), need("Sama", "Toinen syy."))
    surveys.hand_in(session, "kainuu", actor=people.actor(session, "region_editor"))
    assert [one.text for one in proposals(session)] == ["Perustelu.", "Toinen syy."]
    assert hand_in_again(session, need("Muu"), need("Sama"), need("Sama")) == ["Sama", "Sama", "Muu"]


@pytest.mark.parametrize("kind", ["proposal_title", "proposal_text"])
def test_what_was_taken_out_of_the_log_does_not_come_back(session: Session, about: SurveyRound, kind: str) -> None:
    administrator = people.actor(session, "administrator")
    propose(session, need("Ensimmäinen"), need("Maija Meikäläisen asia"))
    surveys.hand_in(session, "kainuu", actor=people.actor(session, "region_editor"))
    first, second = proposals(session)
    redaction.redact_text(session, administrator, RedactionKind(kind), second.id or 0, "Henkilön nimi oli tarpeeton")
    left = ["Ensimmäinen", "" if kind == "proposal_title" else second.title]
    assert hand_in_again(session, need("Ensimmäinen"), need("Maija Meikäläisen asia")) == left
    assert hand_in_again(session, need("Ensimmäinen"), need("Maija M:n asia")) == left  # its place is taken
    moved = [need("Aivan uusi"), need("Ensimmäinen"), need("Maija Meikäläisen asia")]
    assert hand_in_again(session, *moved) == [*left, "Aivan uusi"]
    answer_id = first.survey_answer_id or 0
    assert redactable_surveys.linked(session, administrator, "proposal_title", first.id or 0) == [
        ("survey_answer", answer_id)
    ]
    there = redactable_surveys.linked(session, administrator, "survey_answer", answer_id)
    assert ("proposal_text", first.id) in there
    assert (kind, second.id) not in there
