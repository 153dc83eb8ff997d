"""Recommendations of Finnish and foreign issuers: saved by editors and imports, read by everybody.

They are other people's and stand in their words; what the panel recommends is in `decisions.py`.
"""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from registry.domain import history, permissions, saved_versions
from registry.domain.errors import Conflict, InvalidInput, NotFound
from registry.domain.models import NationalRecommendation
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.recommendation_terms import RecommendationScope

KIND: Final = "recommendation"
_SAME: Final = ("scope", "year", "strength", "url", "checked")


def save(
    session: Session, actor: Actor, given: RecommendationInput, *, version: int | None = None
) -> NationalRecommendation:
    """Write a recommendation, new or changed, and keep it as a version. The caller commits.

    `version` is the one that the writer had seen (0: none). Raises NotAllowed, Conflict, InvalidInput for what does not exist.
    """
    permissions.demand(actor, Action.EDIT_RECOMMENDATIONS)
    row = saved_versions.take(session, NationalRecommendation, given.id, version)
    if wrong := saved_versions.strangers(session, methods=given.methods, indicators=given.indicators):
        raise InvalidInput(wrong)
    action = "recommendation.added" if row is None else "recommendation.changed"
    row = row or NationalRecommendation(id=given.id, scope=given.scope, issuer={}, title={})
    plain = given.plain()
    for name in _SAME:
        setattr(row, name, getattr(given, name))
    for name in ("issuer", "title", "finding"):
        setattr(row, name, plain[name])
    row.methods, row.indicators, row.saved_at = list(given.methods), list(given.indicators), utc_now()
    session.add(row)
    saved_versions.keep(session, KIND, row, plain, actor.key)
    history.note(session, actor.key, action, KIND, given.id, version=row.version)
    history.searched(session, KIND, given.id)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"{given.id} was added meanwhile") from error
    return row


def as_input(row: NationalRecommendation) -> RecommendationInput:
    """The recommendation as it would come in: the inverse of `save`."""
    return RecommendationInput.model_validate(row.model_dump(exclude={"version", "saved_at"}))


def find(session: Session, recommendation_id: str) -> NationalRecommendation:
    """A recommendation. Raises NotFound."""
    found = session.get(NationalRecommendation, recommendation_id)
    if found is None:
        raise NotFound(KIND, recommendation_id)
    return found


def everything(session: Session) -> Sequence[NationalRecommendation]:
    """All recommendations by id. One query."""
    return session.exec(select(NationalRecommendation).order_by(col(NationalRecommendation.id))).all()


def of_method(session: Session, method_id: str) -> list[NationalRecommendation]:
    """Those that name a method, as `in_order`. One query."""
    statement = select(NationalRecommendation).where(saved_versions.names(NationalRecommendation.methods, method_id))
    return in_order(session.exec(statement).all())


def about(
    found: Sequence[NationalRecommendation], *, indicator: str | None = None, methods: Collection[str] = ()
) -> list[NationalRecommendation]:
    """Those that name an indicator or any of the methods."""
    return [one for one in found if indicator in one.indicators or not set(methods).isdisjoint(one.methods)]


def in_order(found: Sequence[NationalRecommendation]) -> list[NationalRecommendation]:
    """National before international, then the newest first; without a year last."""
    return sorted(
        found,
        key=lambda one: (one.scope is not RecommendationScope.NATIONAL, -(one.year or 0), one.issuer["fi"], one.id),
    )
