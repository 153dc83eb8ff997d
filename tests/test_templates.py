"""Every template is used, and none does by itself what the headers would forbid or the sanitiser could not see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, meta

from registry.paths import PACKAGE, TEMPLATES

FILES = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
NAMES = [path.relative_to(TEMPLATES).as_posix() for path in FILES]
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style sheet in the page": r"<style",
    "a handler in the page": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
    "a script in the page": r"<script(?![^>]*(src=|application/ld\+json))",
    "something unescaped": r"\|\s*safe\b|autoescape\s+false|Markup\(",
    "an address of code": r"javascript:",
    "something from elsewhere": r"(src|rel=\"stylesheet\"[^>]*href)=\"(https?:)?//",
}


def parts_of(environment: Environment, name: str) -> Iterator[str]:
    """A template with what it extends, includes and imports."""
    yield name
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    for inner in meta.find_referenced_templates(environment.parse(source)):
        assert inner is not None, f"{name}: a template whose name is worked out cannot be followed"
        yield from parts_of(environment, inner)


def test_every_template_is_used(app: Flask) -> None:
    """Named in the code, or by a template that is. Whether each page is a good one say the tests that look at it."""
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    named = [name for name in NAMES if f'"{name}"' in code]
    used = {part for name in named for part in parts_of(app.jinja_env, name)}
    assert used == set(NAMES)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_forbidden(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_words_of_the_interface_outside_of_the_catalogues(path: Path) -> None:
    """Finnish letters in a template are words that nobody could translate; comments and our own name may have them."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL).replace("HYTE-menetelmät", "")
    assert re.findall(r"\w*[äöåÄÖÅ]\w*", text) == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_macros_are_small_and_files_too(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
