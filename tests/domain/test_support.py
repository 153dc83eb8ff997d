"""Support: who may do what in which state, what of two at once is kept, and that nobody else learns of a request."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from registry.domain import checklists, redaction, support, support_list
from registry.domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from registry.domain.models import Event, IndexOutbox, Method, SupportRequest, SupportStep
from registry.domain.permissions import system
from registry.domain.redactable import RedactionKind
from registry.domain.support_input import NoteInput, StepInput, read_ask, read_end, read_note, read_steps
from registry.domain.support_terms import ENDED, OPEN, PHASES, Direction, Phase, SupportState
from registry.domain.vocabulary import State
from registry.search.kinds.support import KIND
from tests import people, supports
from tests.supports import CANCELLED, DONE, NOW, STEPS

DAY = NOW.date()
NOTE = NoteInput(held_on=DAY, text="Sovittu.")
OUTSIDERS = ("nobody", "other_region_editor", "reviewer", "observer", "administrator")
Deed = Callable[[Session, Any, SupportRequest], Any]
DEEDS: dict[str, Deed] = {
    "take": lambda session, actor, one: support.take(session, actor, one.id or 0, one.version, NOW),
    "note": lambda session, actor, one: support.write_note(session, actor, one.id or 0, NOTE, NOW),
    "tick": lambda session, actor, one: support.tick(session, actor, one.id or 0, {1}, {1}, NOW),
    "done": lambda session, actor, one: support.end(session, actor, one.id or 0, DONE, one.version, NOW),
    "cancel": lambda session, actor, one: support.end(session, actor, one.id or 0, CANCELLED, one.version, NOW),
    "steps": lambda session, actor, one: checklists.rewrite(session, actor, one.id or 0, STEPS, one.version, NOW),
}
MAY = {
    "take": {"editor"}, "note": {"editor", "region_editor"}, "tick": {"editor", "region_editor"}, "done": {"editor"},
    "cancel": {"editor", "region_editor"}, "steps": {"editor"},
}  # fmt: skip
WHEN = {
    "take": OPEN, "note": OPEN, "tick": {SupportState.TAKEN}, "done": {SupportState.TAKEN}, "cancel": OPEN,
    "steps": {SupportState.TAKEN},
}  # fmt: skip


def in_state(session: Session, state: SupportState) -> SupportRequest:
    made = supports.asked(session) if state is SupportState.ASKED else supports.taken(session)
    if state in ENDED:
        end = DONE if state is SupportState.DONE else CANCELLED
        support.end(session, people.actor(session, "editor"), made.id or 0, end, made.version, NOW)
    return made


@pytest.mark.parametrize("state", SupportState)
def test_who_may_do_what_when(session: Session, state: SupportState) -> None:
    one = in_state(session, state)
    for deed, act in DEEDS.items():
        for who in ("editor", "region_editor", *OUTSIDERS):
            problem: DomainError | None = None
            with session.begin_nested() as tried:
                try:
                    act(session, people.actor(session, who), one)
                except DomainError as error:
                    problem = error
                tried.rollback()
            session.expire_all()
            if who not in MAY[deed]:
                assert isinstance(problem, NotAllowed), (deed, who)
            elif state in WHEN[deed]:
                assert problem is None, (deed, who)
            else:
                assert isinstance(problem, Invalid), (deed, who)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_learns_that_there_is_one(session: Session, who: str) -> None:
    made, actor = supports.taken(session), people.actor(session, who)
    said = set()
    for number in (made.id or 0, 4711):
        with pytest.raises(NotAllowed) as caught:
            support.find(session, actor, number)
        said.add((str(caught.value).replace(str(number), "n"), caught.value.action, caught.value.region))
    assert len(said) == 1
    assert not support.may_see(actor, made)
    assert support_list.listed(session, actor, set(SupportState)) == []
    assert list(session.exec(select(SupportRequest).where(support.seen_by(actor)))) == []
    with pytest.raises(NotAllowed):
        supports.asked(session, "nuotti", who=who)


def test_who_sees_which(session: Session) -> None:
    supports.taken(session)
    supports.asked(session, "nuotti", who="other_region_editor", region="lappi")
    seen = {
        who: [one.region_slug for one in support_list.listed(session, people.actor(session, who), OPEN)]
        for who in ("region_editor", "other_region_editor", "editor")
    }
    assert seen == {"region_editor": ["kainuu"], "other_region_editor": ["lappi"], "editor": ["kainuu", "lappi"]}
    with pytest.raises(NotFound):
        support.find(session, people.actor(session, "editor"), 4711)
    assert len(list(session.exec(select(SupportRequest).where(support.seen_by(system("search")))))) == 2


def test_one_open_request_for_a_direction(session: Session) -> None:
    first = supports.asked(session)
    with pytest.raises(Invalid) as caught:
        supports.asked(session)
    assert (caught.value.field, caught.value.code) == ("direction", "open_already")
    supports.asked(session, direction=Direction.GIVE_UP)
    support.end(session, people.actor(session, "region_editor"), first.id or 0, CANCELLED, first.version, NOW)
    assert supports.asked(session).id != first.id
    with pytest.raises(NotFound):
        supports.asked(session, "luonnos")


@pytest.mark.parametrize("deed", ["take", "done", "cancel", "steps"])
def test_of_two_at_once_the_second_is_told(session: Session, deed: str) -> None:
    one, editor = supports.taken(session), people.actor(session, "editor")
    seen = SupportRequest(**one.model_dump() | {"version": one.version - 1})
    with pytest.raises(Conflict):
        DEEDS[deed](session, editor, seen)
    assert session.get_one(SupportRequest, one.id).state is SupportState.TAKEN


def test_ticks_of_others_stay(session: Session) -> None:
    one, editor = supports.taken(session), people.actor(session, "editor")
    number = one.id or 0
    first, second, third, _last = [step.id or 0 for step in checklists.steps_of(session, number)]
    assert support.tick(session, editor, number, set(), {second}, NOW) == 1
    assert support.tick(session, people.actor(session, "region_editor"), number, {first}, {third}, NOW) == 2
    assert [step.id for step in checklists.steps_of(session, number) if step.done_at] == [second, third]


@pytest.mark.parametrize("which", ["reworded", "unknown"])
def test_a_tick_of_a_step_that_is_there_no_more_is_a_conflict(session: Session, which: str) -> None:
    one, editor = supports.taken(session), people.actor(session, "editor")
    old = [step.id or 0 for step in checklists.steps_of(session, one.id or 0)]
    new = StepInput(phase=Phase.EXPLORATION, text="Lukekaa näyttö tarkasti.")
    checklists.rewrite(session, editor, one.id or 0, (STEPS[0], new), one.version, NOW)
    with pytest.raises(Conflict):
        support.tick(session, editor, one.id or 0, {old[0]}, {old[0], old[1] if which == "reworded" else 4711}, NOW)
    assert support.tick(session, editor, one.id or 0, {old[0], old[1]}, {old[1]}, NOW) == 1


def test_ticks_wait_for_whoever_changes_the_steps(session: Session) -> None:
    one, editor = supports.taken(session), people.actor(session, "editor")
    said: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *asked: said.append(asked[2]))
    support.tick(session, editor, one.id or 0, set(), {checklists.steps_of(session, one.id or 0)[1].id or 0}, NOW)
    about = [statement for statement in said if "support_step" in statement or statement.startswith("UPDATE support_r")]
    assert about[1].startswith("UPDATE support_request")  # after the test's own question
    assert any("FROM support_step" in statement for statement in about[2:])


def test_of_two_who_ask_at_once_the_second_is_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    supports.asked(session)
    monkeypatch.setattr(support, "open_of", lambda *_any: {})  # both looked before either wrote
    with pytest.raises(Invalid) as caught:
        supports.asked(session)
    assert (caught.value.field, caught.value.code) == ("direction", "open_already")
    assert support_list.waiting(session, people.actor(session, "editor")) == 1


def test_the_name_of_a_method_that_is_a_draft_again_is_not_told(session: Session) -> None:
    one, who = supports.taken(session), people.actor(session, "region_editor")
    session.get_one(Method, "tasapaino").state = State.DRAFT
    session.flush()
    assert [found.method for found in support_list.listed(session, who, OPEN)] == [None]
    assert support_list.case(session, who, one.id or 0).method is None
    (thing,) = KIND.things(session, [str(one.id)], support.seen_by(who), True)
    assert not any(thing.title.values())


def test_a_reworded_step_keeps_its_tick_and_the_old_one_stays_as_a_row(session: Session) -> None:
    one, editor = supports.taken(session), people.actor(session, "editor")
    reworded = StepInput(phase=Phase.EXPLORATION, text="Kirjatkaa tarve tarkasti.")
    new = StepInput(phase=Phase.SUSTAINMENT, text="Aivan muuta.")
    checklists.rewrite(session, editor, one.id or 0, (STEPS[1], reworded, new), one.version, NOW)
    now = checklists.steps_of(session, one.id or 0)
    assert [(step.text, step.done_at is not None) for step in now] == [
        (STEPS[1].text, False),
        (reworded.text, True),
        (new.text, False),
    ]
    assert len(list(session.exec(select(SupportStep).where(SupportStep.request_id == one.id)))) == 6


def test_a_checklist_of_a_method_is_copied_and_every_version_kept(session: Session) -> None:
    editor = people.actor(session, "editor")
    for version in (0, 1):
        checklists.save(session, editor, "tasapaino", Direction.ADOPT, STEPS[version:], version, NOW)
    with pytest.raises(Conflict):
        checklists.save(session, editor, "tasapaino", Direction.ADOPT, STEPS, 1, NOW)
    one = supports.asked(session)
    support.take(session, editor, one.id or 0, one.version, NOW)
    checklists.begin(session, editor, one, STEPS)
    checklists.begin(session, editor, one, STEPS)
    assert [step.text for step in checklists.steps_of(session, one.id or 0)] == [step.text for step in STEPS[1:]]
    with pytest.raises(NotAllowed):
        checklists.save(session, people.actor(session, "region_editor"), "nuotti", Direction.ADOPT, STEPS, 0, NOW)


def test_how_long_and_how_far(session: Session) -> None:
    supports.taken(session)
    supports.asked(session, "nuotti", at=NOW - timedelta(days=5))
    waits, under_way = sorted(
        support_list.listed(session, people.actor(session, "editor"), OPEN), key=lambda one: one.state
    )
    assert (waits.days_waited(DAY), waits.days_silent(DAY), waits.steps) == (5, None, 0)
    later = DAY + timedelta(days=10)
    assert (under_way.done, under_way.steps, under_way.days_silent(later)) == (1, 4, 9)
    assert support_list.waiting(session, people.actor(session, "editor")) == 1


def test_events_hold_no_words_and_the_search_is_told(session: Session) -> None:
    one = in_state(session, SupportState.CANCELLED)
    events = [noted for noted in session.exec(select(Event)) if noted.kind == "support"]
    assert {noted.action for noted in events} == {
        f"support.{act}" for act in ("asked", "taken", "ticked", "noted", "ended")
    }
    written = str([noted.details for noted in events])
    assert not any(text in written for text in (supports.WISH, supports.NOTED, CANCELLED.because))
    told = [row.subject for row in session.exec(select(IndexOutbox)) if row.kind == "support"]
    assert set(told) == {str(one.id)}
    assert len(told) == len(events)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (RedactionKind.SUPPORT_WISH, "request"),
        (RedactionKind.SUPPORT_NOTE, "note"),
        (RedactionKind.SUPPORT_STEP, "step"),
        (RedactionKind.SUPPORT_END, "request"),
    ],
)
def test_texts_can_be_taken_out(session: Session, kind: RedactionKind, subject: str) -> None:
    one = in_state(session, SupportState.CANCELLED)
    case = support_list.case(session, people.actor(session, "editor"), one.id or 0)
    row = {"note": case.notes[0].id, "step": case.steps[0].id}.get(subject, one.id)
    redaction.redact_text(session, people.actor(session, "administrator"), kind, row or 0, "Tekstissä oli nimi.")
    session.expire_all()
    case = support_list.case(session, people.actor(session, "editor"), one.id or 0)
    texts = {
        RedactionKind.SUPPORT_WISH: case.request.wish,
        RedactionKind.SUPPORT_NOTE: case.notes[0].text,
        RedactionKind.SUPPORT_STEP: case.steps[0].text,
        RedactionKind.SUPPORT_END: case.request.ended_because or "",
    }
    assert [empty for empty, text in texts.items() if not text] == [kind]
    assert [row.subject for row in session.exec(select(IndexOutbox)) if row.kind == "support"][-1] == str(one.id)


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (lambda: read_ask({"direction": "", "wish": " "}), {("direction", "missing"), ("wish", "missing")}),
        (lambda: read_ask({"direction": "x", "wish": "y" * 4001}), {("direction", "not_a_choice"), ("wish", "too_long")}),
        (lambda: read_note({"held_on": "", "note": "\0"}, DAY), {("held_on", "missing"), ("note", "missing")}),
        (lambda: read_note({"held_on": "21.11.2026", "note": "x"}, DAY), {("held_on", "in_future")}),
        (lambda: read_note({"held_on": "11/2026", "note": "x"}, DAY), {("held_on", "not_a_day")}),
        (lambda: read_end({"outcome": "cancelled"}), {("ended_because", "missing")}),
        (lambda: read_end({"outcome": "taken"}), {("outcome", "not_a_choice")}),
        (lambda: read_steps(Direction.ADOPT, {"steps_replace": "x"}), {("steps_exploration", "missing")}),
        (lambda: read_steps(Direction.ADOPT, {"steps_preparation": "x" * 301}), {("steps_preparation", "too_long")}),
        (lambda: read_steps(Direction.GIVE_UP, {"steps_replace": "x\n" * 61}), {("steps_follow_up", "too_many")}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_once(read: Callable[[], Any], found: set[tuple[str, str]]) -> None:
    with pytest.raises(Invalid) as caught:
        read()
    assert {(one.field, one.code) for one in caught.value.problems} == found


def test_what_is_read() -> None:
    assert read_note({"held_on": "1.11.2026", "note": " Sovittu\0. "}, DAY).text == "Sovittu."
    assert read_end({"outcome": "done"}).because == ""
    steps = read_steps(
        Direction.GIVE_UP, {"steps_replace": " Yksi \r\n\r\n Toinen  askel\n", "steps_exploration": "Ei"}
    )
    assert [(step.phase, step.text) for step in steps] == [(Phase.REPLACE, "Yksi"), (Phase.REPLACE, "Toinen askel")]
    assert {phase for of in PHASES.values() for phase in of} == set(Phase)
