"""Synonyms widen a query across languages and in one direction from variants."""

from collections.abc import Callable

import pytest

from search_index import groups_from_glossary
from search_index.analysis import Analyzer
from search_index.synonyms import Synonyms

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    "text", ["höftfraktur", "hip fractures", "reisiluun murtuma", "lonkka poikki", "lonkkamurtumien"]
)
def test_words_of_one_meaning_find_the_same(found: Found, text: str) -> None:
    assert found(text)[0] == "otago"


def test_a_variant_leads_to_the_headword(found: Found) -> None:
    assert found("ryyppääjä") == ["mini"]


def test_a_group_that_is_not_expanded_widens_nothing(found: Found) -> None:
    assert found("vaikuttavuus") == []


GLOSSARY = [
    {
        "id": "kaatuminen",
        "group": "topic",
        "fi": "kaatuminen",
        "sv": "fallolycka",
        "abbr": ["KAA"],
        "synonyms_fi": ["liukastuminen"],
        "narrower_fi": ["putoaminen"],
        "search_variants": ["kompurointi"],
        "search_only": ["nurinmeno"],
    },
    {"id": "luokka", "group": "rating", "fi": "vahva näyttö", "synonyms_fi": ["vaikuttava"]},
]


def _meanings(synonyms: Synonyms, analyzer: Analyzer, word: str, language: str = "fi") -> set[str]:
    matches = synonyms.matches([analyzer.word(word, language)])
    return {lemma for match in matches for phrase in match.others for lemmas in phrase for lemma in lemmas}


def test_a_glossary_becomes_groups(analyzer: Analyzer) -> None:
    synonyms = Synonyms(groups_from_glossary(GLOSSARY, {"rating"}), analyzer)
    both_ways = {"kaatua", "fallolyck", "liukastua", "kaa"}
    for variant in ("putoaminen", "kompurointi", "nurinmeno"):
        assert both_ways <= _meanings(synonyms, analyzer, variant)
    assert _meanings(synonyms, analyzer, "fallolycka", "sv") >= {"kaatua", "liukastua"}
    assert not _meanings(synonyms, analyzer, "kaatuminen") & {"pudota", "kompurointi", "nurinmeno"}
    assert not _meanings(synonyms, analyzer, "vaikuttava")


def test_only_headwords_are_ever_suggested() -> None:
    group, unexpanded = groups_from_glossary(GLOSSARY, {"rating"})
    assert group.headwords == (("fi", "kaatuminen"), ("sv", "fallolycka"))
    assert unexpanded.headwords == (("fi", "vahva näyttö"),)
