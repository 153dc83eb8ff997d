"""Finnish and Swedish say all that the interface says; and the check that says so can see what is wrong."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from registry import messages


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_complete(language: str) -> None:
    assert messages.problems(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_placeholders_are_the_same_in_every_form(language: str) -> None:
    catalogue = messages.read(language)
    for message in catalogue:
        if message.id:
            assert list(message.check(catalogue)) == []


def test_messages_are_english() -> None:
    """A Finnish or Swedish word would come out untranslated on English pages."""
    ids = [str(message.id) for message in messages.extract() if message.id]
    assert len(ids) > 200
    assert [text for text in ids if set(text) & set("äöåÄÖÅ")] == []


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A complete catalogue in a place of its own, to be broken."""
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    messages.update("sv")
    path = messages.path_of("sv")
    path.write_text(_filled(path), encoding="utf-8")
    assert messages.problems("sv") == []
    return path


def _filled(path: Path) -> str:
    with path.open("rb") as source:
        made = read_po(source, locale="sv")
    for message in made:
        if message.id:
            message.string = tuple(message.id) if isinstance(message.id, tuple | list) else message.id
    with path.open("wb") as target:
        write_po(target, made)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgid "Search"\nmsgstr "Search"\n', "", "not in the catalogue: Search"),
        ('msgid "Search"\nmsgstr "Search"\n', 'msgid "Search"\nmsgstr ""\n', "not translated: Search"),
        ('msgid "Search"\n', '#, fuzzy\nmsgid "Search"\n', "not translated: Search"),
        ('msgid "Search"\n', 'msgid "Seek"\nmsgstr "Seek"\n\nmsgid "Search"\n', "no longer said: Seek"),
        ('msgstr "Search: %(words)s"', 'msgstr "Search: %(word)s"', "Search: %(words)s"),
        ('msgstr "Search: %(words)s"', 'msgstr "Search"', "Search: %(words)s"),
    ],
)
def test_each_fault_is_seen(catalogue: Path, old: str, new: str, problem: str) -> None:
    text = catalogue.read_text(encoding="utf-8")
    assert old in text
    catalogue.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = messages.problems("sv")
    assert found
    assert any(problem in line for line in found), found


def test_a_missing_catalogue_lacks_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    assert len(messages.problems("sv")) == sum(1 for message in messages.extract() if message.id)


def test_update_twice_is_update_once(catalogue: Path) -> None:
    messages.update("sv")
    once = catalogue.read_bytes()
    messages.update("sv")
    assert catalogue.read_bytes() == once
