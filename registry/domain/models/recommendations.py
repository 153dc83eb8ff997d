"""Recommendations (Käypä hoito, THL, ministries ...), linked to methods and indicators. All are public.

The panel's own recommendations are another thing: `decisions.Recommendation`.
"""

from datetime import datetime

from sqlmodel import Field, SQLModel

from registry.domain.models.base import Texts, enum_column, json_column, utc_now
from registry.domain.recommendation_terms import RecommendationScope


class NationalRecommendation(SQLModel, table=True):
    """A recommendation in its issuer's words. `strength` is as the issuer puts it, None where it gives none; `finding` is what it says.

    Those of foreign issuers (`scope` international) stand beside the national ones and are shown apart. `indicators` are those that
    the recommendation itself is about; those of its methods are not repeated here.
    """

    __tablename__ = "national_recommendation"

    id: str = Field(primary_key=True, max_length=80)
    scope: RecommendationScope = Field(sa_column=enum_column(RecommendationScope))
    issuer: Texts = Field(sa_column=json_column())
    title: Texts = Field(sa_column=json_column())
    year: int | None = None
    strength: str | None = Field(default=None, max_length=300)
    finding: Texts = Field(default_factory=dict, sa_column=json_column())
    url: str | None = Field(default=None, max_length=500)
    checked: bool = False
    methods: list[str] = Field(default_factory=list, sa_column=json_column())
    indicators: list[str] = Field(default_factory=list, sa_column=json_column())
    version: int = 1
    saved_at: datetime = Field(default_factory=utc_now)
