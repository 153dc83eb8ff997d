"""Saving and reading methods: nothing lost, nothing left over, nothing shown before its time."""

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlmodel import Session, col, func, select

from registry import db
from registry.domain import methods
from registry.domain.errors import NotFound
from registry.domain.method_input import MethodInput
from registry.domain.models import Event, EvidenceItem, IndexOutbox, IndicatorLink, Method, Outcome
from registry.domain.vocabulary import Effect, State
from tests import samples
from tests.strategies import method_inputs

PARTS = (Outcome, IndicatorLink, EvidenceItem)


def whole(session: Session, method_id: str) -> Method:
    return next(method for method in methods.everything(session) if method.id == method_id)


@pytest.mark.parametrize("given_method", samples.ALL, ids=lambda method: method.id)
def test_what_was_saved_comes_back(session: Session, given_method: MethodInput) -> None:
    assert methods.as_input(whole(session, given_method.id)) == given_method


@pytest.fixture(scope="module")
def shared(small_world, tmp_path_factory):
    engine = db.make_engine(small_world.copy(tmp_path_factory.mktemp("methods") / "data").settings.database_url)
    yield engine
    engine.dispose()


@given(method_inputs(), method_inputs())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_save_and_as_input_are_inverses(shared: Engine, first: MethodInput, second: MethodInput) -> None:
    """Any method, and any method saved over it."""
    second = second.model_copy(update={"id": first.id})
    with db.session_for(shared) as session:
        for number, given_method in enumerate((first, second), start=1):
            saved = methods.save(session, "hypothesis", given_method)
            assert saved.version == number
            session.expire_all()
            assert methods.as_input(whole(session, first.id)) == given_method
        session.rollback()


def test_a_change_replaces_the_parts(session: Session) -> None:
    values = samples.BALANCE.plain()
    values["outcomes"] = values["outcomes"][:1]
    values["indicators"] = [samples.link("O1", "indirect", "kaatumiset")]
    values["evidence"] = values["evidence"][1:]
    changed = MethodInput.model_validate(values)
    methods.save(session, "tester", changed)
    session.commit()
    assert methods.as_input(methods.find(session, "tasapaino")) == changed
    counts = [
        session.exec(select(func.count()).select_from(part).where(col(part.method_id) == "tasapaino")).one()
        for part in PARTS
    ]
    assert counts == [1, 1, 1]


def test_links_may_swap_their_outcomes(session: Session) -> None:
    values = samples.BALANCE.plain()
    values["outcomes"].reverse()
    values["indicators"].reverse()
    swapped = MethodInput.model_validate(values)
    methods.save(session, "tester", swapped)
    assert methods.as_input(methods.find(session, "tasapaino")) == swapped


def test_a_save_is_recorded(session: Session) -> None:
    methods.save(session, "tester", samples.method("uusi"))
    methods.save(session, "tester", samples.method("uusi", owner="Toinen"))
    session.commit()
    events = session.exec(select(Event).where(Event.subject == "uusi").order_by(col(Event.id))).all()
    assert [(event.actor, event.action, event.details) for event in events] == [
        ("tester", "method.added", {"version": 1}),
        ("tester", "method.changed", {"version": 2}),
    ]
    assert len(session.exec(select(IndexOutbox).where(IndexOutbox.subject == "uusi")).all()) == 2


def test_nothing_is_saved_without_a_commit(engine: Engine) -> None:
    with db.session_for(engine) as session:
        methods.save(session, "tester", samples.method("uusi"))
    with db.session_for(engine) as session, pytest.raises(NotFound):
        methods.find(session, "uusi")


@pytest.mark.parametrize("method_id", ["ei-ole", "luonnos", "", "TASAPAINO", "x\x00y"])
def test_only_what_is_published_is_found(session: Session, method_id: str) -> None:
    with pytest.raises(NotFound) as caught:
        methods.find(session, method_id)
    assert (caught.value.kind, caught.value.key) == ("method", method_id)


def test_drafts_are_in_no_list(session: Session) -> None:
    public = {method.id for method in samples.PUBLIC}
    assert {method.id for method in methods.all_published(session)} == public
    assert {method.id for method in methods.for_catalogue(session)} == public
    assert {method.id for method in methods.all_published(session, ["luonnos", "nuotti"])} == {"nuotti"}
    assert set(methods.for_list(session, ["luonnos", "nuotti"])) == {"nuotti"}
    assert {method.id for method in methods.linked_to(session, "O2")} == {"tasapaino", "kotikaynti"}
    assert "luonnos" in {method.id for method in methods.everything(session)}


def test_a_retired_method_is_no_longer_public(session: Session) -> None:
    methods.save(session, "tester", samples.BALANCE.model_copy(update={"state": State.RETIRED}))
    with pytest.raises(NotFound):
        methods.find(session, "tasapaino")


def test_lists_by_theme_replacement_and_region(session: Session) -> None:
    assert {method.id for method in methods.in_theme(methods.for_catalogue(session), "paihteet-ja-vammat")} == {
        "alkoholineuvonta",
        "pelottelu",
    }
    assert [method.id for method in methods.replaced_with(methods.for_catalogue(session), "tasapaino")] == [
        "kotikaynti"
    ]
    assert [
        (method.id, mention["text"])
        for method, mention in methods.mentioned_in(methods.for_catalogue(session), "kainuu")
    ] == [("tasapaino", "Käytössä.")]
    assert methods.mentioned_in(methods.for_catalogue(session), "lappi") == []


@pytest.mark.parametrize("method_id", list(samples.CLASSES))
def test_the_methods_own_class_is_that_of_its_main_outcome(session: Session, method_id: str) -> None:
    method = methods.find(session, method_id)
    assert methods.rating_of(method, methods.main_outcome(method)).letter == samples.CLASSES[method_id]


def test_what_a_query_did_not_load_is_not_fetched_behind_ones_back(session: Session) -> None:
    method = next(iter(methods.for_catalogue(session)))
    with pytest.raises(InvalidRequestError):
        _ = method.evidence


def test_the_database_holds_the_rules_too(session: Session) -> None:
    method = methods.find(session, "tasapaino")
    second_main = method.outcomes[1].model_copy()
    second_main.main = True
    session.expunge_all()
    session.merge(second_main)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    session.add(
        Outcome(
            **(second_main.model_dump() | {"id": "uusi", "main": False, "effect": Effect.HARM, "method_id": "ei-ole"})
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()


def test_newest_change_is_of_published_methods(session: Session) -> None:
    methods.save(session, "tester", samples.DRAFT.model_copy(update={"updated": "2099-01"}))
    assert methods.newest_change(session) == "2026-11"
