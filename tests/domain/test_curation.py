"""Curating: every save is a revision, two editors lose nothing, and what the panel has decided no save and no import touches."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from registry.content import exchange
from registry.domain import curation, methods
from registry.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from registry.domain.models import Event, MethodRevision
from registry.domain.vocabulary import Certainty, Standing, State
from tests import panels, people, samples

CHANGED = samples.BALANCE.model_copy(update={"owner": "Uusi omistaja"})


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "editor"])
def test_only_an_editor_curates(session: Session, who: str) -> None:
    actor = people.actor(session, who)
    for act in (
        lambda: curation.save(session, actor, CHANGED, version=1, summary=""),
        lambda: curation.set_state(session, actor, "tasapaino", State.DRAFT, version=1, summary=""),
        lambda: curation.find(session, actor, "luonnos"),
        lambda: curation.restore(session, actor, "tasapaino", 1, version=1, summary=""),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_every_save_is_a_revision(session: Session) -> None:
    editor = people.actor(session, "editor")
    curation.save(session, editor, CHANGED, version=1, summary=" Omistaja vaihtui. ")
    newest, first = curation.revisions(session, "tasapaino")
    assert (newest.number, newest.summary, newest.saved_by) == (2, "Omistaja vaihtui.", editor.key)
    assert (first.number, first.saved_by) == (1, "tests")
    assert curation.as_input(first) == samples.BALANCE
    assert curation.as_input(newest) == CHANGED
    event = session.exec(select(Event).where(Event.kind == "method", Event.actor == editor.key)).one()
    assert (event.action, event.details["version"]) == ("method.changed", 2)


def test_two_editors_at_once(session: Session) -> None:
    editor = people.actor(session, "editor")
    curation.save(session, editor, CHANGED, version=1, summary="")
    for version in (0, 1, 3):
        with pytest.raises(Conflict):
            curation.save(session, editor, samples.BALANCE, version=version, summary="")
    assert methods.by_ids(session, ["tasapaino"])[0].details["owner"] == "Uusi omistaja"
    assert len(curation.revisions(session, "tasapaino")) == 2
    with pytest.raises(Conflict):  # a new method of a name that is taken
        curation.save(session, editor, samples.BALANCE, version=0, summary="")


def test_a_new_method(session: Session) -> None:
    made = curation.save(
        session, people.actor(session, "editor"), samples.method("uusi", state="draft"), version=0, summary=""
    )
    assert (made.version, made.state) == (1, State.DRAFT)


def test_going_back_is_a_new_revision(session: Session) -> None:
    editor = people.actor(session, "editor")
    curation.save(session, editor, CHANGED, version=1, summary="")
    curation.restore(session, editor, "tasapaino", 1, version=2, summary="Takaisin.")
    assert [row.number for row in curation.revisions(session, "tasapaino")] == [3, 2, 1]
    assert methods.as_input(curation.find(session, editor, "tasapaino")) == samples.BALANCE
    for number in (0, 9):
        with pytest.raises(NotFound):
            curation.restore(session, editor, "tasapaino", number, version=3, summary="")
    with pytest.raises(NotFound):
        curation.find(session, editor, "ei-ole")


def test_states(session: Session) -> None:
    editor = people.actor(session, "editor")
    curation.set_state(session, editor, "luonnos", State.PUBLISHED, version=1, summary="Valmis.")
    assert methods.find(session, "luonnos").version == 2
    curation.set_state(session, editor, "luonnos", State.RETIRED, version=2, summary="")
    with pytest.raises(NotFound):
        methods.find(session, "luonnos")
    with pytest.raises(Invalid) as caught:
        curation.save(session, editor, CHANGED, version=1, summary="x" * 401)
    assert caught.value.field == "summary"


def decided(session: Session) -> tuple[object, ...]:
    row = next(one for one in methods.by_ids(session, ["tasapaino"])[0].outcomes if one.id == "lonkkamurtumat")
    return row.effect, row.size, row.certainty, row.standing, row.decision_id, row.decided_on, row.valid_until


def test_no_save_touches_what_was_decided(session: Session) -> None:
    panels.published(session)
    before = decided(session)
    assert before[2:4] == (Certainty.HIGH, Standing.DECIDED)
    editor = people.actor(session, "editor")
    curation.save(session, editor, CHANGED, version=1, summary="")  # says low certainty, as it did before the decision
    assert decided(session) == before
    curation.restore(session, editor, "tasapaino", 1, version=2, summary="")
    assert decided(session) == before
    methods.save(session, "content import", CHANGED)
    assert decided(session) == before


def test_a_decided_outcome_and_its_last_source_stay(session: Session) -> None:
    panels.published(session)
    editor = people.actor(session, "editor")
    kept = [one for one in samples.BALANCE.outcomes if one.id == "kaatumiset"]
    links = [one for one in samples.BALANCE.indicators if one.through == "kaatumiset"]
    without = samples.BALANCE.model_copy(update={"outcomes": kept, "indicators": links})
    with pytest.raises(Invalid) as caught:
        curation.save(session, editor, without, version=1, summary="")
    assert (caught.value.field, caught.value.code) == ("outcomes", "decided_left_out")
    with pytest.raises(Invalid) as caught:
        curation.save(session, editor, samples.BALANCE.model_copy(update={"evidence": []}), version=1, summary="")
    assert (caught.value.field, caught.value.code) == ("evidence", "decided_unchecked")
    assert len(curation.revisions(session, "tasapaino")) == 1


def test_what_was_decided_goes_out_as_content_and_comes_in_again(session: Session, tmp_path: Path) -> None:
    panels.published(session)
    before = decided(session)
    exchange.export_folder(session, tmp_path)
    report = exchange.import_folder(session, tmp_path)
    assert not report.conflicts
    assert decided(session) == before


def test_methods_from_before_there_were_revisions(session: Session) -> None:
    assert not curation.has_gaps(session)
    session.connection().execute(text("DELETE FROM method_revision"))
    session.expire_all()
    assert curation.has_gaps(session)
    assert curation.keep_what_is(session, "serve") == len(samples.ALL)
    assert curation.keep_what_is(session, "serve") == 0
    assert not curation.has_gaps(session)
    (row,) = curation.revisions(session, "tasapaino")
    assert curation.as_input(row) == samples.BALANCE
    assert len(session.exec(select(Event).where(Event.action == "revisions.begun")).all()) == 1
    assert len(session.exec(select(MethodRevision)).all()) == len(samples.ALL)


def test_an_import_keeps_what_was_there_before_it(session: Session, tmp_path: Path) -> None:
    exchange.export_folder(session, tmp_path)
    session.connection().execute(text("DELETE FROM method_revision"))
    exchange.import_folder(session, tmp_path)
    assert not curation.has_gaps(session)
