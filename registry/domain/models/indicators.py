"""The 13 indicators of the HYTE coefficient and the four themes that group them."""

from typing import Any

from sqlmodel import Field, SQLModel

from registry.domain.models.base import Texts, enum_column, json_column
from registry.domain.vocabulary import Direction, IndicatorKind


class Theme(SQLModel, table=True):
    """The registry's own grouping of indicators and methods."""

    id: str = Field(primary_key=True, max_length=60)
    position: int
    name: Texts = Field(sa_column=json_column())
    lede: Texts = Field(sa_column=json_column())
    indicators: list[str] = Field(sa_column=json_column())


class Indicator(SQLModel, table=True):
    """What a county is paid by; `weight` is its share of the coefficient, 0 to 1."""

    code: str = Field(primary_key=True, max_length=2)
    slug: str = Field(unique=True, max_length=80)
    kind: IndicatorKind = Field(sa_column=enum_column(IndicatorKind))
    position: int
    weight: float
    direction: Direction = Field(sa_column=enum_column(Direction))
    theme_id: str = Field(foreign_key="theme.id", max_length=60)
    name: Texts = Field(sa_column=json_column())
    short: Texts = Field(sa_column=json_column())
    name_translated: list[str] = Field(sa_column=json_column())
    measures: Texts = Field(sa_column=json_column())
    lede: Texts = Field(sa_column=json_column())
    unit: str | None = None
    age_group: str | None = None
    sources: list[dict[str, Any]] = Field(sa_column=json_column())
    keywords: dict[str, list[str]] = Field(sa_column=json_column())
    body: Texts = Field(sa_column=json_column())
