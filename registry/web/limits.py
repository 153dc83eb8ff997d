"""The limits of a short list, one value each, and its pages. Values that mean nothing are told, not swallowed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import urlencode

from flask import request

from registry.web import query
from registry.web.database import db, search
from registry.web.query import Unknown
from registry.web.rendering import local

PER_PAGE: Final = 50
Choice = tuple[str, str, list[tuple[str, str]]]
"""A limit to choose: its name, what it is called, and its values with their words."""
One = TypeVar("One")


@dataclass
class Limits:
    """What the address narrows a list to, by the names it has there."""

    chosen: dict[str, str] = field(default_factory=dict)
    page: int = 1
    unknown: list[Unknown] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def get(self, name: str) -> str | None:
        """The value of a limit, None where there is none."""
        return self.chosen.get(name)

    def address(self, path: str, page: int) -> str:
        """The same list on another page."""
        args = dict(self.chosen) | ({"sivu": str(page)} if page > 1 else {})
        return f"{path}?{urlencode(args)}" if args else path

    def cut(self, found: Sequence[One]) -> Sequence[One]:
        """Those of the page that is asked for."""
        return found[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]


def read(allowed: Mapping[str, Collection[str]]) -> Limits:
    """The limits of the address, each with its `allowed` values; codes of indicators may be typed small."""
    limits = Limits()
    for name, values in allowed.items():
        typed = request.args.get(name, "")
        if not typed:
            continue
        value = next((one for one in (typed, typed.upper()) if one in values), None)
        if value is None:
            limits.unknown.append(Unknown(name, query.readable(typed)[:80]))
        else:
            limits.chosen[name] = value
    limits.page = query.number(request.args, "sivu", 1, 10**6, limits.unknown)
    return limits


def indicators() -> list[tuple[str, str]]:
    """The indicators to choose from."""
    return [(code, f"{code} {local(one.short)}") for code, one in search().reference(db()).indicators.items()]


def pages(number: int) -> int:
    """How many pages so many things fill."""
    return max(1, -(-number // PER_PAGE))
