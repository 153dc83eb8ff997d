"""What templates use: Markdown that cannot harm, numbers and dates as people of a language write them."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask, g
from html5lib import HTMLParser
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from registry.domain.vocabulary import Language
from registry.paths import STATIC
from registry.web import rendering
from search_index import Segment


@pytest.fixture(params=list(Language))
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[Language]:
    with app.test_request_context():
        g.language = request.param
        yield request.param


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<img src=x onerror=alert(1)>", "img"),
        ('<p onclick="x()">teksti</p>', "onclick"),
        ('<a href="javascript:x()">x</a>', "javascript"),
        ("[x](javascript:alert(1))", "javascript"),
        ("[x](data:text/html,x)", "data:"),
        ('<p style="color:red">x</p>', "style"),
        ("<iframe src='//x'></iframe>", "iframe"),
        ("<form action=/x><input></form>", "form"),
        ("<svg><style>*{}</style></svg>", "svg"),
        ('<h2 id="main" class="x">x</h2>', "class"),
    ],
)
def test_markdown_is_sanitised(text: str, gone: str) -> None:
    assert gone not in rendering.markdown(text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=200))
def test_any_markdown_is_sound_html(text: str) -> None:
    html = rendering.markdown(text)
    tree = HTMLParser(namespaceHTMLElements=False).parseFragment(str(html))
    assert {element.tag for element in tree.iter() if element is not tree} <= rendering.ALLOWED_TAGS
    assert not any(name.startswith("on") or name == "style" for element in tree.iter() for name in element.attrib)


def test_markdown_tables_have_scoped_heads() -> None:
    html = rendering.markdown("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.count('<th scope="col"') == 2


def test_headings_one_level_down() -> None:
    assert rendering.lower_headings(Markup('<h2 id="x">h2</h2><h3>y</h3>')) == '<h3 id="x">h2</h3><h4>y</h4>'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567, {"fi": "1\u00a0234\u00a0567", "sv": "1\u00a0234\u00a0567", "en": "1,234,567"}),
        (0.77, {"fi": "0,77", "sv": "0,77", "en": "0.77"}),
        (0.1 + 0.2, {"fi": "0,3", "sv": "0,3", "en": "0.3"}),
    ],
)
def test_numbers(language: Language, value: float, shown: dict[str, str]) -> None:
    assert rendering.number(value) == shown[language]


def test_percentages_and_days(language: Language) -> None:
    share = {"fi": "6,25", "sv": "6,25", "en": "6.25"}[language]
    assert rendering.percent(0.0625).startswith(share)
    assert rendering.percent(0.0625).endswith("%")
    assert rendering.day(date(2026, 11, 2)) == ("2 November 2026" if language is Language.EN else "2.11.2026")


def test_local_falls_back_to_finnish(language: Language) -> None:
    assert (
        rendering.local({"fi": "suomi", "sv": "svenska", "en": "English"})
        == {"fi": "suomi", "sv": "svenska", "en": "English"}[language]
    )
    assert rendering.local({"fi": "suomi", "sv": ""}) == "suomi"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Voimaa vanhuuteen", ("Voimaa vanhuuteen", "")),
        ("Harjoittelu (Otago)", ("Harjoittelu", "(Otago)")),
        ("FRIENDS (ystävät) (8–12 v)", ("FRIENDS (ystävät)", "(8–12 v)")),
        ("(vain sulut)", ("(vain sulut)", "")),
        ("", ("", "")),
    ],
)
def test_a_long_name_in_two_parts(name: str, parts: tuple[str, str]) -> None:
    assert rendering.name_parts(name) == parts


def test_marked_words_are_escaped() -> None:
    html = rendering.marked([Segment("<b>"), Segment("kaatu&", marked=True)])
    assert html == "&lt;b&gt;<mark>kaatu&amp;</mark>"


@pytest.mark.parametrize(
    ("name", "shown"), [("Lonkkamurtumat", "lonkkamurtumat"), ("NEET-nuoret", "NEET-nuoret"), ("", "")]
)
def test_names_in_the_middle_of_a_sentence(name: str, shown: str) -> None:
    assert rendering.lower_first(name) == shown


def test_assets_change_their_address_with_their_content(app: Flask) -> None:
    with app.test_request_context():
        files = [path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.css")]
        addresses = {rendering.asset(path) for path in files}
    assert len({address.split("?v=")[1] for address in addresses}) == len(files) > 5
