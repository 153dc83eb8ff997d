"""A search as a whole: words, filters, order, pages and what is told about the words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.domain import catalogue, dates, methods
from registry.domain.catalogue_input import TermInput
from registry.domain.statuses import Status
from registry.domain.vocabulary import Sort, State
from registry.search.facets import FACETS, Filters
from registry.search.service import Found, Request, SearchService
from registry.settings import Settings
from tests import samples, told, world
from tests.world import World

EVERYTHING = {method.id for method in samples.PUBLIC}


def search(service: SearchService, session: Session, q: str = "", **more: object) -> Found:
    return service.search(session, Request(q=q, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("q", ["", "   ", "\t\n"])
def test_no_words_give_everything_by_class(service: SearchService, session: Session, q: str) -> None:
    found = search(service, session, q)
    assert set(found.ids) == EVERYTHING
    assert [samples.CLASSES[id_] for id_ in found.ids] == list("ABCDEUFG")
    assert (found.total, found.unfiltered, found.page, found.pages, found.words) == (8, 8, 1, 1, None)


@pytest.mark.parametrize(
    ("q", "language"),
    [
        ("tasapainoharjoittelu", "fi"),
        ("tasapainoharjoittelulla", "fi"),
        ("TASAPAINOHARJOITTELU", "fi"),
        ("kaatuminen", "fi"),
        ("kaatumisten", "fi"),
        ("fallolyckor", "sv"),
        ("balance training", "en"),
        ("balansträning", "fi"),
        ("otago", "en"),
    ],
)
def test_words_of_any_language_and_form(service: SearchService, session: Session, q: str, language: str) -> None:
    assert search(service, session, q, language=language).ids[0] == "tasapaino"


def test_filters_narrow_what_the_words_find(service: SearchService, session: Session) -> None:
    found = search(service, session, "tasapaino", filters=Filters(theme=("lapset-ja-perheet",)))
    assert found.total == 0
    assert found.unfiltered >= 1
    assert found.ids == []


def test_facets_are_all_there(service: SearchService, session: Session) -> None:
    assert tuple(search(service, session, "kaatuminen").facets) == FACETS


def test_pages(service: SearchService, session: Session) -> None:
    pages = [search(service, session, page=number, per_page=3) for number in range(1, 5)]
    assert [len(page.ids) for page in pages] == [3, 3, 2, 0]
    assert {page.pages for page in pages} == {3}
    assert [id_ for page in pages for id_ in page.ids] == search(service, session).ids
    assert {page.total for page in pages} == {8}


def test_indicators_that_the_words_fit_come_apart(service: SearchService, session: Session) -> None:
    found = search(service, session, "lonkkamurtumat")
    assert found.indicators[0] == "O2"
    assert not any(id_.startswith("indicator:") for id_ in found.ids)


def test_sorting_by_name_keeps_the_hits(service: SearchService, session: Session) -> None:
    by_relevance = search(service, session, "kaatuminen")
    by_name = search(service, session, "kaatuminen", sort=Sort.NAME)
    assert set(by_name.ids) == set(by_relevance.ids)
    assert by_name.total == by_relevance.total


def test_a_typing_error_is_mended_and_told(service: SearchService, session: Session) -> None:
    found = search(service, session, "alkoholineuvnta")
    assert found.words is not None
    assert found.words.corrected_from == "alkoholineuvnta"
    assert found.words.shown == "alkoholineuvonta"
    assert found.ids[0] == "alkoholineuvonta"
    exact = search(service, session, "alkoholineuvnta", exact=True)
    assert exact.words is not None
    assert exact.words.corrected_from is None
    assert exact.words.shown == "alkoholineuvnta"


@given(st.text(max_size=40), st.sampled_from(["fi", "sv", "en"]), st.booleans())
@example_settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_nothing_typed_raises(shared: tuple[SearchService, Engine], q: str, language: str, exact: bool) -> None:
    service, engine = shared
    with db.session_for(engine) as session:
        found = service.search(session, Request(q=q, language=language, exact=exact))
        assert set(found.ids) <= EVERYTHING
        assert found.total == len(set(found.ids))
        service.suggest(session, q, language)
        for text in (samples.NASTY, "Tasapainoharjoittelu kotona"):
            assert "".join(segment.text for segment in service.highlight(session, found, text, language)) == text


@pytest.mark.parametrize(
    "q",
    [
        "*",
        "a*",
        "?",
        "NOT",
        "AND",
        "OR",
        '"',
        '""',
        "(",
        "id:tasapaino",
        "-",
        "~",
        "*:*",
        "[a TO z]",
        "\\",
        "x" * 500,
        "'" * 50,
    ],
)
def test_signs_of_query_languages_mean_nothing(shared: tuple[SearchService, Engine], q: str) -> None:
    service, engine = shared
    with db.session_for(engine) as session:
        assert search(service, session, q).total < len(EVERYTHING)


@pytest.fixture(scope="module")
def shared(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> object:
    settings = small_world.copy(tmp_path_factory.mktemp("service") / "data").settings
    engine = db.make_engine(settings.database_url)
    yield world.service(settings), engine
    engine.dispose()


def test_highlights_mark_the_forms_of_a_word(service: SearchService, session: Session) -> None:
    found = search(service, session, "kaatuminen")
    segments = service.highlight(session, found, "Ehkäisee kaatumisia kotona", "fi")
    assert [segment.text for segment in segments if segment.marked] == ["kaatumisia"]


def test_suggestions_are_methods_and_indicators(service: SearchService, session: Session) -> None:
    assert "tasapaino" in {line.id for line in service.suggest(session, "voima- ja", "fi")}
    assert "indicator:O2" in {line.id for line in service.suggest(session, "lonkka", "fi")}
    assert list(service.suggest(session, "", "fi")) == []


def test_the_copy_in_memory_is_true_to_its_number(engine: Engine, service: SearchService) -> None:
    with db.session_for(engine) as session:
        first = service.catalogue(session)
        assert service.catalogue(session) is first
        methods.save(session, "tester", samples.method("uusi"))
        session.commit()
        second = service.catalogue(session)
        assert second is not first
        assert set(second.ids) == set(first.ids) | {"uusi"}


def test_the_ledger_moves_without_the_catalogue(engine: Engine, service: SearchService) -> None:
    """A change of the ledger is seen by the next search, and the copy of the catalogue is not made anew for it."""
    asked = Filters(region=("satakunta",), status=("in_use", "sustained"))
    with db.session_for(engine) as session:
        assert search(service, session, filters=asked).ids == []
        known, before = service.catalogue(session), service.adoption(session)
        told.say(session, "satakunta", "tasapaino", Status.IN_USE, told.ago(1))
        session.commit()
        found = search(service, session, filters=asked)
        assert found.ids == ["tasapaino"]
        assert {count.value: count.count for count in found.facets["region"]}["satakunta"] == 1
        assert service.catalogue(session) is known
        after = service.adoption(session)
        assert after is not before
        session.commit()
        assert service.adoption(session) is after


def test_a_method_that_goes_is_no_longer_counted_for_regions(engine: Engine, service: SearchService) -> None:
    asked = Filters(region=("satakunta",))
    with db.session_for(engine) as session:
        told.say(session, "satakunta", "tasapaino", Status.IN_USE, told.ago(1))
        session.commit()
        assert search(service, session, filters=asked).total == 1
        methods.save(session, "tester", samples.BALANCE.model_copy(update={"state": State.RETIRED}))
        session.commit()
        assert search(service, session, filters=asked).total == 0


def test_the_copy_of_the_ledger_is_of_one_day(
    engine: Engine, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Filters(region=("satakunta",), status=("preparing",))
    with db.session_for(engine) as session:
        told.say(session, "satakunta", "tasapaino", Status.PREPARING, told.ago(-1))
        session.commit()
        assert search(service, session, filters=asked).total == 0
        session.commit()
        day = told.ago(-1)
        monkeypatch.setattr(dates, "today", lambda: day)
        assert search(service, session, filters=asked).ids == ["tasapaino"]


def test_a_new_word_of_the_glossary_is_taken_up(engine: Engine, service: SearchService) -> None:
    with db.session_for(engine) as session:
        assert "tasapaino" not in search(service, session, "hoipertelu").ids
        term = TermInput(id="uusi", group="testi", fi="hoipertelu", synonyms_fi=["tasapainoharjoittelu"])
        catalogue.save_term(session, "tester", term, 999)
        session.commit()
        assert "tasapaino" in search(service, session, "hoipertelu").ids


def test_many_threads_may_be_the_first_visitors(settings: Settings, engine: Engine) -> None:
    def visit(service: SearchService) -> int:
        with db.session_for(engine) as session:
            return search(service, session, "kaatuminen").total

    for _ in range(3):
        service = world.service(settings)
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(visit, [service] * 16))) == 1


def test_without_an_index_the_catalogue_still_lists(tmp_path, engine: Engine) -> None:
    service = SearchService(tmp_path / "no-index", {})
    with db.session_for(engine) as session:
        assert set(search(service, session).ids) == EVERYTHING
        assert search(service, session, "kaatuminen").total == 0
        assert list(service.suggest(session, "kaatu", "fi")) == []
