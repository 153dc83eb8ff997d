"""Nobody learns of what they may not see: a walk through what is found, counted, mended and suggested, for everybody and every sort of thing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.domain import experience, methods
from registry.domain import proposals as domain_proposals
from registry.domain.models import Proposal
from registry.domain.permissions import system
from registry.domain.vocabulary import State
from registry.search.kinds import KINDS
from registry.search.others import Elsewhere
from registry.search.service import Request, SearchService
from search_index import Suggestion
from tests import people, proposals, samples, world
from tests.search.found_things import MAY_FIND, PUBLIC, fill
from tests.world import World

IN_AN_ANSWER = "nyrkkimylly"
"""The one word that no title or text shows."""


@pytest.fixture(scope="module")
def filled(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with all the things, drained into the indexes."""
    made = small_world.copy(tmp_path_factory.mktemp("found") / "data")
    engine = db.make_engine(made.settings.database_url)
    with db.transaction(engine) as session:
        fill(session)
    world.service(made.settings).indexer(engine).drain(engine)
    engine.dispose()
    return made


@pytest.fixture(scope="module")
def there(filled: World) -> Iterator[tuple[SearchService, Engine]]:
    """The search of that world, only read."""
    engine = db.make_engine(filled.settings.database_url)
    yield world.service(filled.settings), engine
    engine.dispose()


@pytest.fixture
def own(filled: World, tmp_path: Path) -> Iterator[tuple[SearchService, Engine]]:
    """The same in a copy of one test's own."""
    copied = filled.copy(tmp_path / "found")
    engine = db.make_engine(copied.settings.database_url)
    yield world.service(copied.settings), engine
    engine.dispose()


def found(service: SearchService, session: Session, who: str, q: str, *, exact: bool = False) -> Elsewhere:
    words = service.search(session, Request(q=q, exact=exact)).words
    return service.others(session).search(session, people.actor(session, who), words, "fi", exact=exact)


def everything(service: SearchService, engine: Engine) -> dict[tuple[str, str], object]:
    """What everybody finds of every word, as ids."""
    with db.session_for(engine) as session:
        return {(who, word): found(service, session, who, word).hits for who in people.EVERYONE for word in MAY_FIND}


def misspelt(word: str) -> str:
    """The word with two letters changed about at its beginning, so that it is like no other."""
    return word[0] + word[2] + word[1] + word[3:]


@pytest.mark.parametrize("who", people.EVERYONE)
def test_everybody_finds_what_they_may_see_and_nothing_else(there: tuple[SearchService, Engine], who: str) -> None:
    service, engine = there
    with db.session_for(engine) as session:
        actor, others = people.actor(session, who), service.others(session)
        for word, may in MAY_FIND.items():
            elsewhere = found(service, session, who, word)
            hits = [hit for some in elsewhere.hits.values() for hit in some]
            things = others.things(session, actor, hits)
            assert elsewhere.total == sum(elsewhere.counts().values()) == len(things) == (who in may), (word, who)
            for thing in things:
                shown = f"{thing.title['fi']} {thing.text.get('fi', '')}"
                assert word in shown.lower() or word == IN_AN_ANSWER
                marked = others.marked(elsewhere, thing, shown, "fi")
                assert word == IN_AN_ANSWER or word in {
                    part.text.lower()[: len(word)] for part in marked if part.marked
                }


@pytest.mark.parametrize("who", people.EVERYONE)
def test_only_public_words_mend_typing_errors(there: tuple[SearchService, Engine], who: str) -> None:
    service, engine = there
    with db.session_for(engine) as session:
        for word in MAY_FIND:
            elsewhere = found(service, session, who, misspelt(word))
            assert elsewhere.suggestion == (word if word in PUBLIC else None), word
            assert elsewhere.total == (word in PUBLIC)
            assert not found(service, session, who, misspelt(word), exact=True).total
            if word not in PUBLIC:
                assert not found(service, session, who, word[:-1] + "x").total  # not even by likeness


def test_nothing_of_other_kinds_reaches_the_search_of_methods(
    there: tuple[SearchService, Engine], small_world: World
) -> None:
    """Neither hits nor typing errors nor suggestions: the methods' index is the same as without any of them."""
    service, engine = there
    plain = world.service(small_world.settings)
    with db.session_for(engine) as session:
        for word in MAY_FIND:
            for typed in (word, misspelt(word), word[:6]):
                asked = Request(q=typed)
                assert service.search(session, asked) == plain.search(session, asked)
                lines: list[Suggestion] = list(service.suggest(session, typed, "fi"))
                assert not [line for line in lines if word in line.text.lower()]


def test_what_others_hold_moves_nothing(own: tuple[SearchService, Engine]) -> None:
    """Words that are common or rare in what somebody may not see do not change what they find, nor in which order."""
    service, engine = own
    asked = ("sitä toivotaan iltaisin", "dunkelilanka käytössä", "kuutamokävely", "tasapaino ryhmä")
    watchers = ("nobody", "other_region_editor", "administrator")

    def seen() -> list[object]:
        with db.session_for(engine) as session:
            return [found(service, session, who, q) for who in watchers for q in asked]

    before = seen()
    with db.transaction(engine) as session:
        for number in range(12):
            title = f"Kuutamokävely {number} iltaisin, dunkelilanka käytössä"
            proposals.sent(
                session, "region_editor", title=title, text="Sitä toivotaan: tasapaino, ryhmä, kuutamokävely."
            )
    service.indexer(engine).drain(engine)
    assert seen() == before
    with db.session_for(engine) as session:
        assert found(service, session, "editor", "kuutamokävely").counts() == {"proposal": 12}


def test_what_is_taken_back_vanishes_before_the_index_knows(own: tuple[SearchService, Engine]) -> None:
    service, engine = own
    with db.transaction(engine) as session:
        editor = people.actor(session, "editor")
        public = next(one for one in session.exec(select(Proposal)) if one.is_public)
        domain_proposals.set_public(session, editor, public.id or 0, False, version=public.version)
        report = experience.of_pair(session, "kainuu", "tasapaino")
        assert report is not None
        experience.withdraw(session, system("tests"), "kainuu", "tasapaino", "Väärin.", version=report.version)
    with db.session_for(engine) as session:
        for word in ("hilpakerros", "nyrkkimylly", "jouhipeili"):
            for who in ("nobody", "administrator", "other_region_editor"):
                for typed in (word, misspelt(word)):
                    elsewhere = found(service, session, who, typed)
                    assert (elsewhere.total, elsewhere.suggestion) == (0, None), (word, who)
    service.indexer(engine).drain(engine)
    with db.session_for(engine) as session:
        assert not found(service, session, "nobody", "jouhipeili").total
        assert found(service, session, "region_editor", "jouhipeili").counts() == {"experience": 1}
        assert not service.others(session).public.written("jouhipeili")


def test_what_becomes_public_moves_to_the_other_index(own: tuple[SearchService, Engine]) -> None:
    service, engine = own
    with db.transaction(engine) as session:
        key = next(one.id for one in session.exec(select(Proposal)) if one.title.startswith("Kvassitorni"))
        domain_proposals.set_public(session, people.actor(session, "editor"), key or 0, True, version=1)
    with db.session_for(engine) as session:
        assert not found(service, session, "nobody", "kvassitorni").total  # a moment late, never early
        assert found(service, session, "administrator", "kvassitorni").total == 1  # the members' index, and public now
    service.indexer(engine).drain(engine)
    with db.session_for(engine) as session:
        assert {who: found(service, session, who, "kvassitorni").total for who in people.EVERYONE} == dict.fromkeys(
            people.EVERYONE, 1
        )
        assert found(service, session, "nobody", misspelt("kvassitorni")).suggestion == "kvassitorni"


def test_a_rebuild_finds_what_the_drains_have_found(own: tuple[SearchService, Engine]) -> None:
    service, engine = own
    before = everything(service, engine)
    service.indexer(engine).rebuild(engine)
    assert everything(service, engine) == before


def test_a_draft_of_a_method_is_named_nowhere(own: tuple[SearchService, Engine]) -> None:
    """A method's name is among the words of what is about it, for as long as the method is published."""
    service, engine = own
    with db.session_for(engine) as session:
        assert found(service, session, "nobody", "tasapainoharjoittelu").counts()["webinar"] == 1
    with db.transaction(engine) as session:
        methods.save(session, "tests", samples.BALANCE.model_copy(update={"state": State.DRAFT}))
    service.indexer(engine).drain(engine)
    with db.session_for(engine) as session:
        assert not found(service, session, "nobody", "tasapainoharjoittelu").total
        assert not found(service, session, "nobody", "jouhipeili").total  # of a method that is a draft


def test_a_sealed_index_is_not_searched_without_asking(there: tuple[SearchService, Engine]) -> None:
    service, engine = there
    with db.session_for(engine) as session:
        members = service.others(session).members
        with pytest.raises(ValueError):
            members.search("kvassitorni")
        assert members.suggest("kvassi") == ()
        assert members.written("kvassitorni") == frozenset()
        assert members.search("kvassitorni", only=lambda ids: ()).ids == ()


@pytest.mark.parametrize(
    "q", ["", "   ", '"', "*", "proposal:99999", "x" * 500, "\0", "mistä luopua", '"hilpakerros kaikille"']
)
def test_nothing_typed_raises(there: tuple[SearchService, Engine], q: str) -> None:
    service, engine = there
    with db.session_for(engine) as session:
        for who in ("nobody", "editor"):
            elsewhere = found(service, session, who, q)
            assert set(elsewhere.hits) <= set(KINDS)
            assert elsewhere.total == (q.startswith('"h'))
