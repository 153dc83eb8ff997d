"""Writing into the ledger of adoption and abandonment: an entry, its correction, a confirmation. Nothing is ever changed or taken away.

Every writer first moves the ledger's number, which makes writers wait for each other; what it reads after that is what the entry is judged by.
`version` is the number of the newest entry that the writer had seen (0: none): where there is a newer one by now, it is a Conflict.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import catalogue, dates, history, permissions, replay, spans
from registry.domain.adoption_input import EntryInput
from registry.domain.adoption_input import note as read_note
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotFound
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan, Method, Region
from registry.domain.permissions import Action, Actor
from registry.domain.spans import Stored
from registry.domain.statuses import MAY_BE_AHEAD, MONTHS_AHEAD, Precision, Replacement, Source, Status
from registry.domain.vocabulary import State

KIND: Final = "adoption"
LARGEST_ID: Final = 2**31 - 1


@dataclass(frozen=True)
class Candidate:
    """An entry that is not there yet, as the fold sees it."""

    number: int
    status: Status
    since: date
    corrects: int | None = None
    withdraws: bool = False


def record(
    session: Session,
    actor: Actor,
    region: str,
    method_id: str,
    given: EntryInput,
    *,
    version: int,
    today: date,
    corrects: int | None = None,
) -> AdoptionEntry:
    """Add an entry; with `corrects`, in the place of the entry of that number. The caller commits.

    What a region says takes the place of what a public page said where it begins before it (`in_place_of_page`).
    Raises NotAllowed, NotFound (region, published method, the entry to correct), Conflict, and InvalidInput with all that is wrong.
    """
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    entries = _locked(session, region, method_id, version)
    corrects = in_place_of_page(entries, given) if corrects is None else corrects
    candidate = Candidate(version + 1, given.status, given.since, corrects)
    if problems := faults(entries, candidate, given, method_id, today, lambda key: _is_published(session, key)):
        raise InvalidInput(problems)
    return _add(session, actor, region, method_id, given, number=version + 1, corrects=corrects, today=today)


def in_place_of_page(entries: Sequence[replay.Fact], given: EntryInput) -> int | None:
    """The number of the entry that a region's own word corrects by itself: the only one, of a public page that knew less of the past."""
    standing = replay.standing(entries)
    if given.source is Source.PUBLIC_PAGE or len(standing) != 1 or given.since >= standing[0].since:
        return None
    return standing[0].number if getattr(standing[0], "source", None) is Source.PUBLIC_PAGE else None


def faults(
    entries: Sequence[replay.Fact],
    candidate: Candidate,
    given: EntryInput,
    method_id: str,
    today: date,
    is_published: Callable[[str], bool],
) -> list[Invalid]:
    """All that is wrong with an entry upon those of its region and method that are there, in the order of their numbers.

    Raises NotFound where it corrects what does not stand.
    """
    found = [*_days(given, today), *given.lacks(), *_replacement(given, method_id, is_published)]
    return found or _moves(entries, candidate)


def withdraw(
    session: Session,
    actor: Actor,
    region: str,
    method_id: str,
    number: int,
    *,
    note: str | None,
    version: int,
    today: date,
) -> AdoptionEntry:
    """Say that an entry was a mistake and nothing stands in its place. Raises as `record`."""
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    entries = _locked(session, region, method_id, version)
    wrong = next((entry for entry in entries if entry.number == number), None)
    if wrong is None:
        raise NotFound("entry", f"{region}/{method_id}/{number}")
    problems = _moves(entries, Candidate(version + 1, wrong.status, wrong.since, number, withdraws=True))
    if problems:
        raise InvalidInput(problems)
    given = EntryInput(status=wrong.status, since=wrong.since, precision=wrong.precision, note=read_note(note))
    return _add(
        session, actor, region, method_id, given, number=version + 1, corrects=number, withdraws=True, today=today
    )


def confirm(session: Session, actor: Actor, region: str, entry_ids: Sequence[int], today: date) -> int:
    """Say that entries still hold; how many were confirmed. Those no longer in force or of another region are left out. The caller commits."""
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    history.bump_ledger(session)
    statement = select(AdoptionSpan.entry_id).where(
        AdoptionSpan.region_slug == region,
        col(AdoptionSpan.entry_id).in_({entry_id for entry_id in entry_ids if 0 < entry_id <= LARGEST_ID}),
        AdoptionSpan.since <= today,
        col(AdoptionSpan.until).is_(None) | (col(AdoptionSpan.until) > today),
    )
    held = sorted(session.exec(statement).all())
    for entry_id in held:
        session.add(AdoptionConfirmation(entry_id=entry_id, confirmed_on=today, recorded_by=actor.person_id))
    if held:
        history.note(session, actor.key, "adoption.confirmed", KIND, region, entries=held)
    session.flush()
    return len(held)


def take_mentions(session: Session, actor: Actor, today: date) -> int:
    """Make entries of what public pages say of regions (`known_use` with an adoption), once each; how many were made. The caller commits.

    A page's word comes in only where the region and method have no entry yet: it never follows or changes what a region said. Nothing is
    written where there is nothing to take. Raises NotAllowed: this is no person's business.
    """
    permissions.demand(actor, Action.RECORD_ADOPTION)
    if not _mentions(session, today):
        return 0
    history.bump_ledger(session)
    found = _mentions(session, today)
    for (region, method_id), given in found.items():
        _add(session, actor, region, method_id, given, number=1, today=today)
    return len(found)


def _mentions(session: Session, today: date) -> dict[tuple[str, str], EntryInput]:
    """What may be taken, by region and method: the first page that speaks of both. Three queries."""
    known = set(session.exec(select(AdoptionEntry.region_slug, AdoptionEntry.method_id).distinct()).all())
    regions = set(session.exec(select(Region.slug)).all())
    published = select(Method.id, Method.details).where(Method.state == State.PUBLISHED).order_by(col(Method.id))
    found: dict[tuple[str, str], EntryInput] = {}
    for method_id, details in session.exec(published).all():
        for mention in details.get("known_use", []):
            pair = (mention.get("adoption", {}).get("region"), method_id)
            if pair[0] in regions and pair not in known and pair not in found:
                given = _mentioned(mention, today)
                if given.since <= today:
                    found[pair] = given
    return found


def _mentioned(mention: dict[str, Any], today: date) -> EntryInput:
    """The entry that a page's word makes. Where the page does not say since when, the entry holds from the day it was read."""
    hint = mention["adoption"]
    since, precision = dates.read(hint["since"], "since") if hint.get("since") else (today, Precision.UNKNOWN)
    return EntryInput(
        status=Status(hint["status"]),
        since=since,
        precision=Precision.UNKNOWN if hint["precision"] == Precision.UNKNOWN else precision,
        source=Source.PUBLIC_PAGE,
        source_url=mention.get("url"),
    )


def rebuild_spans(session: Session) -> int:
    """Work all spans out of the entries anew; how many there are. The caller commits."""
    history.bump_ledger(session)
    return spans.rebuild(session)


def _locked(session: Session, region: str, method_id: str, version: int) -> list[Stored]:
    """The entries of a pair, with all other writers waiting. Raises NotFound and Conflict."""
    catalogue.find_region(session, region)
    if not _is_published(session, method_id):
        raise NotFound("method", method_id)
    history.bump_ledger(session)
    entries = spans.entries(session, region, method_id)
    newest = entries[-1].number if entries else 0
    if newest != version:
        raise Conflict(f"{region}/{method_id} has entry {newest}, not {version}")
    return entries


def _days(given: EntryInput, today: date) -> list[Invalid]:
    if given.since <= today:
        return []
    if given.status not in MAY_BE_AHEAD:
        return [Invalid("since", "in_future", day=given.since, status=given.status)]
    last = dates.months_later(today, MONTHS_AHEAD)
    return [Invalid("since", "too_far_ahead", day=given.since, last=last)] if given.since > last else []


def _replacement(given: EntryInput, method_id: str, is_published: Callable[[str], bool]) -> list[Invalid]:
    if given.replacement is not Replacement.METHOD or given.replaced_by is None:
        return []
    if given.replaced_by == method_id:
        return [Invalid("replaced_by", "itself")]
    if not is_published(given.replaced_by):
        return [Invalid("replaced_by", "unknown_method", typed=given.replaced_by)]
    return []


def _is_published(session: Session, method_id: str) -> bool:
    statement = select(Method.id).where(Method.id == method_id, Method.state == State.PUBLISHED)
    return session.exec(statement).first() is not None


def _moves(entries: Sequence[replay.Fact], candidate: Candidate) -> list[Invalid]:
    """What is wrong with the row of entries once the candidate is in it."""
    if candidate.corrects is not None and candidate.corrects not in {one.number for one in replay.standing(entries)}:
        raise NotFound("entry", str(candidate.corrects))
    row: list[replay.Fact] = [*entries, candidate]
    problem = replay.first_problem(replay.standing(row))
    if problem is None:
        return []
    before, after = problem.before, problem.after
    if problem.code == "days_go_back" and before is not None:
        if before.number == candidate.number:
            return [Invalid("since", "after_next", day=before.since, next=after.since, status=after.status)]
        return [Invalid("since", "before_previous", day=after.since, previous=before.since, status=before.status)]
    values = {"status": after.status, "previous": before.status if before else None}
    return [Invalid("status", _move_code(candidate, problem), **values)]


def _move_code(candidate: Candidate, problem: replay.Problem) -> str:
    """A correction may fit by itself and yet leave what follows it without its ground."""
    if problem.after.number != candidate.number:
        return "breaks_next" if problem.before else "leaves_no_start"
    return "no_start" if problem.before is None else "move_not_allowed"


def _add(
    session: Session,
    actor: Actor,
    region: str,
    method_id: str,
    given: EntryInput,
    *,
    number: int,
    today: date,
    corrects: int | None = None,
    withdraws: bool = False,
) -> AdoptionEntry:
    entry = AdoptionEntry(
        region_slug=region,
        method_id=method_id,
        number=number,
        corrects=corrects,
        withdraws=withdraws,
        recorded_by=actor.person_id,
        **given.model_dump(exclude={"exit_why"}),
        exit_why=[why.value for why in given.exit_why],
    )
    session.add(entry)
    session.flush()
    if entry.id is None:
        raise RuntimeError("an entry has its id once it is flushed")
    if given.source is not Source.PUBLIC_PAGE and not withdraws:
        session.add(AdoptionConfirmation(entry_id=entry.id, confirmed_on=today, recorded_by=actor.person_id))
    spans.write(session, region, method_id)
    action = "adoption.withdrawn" if withdraws else "adoption.corrected" if corrects else "adoption.recorded"
    details = {"entry": entry.id, "number": number, "status": entry.status, "since": entry.since.isoformat()}
    history.note(session, actor.key, action, KIND, f"{region}/{method_id}", corrects=corrects, **details)
    session.flush()
    return entry
