"""What a region says of a method when it comes in: from the form, from a row of a spreadsheet, from a public page.

`read` takes what was typed and says everything that is wrong with it at once; what depends on the ledger itself (may this follow that?)
is judged in `adoption.record`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self, TypeVar

from pydantic import Field, HttpUrl, TypeAdapter, model_validator

from registry.domain import dates
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.inputs import Input, Slug
from registry.domain.statuses import LEAVING, ExitHow, ExitWhy, Precision, Replacement, Source, Status

LONGEST_NOTE: Final = 2000
LONGEST_NUMBER: Final = 9
FIELDS: Final = ("status", "since", "coverage", "exit_how", "exit_why", "replaced_by", "note")
"""The fields as forms and spreadsheets name them, in their order. `replaced_by` is a method's id, `other` or `nothing`."""
Kind = TypeVar("Kind", bound=StrEnum)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no page, feed or workbook can hold."""
_URL: Final = TypeAdapter(HttpUrl)
_SLUG: Final[TypeAdapter[str]] = TypeAdapter(Slug)


class EntryInput(Input):
    """An entry of the ledger. An exit says how, why and what came instead; the other statuses have none of these."""

    status: Status
    since: date
    precision: Precision = Precision.DAY
    coverage: int | None = Field(default=None, ge=0, le=100)
    exit_how: ExitHow | None = None
    exit_why: list[ExitWhy] = []
    replacement: Replacement | None = None
    replaced_by: Slug | None = None
    note: str | None = Field(default=None, max_length=LONGEST_NOTE)
    source: Source = Source.REGION_EDITOR
    source_url: str | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _only_an_exit_tells_of_one(self) -> Self:
        if self.status not in LEAVING and (self.exit_how or self.replacement):
            raise ValueError("only an exit says how, and what came instead")
        if self.status not in (*LEAVING, Status.REJECTED) and self.exit_why:
            raise ValueError("only an exit or a refusal says why")
        if (self.replacement is Replacement.METHOD) != (self.replaced_by is not None):
            raise ValueError("a method that replaces is named, and only such a one")
        return self

    def lacks(self) -> list[Invalid]:
        """What an exit has not said: how, why, what came instead. The other statuses owe nothing."""
        if self.status not in LEAVING:
            return []
        unsaid = self.replacement is None or (
            self.exit_how is ExitHow.REPLACE and self.replacement is Replacement.NOTHING
        )
        owed = {"exit_how": self.exit_how is None, "exit_why": not self.exit_why, "replaced_by": unsaid}
        return [Invalid(field, "missing") for field, is_missing in owed.items() if is_missing]


def read(typed: Mapping[str, Sequence[str]]) -> EntryInput:
    """The entry that was typed; every field may have several values, missing ones are empty. Raises InvalidInput with all that is wrong."""
    problems: list[Invalid] = []
    values: dict[str, Any] = {}
    for field, reader in _READERS.items():
        try:
            values |= reader(field, [value.strip() for value in typed.get(field, ()) if value.strip()], values)
        except Invalid as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput(problems)
    return EntryInput(**values)


def _status(field: str, given: list[str], _known: dict[str, Any]) -> dict[str, Any]:
    if not given:
        raise Invalid(field, "missing")
    return {"status": _one_of(field, Status, given[0])}


def _since(field: str, given: list[str], _known: dict[str, Any]) -> dict[str, Any]:
    day, precision = dates.read(given[0] if given else "", field)
    return {"since": day, "precision": precision}


def _coverage(field: str, given: list[str], _known: dict[str, Any]) -> dict[str, Any]:
    if not given:
        return {}
    number = given[0].removesuffix("%").strip().replace("\u2212", "-")
    if not number.removeprefix("-").isdecimal():
        raise Invalid(field, "not_a_whole_number", typed=given[0])
    if len(number) > LONGEST_NUMBER or not 0 <= int(number) <= 100:
        raise Invalid(field, "out_of_percent", typed=given[0])
    return {"coverage": int(number)}


def _how(field: str, given: list[str], known: dict[str, Any]) -> dict[str, Any]:
    if known.get("status") not in LEAVING:
        return {}
    if not given:
        raise Invalid(field, "missing")
    return {"exit_how": _one_of(field, ExitHow, given[0])}


def _why(field: str, given: list[str], known: dict[str, Any]) -> dict[str, Any]:
    if known.get("status") not in (*LEAVING, Status.REJECTED):
        return {}
    if not given and known["status"] in LEAVING:
        raise Invalid(field, "missing")
    chosen = {_one_of(field, ExitWhy, value) for value in given}
    return {"exit_why": [why for why in ExitWhy if why in chosen]}


def _replaced(field: str, given: list[str], known: dict[str, Any]) -> dict[str, Any]:
    if known.get("status") not in LEAVING:
        return {}
    word = given[0] if given else Replacement.NOTHING.value
    if word == Replacement.NOTHING:
        if known.get("exit_how") is ExitHow.REPLACE:
            raise Invalid(field, "missing")
        return {"replacement": Replacement.NOTHING}
    if word == Replacement.OTHER:
        return {"replacement": Replacement.OTHER}
    try:
        return {"replacement": Replacement.METHOD, "replaced_by": _SLUG.validate_python(word)}
    except ValueError as error:
        raise Invalid(field, "unknown_method", typed=word) from error


def _note(field: str, given: list[str], _known: dict[str, Any]) -> dict[str, Any]:
    return {"note": note(given[0] if given else None, field)}


def note(typed: str | None, field: str = "note") -> str | None:
    """A note as it is kept; None where there is none. Raises Invalid(field, too_long)."""
    text = _UNWRITABLE.sub("", (typed or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > LONGEST_NOTE:
        raise Invalid(field, "too_long", most=LONGEST_NOTE, length=len(text))
    return text or None


_READERS: Final = {
    "status": _status,
    "since": _since,
    "coverage": _coverage,
    "exit_how": _how,
    "exit_why": _why,
    "replaced_by": _replaced,
    "note": _note,
}


def _one_of(field: str, kind: type[Kind], word: str) -> Kind:
    if word not in set(kind):
        raise Invalid(field, "not_a_choice", typed=word)
    return kind(word)


def url(field: str, typed: str) -> str:
    """An address of a public page. Raises Invalid(field, not_an_address)."""
    try:
        _URL.validate_python(typed)
    except ValueError as error:
        raise Invalid(field, "not_an_address", typed=typed) from error
    return typed
