"""The shapes of what the API answers about webinars and recommendations, and the limits they take."""

from datetime import date, datetime
from typing import Any, Final

from pydantic import Field

from registry.domain.recommendation_terms import RecommendationScope
from registry.domain.webinar_terms import WebinarKind
from registry.web.api.schemas import Out

LARGEST_PAGE: Final = 200
_CODE: Final = {"type": "string", "pattern": "^(P[1-8]|O[1-5])$"}
OF_WEBINARS: Final[dict[str, dict[str, Any]]] = {
    "kind": {"enum": [kind.value for kind in WebinarKind]},
    "theme": {"type": "string"},
    "indicator": _CODE,
    "method": {"type": "string"},
    "year": {"type": "integer"},
}
OF_RECOMMENDATIONS: Final[dict[str, dict[str, Any]]] = {
    "scope": {"enum": [scope.value for scope in RecommendationScope]},
    "issuer": {"type": "string", "description": "The issuer's name in Finnish"},
    "indicator": _CODE,
    "method": {"type": "string"},
    "year": {"type": "integer"},
}


class Texts(Out):
    """A text in Finnish, and in the other languages where it is there."""

    fi: str
    sv: str | None = None
    en: str | None = None


class MaterialOut(Out):
    """Something that was shown or handed out."""

    name: str
    url: str


class WebinarOut(Out):
    """A webinar or coefficient clinic. What is not known is null or empty."""

    id: str
    url: str
    kind: WebinarKind
    kind_label: str
    title: Texts
    description: Texts | None
    held_on: date | None = Field(description="Null where the day is not known")
    starts_at: datetime | None = Field(description="Null where the time is not known")
    ends_at: datetime | None
    cancelled: bool
    themes: list[str]
    indicators: list[str] = Field(
        description="Those named for it; the grouping of indicators into themes is the registry's own"
    )
    methods: list[str]
    organisations: list[str] = Field(description="Organisations of the speakers")
    link: str | None
    material: list[MaterialOut]
    recording: str | None
    source: str | None
    source_url: str | None
    calendar: str | None = Field(description="The address of its iCalendar file")
    version: int


class WebinarList(Out):
    """Webinars: those ahead (next first), those without a day, those that are over (latest first)."""

    total: int
    page: int
    pages: int
    per_page: int
    items: list[WebinarOut]


class NationalRecommendationOut(Out):
    """A recommendation of somebody else, in their words; not the panel's."""

    id: str
    url: str
    scope: RecommendationScope
    scope_label: str
    issuer: Texts
    title: Texts
    year: int | None
    strength: str | None = Field(description="In the issuer's own words and scale")
    finding: Texts
    source_url: str | None
    checked: bool = Field(description="Whether the text of the source was read")
    methods: list[str]
    indicators: list[str] = Field(description="Those that the recommendation itself is about")
    indicators_through_methods: list[str] = Field(description="Others that its methods are linked to")
    version: int


class NationalRecommendationList(Out):
    """Recommendations, national before international, the newest first."""

    total: int
    page: int
    pages: int
    per_page: int
    items: list[NationalRecommendationOut]
