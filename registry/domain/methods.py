"""Saving and reading methods. `save` and `as_input` are exact inverses, so that a file that came in goes out the same."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import defer, selectinload
from sqlmodel import Session, col, select

from registry.domain import dates, decided_outcomes, history
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.method_input import MethodInput
from registry.domain.models import EvidenceItem, IndicatorLink, Method, MethodRevision, Outcome
from registry.domain.rating import Rating
from registry.domain.vocabulary import Effect, Standing, State

_DETAILS = (
    "target", "setting", "owner", "training", "cost", "equity", "materials_languages", "check_current", "counterpart",
    "replaced_by", "instead", "phase_out", "known_use",
)  # fmt: skip
_WHOLE = (
    selectinload(Method.outcomes),  # type: ignore[arg-type]
    selectinload(Method.links),  # type: ignore[arg-type]
    selectinload(Method.evidence),  # type: ignore[arg-type]
)
_LISTED = (
    *(defer(column, raiseload=True) for column in (Method.summary, Method.keywords, Method.sections)),  # type: ignore[arg-type]
    _WHOLE[0].defer(Outcome.reasons, raiseload=True),  # type: ignore[arg-type]
    _WHOLE[1],
)
"""What lists, filters and counts need: outcomes and links, without the long texts. Reading those of a listed method raises."""


def save(
    session: Session, actor: str, given: MethodInput, *, version: int | None = None, summary: str | None = None
) -> Method:
    """Write a whole method, new or changed, as its next revision, and record it; the caller commits.

    `version` is the revision that the writer had seen (0: none): where there is a newer one by now, it is a Conflict. A decided
    outcome keeps what was decided, whatever the input says, and cannot be left out: Invalid("outcomes", "decided_left_out"); nor
    can the last checked source of it: Invalid("evidence", "decided_unchecked").
    """
    plain = given.plain()
    history.bump_catalogue(session)  # makes writers wait for each other before any of them reads
    method = session.get(Method, given.id, options=_WHOLE, populate_existing=True)
    if version is not None and version != (method.version if method else 0):
        raise Conflict(f"{given.id} has version {method.version if method else 0}, not {version}")
    decided = decided_outcomes.in_force(session, given.id)
    if lost := decided.keys() - {outcome.id for outcome in given.outcomes}:
        raise Invalid("outcomes", "decided_left_out", typed=", ".join(sorted(lost)))
    if not given.has_checked_evidence and any(one.effect is not Effect.NOT_STUDIED for one in decided.values()):
        raise Invalid("evidence", "decided_unchecked")
    action, state = ("method.changed", method.state) if method else ("method.added", State.PUBLISHED)
    if method is None:
        method = Method(id=given.id, version=0, **columns(given, plain))
        session.add(method)
    else:
        _clear_parts(session, method)
        for name, value in columns(given, plain).items():
            setattr(method, name, value)
    method.version += 1
    session.flush()
    _add_parts(session, given, plain)
    decided_outcomes.carry_over(session, given.id, decided)
    session.add(
        MethodRevision(
            method_id=given.id,
            number=method.version,
            document=plain | {"sections": plain.get("sections", {})},
            summary=summary,
            saved_by=actor,
        )
    )
    moved = {} if state == given.state else {"state": given.state.value}
    history.record(session, actor, action, "method", given.id, version=method.version, **moved)
    session.flush()
    session.expire(method)
    return method


def columns(given: MethodInput, plain: dict[str, Any]) -> dict[str, Any]:
    """The values of a method's own row, without its parts."""
    age = plain.get("age") or {}
    return {
        "state": given.state,
        "added": given.added,
        "updated": given.updated,
        "name": plain["name"],
        "name_translated": plain.get("name_translated", []),
        "themes": plain["themes"],
        "lede": plain["lede"],
        "summary": plain["summary"],
        "keywords": plain["keywords"],
        "target_groups": plain["target_groups"],
        "settings": plain["settings"],
        "age_from": age.get("from"),
        "age_to": age.get("to"),
        "has_checked_evidence": given.has_checked_evidence,
        "details": {name: plain[name] for name in _DETAILS if name in plain},
        "sections": plain.get("sections", {}),
    }


def _clear_parts(session: Session, method: Method) -> None:
    for part in [*method.links, *method.evidence]:
        session.delete(part)
    session.flush()
    for outcome in method.outcomes:
        session.delete(outcome)
    session.flush()
    session.expire(method)


def _add_parts(session: Session, given: MethodInput, plain: dict[str, Any]) -> None:
    for position, outcome in enumerate(given.outcomes):
        raw = plain["outcomes"][position]
        session.add(
            Outcome(
                method_id=given.id,
                id=outcome.id,
                position=position,
                name=raw["name"],
                main=outcome.main,
                effect=outcome.effect,
                size=outcome.size,
                certainty=outcome.certainty,
                plausible=outcome.plausible,
                reasons=raw["reasons"],
                finding=raw["finding"],
                figure=outcome.figure,
                figure_note=outcome.figure_note,
            )
        )
    session.flush()
    for position, link in enumerate(given.indicators):
        session.add(
            IndicatorLink(
                method_id=given.id,
                position=position,
                indicator_code=link.code,
                link=link.link,
                outcome_id=link.through,
                why=link.why,
                delay=link.delay,
            )
        )
    for position, item in enumerate(given.evidence):
        values = item.model_dump(exclude={"figures"})
        figures = plain["evidence"][position].get("figures", [])
        session.add(EvidenceItem(method_id=given.id, position=position, figures=figures, **values))
    session.flush()


def find(session: Session, method_id: str) -> Method:
    """A published method with its parts. Raises NotFound."""
    method = session.get(Method, method_id, options=_WHOLE)
    if method is None or method.state is not State.PUBLISHED:
        raise NotFound("method", method_id)
    return method


def named(session: Session, method_id: str) -> Method | None:
    """A method with its parts whose name may be told: a published one, or one that was and is out of use. None of a draft."""
    method = session.get(Method, method_id, options=_WHOLE)
    return method if method is not None and method.state is not State.DRAFT else None


def all_published(session: Session, ids: Sequence[str] | None = None) -> Sequence[Method]:
    """Published methods with their parts, by id; only those of `ids` where it is given. Four queries."""
    statement = select(Method).where(Method.state == State.PUBLISHED).order_by(col(Method.id)).options(*_WHOLE)
    if ids is not None:
        statement = statement.where(col(Method.id).in_(ids))
    return session.exec(statement).all()


def by_ids(session: Session, ids: Sequence[str]) -> Sequence[Method]:
    """Methods in any state with their parts, by id. Four queries."""
    return session.exec(select(Method).where(col(Method.id).in_(ids)).order_by(col(Method.id)).options(*_WHOLE)).all()


def for_catalogue(session: Session) -> Sequence[Method]:
    """All published methods with outcomes and links, by id: what is filtered and counted. Three queries."""
    statement = select(Method).where(Method.state == State.PUBLISHED).order_by(col(Method.id)).options(*_LISTED)
    return session.exec(statement).all()


def linked_to(session: Session, indicator_code: str) -> Sequence[Method]:
    """Published methods with a link to an indicator, with outcomes and links. Three queries."""
    linked = select(IndicatorLink.method_id).where(IndicatorLink.indicator_code == indicator_code)
    statement = (
        select(Method)
        .where(Method.state == State.PUBLISHED, col(Method.id).in_(linked))
        .order_by(col(Method.id))
        .options(*_LISTED)
    )
    return session.exec(statement).all()


def in_theme(published: Iterable[Method], theme_id: str) -> list[Method]:
    """Those of the published methods that belong to a theme."""
    return [method for method in published if theme_id in method.themes]


def replaced_with(published: Iterable[Method], method_id: str) -> list[Method]:
    """Those of the published methods that name this one as what to do instead."""
    return [method for method in published if method_id in method.details.get("replaced_by", [])]


def mentioned_in(published: Iterable[Method], region: str) -> list[tuple[Method, dict[str, Any]]]:
    """Those of the published methods that a public source says a region uses or pilots, with the mention."""
    return [
        (method, mention)
        for method in published
        for mention in method.details.get("known_use", [])
        if mention.get("adoption", {}).get("region") == region
    ]


def everything(session: Session) -> Sequence[Method]:
    """All methods in every state with their parts, by id: what an export writes."""
    return session.exec(select(Method).order_by(col(Method.id)).options(*_WHOLE)).all()


def for_list(session: Session, ids: Sequence[str]) -> dict[str, Method]:
    """Published methods with outcomes and links, for a list of hits. Three queries.

    The state is looked at here and not in the query: SQLite would rather go through all published methods than look up twenty ids.
    """
    statement = select(Method).where(col(Method.id).in_(ids)).options(*_LISTED)
    return {method.id: method for method in session.exec(statement) if method.state is State.PUBLISHED}


def as_input(method: Method) -> MethodInput:
    """The method as it would come in: the inverse of `save`."""
    age = {"from": method.age_from, "to": method.age_to}
    values: dict[str, Any] = {
        "id": method.id,
        "state": method.state,
        "added": method.added,
        "updated": method.updated,
        "name": method.name,
        "name_translated": method.name_translated,
        "themes": method.themes,
        "lede": method.lede,
        "summary": method.summary,
        "keywords": method.keywords,
        "target_groups": method.target_groups,
        "settings": method.settings,
        "age": age if method.age_from is not None or method.age_to is not None else None,
        "sections": method.sections,
        "outcomes": [_outcome(outcome) for outcome in method.outcomes],
        "indicators": [_link(link) for link in method.links],
        "evidence": [_evidence(item) for item in method.evidence],
        **method.details,
    }
    return MethodInput.model_validate(values)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    decided = {"standing", "decision_id", "decided_on", "valid_until"}
    return outcome.model_dump(exclude={"method_id", "position"} | decided)


def _link(link: IndicatorLink) -> dict[str, Any]:
    return {
        "code": link.indicator_code, "link": link.link, "through": link.outcome_id, "why": link.why, "delay": link.delay
    }  # fmt: skip


def _evidence(item: EvidenceItem) -> dict[str, Any]:
    return item.model_dump(exclude={"id", "method_id", "position"})


def rating_of(method: Method, outcome: Outcome, today: date | None = None) -> Rating:
    """The rating of one of the method's outcomes; a decision past its review date is expired on that very day."""
    standing = outcome.standing
    if outcome.valid_until is not None and outcome.valid_until < (today or dates.today()):
        standing = Standing.EXPIRED
    return Rating(
        effect=outcome.effect,
        size=outcome.size,
        certainty=outcome.certainty,
        plausible=outcome.plausible,
        checked=method.has_checked_evidence,
        standing=standing,
        decided_on=outcome.decided_on,
        valid_until=outcome.valid_until,
    )


def main_outcome(method: Method) -> Outcome:
    """The outcome whose rating is the method's own."""
    return next(outcome for outcome in method.outcomes if outcome.main)


def newest_change(session: Session) -> str | None:
    """The month of the newest change to a published method."""
    statement = select(Method.updated).where(Method.state == State.PUBLISHED).order_by(col(Method.updated).desc())
    return session.exec(statement).first()
