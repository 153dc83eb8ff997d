"""Passwords: which are taken, and how they are kept."""

import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain import passwords
from registry.domain.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "too_short"),
        ("x" * 11, "too_short"),
        ("kolmesanaa1", "too_short"),
        ("ab " * 67, "too_long"),
        ("aaaaaaaaaaaa", "known_bad"),
        ("password1234", "known_bad"),
        ("qwertyuiop12", "known_bad"),
        ("123456789012", "known_bad"),
        ("salasana1234", "known_bad"),
        ("hyte-hyte-hyte", "known_bad"),
        ("aino.virtanen@kainuu.fi", "known_bad"),
        ("virtanenaino12", "known_bad"),
        ("x" * 200, "known_bad"),
    ],
)
def test_what_is_not_taken(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check(typed, ("aino.virtanen@kainuu.fi", "Aino Virtanen"))
    assert (refused.value.field, refused.value.code) == ("password", code)


@pytest.mark.parametrize(
    "typed",
    [
        "kolme hauskaa mursua saunassa",
        "ei isoja eikä numeroita vain sanoja",
        "Kzt9-wq4Lp2x",
        "йцу ордынка тёмная вода",
        "🙂 hymy ja kuusi kiveä " * 8,
    ],
)
def test_long_is_enough(typed: str) -> None:
    assert passwords.is_right(passwords.hashed(passwords.check(typed)), typed)


def test_the_same_letters_of_another_keyboard() -> None:
    composed = "pitkä yö ja hämärä kuu"
    apart = unicodedata.normalize("NFD", composed)
    kept = passwords.hashed(passwords.check(composed))
    assert composed != apart
    assert passwords.is_right(kept, apart)
    assert passwords.is_right(kept, composed)


def test_only_the_whole_password_is_right() -> None:
    long = "sata sanaa peräkkäin " * 9
    kept = passwords.hashed(passwords.check(long))
    assert passwords.is_right(kept, long)
    assert not passwords.is_right(kept, long[:-1])
    assert not passwords.is_right(kept, long + "x")
    assert not passwords.is_right(kept, long[:72])
    assert not passwords.is_right(kept, "")


def test_each_hash_has_its_own_salt() -> None:
    assert passwords.hashed("kolme hauskaa mursua") != passwords.hashed("kolme hauskaa mursua")


def test_without_a_hash_nothing_is_right_and_the_work_is_done() -> None:
    assert not passwords.is_right(None, "nobody has this password")
    assert not passwords.is_right("rikki", "x")
    assert not passwords.is_dated(passwords._DUMMY)  # as dear as a real one


def test_hashes_of_other_parameters_are_dated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("kolme hauskaa mursua")
    assert passwords.is_dated(weaker)
    assert passwords.is_right(weaker, "kolme hauskaa mursua")
    assert not passwords.is_dated(passwords.hashed("kolme hauskaa mursua"))


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=50)
def test_whatever_is_typed_is_taken_or_refused(typed: str, known: list[str]) -> None:
    try:
        text = passwords.check(typed, known)
    except Invalid as refused:
        assert refused.code in {"too_short", "too_long", "known_bad"}
    else:
        assert passwords.SHORTEST <= len(text) <= passwords.LONGEST
