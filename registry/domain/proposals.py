"""Development proposals: sent in, moved step by step with a written answer, made public, supported and commented on.

Who may see one is one condition (`seen_by`), used by lists, pages, exports, the API and the search alike.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, true, update
from sqlmodel import Session, col, select

from registry.domain import history, permissions
from registry.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from registry.domain.models import (
    Indicator,
    Method,
    Proposal,
    ProposalComment,
    ProposalStep,
    ProposalSupporter,
    Region,
    SurveyAnswer,
)
from registry.domain.permissions import Action, Actor, Role
from registry.domain.proposal_input import ANSWER, COMMENT, ProposalInput, read_text
from registry.domain.proposal_terms import MOVES, ProposalSource, ProposalStatus
from registry.domain.vocabulary import State

KIND: Final = "proposal"
SEE_ALL: Final = frozenset({Role.EDITOR, Role.OBSERVER})


def sees_all(actor: Actor) -> bool:
    """Whether somebody sees every proposal: staff, observers, and a command."""
    return (actor.person_id is None and not actor.is_nobody) or bool(actor.roles & SEE_ALL)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Proposal` that is true of those that somebody may see: public ones, and for members their own and their region's."""
    if sees_all(actor):
        return true()
    public = col(Proposal.is_public).is_(True)
    if not permissions.may(actor, Action.READ_PROPOSALS):
        return public
    own = col(Proposal.sent_by) == actor.person_id
    of_region = col(Proposal.region_slug).in_(actor.regions) if actor.regions else false()
    return or_(public, own, of_region)


def may_see(actor: Actor, proposal: Proposal) -> bool:
    """The same of one proposal."""
    if proposal.is_public or sees_all(actor):
        return True
    if not permissions.may(actor, Action.READ_PROPOSALS):
        return False
    return proposal.sent_by == actor.person_id or proposal.region_slug in actor.regions


def find(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """A proposal that somebody may see. Raises NotFound."""
    found = session.get(Proposal, proposal_id)
    if found is None or not may_see(actor, found):
        raise NotFound(KIND, str(proposal_id))
    return found


def send(session: Session, actor: Actor, given: ProposalInput, today: date) -> Proposal:
    """Send a proposal in. The caller commits. Raises NotAllowed, Invalid(method_id | indicator_code | region_slug, not_a_choice)."""
    permissions.demand(actor, Action.SEND_PROPOSALS)
    source, region = _origin(session, actor, given)
    return _add(session, actor, given, today, source=source, region_slug=region)


def from_survey(
    session: Session, actor: Actor, region: str, answer_id: int, index: int, given: ProposalInput, today: date
) -> Proposal:
    """A proposal out of a region's answer to the survey: the one at place `index` of the answer. The caller commits.

    Raises NotAllowed, NotFound, Invalid as `send`, and Conflict where it is in the log already.
    """
    permissions.demand(actor, Action.SEND_PROPOSALS)
    if not permissions.may(actor, Action.HANDLE_PROPOSALS) and region not in actor.regions:
        raise NotAllowed("only staff and the region itself put its answers into the log", Action.SEND_PROPOSALS, region)
    answer = session.get(SurveyAnswer, answer_id, with_for_update=True)
    if answer is None or answer.region_slug != region:
        raise NotFound("survey_answer", str(answer_id))
    if (answer_id, index) in of_survey(session, [answer_id]):
        raise Conflict(f"proposal {index} of answer {answer_id} is in the log already")
    place = {"survey_answer_id": answer_id, "survey_index": index}
    return _add(session, actor, given, today, source=ProposalSource.SURVEY, region_slug=region, **place)


def of_survey(session: Session, answer_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Which proposals of survey answers are in the log, by answer and place. One query."""
    statement = select(Proposal.survey_answer_id, Proposal.survey_index, Proposal.id).where(
        col(Proposal.survey_answer_id).in_(answer_ids)
    )
    return {(answer or 0, index or 0): key or 0 for answer, index, key in session.exec(statement)}


def _origin(session: Session, actor: Actor, given: ProposalInput) -> tuple[ProposalSource, str | None]:
    """Where a proposal comes from: staff may name any region, a region editor one of their own."""
    wanted = given.region_slug
    if permissions.may(actor, Action.HANDLE_PROPOSALS):
        if wanted and session.get(Region, wanted) is None:
            raise Invalid("region_slug", "not_a_choice", typed=wanted[:80])
        return ProposalSource.STAFF, wanted
    if wanted and wanted not in actor.regions:
        raise Invalid("region_slug", "not_a_choice", typed=wanted[:80])
    if actor.regions:
        return ProposalSource.REGION, wanted or actor.regions[0]
    return ProposalSource.REVIEWER, None


def _add(session: Session, actor: Actor, given: ProposalInput, today: date, **more: Any) -> Proposal:
    method = session.get(Method, given.method_id) if given.method_id else None
    hidden = method is not None and method.state is State.DRAFT and not permissions.may(actor, Action.EDIT_METHODS)
    if given.method_id and (method is None or hidden):
        raise Invalid("method_id", "not_a_choice", typed=given.method_id[:80])
    if given.indicator_code and session.get(Indicator, given.indicator_code) is None:
        raise Invalid("indicator_code", "not_a_choice", typed=given.indicator_code[:80])
    values = given.model_dump(exclude={"region_slug"}) | more
    status = ProposalStatus.RECEIVED
    made = Proposal(**values, about_coefficient=given.about_coefficient, status=status, sent_by=actor.person_id)
    session.add(made)
    session.flush()
    key = made.id or 0
    session.add(ProposalStep(proposal_id=key, status=status, taken_on=today, taken_by=actor.person_id))
    details = {"proposal_kind": made.kind.value, "proposal_source": made.source.value, "region": made.region_slug}
    history.note(session, actor.key, "proposal.sent", KIND, str(key), **details)
    history.searched(session, KIND, str(key))
    session.flush()
    return made


def take_step(
    session: Session, actor: Actor, proposal_id: int, to: str, answer: str, *, version: int, today: date
) -> Proposal:
    """Move a proposal on with a written answer, which is public when the proposal is. The caller commits.

    Raises NotAllowed, NotFound, Conflict, and Invalid: to (missing | not_possible), answer (missing | too_long).
    """
    found = changed(session, actor, proposal_id, version)
    if not to:
        raise Invalid("to", "missing")
    if to not in MOVES[found.status]:
        raise Invalid("to", "not_possible")
    text = read_text(answer, "answer", ANSWER)
    before, found.status = found.status, ProposalStatus(to)
    step = ProposalStep(
        proposal_id=proposal_id, status=found.status, answer=text, taken_on=today, taken_by=actor.person_id
    )
    session.add(step)
    return noted(session, actor, found, "proposal.moved", step_from=before.value, step_to=found.status.value)


def set_public(session: Session, actor: Actor, proposal_id: int, public: bool, *, version: int) -> Proposal:
    """Show a proposal to everybody, or no longer. The caller commits. Raises NotAllowed, NotFound, Conflict."""
    found = changed(session, actor, proposal_id, version)
    found.is_public = public
    return noted(session, actor, found, "proposal.published" if public else "proposal.withdrawn")


def set_duplicate(session: Session, actor: Actor, proposal_id: int, of: int | None, *, version: int) -> Proposal:
    """Say that a proposal is the same as another, or (None) that it is not. The caller commits.

    Raises NotAllowed, NotFound, Conflict, Invalid("duplicate_of", not_there | itself | is_duplicate).
    """
    found = changed(session, actor, proposal_id, version)
    if of is not None:
        other = session.get(Proposal, of)
        if other is None:
            raise Invalid("duplicate_of", "not_there", typed=of)
        if of == proposal_id:
            raise Invalid("duplicate_of", "itself")
        if other.duplicate_of is not None:  # so no ring can come about
            raise Invalid("duplicate_of", "is_duplicate", typed=other.duplicate_of)
    found.duplicate_of = of
    return noted(session, actor, found, "proposal.duplicate" if of else "proposal.not_duplicate", proposal=of)


def changed(session: Session, actor: Actor, proposal_id: int, version: int) -> Proposal:
    """The proposal with its next version, so that nobody else changes it meanwhile. Raises NotAllowed, NotFound, Conflict."""
    permissions.demand(actor, Action.HANDLE_PROPOSALS)
    is_seen = (col(Proposal.id) == proposal_id, col(Proposal.version) == version)
    moved = session.connection().execute(update(Proposal).where(*is_seen).values(version=version + 1))
    found = session.get(Proposal, proposal_id, populate_existing=True)
    if found is None:
        raise NotFound(KIND, str(proposal_id))
    if moved.rowcount != 1:
        raise Conflict(f"proposal {proposal_id} has version {found.version}, not {version}")
    return found


def noted(session: Session, actor: Actor, found: Proposal, action: str, **details: Any) -> Proposal:
    """Write down what was done to a proposal, and let the index know."""
    history.note(session, actor.key, action, KIND, str(found.id), **details)
    history.searched(session, KIND, str(found.id))
    session.flush()
    return found


def support(session: Session, actor: Actor, proposal_id: int, wanted: bool = True) -> None:
    """Support a proposal, or take the support back; again is no change. The caller commits. Raises NotAllowed, NotFound."""
    permissions.demand(actor, Action.SEND_PROPOSALS)
    if actor.person_id is None:
        raise NotAllowed("only a person can support a proposal")
    hold(session, proposal_id)
    find(session, actor, proposal_id)
    row = session.get(ProposalSupporter, (proposal_id, actor.person_id))
    if wanted is (row is not None):
        return
    if row is not None:
        session.delete(row)
    else:
        region = actor.regions[0] if actor.regions else None
        session.add(ProposalSupporter(proposal_id=proposal_id, person_id=actor.person_id, region_slug=region))
    action = "proposal.supported" if wanted else "proposal.support_taken_back"
    history.note(session, actor.key, action, KIND, str(proposal_id))
    session.flush()


def comment(session: Session, actor: Actor, proposal_id: int, text: str) -> ProposalComment:
    """Say something of a proposal to other members; never public. The caller commits. Raises NotAllowed, NotFound, Invalid("comment", ...)."""
    permissions.demand(actor, Action.SEND_PROPOSALS)
    find(session, actor, proposal_id)
    made = ProposalComment(
        proposal_id=proposal_id, text=read_text(text, "comment", COMMENT), written_by=actor.person_id
    )
    session.add(made)
    history.note(session, actor.key, "proposal.commented", KIND, str(proposal_id))
    session.flush()
    return made


def hold(session: Session, proposal_id: int) -> None:
    """Make writers about one proposal wait for each other."""
    statement = update(Proposal).where(col(Proposal.id) == proposal_id).values(version=Proposal.version)
    session.connection().execute(statement)
