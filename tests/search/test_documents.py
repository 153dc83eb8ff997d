"""What of a method is searched, and that each part goes into its role."""

import pytest
from sqlmodel import Session

from registry.domain import catalogue, methods
from registry.search import documents
from registry.web.labels import indexed_words
from search_index import Document, Role
from tests import samples

BALANCE = samples.BALANCE.plain()


def document(session: Session, method_id: str) -> Document:
    (method,) = methods.all_published(session, [method_id])
    indicators = {indicator.code: indicator for indicator in catalogue.indicators(session)}
    themes = {theme.id: theme for theme in catalogue.themes(session)}
    return documents.of_method(method, indicators, themes, indexed_words())


def texts(made: Document, role: Role, language: str) -> str:
    return " | ".join(text.content for text in made.texts if text.role is role and text.language == language)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_names_keywords_and_ledes_in_each_language(session: Session, language: str) -> None:
    made = document(session, "tasapaino")
    assert texts(made, Role.NAME, language) == BALANCE["name"][language]
    assert texts(made, Role.LEDE, language) == BALANCE["lede"][language]
    assert texts(made, Role.KEYWORDS, language) == BALANCE["keywords"][language][0]
    outcomes = [outcome["name"][language] for outcome in BALANCE["outcomes"]]
    assert texts(made, Role.OUTCOMES, language) == " | ".join(outcomes)


def test_summary_is_the_minute_in_finnish(session: Session) -> None:
    made = document(session, "tasapaino")
    assert texts(made, Role.SUMMARY, "fi") == BALANCE["sections"]["minute"]
    assert texts(made, Role.SUMMARY, "sv") == BALANCE["summary"]["sv"]


def test_links_go_into_the_role_of_their_kind(session: Session) -> None:
    made = document(session, "tasapaino")
    assert "O2" in texts(made, Role.INDICATORS_DIRECT, "fi")
    assert "O2" in texts(made, Role.INDICATORS_INDIRECT, "fi")
    assert texts(made, Role.INDICATORS_COUNTED, "fi") == ""
    assert "P8" in texts(document(session, "terveystarkastus"), Role.INDICATORS_COUNTED, "fi")


def test_practice_and_evidence(session: Session) -> None:
    made = document(session, "tasapaino")
    practice = texts(made, Role.PRACTICE, "fi")
    for text in (BALANCE["sections"]["why"], BALANCE["target"], BALANCE["owner"], BALANCE["indicators"][0]["why"]):
        assert text in practice
    assert BALANCE["sections"]["unknown"] not in practice
    assert BALANCE["evidence"][0]["finding"] in texts(made, Role.EVIDENCE, "fi")


def test_tags_are_words_and_not_codes(session: Session) -> None:
    made = document(session, "tasapaino")
    words = indexed_words()
    for language in ("fi", "sv", "en"):
        assert words["older_people"][language] in texts(made, Role.TAGS, language)
        assert "older_people" not in texts(made, Role.TAGS, language)


def test_only_what_says_what_to_do_instead_is_to_be_given_up(session: Session) -> None:
    assert texts(document(session, "kotikaynti"), Role.ABANDON, "fi") == "Ohjaa tasapainoharjoitteluun."
    assert texts(document(session, "tasapaino"), Role.ABANDON, "fi") == ""


@pytest.mark.parametrize("method_id", list(samples.CLASSES))
def test_no_empty_text_is_indexed(session: Session, method_id: str) -> None:
    made = document(session, method_id)
    assert made.kind == "method"
    assert all(text.content.strip() for text in made.texts)


def test_an_indicator_is_found_by_code_name_and_keywords(session: Session) -> None:
    indicator = catalogue.find_indicator(session, "O2")
    made = documents.of_indicator(indicator)
    assert (made.id, made.kind) == ("indicator:O2", "indicator")
    assert {"O2", indicator.name["fi"], indicator.short["fi"]} <= set(texts(made, Role.NAME, "fi").split(" | "))
    assert indicator.keywords["sv"][0] in texts(made, Role.KEYWORDS, "sv")
