"""A test client whose pages are parsed and judged each time one is got: a page that breaks a rule fails the test that looked at it."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import page_rules


class Page:
    """A page as its readers meet it. Tags are plain names, those of SVG too."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.html = response.get_data(as_text=True)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.tree: Element = parser.parse(self.html)
        for element in self.tree.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements by tag and attributes; `class_` is one of the classes, other names have - for _."""
        return [element for element in self.tree.iter(tag) if _has(element, attributes)]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} × <{tag} {attributes}>"
        return found[0]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        """Each element's parent."""
        return {child: parent for parent in self.tree.iter() for child in parent}

    def above(self, element: Element) -> Iterator[Element]:
        """The elements around one, nearest first."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    @property
    def h1(self) -> str:
        return text(self.one("h1"))

    @property
    def title(self) -> str:
        return text(self.one("title"))

    @property
    def main(self) -> str:
        """The text of the page's own part."""
        return text(self.one("main"))

    def links(self, inside: Element | None = None) -> dict[str, str]:
        """Addresses and words of links; of the main part where nothing else is said."""
        around = self.one("main") if inside is None else inside
        return {link.get("href", ""): text(link) for link in around.iter("a")}

    def data(self) -> list[Any]:
        """The JSON-LD of the page."""
        return [json.loads(script.text or "") for script in self.all("script", type="application/ld+json")]


def text(element: Element) -> str:
    """What an element says, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _has(element: Element, attributes: dict[str, str]) -> bool:
    for name, value in attributes.items():
        if name == "class_":
            if value not in (element.get("class") or "").split():
                return False
        elif element.get(name.replace("_", "-")) != value:
            return False
    return True


class PageClient(FlaskClient):
    """A client that judges pages."""

    def get_page(self, url: str, status: int = 200, **more: Any) -> Page:
        """The page at `url`, parsed; fails when it breaks a rule of `page_rules`."""
        response = self.get(url, **more)
        assert response.status_code == status, f"{url}: {response.status}"
        assert response.mimetype == "text/html", f"{url}: {response.mimetype}"
        page = Page(response)
        broken = [f"{url}: {rule.__name__}: {problem}" for rule in page_rules.RULES for problem in rule(page)]
        assert not broken, "\n".join(broken)
        return page
