"""A proposal as it comes in: read from what was typed, with all that is wrong told at once."""

from collections.abc import Mapping
from typing import Final

from pydantic import ConfigDict

from registry.domain.errors import Invalid, InvalidInput
from registry.domain.inputs import Input, Line, Text
from registry.domain.proposal_terms import ProposalKind

LONGEST: Final[dict[str, int]] = {"title": 200, "text": 8000, "source_note": 300}
COMMENT: Final = 9000
ANSWER: Final = 4000
NEEDED: Final = "proposal_needs"
"""The code of what a proposal must have and has not."""
FIELDS: Final = ("kind", "title", "text", "method_id", "indicator_code", "region_slug", "source_note")
NEEDS: Final[dict[ProposalKind, str]] = {
    ProposalKind.METHOD_CHANGE: "method_id",
    ProposalKind.STOP_METHOD: "method_id",
    ProposalKind.INDICATOR_CHANGE: "indicator_code",
}
"""What a proposal of a kind must be about; a change to the coefficient is about it by its kind, a need may be about nothing."""


class ProposalInput(Input):
    """A proposal before it is sent. `region_slug` is the region that it comes from, where the sender may choose."""

    model_config = ConfigDict(frozen=True)

    kind: ProposalKind
    title: Line
    text: Text
    method_id: str | None = None
    indicator_code: str | None = None
    region_slug: str | None = None
    source_note: str | None = None

    @property
    def about_coefficient(self) -> bool:
        """Whether it is about the coefficient itself."""
        return self.kind is ProposalKind.COEFFICIENT_CHANGE


def clean(typed: object) -> str:
    """What was typed without the one character that PostgreSQL takes in no text, and with one kind of line ends."""
    text = typed if isinstance(typed, str) else ""
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def read(typed: Mapping[str, object]) -> ProposalInput:
    """The proposal that was typed: every field a text, empty where nothing was. Raises InvalidInput."""
    values = {name: clean(typed.get(name)) for name in FIELDS}
    values["title"] = " ".join(values["title"].split())
    problems = _problems(values)
    if problems:
        raise InvalidInput(problems)
    return ProposalInput(
        kind=ProposalKind(values["kind"]),
        title=values["title"],
        text=values["text"],
        **{name: values[name] or None for name in FIELDS[3:]},
    )


def _problems(values: Mapping[str, str]) -> list[Invalid]:
    found: list[Invalid] = []
    kind = values["kind"] if values["kind"] in set(ProposalKind) else ""
    if not values["kind"]:
        found.append(Invalid("kind", NEEDED))
    elif not kind:
        found.append(Invalid("kind", "not_a_choice", typed=values["kind"][:40]))
    found += [Invalid(name, NEEDED) for name in ("title", "text") if not values[name]]
    needed = NEEDS.get(ProposalKind(kind)) if kind else None
    if needed and not values[needed]:
        found.append(Invalid(needed, NEEDED))
    found += [
        Invalid(name, "too_long", most=most, length=len(values[name]))
        for name, most in LONGEST.items()
        if len(values[name]) > most
    ]
    return found


def read_text(typed: object, name: str, most: int) -> str:
    """One text that must be there. Raises Invalid(name, missing | too_long)."""
    text = clean(typed)
    if not text:
        raise Invalid(name, "missing")
    if len(text) > most:
        raise Invalid(name, "too_long", most=most, length=len(text))
    return text
