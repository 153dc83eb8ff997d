"""The shapes of a search of everything, as the API answers it."""

from datetime import date
from typing import Any, Final, Literal

from pydantic import Field

from registry.web.api.schemas import Out
from registry.web.query import LARGEST_PAGE

FoundKind = Literal["method", "recommendation", "webinar", "experience", "proposal"]
FOUND_KINDS: Final[tuple[FoundKind, ...]] = ("method", "recommendation", "webinar", "experience", "proposal")
"""The kinds that something public may be found of."""


class FoundItem(Out):
    """Something that was found, of any kind."""

    kind: FoundKind
    id: str
    title: str
    url: str
    text: str = Field(description="Some lines of it, around the first of the words")
    day: date | None = Field(description="When it was held, published or sent in")
    region: str | None


class FoundList(Out):
    """A page of what was found: methods first, then the other kinds, each best first."""

    total: int
    page: int
    pages: int
    per_page: int
    counts: dict[FoundKind, int] = Field(description="How many of each kind were found, whatever kind is asked for")
    items: list[FoundItem]
    query: str = Field(description="The words that methods were searched by")
    suggestion: str | None = Field(description="Words that were searched instead of those given")


PARAMETERS: Final[list[dict[str, Any]]] = [
    {"name": "q", "in": "query", "description": "Words in Finnish, Swedish or English", "schema": {"type": "string"}},
    {"name": "kind", "in": "query", "description": "Only this kind", "schema": {"enum": list(FOUND_KINDS)}},
    {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}},
    {
        "name": "per_page",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": 20},
    },
    {"name": "exact", "in": "query", "description": "Any value: words as typed", "schema": {"type": "string"}},
]
