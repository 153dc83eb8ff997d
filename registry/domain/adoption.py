"""Writing into the ledger of adoption and abandonment: an entry, its correction, a confirmation. Nothing is ever changed or taken away.

Every writer first moves the ledger's number, which makes writers wait for each other; what it reads after that is what the entry is judged by.
`version` is the number of the newest entry that the writer had seen (0: none): where there is a newer one by now, it is a Conflict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from registry.domain import catalogue, dates, history, methods, permissions, replay
from registry.domain.adoption_input import EntryInput
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotFound
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan
from registry.domain.permissions import Action, Actor
from registry.domain.statuses import MAY_BE_AHEAD, MONTHS_AHEAD, Precision, Replacement, Source, Status

KIND: Final = "adoption"


@dataclass(frozen=True)
class _Candidate:
    """An entry that is not there yet, as the fold sees it."""

    number: int
    status: Status
    since: date
    corrects: int | None
    withdraws: bool


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

    Raises NotAllowed, NotFound (region, published method, the entry to correct), Conflict, and InvalidInput with all that is wrong.
    """
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    entries = _locked(session, region, method_id, version)
    problems = [*_days(given, today), *_replacement(session, given, method_id)]
    if not problems:
        problems = _moves(entries, _Candidate(version + 1, given.status, given.since, corrects, withdraws=False))
    if problems:
        raise InvalidInput(problems)
    return _add(session, actor, region, method_id, given, number=version + 1, corrects=corrects, today=today)


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
    problems = _moves(entries, _Candidate(version + 1, wrong.status, wrong.since, number, withdraws=True))
    if problems:
        raise InvalidInput(problems)
    given = EntryInput(status=wrong.status, since=wrong.since, precision=wrong.precision, note=note)
    return _add(
        session, actor, region, method_id, given, number=version + 1, corrects=number, withdraws=True, today=today
    )


def confirm(session: Session, actor: Actor, region: str, entry_ids: Sequence[int], today: date) -> int:
    """Say that entries still hold; how many were confirmed. Those no longer in force or of another region are left out. The caller commits."""
    permissions.demand(actor, Action.RECORD_ADOPTION, region)
    history.bump_ledger(session)
    statement = select(AdoptionSpan.entry_id).where(
        AdoptionSpan.region_slug == region,
        col(AdoptionSpan.entry_id).in_(entry_ids),
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

    A page's word comes in only where the region and method have no entry yet: it never follows or changes what a region said.
    """
    known = set(session.exec(select(AdoptionEntry.region_slug, AdoptionEntry.method_id).distinct()).all())
    regions = {region.slug for region in catalogue.regions(session)}
    made = 0
    for method in methods.for_catalogue(session):
        for mention in method.details.get("known_use", []):
            hint = mention.get("adoption")
            if not hint or hint["region"] not in regions or (hint["region"], method.id) in known:
                continue
            known.add((hint["region"], method.id))
            history.bump_ledger(session)
            _add(session, actor, hint["region"], method.id, _mentioned(mention, today), number=1, today=today)
            made += 1
    return made


def _mentioned(mention: dict[str, object], today: date) -> EntryInput:
    hint: dict[str, str] = mention["adoption"]  # type: ignore[assignment]
    since, precision = dates.read(hint["since"], "since") if hint.get("since") else (today, Precision.UNKNOWN)
    return EntryInput(
        status=Status(hint["status"]),
        since=since,
        precision=precision if hint["precision"] != Precision.UNKNOWN else Precision.UNKNOWN,
        source=Source.PUBLIC_PAGE,
        source_url=str(mention["url"]) if mention.get("url") else None,
    )


def rebuild_spans(session: Session) -> int:
    """Work all spans out of the entries anew; how many there are. The caller commits."""
    history.bump_ledger(session)
    session.connection().execute(delete(AdoptionSpan))
    pairs = session.exec(select(AdoptionEntry.region_slug, AdoptionEntry.method_id).distinct()).all()
    return sum(_write_spans(session, region, method_id) for region, method_id in pairs)


def _locked(session: Session, region: str, method_id: str, version: int) -> list[AdoptionEntry]:
    """The entries of a pair, with all other writers waiting. Raises NotFound and Conflict."""
    catalogue.find_region(session, region)
    methods.find(session, method_id)
    history.bump_ledger(session)
    entries = _entries(session, region, method_id)
    newest = entries[-1].number if entries else 0
    if newest != version:
        raise Conflict(f"{region}/{method_id} has entry {newest}, not {version}")
    return entries


def _entries(session: Session, region: str, method_id: str) -> list[AdoptionEntry]:
    statement = (
        select(AdoptionEntry)
        .where(AdoptionEntry.region_slug == region, AdoptionEntry.method_id == method_id)
        .order_by(col(AdoptionEntry.number))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(statement).all())


def _days(given: EntryInput, today: date) -> list[Invalid]:
    if given.since <= today:
        return []
    if given.status not in MAY_BE_AHEAD:
        return [Invalid("since", "in_future", day=given.since, status=given.status)]
    last = dates.months_later(today, MONTHS_AHEAD)
    return [Invalid("since", "too_far_ahead", day=given.since, last=last)] if given.since > last else []


def _replacement(session: Session, given: EntryInput, method_id: str) -> list[Invalid]:
    if given.replacement is not Replacement.METHOD or given.replaced_by is None:
        return []
    if given.replaced_by == method_id:
        return [Invalid("replaced_by", "itself")]
    try:
        methods.find(session, given.replaced_by)
    except NotFound:
        return [Invalid("replaced_by", "unknown_method", typed=given.replaced_by)]
    return []


def _moves(entries: Sequence[AdoptionEntry], candidate: _Candidate) -> list[Invalid]:
    """What is wrong with the row of entries once the candidate is in it."""
    if candidate.corrects is not None and candidate.corrects not in {one.number for one in replay.standing(entries)}:
        raise NotFound("entry", str(candidate.corrects))
    row: list[replay.Fact] = [*entries, candidate]
    problem = replay.first_problem(replay.standing(row))
    if problem is None:
        return []
    before = problem.before
    if problem.code == "before_previous" and before is not None:
        return [Invalid("since", problem.code, day=problem.after.since, previous=before.since, status=before.status)]
    values = {"status": problem.after.status, "previous": before.status if before else None}
    return [Invalid("status", _move_code(candidate, problem), **values)]


def _move_code(candidate: _Candidate, problem: replay.Problem) -> str:
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
    entry_id = _id_of(entry)
    if given.source is not Source.PUBLIC_PAGE and not withdraws:
        session.add(AdoptionConfirmation(entry_id=entry_id, confirmed_on=today, recorded_by=actor.person_id))
    _write_spans(session, region, method_id)
    action = "adoption.withdrawn" if withdraws else "adoption.corrected" if corrects else "adoption.recorded"
    details = {"entry": entry_id, "number": number, "status": entry.status, "since": entry.since.isoformat()}
    history.note(session, actor.key, action, KIND, f"{region}/{method_id}", corrects=corrects, **details)
    session.flush()
    return entry


def _id_of(entry: AdoptionEntry) -> int:
    if entry.id is None:
        raise RuntimeError("an entry has its id once it is flushed")
    return entry.id


def _write_spans(session: Session, region: str, method_id: str) -> int:
    pair = (AdoptionSpan.region_slug == region, AdoptionSpan.method_id == method_id)
    session.connection().execute(delete(AdoptionSpan).where(*pair))  # type: ignore[arg-type]
    made = [
        AdoptionSpan(
            entry_id=_id_of(entry),
            region_slug=region,
            method_id=method_id,
            status=entry.status,
            since=since,
            until=until,
        )
        for entry, since, until in replay.spans(_entries(session, region, method_id))
    ]
    session.add_all(made)
    session.flush()
    for span in made:
        session.expunge(span)
    return len(made)
