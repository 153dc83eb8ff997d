"""The texts of proposals that can be taken out, and the method that each is about, where it is about one (see redactable.py)."""

from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import history, proposals
from registry.domain.models import Method, Proposal, ProposalAttachment, ProposalComment, ProposalStep

TEXTS: Final[dict[str, tuple[Any, Any]]] = {
    "proposal_title": (Proposal, Proposal.title),
    "proposal_text": (Proposal, Proposal.text),
    "proposal_source": (Proposal, Proposal.source_note),
    "proposal_answer": (ProposalStep, ProposalStep.answer),
    "proposal_comment": (ProposalComment, ProposalComment.text),
    "proposal_file": (ProposalAttachment, ProposalAttachment.name),
}
NEVER_NONE: Final = frozenset({"proposal_title", "proposal_text", "proposal_comment", "proposal_file"})
WHEN: Final[dict[Any, Any]] = {
    Proposal: Proposal.sent_at,
    ProposalStep: ProposalStep.taken_at,
    ProposalComment: ProposalComment.written_at,
    ProposalAttachment: ProposalAttachment.added_at,
}


def placed(statement: Any, table: Any) -> Any:
    """What is selected, with the method that the proposal is about; without one where it is about none."""
    if table is not Proposal:
        statement = statement.join(Proposal, col(Proposal.id) == table.proposal_id)
    return statement.outerjoin(Method, col(Method.id) == Proposal.method_id)


def emptied(table: Any, row_id: int) -> dict[str, Any]:
    """What goes with a text: of a file also what its bytes are found by, so that nothing gives them out any more."""
    return {"digest": f"taken-out-{row_id}", "size": 0} if table is ProposalAttachment else {}


def digest_of(session: Session, attachment_id: int) -> str | None:
    """What the bytes of a file are found by; nothing where there is no such file."""
    return session.exec(select(ProposalAttachment.digest).where(ProposalAttachment.id == attachment_id)).first()


def told(session: Session, table: Any, row_id: int) -> None:
    """Let the index know that a text of a proposal is gone."""
    if table in WHEN and (row := session.get(table, row_id)):
        history.searched(session, proposals.KIND, str(row.id if table is Proposal else row.proposal_id))
