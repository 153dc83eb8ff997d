"""Proposals: who sees which, how they move, and that nothing is changed behind anybody's back."""

from itertools import product

import pytest
from sqlmodel import Session, select

from registry.domain import (
    curation,
    dates,
    proposal_drafts,
    proposal_input,
    proposal_list,
    proposal_page,
    proposals,
    redaction,
)
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.methods import main_outcome, rating_of
from registry.domain.models import (
    Event,
    IndexOutbox,
    Proposal,
    ProposalComment,
    ProposalSupporter,
    SurveyAnswer,
    SurveyRound,
)
from registry.domain.permissions import system
from registry.domain.proposal_list import Asked
from registry.domain.proposal_similar import likest
from registry.domain.proposal_terms import MOVES, ProposalKind, ProposalSource, ProposalStatus
from registry.domain.redactable import RedactionKind
from registry.domain.survey_terms import SurveyState
from registry.domain.vocabulary import RatingClass, State
from tests import people
from tests import proposals as samples

TODAY = dates.today()
EVERYTHING = ("editor", "observer")
SEEN = {
    "of_region": ("region_editor", *EVERYTHING),
    "of_reviewer": ("reviewer", *EVERYTHING),
    "of_staff": EVERYTHING,
    "of_staff_for_lappi": ("other_region_editor", *EVERYTHING),
    "public": people.EVERYONE,
}


def five(session: Session) -> dict[str, int]:
    """A proposal of each kind of sender; the last is public."""
    return {
        "of_region": samples.sent(session),
        "of_reviewer": samples.sent(session, "reviewer"),
        "of_staff": samples.sent(session, "editor"),
        "of_staff_for_lappi": samples.sent(session, "editor", region_slug="lappi"),
        "public": samples.sent(session, "editor", public=True),
    }


def test_who_sees_which(session: Session) -> None:
    made = five(session)
    for who in people.EVERYONE:
        actor = people.actor(session, who)
        expected = {key for name, key in made.items() if who in SEEN[name]}
        assert {one.id for one in proposal_list.listed(session, actor, Asked())} == expected, who
        assert sum(proposal_list.counts(session, actor, Asked()).values()) == len(expected)
        on_board = proposal_list.board(session, actor, Asked())
        assert {one.id for column in on_board.values() for one in column} == expected
        assert set(proposal_list.texts(session, actor, made.values())) == expected
        for key in made.values():
            assert proposals.may_see(actor, session.get_one(Proposal, key)) is (key in expected)
            if key not in expected:
                with pytest.raises(NotFound):
                    proposal_page.of(session, actor, key)
    assert proposals.sees_all(system("tests"))


def test_where_a_proposal_comes_from(session: Session) -> None:
    rows = {name: session.get_one(Proposal, key) for name, key in five(session).items()}
    assert (rows["of_region"].source, rows["of_region"].region_slug) == (ProposalSource.REGION, "kainuu")
    assert (rows["of_reviewer"].source, rows["of_reviewer"].region_slug) == (ProposalSource.REVIEWER, None)
    assert rows["of_staff_for_lappi"].source is ProposalSource.STAFF
    with pytest.raises(Invalid, match="region_slug"):
        samples.sent(session, region_slug="lappi")
    for who in ("nobody", "observer", "administrator"):
        with pytest.raises(NotAllowed):
            samples.sent(session, who)


def test_moves(session: Session) -> None:
    editor = people.actor(session, "editor")
    for before, to in product(ProposalStatus, ProposalStatus):
        key = samples.sent(session, "editor")
        row = session.get_one(Proposal, key)
        row.status = before
        session.flush()
        if to in MOVES[before]:
            samples.step(session, key, to)
            last = proposal_page.of(session, editor, key).steps[-1]
            assert (row.status, last.status, last.taken_on) == (to, to, TODAY)
        else:
            with pytest.raises(Invalid, match="not_possible"):
                samples.step(session, key, to)


def test_a_step_needs_an_answer_and_the_version_that_was_seen(session: Session) -> None:
    key = samples.sent(session)
    with pytest.raises(Invalid, match="answer"):
        samples.step(session, key, ProposalStatus.ACCEPTED, " \0")
    session.rollback()
    key, editor = samples.sent(session), people.actor(session, "editor")
    samples.step(session, key, ProposalStatus.UNDER_REVIEW)
    for act in (
        lambda: proposals.take_step(session, editor, key, "accepted", "Ei.", version=1, today=TODAY),
        lambda: proposals.set_public(session, editor, key, True, version=1),
        lambda: proposals.set_duplicate(session, editor, key, None, version=1),
    ):
        with pytest.raises(Conflict):
            act()
    for who in ("region_editor", "reviewer", "observer", "administrator"):
        with pytest.raises(NotAllowed):
            proposals.set_public(session, people.actor(session, who), key, True, version=2)


def test_support_once_each_and_taken_back(session: Session) -> None:
    key = samples.sent(session, public=True)
    other = people.actor(session, "other_region_editor")
    proposals.support(session, other, key)
    proposals.support(session, other, key)
    (row,) = session.exec(select(ProposalSupporter)).all()
    assert (row.person_id, row.region_slug) == (other.person_id, "lappi")
    seen = proposal_page.of(session, people.actor(session, "nobody"), key)
    assert (seen.regions, seen.names, seen.comments) == ({"lappi": 1}, {}, [])
    proposals.support(session, other, key, wanted=False)
    assert session.exec(select(ProposalSupporter)).all() == []
    for who in ("observer", "nobody"):
        with pytest.raises(NotAllowed):
            proposals.support(session, people.actor(session, who), key)
    hidden = samples.sent(session)
    with pytest.raises(NotFound):
        proposals.support(session, other, hidden)
    with pytest.raises(NotFound):
        proposals.comment(session, other, hidden, "Hei")


def test_duplicates_make_no_ring(session: Session) -> None:
    first, second, third = (samples.sent(session, public=True) for _ in range(3))
    editor = people.actor(session, "editor")
    proposals.set_duplicate(session, editor, second, first, version=2)
    for of, code in ((second, "itself"), (99, "not_there")):
        with pytest.raises(Invalid, match=code):
            proposals.set_duplicate(session, editor, second, of, version=session.get_one(Proposal, second).version)
    for one in (first, third):
        with pytest.raises(Invalid, match="duplicate_of"):
            proposals.set_duplicate(session, editor, one, second, version=session.get_one(Proposal, one).version)
    page = proposal_page.of(session, people.actor(session, "nobody"), first)
    assert [one.id for one in page.duplicates] == [second]
    hidden = samples.sent(session)
    proposals.set_duplicate(session, editor, hidden, first, version=1)
    assert [one.id for one in proposal_page.of(session, people.actor(session, "reviewer"), first).duplicates] == [
        second
    ]


def test_an_accepted_new_method_becomes_a_draft(session: Session) -> None:
    text, editor = "## Otsikko\nKuvaus tässä.", people.actor(session, "editor")
    key = samples.sent(session, kind=ProposalKind.NEW_METHOD, title="Tasapaino", text=text, indicator_code="O2")
    with pytest.raises(Invalid, match="not_to_draft"):
        proposal_drafts.make(session, editor, key, version=1, today=TODAY)
    session.rollback()
    key = samples.sent(session, kind=ProposalKind.NEW_METHOD, title="Tasapaino", text=text, indicator_code="O2")
    samples.step(session, key, ProposalStatus.ACCEPTED)
    editor = people.actor(session, "editor")
    made = proposal_drafts.make(session, editor, key, version=2, today=TODAY)
    method = curation.find(session, editor, made.id)
    assert (method.id, method.state, method.name["fi"]) == (f"ehdotus-{key}", State.DRAFT, "Tasapaino")
    assert method.sections["minute"] == "Otsikko\nKuvaus tässä."
    assert rating_of(method, main_outcome(method)).letter is RatingClass.U
    assert (found := proposal_drafts.proposed_in(session, method.id))
    assert found.id == key
    with pytest.raises(Invalid, match="not_to_draft"):
        proposal_drafts.make(session, editor, key, version=3, today=TODAY)
    assert made.id not in proposal_page.of(session, people.actor(session, "region_editor"), key).methods


def test_out_of_an_answer_to_the_survey(session: Session) -> None:
    asked = SurveyRound(key="2027", title={"fi": "x"}, definition={}, state=SurveyState.OPEN)
    session.add(asked)
    session.flush()
    answer = SurveyAnswer(round_id=asked.id or 0, region_slug="kainuu", question="q", value={})
    session.add(answer)
    session.flush()
    number, kainuu = answer.id or 0, people.actor(session, "region_editor")
    made = proposals.from_survey(session, kainuu, "kainuu", number, 0, samples.given(), TODAY)
    assert (made.source, made.region_slug) == (ProposalSource.SURVEY, "kainuu")
    proposals.from_survey(session, people.actor(session, "editor"), "kainuu", number, 1, samples.given(), TODAY)
    assert set(proposals.of_survey(session, [number])) == {(number, 0), (number, 1)}
    with pytest.raises(Conflict):
        proposals.from_survey(session, kainuu, "kainuu", number, 0, samples.given(), TODAY)
    with pytest.raises(NotAllowed):
        other = people.actor(session, "other_region_editor")
        proposals.from_survey(session, other, "kainuu", number, 2, samples.given(), TODAY)


def test_filters_and_words(session: Session) -> None:
    made = samples.sent(session, title="ÄLYKÄS 100 % ratkaisu", method_id="tasapaino", kind=ProposalKind.METHOD_CHANGE)
    samples.sent(session, indicator_code="O2")
    editor = people.actor(session, "editor")
    for asked in (
        Asked(words="älykäs 100 %"), Asked(methods=["tasapaino"]), Asked(kinds=["method_change"], statuses=["received"]),
    ):  # fmt: skip
        assert [one.id for one in proposal_list.listed(session, editor, asked)] == [made]
    assert proposal_list.listed(session, editor, Asked(words="_ kissa")) == []
    assert proposal_list.counts(session, editor, Asked(statuses=["done"]))[ProposalStatus.RECEIVED] == 2


def test_what_was_typed_is_read_whole() -> None:
    with pytest.raises(InvalidInput) as raised:
        proposal_input.read({"kind": "stop_method", "title": " ", "text": "x" * 9000, "source_note": "\0"})
    assert {(one.field, one.code) for one in raised.value.problems} == {
        ("title", "proposal_needs"), ("method_id", "proposal_needs"), ("text", "too_long"),
    }  # fmt: skip
    read = proposal_input.read({"kind": "need", "title": " a\nb ", "text": "x\r\ny\0", "method_id": ""})
    assert (read.title, read.text, read.method_id) == ("a b", "x\ny", None)


def test_likeness() -> None:
    rows = [(1, "Ryhmiä iltaisin", ""), (2, "Iltaryhmien tasapainoharjoittelu ikääntyneille", ""), (3, "Kerroin", "")]
    assert likest("Tasapainoharjoittelua iltaisin ikääntyneille", "", rows)[0] == 2
    assert likest("Jotain aivan muuta", "", rows) == []


def test_texts_can_be_taken_out(session: Session) -> None:
    key, admin = samples.sent(session), people.actor(session, "administrator")
    samples.step(session, key, ProposalStatus.ACCEPTED, "Pekka vastaa.")
    said = proposals.comment(session, people.actor(session, "editor"), key, "Pekka kommentoi.")
    row, editor = session.get_one(Proposal, key), people.actor(session, "editor")
    step = proposal_page.of(session, editor, key).steps[-1]
    outbox = len(session.exec(select(IndexOutbox)).all())
    for kind, number in (
        (RedactionKind.PROPOSAL_TITLE, key), (RedactionKind.PROPOSAL_TEXT, key), (RedactionKind.PROPOSAL_ANSWER, step.id or 0),
        (RedactionKind.PROPOSAL_COMMENT, said.id or 0),
    ):  # fmt: skip
        redaction.redact_text(session, admin, kind, number, "Nimi oli liikaa.")
    session.expire_all()
    assert (row.title, row.text, step.answer) == ("", "", None)
    assert session.exec(select(ProposalComment.text)).one() == ""
    assert len(session.exec(select(IndexOutbox)).all()) == outbox + 4
    assert not any("Pekka" in str(event.details) for event in session.exec(select(Event)))
