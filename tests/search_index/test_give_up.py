"""Asking what to give up is understood and taken out of the query; words that name a subject are not."""

from collections.abc import Callable

import pytest

from search_index.folding import words
from search_index.intents import take_out

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mikä ei toimi nuorisorikollisuuteen", "nuorisorikollisuuteen"),
        ("mitä nuorisotyössä kannattaa lopettaa", "nuorisotyössä kannattaa"),
        ("kannattaako pelotteluvierailu", "pelotteluvierailu"),
        ("onko kotikäynnistä hyötyä", "kotikäynnistä"),
        ("turhat seulonnat", "seulonnat"),
        ("vad ska vi sluta med", "ska vi"),
        ("what should we stop in schools", "should we in schools"),
        ("does scared straight work", "does scared straight work"),
        ("tupakoinnin lopettaminen", "tupakoinnin lopettaminen"),
        ("haitallinen alkoholinkäyttö", "haitallinen alkoholinkäyttö"),
        ("stop smoking", "stop smoking"),
    ],
)
def test_intent_is_taken_out(text: str, left: str) -> None:
    typed = words(text)
    kept, _ = take_out(typed)
    assert " ".join(typed[i] for i in kept) == left


def test_what_is_best_given_up_comes_first_only_when_asked(found: Found) -> None:
    assert found("nuorisorikollisuus")[0] == "perheterapia"
    assert found("mikä ei toimi nuorisorikollisuuteen")[0] == "vankila"


def test_the_question_alone_finds_all_that_is_best_given_up(found: Found) -> None:
    assert set(found("mistä luopua")) == {"vankila", "kotikaynti"}
