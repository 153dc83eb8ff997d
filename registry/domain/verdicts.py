"""Reading what panels decided: every decision about a method with its panel, what was recommended with it, and what came in its place.

Columns are read, not rows of the models, in a fixed number of queries however long a history is. Who sat and which kinds of interest they
declared is public; how anybody voted is nowhere here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.domain import dates
from registry.domain.errors import NotFound
from registry.domain.models import Ballot, Decision, Method, Outcome, Person, Recommendation, RoundReviewer
from registry.domain.panel import Advice
from registry.domain.rating import Rating, rating_class
from registry.domain.review_terms import VALID_YEARS, Background, Cause, Interest
from registry.domain.vocabulary import Certainty, Effect, RatingClass, Size, Standing


class Stands(StrEnum):
    """How a decision stands on a day: in force, past its validity, or with a newer one in its place."""

    DECIDED = "decided"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Seat:
    """Somebody who sat on a panel: what they bring and the kinds of interest they declared. An empty name has been redacted."""

    name: str
    background: Background
    region: str | None
    interests: tuple[Interest, ...]
    barred: bool
    voted: bool


@dataclass(frozen=True)
class Recommended:
    """What a panel's votes came to for an indicator. Without an `advice` it disagreed, or too few voted (`has_quorum`)."""

    valid_until: date
    round_id: int
    method: str
    indicator: str
    n: int
    median: float
    p30: float
    p70: float
    ipr: float
    ipras: float
    disagreement: bool
    advice: Advice | None
    has_quorum: bool
    decided_on: date

    def has_expired(self, today: date) -> bool:
        """Whether it is past its validity: that of the decisions of its round, or three years where it had none."""
        return self.valid_until < today


@dataclass(frozen=True)
class Verdict:
    """A decision about an outcome, as it was made. `effects` is how many voted for each effect."""

    superseded_by: int | None
    recommendations: tuple[Recommended, ...]
    panel: tuple[Seat, ...]
    id: int
    method: str
    outcome: str
    round_id: int | None
    effect: Effect
    size: Size | None
    certainty: Certainty | None
    plausible: bool
    decided_on: date
    valid_until: date
    cause: Cause
    supersedes: int | None
    n: int
    effects: Mapping[str, int]
    departs: str | None

    @property
    def letter(self) -> RatingClass:
        """The class that the axes give."""
        return rating_class(self.effect, self.certainty, plausible=self.plausible)

    @property
    def interests(self) -> list[Interest]:
        """The kinds of interest that anybody on the panel declared, in the order of the vocabulary."""
        return [one for one in Interest if any(one in seat.interests for seat in self.panel)]

    def stands(self, today: date) -> Stands:
        """How it stands on a day."""
        if self.superseded_by is not None:
            return Stands.SUPERSEDED
        return Stands.EXPIRED if self.valid_until < today else Stands.DECIDED

    def rating(self, today: date) -> Rating:
        """The rating that it gives."""
        standing = Standing.EXPIRED if self.valid_until < today else Standing.DECIDED
        axes = (self.effect, self.size, self.certainty, self.plausible)
        return Rating(*axes, standing=standing, decided_on=self.decided_on, valid_until=self.valid_until)


_DECIDED: Final[tuple[Any, ...]] = (
    Decision.id, Decision.method_id, Decision.outcome_id, Decision.round_id, Decision.effect, Decision.size, Decision.certainty,
    Decision.plausible, Decision.decided_on, Decision.valid_until, Decision.cause, Decision.supersedes, Decision.n, Decision.effects,
    Decision.departs,
)  # fmt: skip
_RECOMMENDED: Final[tuple[Any, ...]] = (
    Recommendation.round_id, Recommendation.method_id, Recommendation.indicator_code, Recommendation.n, Recommendation.median,
    Recommendation.p30, Recommendation.p70, Recommendation.ipr, Recommendation.ipras, Recommendation.disagreement, Recommendation.advice,
    Recommendation.has_quorum, Recommendation.decided_on,
)  # fmt: skip


def of_method(session: Session, method_id: str) -> list[Verdict]:
    """All decisions about a method's outcomes, newest first. Five queries; one where there are none."""
    statement = select(*_DECIDED).where(col(Decision.method_id) == method_id).order_by(col(Decision.id).desc())
    rows: list[Any] = list(session.connection().execute(statement))
    if not rows:
        return []
    rounds = {row[3] for row in rows if row[3] is not None}
    superseded = {row[11]: row[0] for row in rows if row[11] is not None}
    advised = _recommended(session, col(Recommendation.round_id).in_(rounds))
    seats = panels(session, rounds)
    return [
        Verdict(
            superseded.get(row[0]),
            tuple(one for one in advised if one.round_id == row[3]),
            tuple(seats.get(row[3], ())),
            *row,
        )
        for row in rows
    ]


def find(session: Session, decision_id: int) -> Verdict:
    """One decision, superseded or not. Raises NotFound."""
    method = select(col(Decision.method_id)).where(col(Decision.id) == decision_id)
    method_id = session.connection().execute(method).scalar_one_or_none()
    if method_id is None:
        raise NotFound("decision", str(decision_id))
    return next(one for one in of_method(session, method_id) if one.id == decision_id)


def named(session: Session, decisions: Collection[int]) -> dict[int, tuple[Mapping[str, str], Mapping[str, str]]]:
    """The names of method and outcome of some decisions, whatever the method's state, by number. One query."""
    same = (col(Outcome.method_id) == col(Decision.method_id)) & (col(Outcome.id) == col(Decision.outcome_id))
    statement = (
        select(col(Decision.id), col(Method.name), col(Outcome.name))
        .join(Method, col(Method.id) == col(Decision.method_id))
        .join(Outcome, same)
        .where(col(Decision.id).in_(decisions))
    )
    return {key or 0: (method, outcome) for key, method, outcome in session.connection().execute(statement)}


def in_force(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """The newest decision of every outcome that has any."""
    return {one.outcome: one for one in verdicts if one.superseded_by is None}


def panels(session: Session, rounds: Collection[int]) -> dict[int, list[Seat]]:
    """Who sat in rounds, by name: who declared their interests, and so took the seat they were invited to. Two queries."""
    columns: tuple[Any, ...] = (
        RoundReviewer.id, RoundReviewer.round_id, Person.name, RoundReviewer.background, RoundReviewer.region_slug, RoundReviewer.interests,
        RoundReviewer.barred,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(Person, col(Person.id) == col(RoundReviewer.person_id))
        .where(col(RoundReviewer.round_id).in_(rounds), col(RoundReviewer.declared_at).is_not(None))
        .order_by(col(Person.name), col(RoundReviewer.id))
    )
    handed_in = (
        select(col(Ballot.reviewer_id))
        .join(RoundReviewer, col(RoundReviewer.id) == col(Ballot.reviewer_id))
        .where(col(RoundReviewer.round_id).in_(rounds), col(Ballot.submitted_at).is_not(None))
    )
    voted = set(session.connection().execute(handed_in).scalars())
    found: dict[int, list[Seat]] = {}
    for key, round_id, name, background, region, interests, barred in session.connection().execute(statement):
        kinds = tuple(map(Interest, interests))
        found.setdefault(round_id, []).append(
            Seat(name, background, region, kinds, barred, key in voted and not barred)
        )
    return found


def recommended_for(session: Session, indicator: str) -> dict[str, Recommended]:
    """The newest recommendation of every method that has one for an indicator, by method. Two queries; one without any."""
    found = _recommended(session, col(Recommendation.indicator_code) == indicator)
    return {one.method: one for one in reversed(found)}


def recommended_of(session: Session, method_id: str) -> dict[str, Recommended]:
    """The newest recommendation of a method for every indicator that has one, by indicator. Two queries; one without any."""
    found = _recommended(session, col(Recommendation.method_id) == method_id)
    return {one.indicator: one for one in reversed(found)}


def _recommended(session: Session, which: Any) -> list[Recommended]:
    """Recommendations, newest first."""
    statement = select(*_RECOMMENDED).where(which).order_by(col(Recommendation.id).desc())
    rows: Sequence[Any] = session.connection().execute(statement).all()
    if not rows:
        return []
    ends = select(col(Decision.round_id), col(Decision.valid_until)).where(
        col(Decision.round_id).in_({row.round_id for row in rows})
    )
    until: dict[int | None, date] = dict(row for row in session.connection().execute(ends))
    return [
        Recommended(until.get(row.round_id) or dates.months_later(row.decided_on, 12 * VALID_YEARS), *row)
        for row in rows
    ]
