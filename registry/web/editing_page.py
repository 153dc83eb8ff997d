"""What an editor's pages show beside the form: choices of the catalogue, both versions of a conflict, changes in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from registry.domain import curation, differences, events, methods
from registry.domain.differences import Change, Path
from registry.domain.errors import NotFound
from registry.domain.method_input import MethodInput
from registry.domain.models import Method
from registry.domain.permissions import Action, Role
from registry.domain.vocabulary import SECTIONS, State
from registry.web import auth, event_words
from registry.web.database import db, search
from registry.web.forms.editing import MethodForm
from registry.web.forms.editing_nodes import Drawing, Options, question_of
from registry.web.forms.editing_spec import FIELDS
from registry.web.forms.editing_tree import Field, Leaf, Many
from registry.web.i18n import NATIVE_NAMES, gettext
from registry.web.labels import label
from registry.web.rendering import local

STATES = {"luonnos": State.DRAFT, "julkaistu": State.PUBLISHED, "poistettu": State.RETIRED}
"""The states as addresses have them."""


def choices(form: MethodForm) -> dict[str, Options]:
    """What the catalogue and the method itself give to choose from."""
    reference = search().reference(db())
    return {
        "themes": [(theme.id, local(theme.name)) for theme in reference.themes.values()],
        "indicators": [(code, f"{code} {local(one.short)}") for code, one in reference.indicators.items()],
        "regions": [(slug, local(region.short)) for slug, region in reference.regions.items()],
        "outcomes": form.outcome_ids(),
    }


@dataclass(frozen=True)
class Clash:
    """Two editors at once: what somebody else saved meanwhile, how what was typed differs from that, and both together.

    In `both` a field has what was typed where that was changed, and else what is saved by now.
    """

    theirs: list[Change]
    ours: list[Change]
    both: dict[str, Any]
    number: int


def clash(method: Method, form: MethodForm, given: MethodInput) -> Clash:
    """A conflict between the method as it is by now and what was `given`."""
    session, now = db(), methods.as_input(method).plain()
    try:
        seen: Mapping[str, Any] = curation.revision(session, method.id, form.seen).document
    except NotFound:
        seen = {}
    both = differences.merged(seen, now, given.plain())
    return Clash(differences.between(seen, now), differences.between(now, both), both, method.version)


def who(keys: set[str]) -> dict[str, str]:
    """Who saved, by key: for editors with names, for everybody else by role alone."""
    if auth.may(Action.EDIT_METHODS):
        numbers = (number for key in keys if (number := events.number_of(key)) is not None)
        names = events.names(db(), numbers)
        return {key: event_words.actor_words(key, names) for key in keys}
    by_hand = label(Role.EDITOR)
    return {key: by_hand if events.number_of(key) is not None else gettext("import of content") for key in keys}


def place_words(path: Path) -> str:
    """Where a text of a method is, in the words of the form."""
    fields: tuple[Field, ...] = FIELDS
    words: list[str] = []
    one = ""
    for part in path:
        if isinstance(part, int):
            words[-1:] = [f"{one} {part + 1}"]
            continue
        found = next((field for field in fields if field.key == part), None)
        if found is None:
            words.append(_own(part))
            continue
        words.append(question_of(found))
        fields = () if isinstance(found, Leaf) else found.fields
        one = gettext(found.one) if isinstance(found, Many) else ""
    if len(path) > 1 and path[-2] == "sections" and path[-1] in SECTIONS:
        return words[-1]
    return " · ".join(words)


def value_words(path: Path, text: str) -> str:
    """A value of the vocabulary in words; any other text as it is."""
    fields: tuple[Field, ...] = FIELDS
    for part in path:
        found = next((field for field in fields if field.key == part), None)
        if isinstance(found, Leaf):
            if found.kind == "flag":
                return gettext("yes") if text == "true" else gettext("no")
            options = dict(Drawing({}, {}, {}).options(found.options)) if found.kind in {"choice", "choices"} else {}
            return options.get(text, text)
        fields = found.fields if found else fields
    return label(State(text)) if path == ("state",) else text


def _own(part: str) -> str:
    own = {"state": gettext("State"), "updated": gettext("Changed in"), "id": gettext("Short name in the address")}
    return own.get(part) or str(NATIVE_NAMES.get(part, part))  # type: ignore[call-overload]


def steps() -> list[tuple[str, str]]:
    """The way to the editors' methods, for the line above the heading."""
    return [
        (url_for("worklist.index"), gettext("Editors’ desk")),
        (url_for("worklist.all_methods"), gettext("All methods")),
    ]
