"""What people type finds what they mean, and nothing they type does harm."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index import Document, Role, Text, WhooshEngine

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kotikäynnit", "kotikaynti"),
        ("koti käynnit", "kotikaynti"),
        ("rokotus kattavuus", "rokotus"),
        ("rokotuskattavuuden", "rokotus"),
        ("ennaltaehkaiseva", "kotikaynti"),
        ("paihtynyt", "mini"),
        ("otago", "otago"),
        ("KIVA KOULU", "kiva"),
        ("AUDIT-C", "mini"),
        ("audit c", "mini"),
        ("vaccination", "rokotus"),
        ("balance exercises", "otago"),
        ("riskbruk", "mini"),
    ],
)
def test_a_query_finds_its_document_first(found: Found, text: str, first: str) -> None:
    assert found(text)[0] == first


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_words_of_any_language_are_found_whatever_the_interface(found: Found, language: str) -> None:
    assert found("sleep", language) == ["uni"]
    assert found("påminnelse", language) == ["rokotus"]
    assert found("kiusaaminen", language) == ["kiva"]


def test_documents_with_all_words_come_first(found: Found) -> None:
    assert found("nuorten perheterapia rikokset")[0] == "perheterapia"


def test_words_nobody_has_are_told(engine: WhooshEngine) -> None:
    result = engine.search("kiusaaminen avaruusasemalla")
    assert result.hits[0].id == "kiva"
    assert result.dropped == ("avaruusasemalla",)


def test_what_nobody_has_finds_nothing(found: Found) -> None:
    assert found("avaruusasema") == []


def test_documents_alike_the_best_follow_and_are_told_apart(own_engine: WhooshEngine) -> None:
    def document(id_: str, name: str, summary: str) -> Document:
        return Document(id_, "course", (Text(Role.NAME, "fi", name), Text(Role.SUMMARY, "fi", summary)))

    own_engine.rebuild(
        [
            document("paddling", "Melonta", "Vesillä liikutaan joella, laiturilta lähtee kanootti."),
            document("rowing", "Soutu", "Vesillä joella laiturilta lähtee vene."),
            document("sewing", "Ompelu", "Kangas leikataan ja neulotaan."),
        ]
    )
    result = own_engine.search("melonta")
    assert [hit.id for hit in result.hits] == ["paddling", "rowing"]
    assert result.near == {"rowing"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "*",
        "?",
        "**",
        "NOT",
        '"',
        '""',
        "(",
        ")",
        "(()",
        "[* TO *]",
        "a:*",
        "id:*",
        "~",
        "-",
        "+",
        "\\",
        "😀",
        "\x00",
    ],
)
def test_signs_find_nothing_and_do_not_raise(engine: WhooshEngine, text: str) -> None:
    assert engine.search(text).hits == ()


@pytest.mark.parametrize("text", ["ja", "miten on", "och", "what is the", "ja tai mutta", "AND OR"])
def test_stop_words_alone_do_not_find_everything(engine: WhooshEngine, world: tuple[object, ...], text: str) -> None:
    assert engine.search(text).total < len(world) / 2


def test_ten_kilobytes_are_cut_and_answered(engine: WhooshEngine) -> None:
    assert engine.search("kiusaaminen " * 900).hits[0].id == "kiva"
    engine.search("x" * 10_000)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), language=st.sampled_from(["fi", "sv", "en", "xx"]), exact=st.booleans())
def test_no_text_raises_or_finds_everything(engine: WhooshEngine, text: str, language: str, exact: bool) -> None:
    result = engine.search(text, language=language, exact=exact)
    assert len(result.hits) - len(result.near) < engine.status().documents
    engine.suggest(text, language=language)
    marked = engine.highlight(text, result.terms, language)
    assert "".join(segment.text for segment in marked) == text


SIGNS = st.text(alphabet="\"()*?:~^[]{}+-!&|/\\ 'ANDORT”“", max_size=20)


@settings(max_examples=150, deadline=None)
@given(before=SIGNS, after=SIGNS)
def test_signs_around_a_word_change_nothing_but_quotes(engine: WhooshEngine, before: str, after: str) -> None:
    result = engine.search(f"{before} kiusaaminen {after}")
    assert [id_ for id_ in result.ids if id_ not in result.near] in (["kiva"], [])


@pytest.mark.parametrize("text", ["alkoholriskbruk", "riskbruk alkohol", "alkoholbruk"])
def test_swedish_compounds_are_taken_apart(found: Found, text: str) -> None:
    assert found(text, "sv")[0] == "mini"
