"""Development proposals: public ones with the answers to them; the others for who may read them. Comments are not searched."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import proposals
from registry.domain.models import Proposal, ProposalStep
from registry.domain.permissions import NOBODY
from registry.search.kinds.kind import Kind, Made, Names, Thing, day_of, in_all, named, naming, written
from search_index import Document, Role


def documents(session: Session, names: Names, ids: Collection[str] | None) -> Made:
    """One document a proposal. Two queries."""
    key = col(Proposal.id)
    found = session.exec(select(Proposal).where(named(key, ids)).order_by(key)).all()
    answers: dict[int, list[str]] = defaultdict(list)
    steps = select(ProposalStep).where(named(col(ProposalStep.proposal_id), ids)).order_by(col(ProposalStep.id))
    for step in session.exec(steps):
        answers[step.proposal_id].append(step.answer or "")
    for one in found:
        texts = [
            *written(Role.NAME, one.title),
            *written(Role.SUMMARY, one.text),
            *written(Role.PRACTICE, *answers[one.id or 0]),
            *in_all(Role.TAGS, names.methods.get(one.method_id or "")),
            *in_all(Role.TAGS, names.indicators.get(one.indicator_code or "")),
        ]
        yield one.is_public, Document(f"proposal:{one.id}", "proposal", tuple(texts))


def things(session: Session, ids: Sequence[str], condition: Any, private: bool) -> list[Thing]:
    """Proposals as a list shows them. One query."""
    found = session.exec(select(Proposal).where(named(col(Proposal.id), ids), condition))
    return [
        Thing(
            kind="proposal",
            id=str(one.id),
            title={"fi": one.title},
            text={"fi": one.text},
            day=day_of(one.sent_at),
            region=one.region_slug if private else None,
            place={"proposal_id": one.id},
            indicators=[one.indicator_code] if one.indicator_code else [],
            private=not one.is_public,
        )
        for one in found
    ]


KIND: Final = Kind(
    name="proposal",
    key=col(Proposal.id),
    public=lambda: proposals.seen_by(NOBODY),
    private=proposals.seen_by,
    documents=documents,
    things=things,
    about=lambda session, methods: naming(session, Proposal.id, Proposal.method_id, methods),
)
