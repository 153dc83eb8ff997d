"""The forms of webinars and of recommendations, and what they begin with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import HiddenField, SelectMultipleField, StringField

from registry.domain import dates
from registry.domain.statuses import Precision
from registry.domain.vocabulary import Language
from registry.web.forms.base import BaseForm, number_in


class VersionedForm(BaseForm):
    """What both have: a version that was seen, and what was typed as the domain reads it."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that the editor had before them; 0 for a new one."""
        return number_in(self.version.data, 0)

    def typed(self) -> dict[str, Any]:
        """What was typed: lists of what was chosen, and texts."""
        return {
            field.name: (field.data or []) if isinstance(field, SelectMultipleField) else field.data or ""
            for field in self
            if field.name not in {"csrf_token", "version"}
        }


class WebinarForm(VersionedForm):
    """A webinar or clinic; `material` has one thing a line, its name and then its address."""

    kind = StringField()
    title_fi = StringField()
    title_sv = StringField()
    title_en = StringField()
    held_on = StringField()
    starts_at = StringField()
    ends_at = StringField()
    cancelled = SelectMultipleField(validate_choice=False)
    link = StringField()
    themes = SelectMultipleField(validate_choice=False)
    indicators = SelectMultipleField(validate_choice=False)
    methods = SelectMultipleField(validate_choice=False)
    organisations = StringField()
    description_fi = StringField()
    description_sv = StringField()
    description_en = StringField()
    material = StringField()
    recording = StringField()
    source = StringField()
    source_url = StringField()


class RecommendationForm(VersionedForm):
    """A recommendation in its issuer's words."""

    scope = StringField()
    issuer_fi = StringField()
    issuer_sv = StringField()
    issuer_en = StringField()
    title_fi = StringField()
    title_sv = StringField()
    title_en = StringField()
    year = StringField()
    strength = StringField()
    finding_fi = StringField()
    finding_sv = StringField()
    finding_en = StringField()
    url = StringField()
    checked = SelectMultipleField(validate_choice=False)
    methods = SelectMultipleField(validate_choice=False)
    indicators = SelectMultipleField(validate_choice=False)


def webinar_values(plain: Mapping[str, Any], version: int) -> dict[str, Any]:
    """A webinar (`WebinarInput.plain`) as its form has it."""
    day = plain.get("held_on")
    return {
        **_plain_texts(plain, ("kind", "starts_at", "ends_at", "link", "recording", "source", "source_url")),
        **_by_language(plain, ("title", "description")),
        **{name: plain.get(name, []) for name in ("themes", "indicators", "methods")},
        "version": str(version),
        "held_on": dates.written(date.fromisoformat(day), Precision.DAY) if day else "",
        "cancelled": ["1"] if plain.get("cancelled") else [],
        "organisations": "\n".join(plain.get("organisations", [])),
        "material": "\n".join(f"{one['name']} {one['url']}" for one in plain.get("material", [])),
    }


def recommendation_values(plain: Mapping[str, Any], version: int) -> dict[str, Any]:
    """A recommendation (`RecommendationInput.plain`) as its form has it."""
    return {
        **_plain_texts(plain, ("scope", "year", "strength", "url")),
        **_by_language(plain, ("issuer", "title", "finding")),
        **{name: plain.get(name, []) for name in ("indicators", "methods")},
        "version": str(version),
        "checked": ["1"] if plain.get("checked") else [],
    }


def _plain_texts(plain: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(plain.get(name, "")) for name in names}


def _by_language(plain: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {f"{name}_{one}": plain.get(name, {}).get(one.value, "") for name in names for one in Language}
