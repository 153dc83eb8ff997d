"""What can be taken out of requests for support: the wish, notes, steps and why one ended. The search then reads the request anew."""

from typing import Any, Final

from sqlmodel import Session, col

from registry.domain import history
from registry.domain.models import Method, Region, SupportNote, SupportRequest, SupportStep

TEXTS: Final[dict[str, tuple[Any, Any]]] = {
    "support_wish": (SupportRequest, SupportRequest.wish),
    "support_note": (SupportNote, SupportNote.text),
    "support_step": (SupportStep, SupportStep.text),
    "support_end": (SupportRequest, SupportRequest.ended_because),
}
"""The texts, by the name of their kind, each with its table and the column that is emptied."""
NEVER_NONE: Final = frozenset({"support_wish", "support_note", "support_step"})
WHEN: Final[dict[Any, Any]] = {
    SupportRequest: SupportRequest.asked_at,
    SupportNote: SupportNote.written_at,
    SupportStep: SupportRequest.asked_at,
}
"""The tables, each with the column that says when; of a step it is known of its request only."""


def placed(statement: Any, table: Any) -> Any:
    """What is selected, with the region and the method of the request."""
    if table in (SupportNote, SupportStep):
        statement = statement.join(SupportRequest, col(SupportRequest.id) == table.request_id)
    statement = statement.join(Region, col(Region.slug) == SupportRequest.region_slug)
    return statement.join(Method, col(Method.id) == SupportRequest.method_id)


def told(session: Session, table: Any, row_id: int) -> None:
    """Let the index know, where the text is of a request for support or of one of its notes."""
    if table in (SupportNote, SupportStep):
        history.searched(session, "support", str(session.get_one(table, row_id).request_id))
    elif table is SupportRequest:
        history.searched(session, "support", str(row_id))
