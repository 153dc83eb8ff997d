"""What the forms of webinars and recommendations show beside their fields: choices, a conflict with both versions, earlier versions, words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from registry.domain import differences, saved_versions
from registry.domain.differences import Change, Path
from registry.domain.recommendation_terms import RecommendationScope
from registry.domain.vocabulary import Language
from registry.domain.webinar_terms import WebinarKind
from registry.web import limits
from registry.web.database import db, search
from registry.web.i18n import NATIVE_NAMES, gettext
from registry.web.i18n import mark as _
from registry.web.labels import label
from registry.web.rendering import local

FIELDS: Final[Mapping[str, str]] = {
    "cancelled": _("Cancelled"),
    "checked": _("The text of the source was read"),
    "description": _("What it is about"),
    "ends_at": _("Ends at"),
    "finding": _("What it recommends"),
    "held_on": _("Day"),
    "indicators": _("Indicators"),
    "issuer": _("Issuer"),
    "kind": _("Kind"),
    "link": _("Address for taking part"),
    "material": _("Material"),
    "methods": _("Methods"),
    "name": _("Name"),
    "organisations": _("Organisations of the speakers"),
    "recording": _("Recording"),
    "scope": _("Given for"),
    "source": _("Source"),
    "source_url": _("Address of the source"),
    "starts_at": _("Begins at"),
    "strength": _("Strength in the issuer’s words"),
    "themes": _("Themes"),
    "title": _("Title"),
    "url": _("Address"),
    "year": _("Year"),
}
MOST: Final = 10
"""How many of its latest versions a form shows."""


@dataclass(frozen=True)
class Clash:
    """Two editors at once: what somebody else saved meanwhile, how what was typed differs from that, and both together.

    In `both` a field has what was typed where that was changed, and else what is saved by now.
    """

    theirs: Sequence[Change]
    ours: Sequence[Change]
    both: Mapping[str, Any]
    number: int


@dataclass(frozen=True)
class Earlier:
    """A saved version, and what it changed in the one before it."""

    number: int
    saved_at: datetime
    changes: Sequence[Change]


def clash(kind: str, key: str, seen: int, now: Mapping[str, Any], number: int, given: Mapping[str, Any]) -> Clash:
    """A conflict between what is saved `now` as a version and what was `given` by somebody who had `seen` an earlier one."""
    before = saved_versions.document(db(), kind, key, seen)
    both = differences.merged(before, now, given)
    return Clash(differences.between(before, now), differences.between(now, both), both, number)


def earlier(kind: str, key: str) -> list[Earlier]:
    """The latest versions of a thing, newest first. One query."""
    found = list(saved_versions.of(db(), kind, key))
    pairs = [*pairwise(found), *((one, None) for one in found[-1:])]
    return [
        Earlier(one.number, one.saved_at, differences.between(before.document, one.document) if before else [])
        for one, before in pairs[:MOST]
    ]


def known(plain: Mapping[str, Any] | None = None) -> dict[str, Collection[str]]:
    """What there is to choose from, in its order; what a thing names already stays to be chosen."""
    catalogue, reference = search().catalogue(db()), search().reference(db())
    named = (plain or {}).get("methods", [])
    return {
        "themes": list(reference.themes),
        "indicators": list(reference.indicators),
        "methods": list(dict.fromkeys([*sorted(catalogue.methods), *named])),
    }


def choices(plain: Mapping[str, Any] | None = None) -> dict[str, list[tuple[str, str, str]]]:
    """The same with their words, as the macro of choices has them; methods by name."""
    catalogue, reference = search().catalogue(db()), search().reference(db())
    names = {
        key: local(catalogue.methods[key].name) if key in catalogue.methods else key for key in known(plain)["methods"]
    }
    return {
        "kinds": [(kind.value, label(kind).capitalize(), "") for kind in WebinarKind],
        "scopes": [(scope.value, label(scope).capitalize(), "") for scope in RecommendationScope],
        "themes": [(key, local(theme.name), "") for key, theme in reference.themes.items()],
        "indicators": [(code, words, "") for code, words in limits.indicators()],
        "methods": [(key, name, "") for key, name in sorted(names.items(), key=lambda one: one[1].lower())],
    }


def place_words(path: Path) -> str:
    """Where a text of a version is, in the words of the form."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int):
            words[-1:] = [f"{words[-1]} {part + 1}"]
        elif part in FIELDS:
            words.append(gettext(FIELDS[part]))
        else:
            words.append(str(NATIVE_NAMES[Language(part)]) if part in set(Language) else part)
    return " · ".join(words)


def value_words(path: Path, text: str) -> str:
    """A value of the vocabulary in words; any other text as it is."""
    if path == ("kind",):
        return label(WebinarKind(text))
    if path == ("scope",):
        return label(RecommendationScope(text))
    if path in {("cancelled",), ("checked",)}:
        return gettext("yes") if text == "true" else gettext("no")
    return text
