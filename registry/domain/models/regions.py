"""The 21 wellbeing services counties and Helsinki."""

from sqlmodel import Field, SQLModel

from registry.domain.models.base import Texts, json_column


class Region(SQLModel, table=True):
    """A county, or Helsinki; `tile_column` and `tile_row` place it on the tile map, top left is 1, 1."""

    slug: str = Field(primary_key=True, max_length=40)
    code: str = Field(unique=True, max_length=2)
    position: int
    type: str = Field(max_length=40)
    name: Texts = Field(sa_column=json_column())
    short: Texts = Field(sa_column=json_column())
    abbreviation: str = Field(max_length=4)
    population: dict[str, int] = Field(sa_column=json_column())
    cooperation_area: str = Field(max_length=40)
    website: str | None = None
    tile_column: int
    tile_row: int
