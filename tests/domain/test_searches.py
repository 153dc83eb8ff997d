"""Searches that found nothing: the words are counted, and nothing else is known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.domain import searches
from registry.domain.models import EmptySearch

TODAY = date(2026, 11, 22)


def test_the_same_words_are_one_row(session: Session) -> None:
    for words in ("Jooga  Vanhuksille", "jooga vanhuksille", " JOOGA vanhuksille\t"):
        searches.count_empty(session, words, "fi", TODAY)
    searches.count_empty(session, "jooga vanhuksille", "sv", date(2026, 12, 1))
    found = searches.most_missed(session)
    assert [(row.words, row.language, row.count, row.last_month) for row in found] == [
        ("jooga vanhuksille", "fi", 3, "2026-11"),
        ("jooga vanhuksille", "sv", 1, "2026-12"),
    ]


@pytest.mark.parametrize("words", ["", "   ", "\t\n", "\x00"])
def test_no_words_are_not_counted(session: Session, words: str) -> None:
    searches.count_empty(session, words, "fi", TODAY)
    assert searches.most_missed(session) == []


def test_long_and_odd_words_are_cut_and_cleaned(session: Session) -> None:
    searches.count_empty(session, "ä\x00ä " + "x" * 500, "fi", TODAY)
    (row,) = searches.most_missed(session)
    assert len(row.words) == searches.LONGEST
    assert row.words.isprintable()


def test_most_missed_come_first(session: Session) -> None:
    for words, times in (("harvoin", 1), ("usein", 5), ("joskus", 3)):
        for _ in range(times):
            searches.count_empty(session, words, "fi", TODAY)
    assert [row.words for row in searches.most_missed(session, limit=2)] == ["usein", "joskus"]


def test_nothing_about_a_person_is_kept() -> None:
    assert set(EmptySearch.model_fields) == {"words", "language", "count", "last_month"}


def test_many_at_once_lose_no_count_and_fail_nobody(engine: Engine) -> None:
    def search(_: int) -> None:
        with db.transaction(engine) as session:
            searches.count_empty(session, "samaan aikaan", "fi", TODAY)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(search, range(24)))
    with db.session_for(engine) as session:
        assert [row.count for row in searches.most_missed(session) if row.words == "samaan aikaan"] == [24]
