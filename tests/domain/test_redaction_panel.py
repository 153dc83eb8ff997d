"""Redaction of the panel's texts: they go, and with them nothing else; votes, days and decisions stay as they were."""

import pytest
from sqlmodel import Session, select

from registry.domain import appeals, ballots, dates, decisions, redactable, redaction, results, rounds, spreads
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import Appeal, Ballot
from registry.domain.permissions import Actor
from registry.domain.redactable import RedactionKind
from registry.domain.review_terms import RoundState
from tests import panels, people
from tests.domain.test_redaction import REASON, everything, only

TEXT = "Maija Meikäläinen kertoi tämän."
TABLES = {
    RedactionKind.INTEREST_NOTE: "round_reviewer",
    RedactionKind.BALLOT_REASONS: "ballot",
    RedactionKind.BALLOT_COMMENT: "ballot",
    RedactionKind.DEPARTURE: "decision",
    RedactionKind.OWNER_REPLY: "owner_reply",
    RedactionKind.APPEAL_WHO: "appeal",
    RedactionKind.APPEAL_GROUNDS: "appeal",
    RedactionKind.APPEAL_ANSWER: "appeal",
}
PANEL = sorted(TABLES)


@pytest.fixture
def administrator(session: Session) -> Actor:
    return people.actor(session, "administrator")


@pytest.fixture
def texts(session: Session) -> dict[RedactionKind, int]:
    """A text of each kind that names somebody: their numbers."""
    round_id = panels.open_round(session)
    nine = panels.sit(session, round_id)
    seat = ballots.seat(session, nine[8], round_id)
    seat.interest_note = TEXT
    panels.vote(session, round_id, nine[0], reason=TEXT, comment=TEXT)
    for actor in nine[1:7]:
        panels.vote(session, round_id, actor)
    panels.move(session, round_id, RoundState.ROUND_2)
    editor = people.actor(session, "editor")
    rounds.move(session, editor, round_id, RoundState.CLOSED, panels.days(40))
    reply = decisions.ask_owner(session, editor, round_id, dates.today())
    decisions.record_reply(session, editor, round_id, TEXT, dates.today())
    made, _ = panels.publish(session, round_id)
    made.departs = TEXT
    appeal = appeals.make(session, made.id or 0, who=TEXT, contact="a@example.fi", grounds=TEXT, today=dates.today())
    appeal.answer, appeal.answered_on = TEXT, dates.today()
    ballot = session.exec(select(Ballot).where(Ballot.comment == TEXT)).one()
    session.commit()
    numbers = {
        RedactionKind.INTEREST_NOTE: seat.id,
        RedactionKind.BALLOT_REASONS: ballot.id,
        RedactionKind.BALLOT_COMMENT: ballot.id,
        RedactionKind.DEPARTURE: made.id,
        RedactionKind.OWNER_REPLY: reply.id,
        **{kind: appeal.id for kind in PANEL if kind.startswith("appeal")},
    }
    return {kind: number or 0 for kind, number in numbers.items()}


@pytest.mark.parametrize("kind", PANEL)
def test_a_text_goes_and_the_rest_stays(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int], kind: RedactionKind
) -> None:
    votes = spreads.final_votes(session, 1)
    found = redactable.written(session, administrator, kind, texts[kind])
    assert TEXT in found.text and found.region is None and found.method["fi"].startswith("Voima")
    with only(session, TABLES[kind], "redaction", "event", "catalogue_version"):
        redaction.redact_text(session, administrator, kind, texts[kind], REASON)
        session.commit()
    left = [row for row in everything(session)[TABLES[kind]] if row["id"] == texts[kind]]
    assert repr(left).count("Meik") == repr(left).count(TEXT) < 12
    with pytest.raises(NotFound):
        redactable.written(session, administrator, kind, texts[kind])
    with pytest.raises(NotFound):
        redaction.redact_text(session, administrator, kind, texts[kind], REASON)
    marker = redaction.of_kind(session, kind, [str(texts[kind])])[str(texts[kind])]
    assert marker.reason == REASON
    assert redactable.places(session, kind, [texts[kind]]).keys() == {texts[kind]}
    plain = [{item: {**answer, "reason": ""} for item, answer in vote.items()} for vote in votes]
    now = [
        {item: {**answer, "reason": ""} for item, answer in vote.items()} for vote in spreads.final_votes(session, 1)
    ]
    assert now == plain


def test_the_result_is_the_same_without_the_reasons(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int]
) -> None:
    editor = people.actor(session, "editor")
    before = results.of_round(session, editor, 1)
    redaction.redact_text(
        session, administrator, RedactionKind.BALLOT_REASONS, texts[RedactionKind.BALLOT_REASONS], REASON
    )
    after = results.of_round(session, editor, 1)
    assert [(one.outcome, one.score) for one in after] == [(one.outcome, one.score) for one in before]
    assert all(TEXT in one.reasons for one in before)
    assert not any(TEXT in one.reasons for one in after)


def test_all_of_them_are_found(session: Session, administrator: Actor, texts: dict[RedactionKind, int]) -> None:
    found = {one.kind: one.id for one in redactable.search(session, administrator, "meikäläinen")}
    assert found == texts


def test_a_reason_may_not_repeat_one_of_them(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int]
) -> None:
    number = texts[RedactionKind.BALLOT_REASONS]
    with pytest.raises(Invalid):
        redaction.redact_text(session, administrator, RedactionKind.BALLOT_REASONS, number, f"Luki: {TEXT}")


@pytest.mark.parametrize("who", sorted(set(people.EVERYONE) - {"administrator"}))
def test_nobody_else_may(session: Session, texts: dict[RedactionKind, int], who: str) -> None:
    for kind, number in texts.items():
        with pytest.raises(NotAllowed):
            redaction.redact_text(session, people.actor(session, who), kind, number, REASON)
    assert session.exec(select(Appeal)).one().who == TEXT
