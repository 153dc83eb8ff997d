"""Requests for support with the notes of both sides: none is public."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import support, support_list
from registry.domain.models import Method, SupportNote, SupportRequest
from registry.search.kinds.kind import Kind, Made, Names, Thing, day_of, in_all, named, naming, written
from search_index import Document, Role


def documents(session: Session, names: Names, ids: Collection[str] | None) -> Made:
    """One document a request. Two queries."""
    key = col(SupportRequest.id)
    found = session.exec(select(SupportRequest).where(named(key, ids)).order_by(key)).all()
    notes: dict[int, list[str]] = defaultdict(list)
    statement = select(SupportNote).where(named(col(SupportNote.request_id), ids)).order_by(col(SupportNote.id))
    for note in session.exec(statement):
        notes[note.request_id].append(note.text)
    for one in found:
        texts = [
            *in_all(Role.NAME, names.methods.get(one.method_id)),
            *in_all(Role.TAGS, names.regions.get(one.region_slug)),
            *written(Role.SUMMARY, one.wish, one.ended_because),
            *written(Role.PRACTICE, *notes[one.id or 0]),
        ]
        yield False, Document(f"support:{one.id}", "support", tuple(texts))


def things(session: Session, ids: Sequence[str], condition: Any, private: bool) -> list[Thing]:
    """Requests as a list shows them. One query."""
    statement = (
        select(SupportRequest, support_list.NAME)
        .join(Method, col(Method.id) == SupportRequest.method_id)
        .where(named(col(SupportRequest.id), ids), condition)
    )
    return [
        Thing(
            kind="support",
            id=str(one.id),
            title=name or {"fi": ""},
            text={"fi": one.wish},
            day=day_of(one.asked_at),
            region=one.region_slug,
            place={"request_id": one.id},
            private=private,
        )
        for one, name in session.exec(statement)
    ]


KIND: Final = Kind(
    name="support",
    key=col(SupportRequest.id),
    public=None,
    private=support.seen_by,
    documents=documents,
    things=things,
    about=lambda session, methods: naming(session, SupportRequest.id, SupportRequest.method_id, methods),
)
