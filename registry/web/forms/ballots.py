"""The forms of a reviewer: what they bring, their interests in a round, the ballot of a phase."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from wtforms import HiddenField, SelectMultipleField, StringField

from registry.domain.ballots import OF_INDICATOR, OF_OUTCOME
from registry.domain.errors import Invalid
from registry.domain.models import Ballot, RoundItem, RoundReviewer
from registry.domain.review_terms import Background, Interest
from registry.web.forms.base import BaseForm, number_in

NONE: Final = "none"
"""What is sent by who declares that they have no interests."""


class ProfileForm(BaseForm):
    """What a reviewer brings to a panel, and where they work."""

    background = StringField()
    region = StringField()

    def brought(self, regions: Iterable[str]) -> tuple[Background, str | None]:
        """What was chosen. Raises Invalid(background, missing | not_a_choice), Invalid(region, not_a_choice)."""
        background, region = self.background.data or "", self.region.data or ""
        if not background:
            raise Invalid("background", "missing")
        if background not in set(Background):
            raise Invalid("background", "not_a_choice", typed=background)
        if region and region not in set(regions):
            raise Invalid("region", "not_a_choice", typed=region)
        return Background(background), region or None


class DeclarationForm(BaseForm):
    """The interests that a reviewer declares; none is declared as well, and never by leaving the form empty."""

    interests = SelectMultipleField(validate_choice=False)
    note = StringField()

    def kinds(self) -> list[Interest]:
        """What was declared. Raises Invalid("interests", missing | none_and_some | not_a_choice)."""
        chosen = [str(value) for value in self.interests.data or ()]
        if not chosen:
            raise Invalid("interests", "missing")
        if NONE in chosen and len(chosen) > 1:
            raise Invalid("interests", "none_and_some")
        for value in chosen:
            if value not in {NONE, *Interest}:
                raise Invalid("interests", "not_a_choice", typed=value)
        return [Interest(value) for value in chosen if value != NONE]


class BallotForm(BaseForm):
    """A ballot. `version` is the draft that the page showed, `phase` the phase; the fields of each item come from `ballot_form`."""

    comment = StringField()
    version = HiddenField()
    phase = HiddenField()

    def answers(self) -> dict[int, dict[str, str]]:
        """What was answered, by item; what is empty is left out."""
        found: dict[int, dict[str, str]] = {}
        for field in self:
            name, _underscore, item = field.name.rpartition("_")
            if item.isdecimal() and field.data:
                found.setdefault(int(item), {})[name] = field.data
        return found

    @property
    def seen(self) -> int:
        """The version as a number; one that is none fits no draft, so that it is a conflict and never an overwriting."""
        return number_in(self.version.data, -1)

    @property
    def seen_phase(self) -> int:
        """The phase as a number; -1 fits none."""
        return number_in(self.phase.data, -1)


def fields_of(item: RoundItem) -> tuple[str, ...]:
    """What is asked of an item."""
    return OF_INDICATOR if item.indicator_code else OF_OUTCOME


def ballot_form(items: Sequence[RoundItem]) -> type[BallotForm]:
    """The form of a ballot on these items: `effect_7`, `size_7`, `certainty_7` and `reason_7`, or `score_8` and `reason_8`."""
    fields = {f"{name}_{item.id}": StringField() for item in items for name in fields_of(item)}
    return type("BallotOfItems", (BallotForm,), fields)


def of_draft(draft: Ballot, phase: int) -> dict[str, Any]:
    """What the form begins with: the draft as it is kept."""
    typed = {f"{name}_{item}": str(value) for item, answer in draft.answers.items() for name, value in answer.items()}
    return typed | {"comment": draft.comment or "", "version": str(draft.version), "phase": str(phase)}


def of_seat(seat: RoundReviewer) -> dict[str, Any]:
    """What the declaration begins with: what was declared before, or nothing."""
    if seat.declared_at is None:
        return {}
    return {"interests": list(seat.interests) or [NONE], "note": seat.interest_note or ""}
