"""A method as it was typed into a form: judged whole, with everything that is wrong said at once and where.

A place is the path to it, as the form names its fields: `evidence-2-doi`. What is wrong has a code of `problems` (interface) like any other.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from pydantic import ValidationError
from sqlmodel import Session, col, select

from registry.domain.errors import Invalid, InvalidInput
from registry.domain.method_input import EvidenceInput, MethodInput, lacking_in, lacking_places
from registry.domain.models import Indicator, Method, Region, Theme
from registry.domain.vocabulary import Group, State

OF_TYPE: Final[dict[str, str]] = {
    "missing": "missing",
    "string_too_short": "missing",
    "too_short": "missing",
    "string_type": "missing",
    "enum": "not_a_choice",
    "literal_error": "not_a_choice",
    "string_too_long": "text_too_long",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "float_parsing": "not_a_number",
    "finite_number": "not_a_number",
    "greater_than_equal": "number_out_of_range",
    "less_than_equal": "number_out_of_range",
}
"""Codes by pydantic's kinds of errors."""
OF_RULE: Final[dict[str, str]] = {
    "a section cannot hold": "heading_in_section",
    "an age band goes upwards": "age_downwards",
    "a cost with a figure": "cost_without_source",
    "certainty belongs to": "certainty_and_effect",
    "only a benefit or a harm": "size_without_effect",
    "an interval has two ends": "half_interval",
    "a value needs its measure": "value_without_measure",
    "the value lies outside": "value_outside_interval",
    "a checked item needs": "checked_without_source",
    "figures of an unchecked": "figures_unchecked",
    "two outcomes have": "same_outcome_twice",
    "exactly one outcome": "one_main_outcome",
    "a rating of F or G": "least_beneficial_unchecked",
    "what becomes an entry": "mention_without_address",
    "since is exact to": "mention_precision",
    "there is no": "mention_day",
}
"""Codes by how the rules of the inputs begin to say what is wrong (method_input.py, known_use_input.py)."""
OF_FIELD: Final[dict[str, str]] = {
    "id": "not_a_slug",
    "through": "not_a_slug",
    "replaced_by": "not_a_slug",
    "doi": "not_a_doi",
    "url": "not_an_address",
    "code": "not_a_choice",
    "added": "not_a_month",
    "updated": "not_a_month",
    "since": "mention_day",
}
"""Codes by field, where the form of its text is wrong."""


def place(*path: object) -> str:
    """The name of a field."""
    return "-".join(map(str, path))


def read(values: Mapping[str, Any]) -> MethodInput:
    """The method that was typed. Raises InvalidInput with all that is wrong in itself; what it points to is judged by `check`."""
    try:
        return MethodInput.model_validate(values)
    except ValidationError as error:
        wrong = chain.from_iterable(map(_problems, error.errors()))
        lacking = lacking_in(values) if values.get("state") is not State.DRAFT else []
        raise InvalidInput(list(_once(chain(wrong, (Invalid(path, "missing") for path in lacking))))) from error


def _once(problems: Iterator[Invalid]) -> Iterator[Invalid]:
    seen = set()
    for problem in problems:
        key = (problem.field, problem.code)
        if key not in seen:
            yield problem
        seen.add(key)


def _problems(found: Any) -> list[Invalid]:
    lacking = lacking_places(str(found["msg"]))
    return [Invalid(place(*path), "missing") for path in lacking] if lacking else [_problem(found)]


def _problem(found: Any) -> Invalid:
    path, typed, message = found["loc"], found["input"], str(found["msg"]).removeprefix("Value error, ")
    field = next((part for part in reversed(path) if isinstance(part, str)), "")
    if path == ():
        return _of_whole(message, found["input"])
    if found["type"] == "value_error":
        code = next((code for start, code in OF_RULE.items() if message.startswith(start)), None)
        return Invalid(place(*path), code or OF_FIELD.get(field, "not_one_line"), typed=_short(typed))
    code = OF_TYPE.get(found["type"]) or OF_FIELD.get(field, "not_one_line")
    if code == "not_a_choice" and typed in (None, ""):
        code = "missing"
    most = found.get("ctx", {}).get("max_length", "")
    return Invalid(place(*path), code, typed=_short(typed), most=most)


def _of_whole(message: str, values: Mapping[str, Any]) -> Invalid:
    """What parts say that do not agree with each other, at the part to be mended."""
    code = next((code for start, code in OF_RULE.items() if message.startswith(start)), None)
    if code is not None:
        return Invalid("evidence" if code == "least_beneficial_unchecked" else "outcomes", code)
    known = {outcome.get("id") for outcome in values["outcomes"]}
    links = [link["through"] for link in values["indicators"]]
    number = next(number for number, through in enumerate(links) if through not in known)
    return Invalid(place("indicators", number, "through"), "unknown_outcome", typed=links[number])


def _short(typed: object) -> str:
    return typed[:80] if isinstance(typed, str) else str(typed)[:80] if isinstance(typed, int | float) else ""


def check(session: Session, given: MethodInput, before: MethodInput | None = None) -> None:
    """Whether all that a method points to is there, and no source stands twice. Four queries.

    `before` is the method as it is saved: what it has twice already may stay so. Raises InvalidInput.
    """
    problems = [*_unknown(session, given), *_twice(given, before)]
    if given.main_outcome.group is Group.LEAST_BENEFICIAL and given.instead is None:
        problems.append(Invalid("instead", "missing_of_least_beneficial"))
    if problems:
        raise InvalidInput(problems)


def _unknown(session: Session, given: MethodInput) -> Iterator[Invalid]:
    themes = set(session.exec(select(Theme.id)))
    indicators = set(session.exec(select(Indicator.code)))
    regions = set(session.exec(select(Region.slug)))
    others = set(session.exec(select(Method.id).where(col(Method.id).in_(given.replaced_by)))) - {given.id}
    own = {outcome.id for outcome in given.outcomes}
    for theme in set(given.themes) - themes:
        yield Invalid("themes", "not_a_choice", typed=theme)
    for number, link in enumerate(given.indicators):
        if link.code not in indicators:
            yield Invalid(place("indicators", number, "code"), "not_a_choice", typed=link.code)
    for other in given.replaced_by:
        if other not in others:
            yield Invalid("replaced_by", "unknown_method", typed=other)
    for number, use in enumerate(given.known_use):
        if use.adoption and use.adoption.region not in regions:
            yield Invalid(place("known_use", number, "adoption", "region"), "not_a_choice", typed=use.adoption.region)
    for number, item in enumerate(given.evidence):
        for order, figure in enumerate(item.figures):
            if figure.outcome is not None and figure.outcome not in own:
                field = place("evidence", number, "figures", order, "outcome")
                yield Invalid(field, "unknown_outcome", typed=figure.outcome)


def _twice(given: MethodInput, before: MethodInput | None) -> Iterator[Invalid]:
    for name, key in (("doi", _doi), ("url", _url)):
        allowed = Counter(key(item) for item in (before.evidence if before else ()))
        seen: Counter[str] = Counter()
        for number, item in enumerate(given.evidence):
            source = key(item)
            seen[source] += 1
            if source and seen[source] > max(1, allowed[source]):
                yield Invalid(place("evidence", number, name), "source_twice", typed=source)
    links = [(link.code, link.through) for link in given.indicators]
    for number, link in enumerate(links):
        if link in links[:number]:
            yield Invalid(place("indicators", number), "link_twice", typed=f"{link[0]}, {link[1]}")


def _doi(item: EvidenceInput) -> str:
    return (item.doi or "").lower()


def _url(item: EvidenceInput) -> str:
    # an address without a DOI is the source; with one it is only where the source was read
    return "" if item.doi else (item.url or "").rstrip("/").lower()
