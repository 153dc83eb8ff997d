"""The judge of pages itself: it lets a good page pass, and each rule sees the fault it is there for."""

import pytest
from flask import Flask, Response, request
from html5lib.html5parser import ParseError

from registry.web.security import HEADERS
from tests.page import PageClient

GOOD = """<!doctype html>
<html lang="fi"><head><meta charset="utf-8"><title>Otsikko – HYTE</title><meta name="description" content="Kuvaus">
<link rel="canonical" href="http://localhost/"><link rel="alternate" hreflang="fi" href="/"><link rel="alternate" hreflang="sv" href="/sv/">
<link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" hreflang="x-default" href="/">
<link rel="stylesheet" href="/a.css"><script src="/a.js"></script><script type="application/ld+json">{"a": 1}</script></head>
<body><a href="#sisalto">Sisältöön</a><header><nav aria-label="Valikko"><a href="/">Etusivu</a></nav></header>
<main id="sisalto"><h1>Otsikko</h1><h2 id="osa">Osa</h2><section aria-labelledby="osa"><h3>Alempi</h3></section>
<form action="/haku"><label for="q">Haku</label><input id="q" name="q">
<label><input type="checkbox" name="x"> Valinta</label><button>Hae</button></form>
<form method="post" action="/x"><input type="hidden" name="csrf_token" value="abc"><button>Tallenna</button></form>
<img src="/k.png" alt=""><svg aria-hidden="true"></svg><table><tr><th scope="col">Sarake</th></tr><tr><td>1</td></tr></table></main>
<footer>Alatunniste</footer></body></html>"""

FAULTS = [
    ('lang="fi"', 'lang="sv"', "says_its_language"),
    ("<h1>Otsikko</h1>", "<h1>Toinen</h1>", "has_one_heading_that_is_its_title"),
    ('<h2 id="osa">Osa</h2>', '<h1 id="osa">Otsikko</h1>', "has_one_heading_that_is_its_title"),
    ("<h3>Alempi</h3>", "<h4>Alempi</h4>", "skips_no_heading_level"),
    ("<h3>Alempi</h3>", "<h3></h3>", "skips_no_heading_level"),
    ("<footer>Alatunniste</footer>", "", "has_landmarks"),
    (' aria-label="Valikko"', "", "has_landmarks"),
    ('<a href="#sisalto">Sisältöön</a>', "", "has_landmarks"),
    ('<label for="q">Haku</label>', "", "fields_have_labels"),
    ("> Valinta<", "><", "fields_have_labels"),
    (' alt=""', "", "pictures_have_words"),
    (' aria-hidden="true"', "", "pictures_have_words"),
    ('<h3>Alempi', '<h3 id="osa">Alempi', "ids_are_unique_and_found"),
    ('aria-labelledby="osa"', 'aria-labelledby="muu"', "ids_are_unique_and_found"),
    ('href="/">Etusivu', 'href="#ei-ole">Etusivu', "ids_are_unique_and_found"),
    ('value="abc"', 'value=""', "forms_are_get_or_have_a_token"),
    (' action="/haku"', "", "forms_are_get_or_have_a_token"),
    ('<script src="/a.js">', "<script>alert(1)", "nothing_is_inline"),
    ('{"a": 1}', "{a}", "nothing_is_inline"),
    ("<h3>", '<h3 style="color:red">', "nothing_is_inline"),
    ("<h3>", '<h3 onclick="x()">', "nothing_is_inline"),
    ('href="/">Etusivu', 'href="javascript:x()">Etusivu', "nothing_is_inline"),
    ('src="/a.js"', 'src="https://cdn.example.org/a.js"', "nothing_is_from_elsewhere"),
    ('href="/a.css"', 'href="//cdn.example.org/a.css"', "nothing_is_from_elsewhere"),
    (">Etusivu<", "><", "links_and_buttons_say_something"),
    ("<button>Hae</button>", "<button></button>", "links_and_buttons_say_something"),
    (' scope="col"', "", "tables_have_heads"),
    (' content="Kuvaus"', ' content=""', "describes_itself"),
    ('<link rel="canonical" href="http://localhost/">', "", "describes_itself"),
    ('hreflang="sv"', 'hreflang="de"', "describes_itself"),
    ("Alatunniste", "%(num)s menetelmää", "leaves_no_traces_of_templates"),
    ("Alatunniste", "{{ contact }}", "leaves_no_traces_of_templates"),
]  # fmt: skip


@pytest.fixture
def shown() -> PageClient:
    """A client of an app that answers with what it is sent."""
    app = Flask("tests", static_folder=None)
    app.test_client_class = PageClient

    @app.get("/")
    def show() -> Response:
        headers = {name: value for name, value in HEADERS.items() if name != request.args.get("without")}
        return Response(request.args["html"], headers=headers, mimetype="text/html")

    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def test_a_good_page_passes(shown: PageClient) -> None:
    assert shown.get_page("/", query_string={"html": GOOD}).h1 == "Otsikko"


@pytest.mark.parametrize(("old", "new", "rule"), FAULTS)
def test_each_fault_is_seen(shown: PageClient, old: str, new: str, rule: str) -> None:
    assert old in GOOD
    with pytest.raises(AssertionError, match=rule):
        shown.get_page("/", query_string={"html": GOOD.replace(old, new, 1)})


@pytest.mark.parametrize(
    "name", ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"]
)
def test_a_missing_header_is_seen(shown: PageClient, name: str) -> None:
    with pytest.raises(AssertionError, match="has_headers"):
        shown.get_page("/", query_string={"html": GOOD, "without": name})


@pytest.mark.parametrize(
    ("old", "new"), [("</h2>", ""), ("<!doctype html>", ""), ("<footer>", "<footer><p><div></p>"), ("&", "&amp;")]
)
def test_what_is_not_html_is_seen(shown: PageClient, old: str, new: str) -> None:
    broken = GOOD.replace(old, new, 1) if old in GOOD else GOOD.replace("Alatunniste", "a &nosuch; b")
    with pytest.raises(ParseError):
        shown.get_page("/", query_string={"html": broken})


def test_another_answer_than_expected_is_seen(shown: PageClient) -> None:
    with pytest.raises(AssertionError, match="404"):
        shown.get_page("/muu")
