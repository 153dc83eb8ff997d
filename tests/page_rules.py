"""What holds on every page. A rule says what is wrong, one line each; nothing said is well."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from tests.page import Page

Rule = Callable[["Page"], Iterator[str]]
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
NO_LABEL: Final = {"hidden", "submit", "button", "reset", "image"}
NEEDS_TOKEN: Final = "csrf_token"


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: Element) -> str:
    return _text(element) or element.get("aria-label", "")


def has_headers(page: "Page") -> Iterator[str]:
    headers = page.response.headers
    for name, value in HEADERS.items():
        if headers.get(name) != value:
            yield f"{name}: {headers.get(name)}"
    policy = headers.get("Content-Security-Policy", "")
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        if part not in policy:
            yield f"Content-Security-Policy lacks {part}"
    if "unsafe" in policy or "http" in policy or "*" in policy:
        yield f"Content-Security-Policy: {policy}"
    sends = any((form.get("method") or "").lower() == "post" for form in page.all("form"))
    if "Set-Cookie" in headers and not sends:
        yield "a cookie on a page without a form that sends something"


def says_its_language(page: "Page") -> Iterator[str]:
    prefix = page.response.request.path.split("/")[1]
    script = page.response.request.environ.get("SCRIPT_NAME", "").strip("/")
    expected = next((language for language in ("sv", "en") if language in (prefix, script)), "fi")
    if page.one("html").get("lang") != expected:
        yield f"lang={page.one('html').get('lang')}, expected {expected}"


def has_one_heading_that_is_its_title(page: "Page") -> Iterator[str]:
    headings = page.all("h1")
    if len(headings) != 1 or not _text(headings[0]):
        yield f"{len(headings)} h1"
    elif not page.title.startswith(_text(headings[0])) and not (
        page.response.status_code >= 400 and _text(headings[0]) in page.title
    ):
        yield f"title {page.title!r} does not begin with {_text(headings[0])!r}"


def skips_no_heading_level(page: "Page") -> Iterator[str]:
    before = 0
    for element in page.tree.iter():
        if isinstance(element.tag, str) and re.fullmatch("h[1-6]", element.tag):
            level = int(element.tag[1])
            if level > before + 1:
                yield f"{element.tag} after h{before}: {_text(element)}"
            if not _text(element):
                yield f"empty {element.tag}"
            before = level


def has_landmarks(page: "Page") -> Iterator[str]:
    for tag in ("header", "main", "footer"):
        if sum(1 for _ in page.tree.iter(tag)) != 1:
            yield f"not one {tag}"
    labels = [nav.get("aria-label", "") for nav in page.all("nav")]
    if not labels or not all(labels) or len(set(labels)) != len(labels):
        yield f"navs without names of their own: {labels}"
    first = page.one("body").find("a")
    if first is None or first.get("href") != f"#{page.one('main').get('id')}":
        yield "no link to skip to the content"


def fields_have_labels(page: "Page") -> Iterator[str]:
    named = {label.get("for") for label in page.all("label") if _text(label)}
    for tag in ("input", "select", "textarea"):
        for field in page.all(tag):
            if field.get("type") in NO_LABEL or field.get("aria-label") or field.get("id") in named - {None}:
                continue
            if not any(around.tag == "label" and _text(around) for around in page.above(field)):
                yield f"no label: {field.attrib}"


def pictures_have_words(page: "Page") -> Iterator[str]:
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"no alt: {image.attrib}"
    for picture in page.all("svg"):
        if picture.get("aria-hidden") != "true" and not (picture.get("role") == "img" and picture.get("aria-label")):
            yield f"svg neither hidden nor named: {picture.attrib}"


def ids_are_unique_and_found(page: "Page") -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.tree.iter() if element.get("id") is not None)
    for name, count in ids.items():
        if count > 1 or not name or " " in name:
            yield f"id {name!r} × {count}"
    for element in page.tree.iter():
        wanted = (element.get("aria-labelledby") or "").split() + (element.get("aria-describedby") or "").split()
        wanted += [element.get("for", "")] if element.tag == "label" and element.get("for") else []
        href = element.get("href") or ""
        wanted += [href[1:]] if href.startswith("#") and len(href) > 1 else []
        for name in wanted:
            if name not in ids:
                yield f"nothing has the id {name!r}"


def forms_are_get_or_have_a_token(page: "Page") -> Iterator[str]:
    for form in page.all("form"):
        if (form.get("method") or "get").lower() != "get" and not any(
            field.get("name") == NEEDS_TOKEN and field.get("value") for field in form.iter("input")
        ):
            yield f"no token: {form.attrib}"
        if not form.get("action"):
            yield "a form without an action"


def nothing_is_inline(page: "Page") -> Iterator[str]:
    for script in page.all("script"):
        if script.get("type") == "application/ld+json":
            try:
                json.loads(script.text or "")
            except ValueError as error:
                yield f"JSON-LD: {error}"
        elif not script.get("src") or (script.text or "").strip():
            yield f"inline script: {script.attrib}"
    if page.all("style"):
        yield "inline style sheet"
    for element in page.tree.iter():
        for name, value in element.attrib.items():
            code = name in {"href", "src", "action", "formaction"} and value.strip().lower().startswith("javascript:")
            if name == "style" or name.startswith("on") or code:
                yield f"inline: {element.tag} {name}={value!r}"


def nothing_is_from_elsewhere(page: "Page") -> Iterator[str]:
    for element in page.tree.iter():
        sheet = element.tag == "link" and element.get("rel") in {"stylesheet", "icon", "preload", "manifest"}
        address = element.get("href") if sheet else element.get("src")
        if address and (urlsplit(address).netloc or not address.startswith("/")):
            yield f"from elsewhere: {address}"


def links_and_buttons_say_something(page: "Page") -> Iterator[str]:
    for link in page.all("a"):
        if link.get("href") == "" or (
            link.get("href") and not _name(link)
        ):  # without an address it is no link, only words
            yield f"empty link: {link.attrib}"
    for button in page.all("button"):
        if not _name(button):
            yield f"empty button: {button.attrib}"


def tables_have_heads(page: "Page") -> Iterator[str]:
    for table in page.all("table"):
        heads = list(table.iter("th"))
        if not heads or any(head.get("scope") is None for head in heads):
            yield f"table without scoped heads: {_text(table)[:60]}"


def describes_itself(page: "Page") -> Iterator[str]:
    if not page.one("meta", name="description").get("content", "").strip():
        yield "no description"
    alternates = {link.get("hreflang") for link in page.all("link", rel="alternate")}
    if page.response.status_code == 200:
        if len(page.all("link", rel="canonical")) != 1:
            yield "not one canonical link"
        if not {"fi", "sv", "en", "x-default"} <= alternates:
            yield f"hreflang only {alternates}"


def leaves_no_traces_of_templates(page: "Page") -> Iterator[str]:
    for trace in (r"%\(\w+\)s", r"\{\{", r"\{%", r"\bUndefined\b", r"<[\w.]+ object at 0x"):
        if found := re.search(trace, _text(page.one("body")) + page.title):
            yield f"trace: {found[0]}"


RULES: Final[tuple[Rule, ...]] = (
    has_headers,
    says_its_language,
    has_one_heading_that_is_its_title,
    skips_no_heading_level,
    has_landmarks,
    fields_have_labels,
    pictures_have_words,
    ids_are_unique_and_found,
    forms_are_get_or_have_a_token,
    nothing_is_inline,
    nothing_is_from_elsewhere,
    links_and_buttons_say_something,
    tables_have_heads,
    describes_itself,
    leaves_no_traces_of_templates,
)
