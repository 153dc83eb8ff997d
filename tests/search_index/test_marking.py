"""Words that met the query are marked, whole words only."""

import pytest

from search_index import WhooshEngine


def _marked(engine: WhooshEngine, query: str, text: str, language: str = "fi") -> list[str]:
    segments = engine.highlight(text, engine.search(query).terms, language)
    assert "".join(segment.text for segment in segments) == text
    return [segment.text for segment in segments if segment.marked]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("kotikäynti", "Kotikäyntejä tehdään, koti on turvallinen.", ["Kotikäyntejä"]),
        ("käynti", "Kotikäynneillä ja käynnillä", ["Kotikäynneillä", "käynnillä"]),
        ("kaatumiset", "Kaatumisvaara, kaatua, kaataa", ["Kaatumisvaara", "kaatua"]),
        ("höftfraktur", "Lonkkamurtuman jälkeen", ["Lonkkamurtuman"]),
        ("vanhukset", "Ikääntyneille ja iäkkäille", ["Ikääntyneille"]),
        ("kiusaaminen", "Ei mitään siitä.", []),
    ],
)
def test_marks(engine: WhooshEngine, query: str, text: str, marked: list[str]) -> None:
    assert _marked(engine, query, text) == marked


def test_marks_in_other_languages(engine: WhooshEngine) -> None:
    assert _marked(engine, "påminnelse", "Påminnelser om vaccin", "sv") == ["Påminnelser"]


def test_nothing_to_mark_gives_the_text_whole(engine: WhooshEngine) -> None:
    assert [segment.text for segment in engine.highlight("Teksti", frozenset(), "fi")] == ["Teksti"]
    assert engine.highlight("", frozenset({"x"}), "fi") == ()
