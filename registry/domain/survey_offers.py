"""What becomes of the methods that a region named in the survey: they are offered to it as entries of the ledger (its proposals:
survey_proposals.py).

Nothing becomes an entry without the region: each offered method is confirmed with a status and a day, set aside, or left to wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlmodel import Session, col, select

from registry.domain import (
    adoption,
    adoption_input,
    history,
    ledger,
    permissions,
    survey_answers,
    surveys,
)
from registry.domain.errors import Conflict, Invalid, InvalidInput
from registry.domain.ledger import Entry
from registry.domain.models import Method, SurveyHandling, SurveyRound, SurveySubmission
from registry.domain.permissions import Action, Actor
from registry.domain.statuses import IN_USE, Source, Status
from registry.domain.survey_results import methods_of
from registry.domain.survey_terms import Handling, QuestionKind
from registry.domain.vocabulary import State

MAY_BECOME: Final = (Status.IN_USE, Status.PILOTING, Status.PREPARING, Status.EXPLORING)
"""What a method that was named may be confirmed as: what may begin from anything before it."""


class Decision(StrEnum):
    """What the region does with an offered method."""

    CONFIRM = "confirm"
    SET_ASIDE = "set_aside"
    LATER = "later"


@dataclass(frozen=True)
class Offer:
    """A method that a region named and that its ledger does not have as used now. `current` is what the ledger says, if anything."""

    method: str
    indicators: Sequence[str]
    current: Entry | None
    version: int


@dataclass(frozen=True)
class Typed:
    """What was typed of one offered method; `version` is the ledger's newest entry that was shown."""

    decision: str
    status: str
    since: str
    version: int


def offers(session: Session, actor: Actor, about: SurveyRound, region: str, today: date) -> list[Offer]:
    """What waits for the region's word, by method id; nothing before the answers are handed in. Up to five queries. Raises NotAllowed."""
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    named = _named(session, about, region)
    if not named:
        return []
    held = {entry.method: entry for entry in ledger.states(session, today, regions=[region], methods=named)}
    versions: dict[str, int] = {}
    for entry in ledger.entries(session, regions=[region], methods=named):
        versions.setdefault(entry.method, entry.number)  # the newest comes first
    used = {method for method, entry in held.items() if entry.status in IN_USE}
    left = sorted(named.keys() - used - _handled(session, about, region))
    return [Offer(method, named[method], held.get(method), versions.get(method, 0)) for method in left]


def newest(session: Session, actor: Actor, region: str, today: date) -> tuple[SurveyRound, int] | None:
    """The newest round that a region has handed in, with how many of its methods wait; None where there is none. Raises NotAllowed."""
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    statement = (
        select(SurveyRound)
        .where(
            col(SurveyRound.id).in_(
                select(SurveySubmission.round_id).where(SurveySubmission.region_slug == region).distinct()
            )
        )
        .order_by(col(SurveyRound.opens_on).desc(), col(SurveyRound.id).desc())
    )
    about = session.exec(statement).first()
    return (about, len(offers(session, actor, about, region, today))) if about else None


def _named(session: Session, about: SurveyRound, region: str) -> dict[str, list[str]]:
    """The published methods that a region named in what it handed in, each with the indicators that it was named for."""
    if not survey_answers.is_handed_in(session, about, region):
        return {}
    asked = {one.id for one in surveys.definition(about).questions if one.kind is QuestionKind.METHODS}
    found: dict[str, list[str]] = {}
    for (question, code), answer in sorted(survey_answers.of_region(session, about, region).items()):
        for method in methods_of(answer.value) if question in asked else ():
            codes = found.setdefault(method, [])
            codes += [code] if code and code not in codes else []
    there = select(Method.id).where(col(Method.id).in_(found), Method.state == State.PUBLISHED)
    published = set(session.exec(there).all()) if found else set()
    return {method: codes for method, codes in found.items() if method in published}


def _handled(session: Session, about: SurveyRound, region: str) -> set[str]:
    statement = select(SurveyHandling.method_id).where(
        SurveyHandling.round_id == about.id, SurveyHandling.region_slug == region
    )
    return set(session.exec(statement).all())


def set_aside(session: Session, actor: Actor, about: SurveyRound, region: str) -> list[str]:
    """The methods that the region has set aside. One query. Raises NotAllowed."""
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    statement = select(SurveyHandling.method_id).where(
        SurveyHandling.round_id == about.id,
        SurveyHandling.region_slug == region,
        SurveyHandling.what == Handling.SET_ASIDE,
    )
    return sorted(session.exec(statement).all())


def answer(
    session: Session, actor: Actor, about: SurveyRound, region: str, typed: Mapping[str, Typed], today: date
) -> tuple[int, int]:
    """Confirm and set aside offered methods, all or none; how many of each. The caller commits.

    Raises NotAllowed; Conflict where a method is offered no longer or its ledger has moved on; InvalidInput with what is wrong at
    `decision_…`, `status_…` and `since_…` of each method, or `decision` missing where nothing was decided.
    """
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    surveys.queue_up(session, about)
    history.bump_ledger(session)
    decided = {method: one for method, one in typed.items() if one.decision not in ("", Decision.LATER)}
    known = {offer.method: offer for offer in offers(session, actor, about, region, today)}
    for method, one in decided.items():
        if method not in known or (one.decision == Decision.CONFIRM and known[method].version != one.version):
            raise Conflict(f"{region}/{method} is not as it was offered")
    problems = [] if decided else [Invalid("decision", "nothing_decided")]
    confirmed: list[int] = []
    for method, one in decided.items():
        try:
            if entry_id := _take(session, actor, about, region, method, one, today):
                confirmed.append(entry_id)
        except Invalid as error:
            problems += [Invalid(f"{wrong.field}_{method}", wrong.code, **wrong.values) for wrong in error.problems]
    if problems:
        raise InvalidInput(problems)
    aside = len(decided) - len(confirmed)
    details = {"region": region, "entries": confirmed, "count": aside}
    history.note(session, actor.key, "survey.methods_handled", surveys.KIND, str(about.id), **details)
    session.flush()
    return len(confirmed), aside


def _take(
    session: Session, actor: Actor, about: SurveyRound, region: str, method: str, one: Typed, today: date
) -> int | None:
    """Do what was decided of one method; the number of the entry that it made. Raises Invalid."""
    if one.decision not in set(Decision):
        raise Invalid("decision", "not_a_choice", typed=one.decision)
    entry_id = None
    if one.decision == Decision.CONFIRM:
        given = adoption_input.read({"status": [one.status], "since": [one.since]})
        if given.status not in MAY_BECOME:
            raise Invalid("status", "not_a_choice", typed=one.status)
        given = given.model_copy(update={"source": Source.SURVEY_ANSWER})
        entry_id = adoption.record(session, actor, region, method, given, version=one.version, today=today).id
    row = SurveyHandling(
        round_id=surveys.id_of(about),
        region_slug=region,
        method_id=method,
        what=Handling.CONFIRMED if entry_id else Handling.SET_ASIDE,
        entry_id=entry_id,
        done_by=actor.person_id,
    )
    session.add(row)
    session.flush()
    return entry_id
