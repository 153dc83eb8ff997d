"""What can be chosen in the forms of rounds and decisions, as values with words in the reader's language."""

from collections.abc import Sequence
from enum import StrEnum

from registry.domain import catalogue
from registry.domain.models import Method
from registry.domain.review_terms import Cause, Interest
from registry.domain.seats import Candidate
from registry.domain.vocabulary import Certainty, Effect, Size
from registry.web.database import db
from registry.web.i18n import gettext
from registry.web.labels import capital, label
from registry.web.rendering import local

__all__ = ["Interest", "axes", "causes", "indicators", "outcomes", "regions", "reviewers"]
Options = list[tuple[str, str]]
Explained = list[tuple[str, str, str]]


def outcomes(method: Method) -> Explained:
    """The outcomes of a method."""
    return [(outcome.id, capital(local(outcome.name)), "") for outcome in method.outcomes]


def indicators(method: Method) -> Explained:
    """The indicators that a method is linked to, each once."""
    names = {row.code: local(row.name) for row in catalogue.indicators(db())}
    return [(code, names[code], "") for code in dict.fromkeys(link.indicator_code for link in method.links)]


def regions() -> Options:
    """All regions, and none."""
    return [("", gettext("No region")), *((row.slug, local(row.short)) for row in catalogue.regions(db()))]


def reviewers(found: Sequence[Candidate]) -> Explained:
    """Those who can be invited, with what they bring; who has no profile cannot be."""
    names = dict(regions())
    return [
        (
            str(one.person_id),
            one.name or gettext("name taken out"),
            ", ".join([label(one.background), *([names[one.region]] if one.region else [])]),
        )
        for one in found
        if one.background
    ]


def causes(has_decision: bool) -> Explained:
    """Why a decision is made: for the first time, or in the place of another."""
    found = [one for one in Cause if (one is not Cause.FIRST) == has_decision]
    return [(one.value, capital(label(one)), "") for one in found]


def axes() -> dict[str, Options]:
    """The values of effect, size and certainty, each after an empty one."""
    return {"effect": _values(Effect), "size": _values(Size), "certainty": _values(Certainty)}


def _values(kind: type[StrEnum]) -> Options:
    return [("", "–"), *((one.value, capital(label(one))) for one in kind)]
