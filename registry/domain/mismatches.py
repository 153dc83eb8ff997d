"""Two things the registry points out to a region and to staff, in neutral words: a least beneficial method in use, and a most effective one that
ended for a reason that is not about its effect. A region may answer why it knows, and be left in peace until a day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from registry.domain import dates, history, ledger, methods, permissions
from registry.domain.errors import Invalid, NotFound
from registry.domain.ledger import Entry
from registry.domain.models import Method, MismatchAnswer
from registry.domain.permissions import Action, Actor
from registry.domain.rating import Rating
from registry.domain.statuses import ABOUT_EFFECT, IN_USE, LEAVING, ExitWhy, MismatchKind
from registry.domain.vocabulary import Group, Standing

LONGEST: Final = 2000
MOST_MONTHS: Final = 24


@dataclass(frozen=True)
class Answer:
    """What a region said of a mismatch; `because` is None where it has been redacted."""

    answer_id: int
    entry_id: int
    because: str | None
    silent_until: date


@dataclass(frozen=True)
class Mismatch:
    """Something pointed out, with the region's newest answer to it. `silent` ones need not be told again for now."""

    region: str
    method: Method
    kind: MismatchKind
    entry: Entry
    answer: Answer | None
    silent: bool


def kind_of(rating: Rating, entry: Entry) -> MismatchKind | None:
    """Whether a method's own rating and what a region does with it disagree. An expired rating points nothing out."""
    if rating.standing is Standing.EXPIRED:
        return None
    if rating.group is Group.LEAST_BENEFICIAL and entry.status in IN_USE:
        return MismatchKind.LEAST_BENEFICIAL_IN_USE
    about_effect = ABOUT_EFFECT.intersection(map(ExitWhy, entry.exit_why))
    if rating.group is Group.MOST_EFFECTIVE and entry.status in LEAVING and not about_effect:
        return MismatchKind.GOOD_METHOD_LOST
    return None


def found(
    session: Session, actor: Actor, published: Mapping[str, Method], today: date, region: str | None = None
) -> list[Mismatch]:
    """All mismatches of a region, or of every region; those that need an answer first. Two queries. Raises NotAllowed."""
    if region is None:
        permissions.demand(actor, Action.SEE_ALL_MISMATCHES)
    else:
        permissions.demand(actor, Action.SEE_REGIONS_DESK, region)
    ratings = {key: methods.rating_of(method, methods.main_outcome(method)) for key, method in published.items()}
    told = [key for key, rating in ratings.items() if rating.group in {Group.LEAST_BENEFICIAL, Group.MOST_EFFECTIVE}]
    regions = [region] if region else []
    held = ledger.states(session, today, regions=regions, methods=told, statuses=(*IN_USE, *LEAVING)) if told else []
    pointed = [(entry, kind) for entry in held if (kind := kind_of(ratings[entry.method], entry))]
    answers = _answers(session, regions)
    made = [_mismatch(entry, kind, published, answers, today) for entry, kind in pointed]
    return sorted(made, key=lambda one: (one.silent, one.region, one.kind, one.method.name["fi"]))


def _mismatch(
    entry: Entry,
    kind: MismatchKind,
    published: Mapping[str, Method],
    answers: Mapping[tuple[str, str, MismatchKind], Answer],
    today: date,
) -> Mismatch:
    answer = answers.get((entry.region, entry.method, kind))
    silent = answer is not None and answer.entry_id == entry.entry_id and answer.silent_until >= today
    return Mismatch(entry.region, published[entry.method], kind, entry, answer, silent)


def _answers(session: Session, regions: Collection[str]) -> dict[tuple[str, str, MismatchKind], Answer]:
    pair: tuple[Any, ...] = (MismatchAnswer.region_slug, MismatchAnswer.method_id, MismatchAnswer.kind)
    rest: tuple[Any, ...] = (
        MismatchAnswer.id, MismatchAnswer.entry_id, MismatchAnswer.because, MismatchAnswer.silent_until,
    )  # fmt: skip
    newest = select(func.max(MismatchAnswer.id)).group_by(*pair)
    statement = select(*pair, *rest).where(col(MismatchAnswer.id).in_(newest))
    if regions:
        statement = statement.where(col(MismatchAnswer.region_slug).in_(regions))
    rows = session.connection().execute(statement)
    return {(region, method, kind): Answer(*said) for region, method, kind, *said in rows}


def answer(
    session: Session,
    actor: Actor,
    region: str,
    method_id: str,
    kind: MismatchKind,
    *,
    because: str,
    silent_until: str,
    today: date,
) -> MismatchAnswer:
    """Say why a region knows of a mismatch, and until when it is silent (a day as it was typed, at most 24 months ahead). The caller commits.

    Raises NotAllowed, NotFound where nothing is pointed out, and Invalid(because | silent_until, ...).
    """
    permissions.demand(actor, Action.ANSWER_MISMATCH, region)
    method = methods.find(session, method_id)
    held = ledger.states(session, today, regions=[region], methods=[method_id])
    if not held or kind_of(methods.rating_of(method, methods.main_outcome(method)), held[0]) is not kind:
        raise NotFound("mismatch", f"{region}/{method_id}/{kind}")
    row = MismatchAnswer(
        region_slug=region,
        method_id=method_id,
        entry_id=held[0].entry_id,
        kind=kind,
        because=_text(because),
        silent_until=_until(silent_until, today),
        recorded_by=actor.person_id,
    )
    session.add(row)
    subject = f"{region}/{method_id}"
    history.note(
        session, actor.key, "mismatch.answered", "mismatch", subject, mismatch=kind, until=str(row.silent_until)
    )
    session.flush()
    return row


def _text(typed: str) -> str:
    text = typed.strip().replace("\r\n", "\n")
    if not text:
        raise Invalid("because", "missing")
    if len(text) > LONGEST:
        raise Invalid("because", "too_long", most=LONGEST, length=len(text))
    return text


def _until(typed: str, today: date) -> date:
    day, _precision = dates.read(typed, "silent_until")
    last = dates.months_later(today, MOST_MONTHS)
    if not today < day <= last:
        raise Invalid("silent_until", "not_ahead", day=day, last=last)
    return day
