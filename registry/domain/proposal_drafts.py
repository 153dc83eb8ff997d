"""An accepted proposal of a new method as a draft of the catalogue, with links both ways.

What nobody has said yet is an ellipsis in the draft, and the draft cannot be published before an editor has given it in three languages.
"""

import re
from datetime import date
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import curation, permissions, proposals
from registry.domain.errors import Invalid
from registry.domain.method_input import MethodInput
from registry.domain.models import Indicator, Method, Proposal, Theme
from registry.domain.permissions import Action, Actor
from registry.domain.proposal_terms import ProposalKind, ProposalStatus
from registry.domain.vocabulary import Effect, GradeDomain, Setting, State, TargetGroup

BLANK: Final = "…"
READY: Final = (ProposalStatus.ACCEPTED, ProposalStatus.IN_PROGRESS, ProposalStatus.DONE)


def can_be_drafted(proposal: Proposal) -> bool:
    """Whether a proposal can become a draft: a new method that was accepted, and none was made yet."""
    is_new = proposal.kind is ProposalKind.NEW_METHOD and proposal.draft_method_id is None
    return is_new and proposal.status in READY and bool(proposal.title)


def make(session: Session, actor: Actor, proposal_id: int, *, version: int, today: date) -> Method:
    """Make the draft. The caller commits. Raises NotAllowed, NotFound, Conflict, Invalid("kind", not_to_draft)."""
    permissions.demand(actor, Action.EDIT_METHODS)
    found = proposals.changed(session, actor, proposal_id, version)
    if not can_be_drafted(found):
        raise Invalid("kind", "not_to_draft")
    given = _blank(session, found, _free_id(session, found), today)
    method = curation.save(session, actor, given, version=0, summary="")
    found.draft_method_id = method.id
    proposals.noted(session, actor, found, "proposal.drafted", method=method.id)
    return method


def proposed_in(session: Session, method_id: str) -> Proposal | None:
    """The proposal that a method was drafted from."""
    statement = select(Proposal).where(Proposal.draft_method_id == method_id).order_by(col(Proposal.id))
    return session.exec(statement).first()


def _free_id(session: Session, proposal: Proposal) -> str:
    """A short name that no method has: by the number and not by the title, since it stands in events and no redaction reaches it there."""
    base = f"ehdotus-{proposal.id}"
    known = set(session.exec(select(Method.id).where((col(Method.id) == base) | col(Method.id).startswith(f"{base}-"))))
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, len(known) + 3))) if one not in known)


def _blank(session: Session, proposal: Proposal, key: str, today: date) -> MethodInput:
    """The draft: what the proposal says, and an ellipsis for what a method must have and nobody has said."""
    month = today.strftime("%Y-%m")
    outcome: dict[str, Any] = {
        "id": "paatulos",
        "name": {"fi": BLANK},
        "main": True,
        "effect": Effect.NOT_STUDIED,
        "plausible": False,
        "reasons": [{"domain": GradeDomain.RATIONALE, "text": BLANK}],
        "finding": {"fi": BLANK},
    }
    return MethodInput.model_validate(
        {
            "id": key,
            "state": State.DRAFT,
            "added": month,
            "updated": month,
            "name": {"fi": proposal.title},
            "themes": [_theme(session, proposal)],
            "lede": {"fi": proposal.title},
            "summary": {},
            "keywords": {"fi": [], "sv": [], "en": []},
            "target": BLANK,
            "target_groups": [TargetGroup.WHOLE_POPULATION],
            "setting": BLANK,
            "settings": [Setting.COMMUNITY],
            "owner": BLANK,
            "outcomes": [outcome],
            "sections": {"minute": re.sub(r"(?m)^#+\s*", "", proposal.text).strip() or BLANK},
        }
    )


def _theme(session: Session, proposal: Proposal) -> str:
    """The theme of the indicator that it is about; else the first."""
    indicator = session.get(Indicator, proposal.indicator_code) if proposal.indicator_code else None
    if indicator:
        return indicator.theme_id
    return session.exec(select(Theme.id).order_by(col(Theme.position))).first() or BLANK
