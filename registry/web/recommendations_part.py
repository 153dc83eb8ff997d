"""Recommendations as pages show them, each with how it comes to what the page is about: by name, or through a method."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from registry.domain import methods, national_recommendations
from registry.domain.models import Method, NationalRecommendation, Theme
from registry.domain.recommendation_terms import RecommendationScope
from registry.web.database import db, search


@dataclass(frozen=True)
class Told:
    """A recommendation and the methods through which it is about something; none where it says so itself."""

    about: NationalRecommendation
    through: Sequence[Method] = ()


@dataclass(frozen=True)
class RecommendationsPart:
    """The recommendations about something, national before international. `limit` is how the list is narrowed to them."""

    found: Sequence[Told]
    limit: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.found)

    def of(self, scope: str) -> list[Told]:
        """Those of national or of international issuers."""
        return [one for one in self.found if one.about.scope is RecommendationScope(scope)]


def of_method(method_id: str) -> RecommendationsPart:
    """Those that name a method. One query."""
    found = national_recommendations.of_method(db(), method_id)
    return RecommendationsPart([Told(one) for one in found], {"menetelma": method_id})


def of_indicator(code: str) -> RecommendationsPart:
    """Those that name an indicator or a method that is linked to it. One query."""
    return RecommendationsPart(told(everything(), code), {"indikaattori": code})


def of_theme(theme: Theme) -> RecommendationsPart:
    """Those that name an indicator or a method of a theme. One query."""
    known = search().catalogue(db()).methods
    inside = {method.id for method in methods.in_theme(known.values(), theme.id)}
    found = [
        Told(one, () if set(theme.indicators) & set(one.indicators) else named(one.methods, inside))
        for one in everything()
        if set(theme.indicators) & set(one.indicators) or inside & set(one.methods)
    ]
    return RecommendationsPart(found, {})


def everything() -> list[NationalRecommendation]:
    """All of them in order. One query."""
    return national_recommendations.in_order(national_recommendations.everything(db()))


def told(found: Iterable[NationalRecommendation], code: str) -> list[Told]:
    """Those of `found` that are about an indicator."""
    linked = set(search().catalogue(db()).linked_to([code]))
    about = national_recommendations.about(list(found), indicator=code, methods=linked)
    return [Told(one, () if code in one.indicators else named(one.methods, linked)) for one in about]


def named(ids: Iterable[str], inside: Collection[str] | None = None) -> list[Method]:
    """Published methods by id, in the order given; only those `inside` where that is given. No query."""
    known = search().catalogue(db()).methods
    return [known[one] for one in ids if one in known and (inside is None or one in inside)]


def indicators_through(one: NationalRecommendation) -> list[str]:
    """The codes of the indicators that the methods of a recommendation are linked to and that it does not name itself. No query."""
    codes = {link.indicator_code for method in named(one.methods) for link in method.links}
    return [code for code in search().catalogue(db()).indicator_codes if code in codes - set(one.indicators)]
