"""Pairs of words a user expects to meet, and some that must not."""

import json
from pathlib import Path

import pytest

from search_index.analysis import Analyzer, Word


def _terms(word: Word) -> set[str]:
    """Everything a word may meet another by, its kind of kinship left aside."""
    return {term.lstrip("+-~") for term in (*word.lemmas, *word.heads, *word.modifiers, *word.roots)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kaatumiset", "kaatuminen"),
        ("kaatumisvaaran", "kaatua"),
        ("lapsille", "lasten"),
        ("työttömät", "työttömille"),
        ("ikääntyneiden", "ikääntynyt"),
        ("kotikäynneillä", "käynti"),
        ("kotikäynneillä", "koti"),
        ("rokotuskattavuus", "rokotus"),
        ("rokotus", "rokottaa"),
        ("masentunut", "masennus"),
        ("ahdistuneille", "ahdistus"),
        ("mielenterveyskuntoutuja", "mielenterveys"),
        ("alakuloinen", "alakulo"),
        ("osatyökykyisille", "työkyky"),
        ("työhönvalmennus", "valmennus"),
        ("nuorisorikollisuus", "nuoriso"),
    ],
)
def test_finnish_words_meet(analyzer: Analyzer, one: str, other: str) -> None:
    assert _terms(analyzer.word(one, "fi")) & _terms(analyzer.word(other, "fi"))


@pytest.mark.parametrize(("one", "other"), [("kaatuminen", "kaataminen"), ("kuusi", "kuume"), ("raha", "paha")])
def test_strange_words_do_not_meet(analyzer: Analyzer, one: str, other: str) -> None:
    assert not _terms(analyzer.word(one, "fi")) & _terms(analyzer.word(other, "fi"))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("barnen", "barn", "sv"),
        ("äldre", "aldre", "sv"),
        ("vaccinations", "vaccination", "en"),
        ("falls", "falling", "en"),
    ],
)
def test_swedish_and_english_stems_meet(analyzer: Analyzer, one: str, other: str, language: str) -> None:
    assert analyzer.word(one, language).lemmas == analyzer.word(other, language).lemmas


def test_a_word_voikko_does_not_know_is_stemmed_and_said_to_be_unknown(analyzer: Analyzer) -> None:
    word = analyzer.word("stopdialla", "fi")
    assert not word.known
    assert word.lemmas == ("stopdia",)


@pytest.mark.parametrize("word", ["", "ß", "日本", "Ω", "x" * 5000, "ﷺ", "123"])
def test_any_letters_can_be_analysed(analyzer: Analyzer, word: str) -> None:
    assert len(analyzer.word(word, "fi").lemmas) == 1


def test_words_of_documents_are_kept_and_those_of_queries_are_not(tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    analyzer = Analyzer(file)
    learnt = analyzer.learn("kotikäynnit", "fi")
    analyzer.word("salaisuus", "fi")
    analyzer.save()
    assert Analyzer(file).word("kotikäynnit", "fi") == learnt
    assert "salaisuus" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("torn", ["", "{", '["old", []]', "[1]", json.dumps(["2.2", [[1]]])])
def test_a_torn_cache_is_no_cache(tmp_path: Path, torn: str) -> None:
    file = tmp_path / "words.json"
    file.write_text(torn, encoding="utf-8")
    assert Analyzer(file).word("lapsille", "fi").lemmas == ("lapsi",)
