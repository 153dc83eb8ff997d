"""A public mention of a method's use as it comes in, and what it says in the ledger's terms.

It has such terms only where a person has seen that its page names one region, says use or pilot, and is of 2023 or later.
"""

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from registry.domain import dates
from registry.domain.errors import Invalid
from registry.domain.inputs import Input, Line, Slug, Url
from registry.domain.statuses import Precision


class AdoptionHint(Input):
    """What a public mention says in the ledger's terms. Without `since` it holds from the day it is taken into the ledger."""

    region: Slug
    status: Literal["piloting", "in_use", "sustained"]
    since: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    precision: Literal["day", "month", "year", "unknown"]

    @model_validator(mode="after")
    def _day_is_as_exact_as_said(self) -> Self:
        try:
            exact = dates.read(self.since, "since")[1] if self.since else Precision.UNKNOWN
        except Invalid as error:
            raise ValueError(f"there is no {self.since}") from error
        if self.precision not in {exact, Precision.UNKNOWN}:
            raise ValueError(f"since is exact to: {exact}, or unknown where it is only the day of the page")
        return self


class KnownUseInput(Input):
    """A public mention of use, as its page said it."""

    where: Line
    text: Line
    url: Url | None = None
    adoption: AdoptionHint | None = None

    @model_validator(mode="after")
    def _entry_has_its_source(self) -> Self:
        if self.adoption is not None and self.url is None:
            raise ValueError("what becomes an entry of the ledger needs the address of its page")
        return self
