"""The shapes of what the API answers about adoption. No person is in them: who recorded an entry is known to the registry and not told."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from pydantic import Field

from registry.domain.ledger import Entry
from registry.domain.redaction import Redacted
from registry.domain.statuses import LEAVING, ExitHow, ExitWhy, Precision, Replacement, Source, Status
from registry.web.api.schemas import Out

EXITS: Final = (*LEAVING, Status.REJECTED)
SAME: Final = (
    "region", "method", "number", "status", "precision", "coverage", "source", "source_url", "note", "confirmed_on",
    "recorded_at",
)  # fmt: skip


class ExitOut(Out):
    """How and why a region gave a method up, or decided not to take it."""

    how: ExitHow | None
    why: list[ExitWhy]
    replaced_by: str | None = Field(description="The id of the method that came in its place")
    replacement: Replacement | None


class AdoptionEntryOut(Out):
    """An entry of the ledger, as the region or a public page said it."""

    entry: int = Field(description="The entry's own number in the whole ledger")
    number: int = Field(description="Its number among the entries of this region and method, from 1")
    region: str
    region_name: str
    method: str
    method_name: str
    status: Status
    status_label: str
    since: date | None = Field(description="The first day it holds; null where the beginning is not known")
    precision: Precision = Field(
        description="How exactly the day is known: of a month or a year `since` is the first day"
    )
    coverage: int | None = Field(description="Share of units or of the target group, per cent")
    exit: ExitOut | None = Field(description="For phasing_out, abandoned and rejected")
    source: Source
    source_url: str | None
    note: str | None
    confirmed_on: date | None = Field(description="When the region last said that it holds; null where it never did")
    recorded_at: datetime
    url: str


class AdoptionItem(AdoptionEntryOut):
    """What holds in one region of one method on the day."""

    until: date | None = Field(description="The first day it no longer holds, where that is known already")


class AdoptionList(Out):
    """What holds on a day."""

    day: date = Field(alias="date")
    total: int
    page: int
    pages: int
    per_page: int
    items: list[AdoptionItem]


class RedactionOut(Out):
    """That an administrator took a note out of the record."""

    at: datetime
    reason: str

    @classmethod
    def of(cls, marker: Redacted | None) -> "RedactionOut | None":
        """The marker as it is answered."""
        return cls(at=marker.at, reason=marker.reason) if marker else None


class RecordedEntry(AdoptionEntryOut):
    """An entry as it was recorded, whether it still stands or not."""

    corrects: int | None = Field(description="The number of the entry in whose place this one stands")
    withdraws: bool = Field(description="Whether it takes that one out and puts nothing in its place")
    corrected: bool = Field(description="Whether a later entry stands in its place or took it out")
    corrected_by: int | None = Field(description="The number of that later entry")
    note_redacted: RedactionOut | None = Field(description="When and why a note was taken out; null where none was")


class AdoptionHistory(Out):
    """Entries as they were recorded, newest first."""

    total: int
    page: int
    pages: int
    per_page: int
    items: list[RecordedEntry]


def values_of(entry: Entry, words: Mapping[str, str], url: str) -> dict[str, Any]:
    """What an entry has in every answer; `words` are its region, method and status in the language asked for."""
    leaves = entry.status in EXITS
    return {
        "entry": entry.entry_id,
        "since": None if entry.precision is Precision.UNKNOWN else entry.since,
        "exit": _exit(entry) if leaves else None,
        "url": url,
        **{name: getattr(entry, name) for name in SAME},
        **words,
    }


def _exit(entry: Entry) -> ExitOut:
    return ExitOut(
        how=entry.exit_how,
        why=[ExitWhy(why) for why in entry.exit_why],
        replaced_by=entry.replaced_by,
        replacement=entry.replacement,
    )
