"""The entries of a region as they were recorded, a page at a time: none is left out, a corrected one says by which it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from registry.domain.ledger import Entry
from registry.domain.models import Method, Region
from registry.domain.redaction import Redacted
from registry.web import query

PER_PAGE: Final = 50
NAME: Final = "menetelma"
LAST_PAGE: Final = 10**6


@dataclass(frozen=True)
class Asked:
    """The page (from 1), the method whose entries are wanted, and what in the address means nothing."""

    page: int
    method: Method | None
    unknown: Sequence[query.Unknown]

    @property
    def offset(self) -> int:
        """How many entries are before the page."""
        return (self.page - 1) * PER_PAGE


def read(args: MultiDict[str, str], published: Mapping[str, Method]) -> Asked:
    """What the address asks for."""
    unknown: list[query.Unknown] = []
    page = query.number(args, query.PAGE_NAMES["page"], 1, LAST_PAGE, unknown)
    found = query.chosen([args.get(NAME, "")], "method", NAME, published, unknown)
    return Asked(page, published[found[0]] if found else None, unknown)


@dataclass(frozen=True)
class EntriesPage:
    """A page of the entries of a region."""

    region: Region
    asked: Asked
    published: Mapping[str, Method]
    entries: Sequence[Entry]
    total: int
    redacted: Mapping[int, Redacted]

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.total // PER_PAGE))

    def page_link(self, number: int) -> str:
        """The address of another page."""
        method = self.asked.method.id if self.asked.method else None
        return url_for("regions.entries", slug=self.region.slug, menetelma=method, sivu=number if number > 1 else None)
