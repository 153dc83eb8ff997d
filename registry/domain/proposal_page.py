"""One proposal whole: its steps with answers, who supports it, what members said, what came with it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from registry.domain import events, permissions, proposal_list, proposals
from registry.domain.models import (
    Method,
    Proposal,
    ProposalAttachment,
    ProposalComment,
    ProposalStep,
    ProposalSupporter,
)
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor
from registry.domain.proposal_list import Listed
from registry.domain.vocabulary import State


@dataclass(frozen=True)
class Whole:
    """A proposal as a reader may see it. `names` are those of people by number, and empty for who is no member; so are `comments`."""

    proposal: Proposal
    steps: Sequence[ProposalStep]
    supporters: Sequence[ProposalSupporter]
    comments: Sequence[ProposalComment]
    attachments: Sequence[ProposalAttachment]
    duplicates: Sequence[Listed]
    original: Listed | None
    methods: Mapping[str, Texts]
    names: Mapping[int, str]
    is_member: bool

    @property
    def regions(self) -> dict[str, int]:
        """How many of each region support it, most first."""
        counted = Counter(one.region_slug for one in self.supporters if one.region_slug)
        return dict(counted.most_common())

    def supported_by(self, actor: Actor) -> bool:
        """Whether somebody supports it."""
        return any(one.person_id == actor.person_id for one in self.supporters)


def of(session: Session, actor: Actor, proposal_id: int) -> Whole:
    """A proposal that the reader may see. Eight queries at most. Raises NotFound."""
    found = proposals.find(session, actor, proposal_id)
    is_member = permissions.may(actor, Action.READ_PROPOSALS)
    steps = _parts(session, ProposalStep, proposal_id, ProposalStep.id)
    supporters = _parts(session, ProposalSupporter, proposal_id, ProposalSupporter.since)
    comments = _parts(session, ProposalComment, proposal_id, ProposalComment.id) if is_member else []
    original = proposal_list.by_ids(session, actor, [found.duplicate_of]) if found.duplicate_of else []
    people = {found.sent_by, *(one.person_id for one in supporters), *(one.written_by for one in comments)}
    return Whole(
        proposal=found,
        steps=steps,
        supporters=supporters,
        comments=comments,
        attachments=_parts(session, ProposalAttachment, proposal_id, ProposalAttachment.id),
        duplicates=proposal_list.duplicates(session, actor, proposal_id),
        original=original[0] if original else None,
        methods=_methods(session, actor, {found.method_id, found.draft_method_id}),
        names=events.names(session, {one for one in people if one}) if is_member else {},
        is_member=is_member,
    )


def steps_of(session: Session, ids: Collection[int]) -> dict[int, list[ProposalStep]]:
    """The steps of several proposals, oldest first. One query. Whether they may be seen is the caller's to know."""
    statement = select(ProposalStep).where(col(ProposalStep.proposal_id).in_(ids)).order_by(col(ProposalStep.id))
    found: dict[int, list[ProposalStep]] = {}
    for step in session.exec(statement):
        found.setdefault(step.proposal_id, []).append(step)
    return found


def regions_of(session: Session, ids: Collection[int]) -> dict[int, list[str]]:
    """The regions that support each of several proposals. One query."""
    columns: tuple[Any, ...] = (ProposalSupporter.proposal_id, ProposalSupporter.region_slug)
    which = col(ProposalSupporter.proposal_id).in_(ids), col(ProposalSupporter.region_slug).is_not(None)
    found: dict[int, list[str]] = {}
    for key, region in session.exec(select(*columns).where(*which).distinct().order_by(*columns)):
        found.setdefault(key, []).append(region)
    return found


def _parts(session: Session, table: Any, proposal_id: int, order: Any) -> Sequence[Any]:
    return session.exec(select(table).where(table.proposal_id == proposal_id).order_by(col(order))).all()


def _methods(session: Session, actor: Actor, ids: Collection[str | None]) -> dict[str, Texts]:
    """The names of methods, by id; of those that have no public page only for editors."""
    wanted = [one for one in ids if one]
    if not wanted:
        return {}
    statement = select(Method.id, Method.name).where(col(Method.id).in_(wanted))
    if not permissions.may(actor, Action.EDIT_METHODS):
        statement = statement.where(Method.state == State.PUBLISHED)
    return {key: dict(name) for key, name in session.exec(statement)}
