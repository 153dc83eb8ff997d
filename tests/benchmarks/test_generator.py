"""Made methods are true inputs, of the right length, spread over all indicators, and the same each time."""

import pytest

from benchmarks import generator
from registry.domain.method_input import MethodInput


@pytest.fixture(scope="module")
def real() -> list[MethodInput]:
    return generator.real_methods()


@pytest.fixture(scope="module")
def made(real: list[MethodInput]) -> list[MethodInput]:
    return list(generator.made(300, real))


def test_the_same_each_time_whatever_the_number(real: list[MethodInput], made: list[MethodInput]) -> None:
    assert list(generator.made(20, real)) == made[:20]


def test_ids_are_new_and_different(real: list[MethodInput], made: list[MethodInput]) -> None:
    assert len({method.id for method in [*real, *made]}) == len(real) + len(made)


def test_texts_are_three_to_six_kilobytes(made: list[MethodInput]) -> None:
    lengths = [generator.finnish(method.plain()) for method in made]
    assert min(lengths) >= generator.LEAST_TEXT
    assert max(lengths) <= generator.MOST_TEXT


def test_links_reach_every_indicator(made: list[MethodInput]) -> None:
    codes = [link.code for method in made for link in method.indicators]
    assert set(codes) == set(generator.CODES)
    assert min(codes.count(code) for code in generator.CODES) > len(codes) / 13 / 2


def test_sentences() -> None:
    assert generator.sentences("Yksi asia.\n\nToinen? Kolme, esim. neljä.") == [
        "Yksi asia.",
        "Toinen?",
        "Kolme, esim. neljä.",
    ]
