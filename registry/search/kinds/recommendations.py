"""Recommendations of Käypä hoito, THL, ministries and others: all are public."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import true
from sqlmodel import Session, col, select

from registry.domain.models import NationalRecommendation
from registry.search.kinds.kind import Kind, Made, Names, Thing, in_all, listing, named, written
from search_index import Document, Role


def documents(session: Session, names: Names, ids: Collection[str] | None) -> Made:
    """One document a recommendation. One query."""
    key = col(NationalRecommendation.id)
    for one in session.exec(select(NationalRecommendation).where(named(key, ids)).order_by(key)):
        texts = [
            *in_all(Role.NAME, one.title),
            *in_all(Role.TAGS, one.issuer),
            *in_all(Role.SUMMARY, one.finding),
            *written(Role.PRACTICE, one.strength),
        ]
        for code in one.indicators:
            texts += in_all(Role.TAGS, names.indicators.get(code))
        for method in one.methods:
            texts += in_all(Role.TAGS, names.methods.get(method))
        yield True, Document(f"recommendation:{one.id}", "recommendation", tuple(texts))


def things(session: Session, ids: Sequence[str], condition: Any, private: bool) -> list[Thing]:  # noqa: ARG001
    """Recommendations as a list shows them. One query."""
    found = session.exec(select(NationalRecommendation).where(named(col(NationalRecommendation.id), ids), condition))
    return [
        Thing(
            kind="recommendation",
            id=one.id,
            title=one.title,
            text=one.finding,
            note={language: f"{issuer}, {one.year}" if one.year else issuer for language, issuer in one.issuer.items()},
            place={"recommendation_id": one.id},
            indicators=one.indicators,
        )
        for one in found
    ]


KIND: Final = Kind(
    name="recommendation",
    key=col(NationalRecommendation.id),
    public=true,
    private=None,
    documents=documents,
    things=things,
    about=lambda session, methods: listing(session, NationalRecommendation.id, NationalRecommendation.methods, methods),
)
