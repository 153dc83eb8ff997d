"""Suggestions as one types."""

import pytest

from search_index import Suggestion, WhooshEngine


@pytest.mark.parametrize("prefix", ["kiv", "KIVA", "koul", "kiva koulu"])
def test_a_name_is_suggested_from_the_beginning_of_any_word(engine: WhooshEngine, prefix: str) -> None:
    assert Suggestion("KiVa Koulu", "method", "kiva") in engine.suggest(prefix)


def test_dots_do_not_matter(engine: WhooshEngine) -> None:
    assert [one.id for one in engine.suggest("ennaltaehkaisev")] == ["kotikaynti"]


def test_names_come_before_words_of_the_glossary(engine: WhooshEngine) -> None:
    kinds = [one.kind for one in engine.suggest("p", limit=20)] + [one.kind for one in engine.suggest("pe", limit=20)]
    assert kinds == sorted(kinds)


def test_a_document_is_suggested_once_in_the_language_of_the_interface(engine: WhooshEngine) -> None:
    assert engine.suggest("mini", language="sv") == (
        Suggestion("Mini-intervention för riskbruk av alkohol", "method", "mini"),
    )


def test_words_of_the_glossary_have_no_id(engine: WhooshEngine) -> None:
    assert engine.suggest("lonkka") == (Suggestion("lonkkamurtuma", "term"),)


@pytest.mark.parametrize("prefix", ["", " ", "k", "*", "ryypp", "päihtyn", "zzz"])
def test_nothing_is_suggested(engine: WhooshEngine, prefix: str) -> None:
    assert engine.suggest(prefix) == ()


def test_limit(engine: WhooshEngine) -> None:
    assert len(engine.suggest("pe", limit=1)) == 1
    assert engine.suggest("pe", limit=0) == ()
