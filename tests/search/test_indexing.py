"""The index follows the rows, whatever happens in between."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from registry import db
from registry.domain import catalogue, methods
from registry.domain.models import IndexOutbox
from registry.domain.vocabulary import State
from registry.paths import CHECKOUT
from registry.search.indexing import Indexer
from registry.search.service import Request, SearchService
from registry.settings import Settings
from search_index import Document
from tests import samples, world

NEW = samples.method("uusi", name=samples.names("Kuutamokävely"), keywords={"fi": ["kuutamo"], "sv": [], "en": []})


@pytest.fixture
def indexer(service: SearchService, engine: Engine) -> Indexer:
    return service.indexer(engine)


def save(engine: Engine, given: samples.MethodInput) -> None:
    with db.transaction(engine) as session:
        methods.save(session, "tester", given)


def waiting(engine: Engine) -> list[str]:
    with db.session_for(engine) as session:
        return [row.subject for row in session.exec(select(IndexOutbox))]


def in_index(service: SearchService, session: Session, words: str) -> list[str]:
    """Ids that the words themselves meet, public or not."""
    found = service.engine(session).search(words, exact=True)
    return [hit.id for hit in found.hits if hit.id not in found.near]


def of_other_kinds(service: SearchService, session: Session) -> int:
    """How many documents the indexes of other kinds have."""
    others = service.others(session)
    return others.public.status().documents + others.members.status().documents


class CrashError(Exception):
    """The power goes."""


@contextmanager
def crash_at(engine: Engine, statement: str) -> Iterator[None]:
    """Let the process die, as far as the database can tell, when it is about to run a statement."""

    def die(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if sql.startswith(statement):
            raise CrashError

    event.listen(engine, "before_cursor_execute", die)
    try:
        with pytest.raises(CrashError):
            yield
    finally:
        event.remove(engine, "before_cursor_execute", die)


def test_rows_wait_until_the_index_has_them(engine: Engine, indexer: Indexer, service: SearchService) -> None:
    save(engine, NEW)
    assert waiting(engine) == ["uusi"]
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == []
    assert indexer.drain(engine) == 1
    assert waiting(engine) == []
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == ["uusi"]


def test_nothing_waits_after_a_rollback(engine: Engine, indexer: Indexer) -> None:
    with db.session_for(engine) as session:
        methods.save(session, "tester", NEW)
        session.rollback()
    assert indexer.drain(engine) == 0


def test_a_crash_after_the_index_was_written_is_repaired(
    engine: Engine, indexer: Indexer, service: SearchService
) -> None:
    save(engine, NEW)
    with crash_at(engine, "DELETE FROM index_outbox"):
        indexer.drain(engine)
    assert waiting(engine) == ["uusi"]
    assert indexer.drain(engine) == 1
    assert waiting(engine) == []
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == ["uusi"]


def test_a_crash_before_the_index_was_written_is_repaired(
    engine: Engine, indexer: Indexer, service: SearchService
) -> None:
    save(engine, NEW)
    with crash_at(engine, "SELECT outcome"):
        indexer.drain(engine)
    assert waiting(engine) == ["uusi"]
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == []
    assert indexer.drain(engine) == 1
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == ["uusi"]


KILLED = """
import os
from registry import db
from registry.settings import from_environment
from tests.world import service

settings = from_environment()
engine = db.make_engine(settings.database_url)
service(settings).indexer(engine).rebuild(engine, lambda done, of: os._exit(9) if done == 8 else None)
"""


def test_a_rebuild_killed_in_the_middle_leaves_the_old_index(
    engine: Engine, indexer: Indexer, service: SearchService, settings: Settings
) -> None:
    with db.session_for(engine) as session:
        before = service.engine(session).status()
        environment = os.environ | {"HYTE_DATA_DIR": str(settings.data_dir)}
        killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, cwd=CHECKOUT, check=False)
        assert killed.returncode == 9
        assert world.service(settings).engine(session).status() == before
        assert "tasapaino" in in_index(service, session, "tasapainoharjoittelu")
        assert indexer.rebuild(engine) == before.documents + of_other_kinds(service, session)
        assert "tasapaino" in in_index(service, session, "tasapainoharjoittelu")


@pytest.mark.parametrize("state", [State.DRAFT, State.RETIRED])
def test_what_is_no_longer_public_leaves_the_index(
    engine: Engine, indexer: Indexer, service: SearchService, state: State
) -> None:
    save(engine, NEW)
    indexer.drain(engine)
    save(engine, NEW.model_copy(update={"state": state}))
    with db.session_for(engine) as session:  # the database decides at once, before the index knows
        assert "uusi" not in service.search(session, Request(q="kuutamokävely")).ids
    indexer.drain(engine)
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == []


def test_a_draft_was_never_in_the_index(engine: Engine, service: SearchService) -> None:
    with db.session_for(engine) as session:
        assert in_index(service, session, "salainen luonnos") == []
        assert "luonnos" not in service.search(session, Request(q="luonnos")).ids
        assert all(line.id != "luonnos" for line in service.suggest(session, "salainen", "fi"))


def test_a_changed_method_is_found_by_its_new_words_only(
    engine: Engine, indexer: Indexer, service: SearchService
) -> None:
    save(engine, NEW)
    indexer.drain(engine)
    renamed = samples.method("uusi", name=samples.names("Revontuliretki"))
    save(engine, renamed)
    indexer.drain(engine)
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == []
        assert in_index(service, session, "revontuliretki") == ["uusi"]


def test_a_change_to_an_indicator_reaches_its_methods(engine: Engine, indexer: Indexer, service: SearchService) -> None:
    with db.transaction(engine) as session:
        given = catalogue.indicator_input(catalogue.find_indicator(session, "P8"))
        renamed = given.model_copy(update={"name": given.name.model_copy(update={"fi": "Kuutamoindikaattori"})})
        catalogue.save_indicator(session, "tester", renamed)
    indexer.drain(engine)
    with db.session_for(engine) as session:
        assert set(in_index(service, session, "kuutamoindikaattori")) == {"terveystarkastus", "indicator:P8"}


def test_many_changes_are_one_write(engine: Engine, indexer: Indexer) -> None:
    for owner in ("a", "b", "c"):
        save(engine, NEW.model_copy(update={"owner": owner}))
    assert indexer.drain(engine) == 3
    assert indexer.drain(engine) == 0


@pytest.mark.parametrize("work", [Indexer.drain, Indexer.rebuild], ids=["drain", "rebuild"])
def test_a_row_that_comes_meanwhile_with_a_smaller_number_is_done_too(
    engine: Engine, indexer: Indexer, service: SearchService, monkeypatch: pytest.MonkeyPatch, work: Callable[..., int]
) -> None:
    """PostgreSQL gives numbers when rows are written, not when they are committed."""
    with db.transaction(engine) as session:
        session.add(IndexOutbox(id=100, kind="method", subject="tasapaino"))
    whole, late = Indexer._methods, [IndexOutbox(id=50, kind="method", subject="uusi")]

    def meanwhile(self: Indexer, session: Session, ids: Sequence[str] | None) -> list[Document]:
        made = whole(self, session, ids)
        if late:
            methods.save(session, "tester", NEW)
            session.flush()
            for row in session.exec(select(IndexOutbox).where(IndexOutbox.subject == "uusi")):
                session.delete(row)
            session.add(late.pop())
            session.flush()
        return made

    monkeypatch.setattr(Indexer, "_methods", meanwhile)
    work(indexer, engine)
    indexer.drain(engine)
    assert waiting(engine) == []
    with db.session_for(engine) as session:
        assert in_index(service, session, "kuutamokävely") == ["uusi"]


def test_rebuild_clears_what_waited_and_tells_its_progress(
    engine: Engine, indexer: Indexer, service: SearchService
) -> None:
    save(engine, NEW)
    told: list[tuple[int, int]] = []
    documents = indexer.rebuild(engine, lambda done, of: told.append((done, of)))
    with db.session_for(engine) as session:
        assert documents == len(samples.PUBLIC) + 1 + 13 + of_other_kinds(service, session)
    assert told[-1] == (documents, documents)
    assert waiting(engine) == []
