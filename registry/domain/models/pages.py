"""Texts that are not methods: pages in three languages, and the words of the field."""

from typing import Any

from sqlmodel import Field, SQLModel

from registry.domain.models.base import enum_column, json_column
from registry.domain.vocabulary import Language


class Page(SQLModel, table=True):
    """A page in one language; its body is Markdown."""

    slug: str = Field(primary_key=True, max_length=40)
    language: Language = Field(sa_column=enum_column(Language, primary_key=True))
    title: str
    lede: str
    description: str
    body: str


class GlossaryTerm(SQLModel, table=True):
    """A word of the field with what means the same; search reads all of it, the glossary page those with a definition."""

    __tablename__ = "glossary_term"

    id: str = Field(primary_key=True, max_length=80)
    position: int
    entry: dict[str, Any] = Field(sa_column=json_column())
