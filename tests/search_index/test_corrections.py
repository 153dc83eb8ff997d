"""Typing errors are mended visibly, by the index's own words; what somebody knows is left alone."""

import pytest

from search_index import WhooshEngine
from search_index.correct import Corrector, distance


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("kotikäynti", "kotikäynti"),
        ("rokotuskatavuus", "rokotuskattavuus"),
        ("tasapainoharjoitelu kotona", "tasapainoharjoittelu kotona"),
        ("perheterpia", "perheterapia"),
        ("paivystyksesä", "päivystyksessä"),
        ("vacination", "vaccination"),
    ],
)
def test_errors_are_mended_and_shown(engine: WhooshEngine, typed: str, shown: str) -> None:
    result = engine.search(typed)
    assert result.shown == shown
    assert result.corrected_from == (typed if typed != shown else None)
    assert result.hits


@pytest.mark.parametrize(
    "typed", ["avaruusasema", "tuoli", "2024", "otago", "paihtynyt", "hip fracture", "ryyppääjä", "xq"]
)
def test_what_is_known_or_far_from_all_is_left(engine: WhooshEngine, typed: str) -> None:
    assert engine.search(typed).corrected_from is None


def test_exact_searches_as_typed_and_offers_the_correction(engine: WhooshEngine) -> None:
    result = engine.search("perheterpia", exact=True)
    assert result.shown == "perheterpia"
    assert result.corrected_from is None
    assert result.did_you_mean == "perheterapia"


def test_a_good_word_the_index_lacks_is_left_and_said_to_be_dropped(engine: WhooshEngine) -> None:
    result = engine.search("koulun tiili")
    assert result.corrected_from is None
    assert result.did_you_mean is None
    assert result.dropped == ("tiili",)


def test_an_answer_that_fits_only_in_part_says_so(engine: WhooshEngine) -> None:
    assert engine.search("koulun tiili").weak
    assert not engine.search("unikoulu").weak


def test_numbers_are_never_mended() -> None:
    assert Corrector({"2024": 3, "p7b1": 2}).mend("2025") is None
    assert Corrector({"p7b1": 2}).mend("p7b2") is None


def test_the_nearest_then_the_commonest_is_taken() -> None:
    corrector = Corrector({"kaatuminen": 1, "kaataminen": 9, "saatuminen": 20})
    assert corrector.mend("kaatumnen") == "kaatuminen"
    assert Corrector({"hoito": 2, "hoita": 9}).mend("hoitx") == "hoita"


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("koti", "koti", 0), ("koti", "kotia", 1), ("koti", "okti", 1), ("koti", "kato", 2), ("koti", "talo", 3)],
)
def test_distance(one: str, other: str, far: int) -> None:
    assert distance(one, other, 2) == far
