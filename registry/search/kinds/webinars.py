"""Webinars and clinics: all are public."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import true
from sqlmodel import Session, col, select

from registry.domain.models import Webinar
from registry.search.kinds.kind import Kind, Made, Names, Thing, in_all, listing, named, written
from search_index import Document, Role


def documents(session: Session, names: Names, ids: Collection[str] | None) -> Made:
    """One document a webinar. One query."""
    key = col(Webinar.id)
    for one in session.exec(select(Webinar).where(named(key, ids)).order_by(key)):
        texts = [
            *in_all(Role.NAME, one.title),
            *in_all(Role.SUMMARY, one.description),
            *written(Role.PRACTICE, *one.organisations, *(str(part.get("name", "")) for part in one.material)),
        ]
        for code in one.indicators:
            texts += in_all(Role.TAGS, names.indicators.get(code))
        for method in one.methods:
            texts += in_all(Role.TAGS, names.methods.get(method))
        yield True, Document(f"webinar:{one.id}", "webinar", tuple(texts))


def things(session: Session, ids: Sequence[str], condition: Any, private: bool) -> list[Thing]:  # noqa: ARG001
    """Webinars as a list shows them. One query."""
    found = session.exec(select(Webinar).where(named(col(Webinar.id), ids), condition))
    return [
        Thing(
            kind="webinar",
            id=one.id,
            title=one.title,
            text=one.description,
            day=one.held_on,
            place={"webinar_id": one.id},
            indicators=one.indicators,
        )
        for one in found
    ]


KIND: Final = Kind(
    name="webinar",
    key=col(Webinar.id),
    public=true,
    private=None,
    documents=documents,
    things=things,
    about=lambda session, methods: listing(session, Webinar.id, Webinar.methods, methods),
)
