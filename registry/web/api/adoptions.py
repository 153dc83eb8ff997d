"""`/adoptions`: what regions do with methods on a day, and everything that was recorded."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, request

from registry.domain import dates, ledger
from registry.domain.ledger import Entry
from registry.domain.statuses import Status
from registry.web import labels, notes, query
from registry.web.api.adoption_schemas import (
    AdoptionHistory,
    AdoptionItem,
    AdoptionList,
    RecordedEntry,
    RedactionOut,
    values_of,
)
from registry.web.api.answers import answer, paged, use_language
from registry.web.api.problems import problem
from registry.web.database import db, search
from registry.web.rendering import absolute, entry_path, local

bp = Blueprint("api_adoptions", __name__)

LARGEST_PAGE: Final = 5000
FURTHEST_PAGE: Final = 10**6


@dataclass
class Asked:
    """What the address asks for, read parameter by parameter; what means nothing is in `unknown`."""

    unknown: list[query.Unknown] = field(default_factory=list)

    def values(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """The values of a parameter that may be repeated."""
        return query.chosen(request.args.getlist(name), name, name, allowed, self.unknown)

    def number(self, name: str, default: int, largest: int) -> int:
        """A number from 1 to `largest`."""
        return query.number(request.args, name, default, largest, self.unknown)

    def day(self) -> date:
        """The day; today in Finland where none is given."""
        typed = request.args.get("date", "")
        with suppress(ValueError):  # it also takes other forms of ISO 8601, which nobody should begin to use
            if (day := date.fromisoformat(typed)).isoformat() == typed:
                return day
        if typed:
            self.unknown.append(query.Unknown("date", query.readable(typed)))
        return dates.today()

    def methods(self) -> tuple[list[str], bool]:
        """The methods by id and by indicator, and whether both together leave none. No ids and not none: all methods."""
        known = search().catalogue(db())
        ids = self.values("method", known.methods)
        if not (codes := self.values("indicator", known.indicator_codes)):
            return list(ids), False
        linked = known.linked_to(codes)
        found = [method_id for method_id in linked if method_id in ids] if ids else linked
        return found, not found

    def problem(self) -> Response:
        """The first value that means nothing, as an answer."""
        wrong = self.unknown[0]
        return problem(400, f"{wrong.name} cannot be {wrong.value!r}", parameter=wrong.name)


@bp.get("/adoptions")
def index() -> Response:
    """What holds on a day, by region and method."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    asked = Asked()
    day, (methods, none) = asked.day(), asked.methods()
    page, per_page = asked.number("page", 1, FURTHEST_PAGE), asked.number("per_page", LARGEST_PAGE, LARGEST_PAGE)
    narrowed: dict[str, Any] = {
        "regions": asked.values("region", search().reference(db()).regions),
        "methods": methods,
        "statuses": [Status(status) for status in asked.values("status", list(Status))],
    }
    if asked.unknown:
        return asked.problem()
    total = 0 if none else ledger.count_states(db(), day, **narrowed)
    found = [] if none else ledger.states(db(), day, offset=(page - 1) * per_page, limit=per_page, **narrowed)
    items = [AdoptionItem(**_values(entry), until=entry.until) for entry in found]
    return answer(AdoptionList(day=day, **paged(page, per_page, total), items=items))


@bp.get("/adoptions/history")
def history() -> Response:
    """Entries as they were recorded, corrected ones too, newest first."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    asked = Asked()
    page, per_page = asked.number("page", 1, FURTHEST_PAGE), asked.number("per_page", LARGEST_PAGE, LARGEST_PAGE)
    regions = asked.values("region", search().reference(db()).regions)
    methods = asked.values("method", search().catalogue(db()).methods)
    if asked.unknown:
        return asked.problem()
    total = ledger.count_entries(db(), regions=regions, methods=methods)
    found = ledger.entries(db(), regions=regions, methods=methods, offset=(page - 1) * per_page, limit=per_page)
    return answer(AdoptionHistory(**paged(page, per_page, total), items=_recorded(found)))


def _recorded(found: Sequence[Entry]) -> list[RecordedEntry]:
    markers = notes.redacted(found)
    return [
        RecordedEntry(
            **_values(entry),
            corrects=entry.corrects,
            withdraws=entry.withdraws,
            corrected=entry.corrected,
            corrected_by=entry.corrected_by,
            note_redacted=RedactionOut.of(markers.get(entry.entry_id)),
        )
        for entry in found
    ]


def _values(entry: Entry) -> dict[str, Any]:
    known, regions = search().catalogue(db()).methods, search().reference(db()).regions
    words = {
        "region_name": local(regions[entry.region].name),
        "method_name": local(known[entry.method].name) if entry.method in known else entry.method,
        "status_label": labels.label(entry.status),
    }
    return values_of(entry, words, absolute(entry_path(entry.region, entry.method, entry.entry_id)))
