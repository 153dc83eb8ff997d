"""What the pages of methods and indicators say of development proposals: how many public ones there are, and the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from registry.domain import proposal_drafts, proposal_list
from registry.domain.models import Proposal
from registry.domain.permissions import NOBODY
from registry.domain.proposal_list import Asked, Listed
from registry.web import auth
from registry.web.database import db

MOST: Final = 3


@dataclass(frozen=True)
class ProposalsPart:
    """Public proposals about one thing: the newest, how many in all, where all are, and where one is sent.

    `origin` is the public proposal that a method was made of.
    """

    found: Sequence[Listed]
    total: int
    all_of_them: str
    new_one: str
    origin: Listed | None = None


def of_method(method_id: str) -> ProposalsPart:
    """The part of a method's page. Two queries."""
    new = url_for("proposals_desk.new", laji="method_change", menetelma=method_id)
    found = proposal_list.about_method(db(), NOBODY, method_id, limit=MOST + 1)
    origin = next((one for one in found if one.draft_method_id == method_id), None)
    about = [one for one in found if one.method_id == method_id][:MOST]
    return ProposalsPart(
        about, _total(Asked(methods=[method_id])), url_for("proposals.index", menetelma=method_id), new, origin
    )


def of_indicator(code: str) -> ProposalsPart:
    """The part of an indicator's page. Two queries."""
    new = url_for("proposals_desk.new", laji="indicator_change", indikaattori=code)
    asked = Asked(indicators=[code])
    newest = proposal_list.listed(db(), NOBODY, asked, limit=MOST)
    return ProposalsPart(newest, _total(asked), url_for("proposals.index", indikaattori=code), new)


def _total(asked: Asked) -> int:
    return sum(proposal_list.counts(db(), NOBODY, asked).values())


def proposed_in(method_id: str) -> Proposal | None:
    """The proposal that a method was drafted from, for its editors. One query."""
    return proposal_drafts.proposed_in(db(), method_id) if not auth.actor().is_nobody else None
