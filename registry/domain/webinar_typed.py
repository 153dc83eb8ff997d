"""Webinars and recommendations as they are typed: read into what the domain takes, with all that is wrong told at once."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Final

from registry.domain import typed as reading
from registry.domain.errors import Invalid
from registry.domain.inputs import DraftLanguages
from registry.domain.recommendation_input import EARLIEST, LATEST, LONGEST_STRENGTH, RecommendationInput
from registry.domain.recommendation_terms import RecommendationScope
from registry.domain.typed import Reading
from registry.domain.vocabulary import Language
from registry.domain.webinar_input import MaterialInput, WebinarInput
from registry.domain.webinar_terms import WebinarKind

RESERVED: Final = frozenset({"uusi"})
"""What no webinar or recommendation can be called, for the form of a new one has that address."""
Known = Mapping[str, Collection[str]]
"""What there is to choose from: `themes`, `indicators`, `methods`."""


def read_webinar(key: str | None, typed: Mapping[str, Any], known: Known, taken: Collection[str]) -> WebinarInput:
    """A webinar: `themes`, `indicators`, `methods` and `cancelled` are lists, all others text.

    Without a `key` one is made of the title that none of the `taken` has. Raises InvalidInput.
    """
    so_far = Reading()
    titles = _languages(so_far, typed, "title")
    day = so_far.take(partial(reading.day, typed["held_on"], "held_on"), None)
    values: dict[str, Any] = {
        "kind": so_far.take(partial(reading.one_of, WebinarKind, typed["kind"], "kind"), None),
        "held_on": day,
        **_times(so_far, typed, has_day=day is not None or bool(typed["held_on"].strip())),
        **_chosen(so_far, typed, known, ("themes", "indicators", "methods")),
        "organisations": so_far.take(partial(reading.lines, typed["organisations"], "organisations"), list[str]()),
        "material": so_far.take(partial(_material, typed["material"]), list[MaterialInput]()),
        "source": so_far.take(partial(reading.line, typed["source"], "source"), "") or None,
        "description": _texts(so_far, typed, "description"),
        **{
            name: so_far.take(partial(reading.address, typed[name], name), None)
            for name in ("link", "recording", "source_url")
        },
    }
    so_far.finish()
    made = key or reading.name_of(titles["fi"], {*taken, *RESERVED}, "webinaari")
    cancelled = bool(typed["cancelled"])
    return WebinarInput(id=made, title=DraftLanguages(**titles), cancelled=cancelled, **values)


def _times(so_far: Reading, typed: Mapping[str, Any], *, has_day: bool) -> dict[str, str | None]:
    starts, ends = (so_far.take(partial(reading.clock, typed[name], name), None) for name in ("starts_at", "ends_at"))
    if (starts or ends) and not has_day:
        so_far.problems.append(Invalid("held_on", "day_for_time"))
    if ends and not typed["starts_at"].strip():
        so_far.problems.append(Invalid("starts_at", "start_for_end"))
    elif starts and ends and ends <= starts:
        so_far.problems.append(Invalid("ends_at", "end_before_start", typed=ends, start=starts))
    return {"starts_at": starts, "ends_at": ends}


def _material(typed: str) -> list[MaterialInput]:
    """One a line: the name, then the address."""
    found = []
    for one in reading.lines(typed, "material"):
        name, _space, url = one.rpartition(" ")
        if not name:
            raise Invalid("material", "no_name", typed=one[:80])
        found.append(MaterialInput(name=name, url=reading.address(url, "material") or ""))
    return found


def read_recommendation(
    key: str | None, typed: Mapping[str, Any], known: Known, taken: Collection[str]
) -> RecommendationInput:
    """A recommendation: `indicators`, `methods` and `checked` are lists, all others text. Raises InvalidInput."""
    so_far = Reading()
    scope = so_far.take(partial(reading.one_of, RecommendationScope, typed["scope"], "scope"), None)
    issuer, titles = _languages(so_far, typed, "issuer"), _languages(so_far, typed, "title")
    strength = partial(reading.line, typed["strength"], "strength", most=LONGEST_STRENGTH)
    values: dict[str, Any] = {
        "scope": scope,
        "year": so_far.take(partial(reading.whole_year, typed["year"], "year", EARLIEST, LATEST), None),
        "strength": so_far.take(strength, "") or None,
        "url": so_far.take(partial(reading.address, typed["url"], "url"), None),
        "finding": _texts(so_far, typed, "finding", needed=True),
        **_chosen(so_far, typed, known, ("indicators", "methods")),
    }
    so_far.finish()
    made = key or reading.name_of(f"{issuer['fi']} {titles['fi']}", {*taken, *RESERVED}, "suositus")
    own = {"id": made, "issuer": DraftLanguages(**issuer), "title": DraftLanguages(**titles)}
    return RecommendationInput(**own, checked=bool(typed["checked"]), **values)


def _languages(so_far: Reading, typed: Mapping[str, Any], name: str) -> dict[str, str]:
    """A line in Finnish, and where it was typed in the other languages."""
    return {
        language.value: so_far.take(
            partial(reading.line, typed[f"{name}_{language}"], f"{name}_{language}", needed=language is Language.FI), ""
        )
        for language in Language
    }


def _texts(so_far: Reading, typed: Mapping[str, Any], name: str, *, needed: bool = False) -> dict[Language, str]:
    """A long text by language; Finnish first, where there is any."""
    found = {}
    for language in Language:
        field = f"{name}_{language}"
        is_needed = needed and language is Language.FI
        if said := so_far.take(partial(reading.text, typed[field], field, needed=is_needed), ""):
            found[language] = said
    if found and Language.FI not in found and not needed:
        so_far.problems.append(Invalid(f"{name}_fi", "finnish_first"))
    return found


def _chosen(so_far: Reading, typed: Mapping[str, Any], known: Known, names: tuple[str, ...]) -> dict[str, list[str]]:
    return {name: so_far.take(partial(reading.some_of, typed[name], known[name], name), []) for name in names}
