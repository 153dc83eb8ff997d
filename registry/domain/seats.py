"""Who sits in a round of the panel: what reviewers bring, whom to invite, how far each is. Never what anybody voted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as rows

from registry.domain import history, permissions
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import Ballot, Person, ReviewerProfile, ReviewRound, RoleGrant, RoundReviewer
from registry.domain.permissions import Action, Actor, Role
from registry.domain.review_terms import OPEN, Background, RoundState

KIND: Final = "round"
LARGEST: Final = 2**31 - 1
"""The largest number that a round can have: databases refuse to look for a larger one."""
MOST_SUGGESTED: Final = 5


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be invited. `outside` says that they do not work in the proposing region."""

    person_id: int
    name: str
    background: Background | None
    region: str | None
    outside: bool
    invited: bool


@dataclass(frozen=True)
class Progress:
    """How far a reviewer is, without what they voted."""

    person_id: int
    name: str
    background: Background
    region: str | None
    declared: bool
    interests: Sequence[str]
    barred: bool
    handed_in: frozenset[int]


def set_profile(
    session: Session, actor: Actor, person_id: int, background: Background, region: str | None
) -> ReviewerProfile:
    """Say what a reviewer brings: the reviewer about themself, or an editor about anybody. The caller commits."""
    if actor.person_id == person_id:
        permissions.demand(actor, Action.REVIEW)
    else:
        permissions.demand(actor, Action.RUN_ROUNDS)
    made = session.merge(ReviewerProfile(person_id=person_id, background=background, region_slug=region or None))
    history.note(session, actor.key, "reviewer.described", "person", str(person_id), background=background.value)
    session.flush()
    return made


def profile(session: Session, person_id: int) -> ReviewerProfile | None:
    """What a reviewer brings, where it is known."""
    return session.get(ReviewerProfile, person_id)


def round_of(session: Session, round_id: int) -> ReviewRound:
    """A round. Raises NotFound."""
    found = session.get(ReviewRound, round_id) if round_id <= LARGEST else None
    if found is None:
        raise NotFound(KIND, str(round_id))
    return found


def reviewers(session: Session, actor: Actor) -> list[Candidate]:
    """Everybody who reviews in the network, by name, whatever the round. One query."""
    permissions.demand(actor, Action.RUN_ROUNDS)
    return _reviewers(session, None, set())


def candidates(session: Session, actor: Actor, round_id: int) -> list[Candidate]:
    """All reviewers who could sit in a round, by name. Two queries."""
    permissions.demand(actor, Action.RUN_ROUNDS)
    about = round_of(session, round_id)
    invited = set(session.exec(rows(RoundReviewer.person_id).where(RoundReviewer.round_id == round_id)).all())
    return _reviewers(session, about.proposing_region, invited)


def _reviewers(session: Session, proposing_region: str | None, invited: Collection[int]) -> list[Candidate]:
    columns: tuple[Any, ...] = (Person.id, Person.name, ReviewerProfile.background, ReviewerProfile.region_slug)
    statement = (
        select(*columns)
        .join(RoleGrant, col(RoleGrant.person_id) == Person.id)
        .outerjoin(ReviewerProfile, col(ReviewerProfile.person_id) == Person.id)
        .where(col(RoleGrant.role) == Role.REVIEWER, col(Person.active).is_(True))
        .order_by(col(Person.name))
    )
    return [
        Candidate(key, name, background, region, region != proposing_region or region is None, key in invited)
        for key, name, background, region in session.connection().execute(statement)
    ]


def suggested(found: Sequence[Candidate]) -> list[int]:
    """Whom to invite so that there are scientists, practitioners and people from outside the proposing region."""
    outside_first = sorted(found, key=lambda one: (not one.outside, one.name))
    chosen: list[int] = []
    for wanted in (Background.SCIENTIST, Background.PRACTITIONER):
        chosen += [one.person_id for one in outside_first if one.background is wanted][:MOST_SUGGESTED]
    return chosen


def lacking(found: Sequence[Progress], proposing_region: str | None) -> list[str]:
    """What a panel lacks: `scientist`, `practitioner`, `outside`, of those who may vote."""
    voting = [one for one in found if not one.barred]
    missing = [
        one.value
        for one in (Background.SCIENTIST, Background.PRACTITIONER)
        if not any(reviewer.background is one for reviewer in voting)
    ]
    if proposing_region and not any(one.region != proposing_region for one in voting):
        missing.append("outside")
    return missing


def invite(session: Session, actor: Actor, round_id: int, person_ids: Collection[int]) -> list[int]:
    """Invite reviewers into a round that is open; whom of them that was new. The caller commits and mails.

    Raises NotAllowed, NotFound, Invalid("reviewers", not_open | not_a_reviewer | no_profile).
    """
    permissions.demand(actor, Action.RUN_ROUNDS)
    about = round_of(session, round_id)
    if about.state not in OPEN:
        raise Invalid("reviewers", "not_open")
    known = {one.person_id: one for one in candidates(session, actor, round_id)}
    new = [key for key in dict.fromkeys(person_ids) if key not in known or not known[key].invited]
    for key in new:
        one = known.get(key)
        if one is None:
            raise Invalid("reviewers", "not_a_reviewer")
        if one.background is None:
            raise Invalid("reviewers", "no_profile", typed=one.name)
        session.add(RoundReviewer(round_id=round_id, person_id=key, background=one.background, region_slug=one.region))
    if new:
        history.note(session, actor.key, "round.invited", KIND, str(round_id), people=new)
    session.flush()
    return new


def progress(session: Session, round_id: int) -> list[Progress]:
    """Who sits in a round and how far they are; never what they voted. Two queries."""
    columns: tuple[Any, ...] = (RoundReviewer, Person.name)
    statement = select(*columns).join(Person, col(Person.id) == RoundReviewer.person_id)
    seats = session.execute(statement.where(col(RoundReviewer.round_id) == round_id).order_by(col(Person.name))).all()
    handed: dict[int, set[int]] = {}
    ballots = (
        select(col(Ballot.reviewer_id), col(Ballot.phase))
        .join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
        .where(col(RoundReviewer.round_id) == round_id, col(Ballot.submitted_at).is_not(None))
    )
    for reviewer_id, phase in session.connection().execute(ballots):
        handed.setdefault(reviewer_id, set()).add(phase)
    return [
        Progress(
            seat.person_id,
            name,
            seat.background,
            seat.region_slug,
            seat.declared_at is not None,
            seat.interests,
            seat.barred,
            frozenset(handed.get(seat.id, ())),
        )
        for seat, name in seats
    ]


def handed_in_by(session: Session, person_id: int) -> dict[int, frozenset[int]]:
    """The phases in which a reviewer has handed a ballot in, by round. One query."""
    statement = (
        select(col(RoundReviewer.round_id), col(Ballot.phase))
        .join(Ballot, col(Ballot.reviewer_id) == RoundReviewer.id)
        .where(col(RoundReviewer.person_id) == person_id, col(Ballot.submitted_at).is_not(None))
    )
    found: dict[int, set[int]] = {}
    for round_id, phase in session.connection().execute(statement):
        found.setdefault(round_id, set()).add(phase)
    return {round_id: frozenset(phases) for round_id, phases in found.items()}


def open_of(
    session: Session, person_id: int, states: Collection[RoundState] = OPEN
) -> list[tuple[ReviewRound, RoundReviewer]]:
    """The open rounds that a reviewer sits in, or those in other `states`, the nearest day first: what waits on their desk."""
    columns: tuple[Any, ...] = (ReviewRound, RoundReviewer)
    statement = (
        select(*columns)
        .join(RoundReviewer, col(RoundReviewer.round_id) == ReviewRound.id)
        .where(col(RoundReviewer.person_id) == person_id, col(ReviewRound.state).in_(states))
        .order_by(col(ReviewRound.round_2_until), col(ReviewRound.id))
    )
    return [(about, seat) for about, seat in session.execute(statement).all()]
