"""What must be true after the crowd has written, whatever was killed meanwhile. Each check says what is wrong; nothing said is well."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import text
from sqlmodel import Session, col, select

from benchmarks.browser import Browser
from benchmarks.crowd import KEYWORD, REGIONS, Run
from registry import db
from registry.domain import adoption, dates, history, ledger, replay, spans
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan, Event, IndexOutbox
from registry.domain.statuses import Source, Status
from registry.search.indexing import is_up_to_date
from registry.settings import Settings

ASKED = 4
"""How often each question is asked of the server, since any of its processes may answer."""


def problems(run: Run, settings: Settings, port: int) -> list[str]:
    """All that is wrong, in the database, the index and what the server says."""
    engine = db.make_engine(settings.database_url)
    found = list(run.said.faults)
    with db.session_for(engine) as session:
        for check in (_entries, _numbers, _spans, _trail):
            found += check(session, run)
        found += _served(session, port)
        found += _sound(session)
        if session.exec(select(IndexOutbox.id)).first() is not None or not is_up_to_date(engine, settings.index_dir):
            found.append("the index waits for changes")
    found += _findable(run, port)
    engine.dispose()
    return found


def _entries(session: Session, run: Run) -> Iterator[str]:
    columns = (AdoptionEntry.region_slug, AdoptionEntry.method_id, AdoptionEntry.note)
    rows = session.exec(select(*columns).where(col(AdoptionEntry.note).like("Kirjoittaja %"))).all()
    kept = Counter(((region, method), note) for region, method, note in rows)
    for entry in run.said.acknowledged:
        if kept[entry] != 1:
            yield f"{entry} was acknowledged and is there {kept[entry]} times"
    expected = {*run.said.acknowledged, *run.said.in_doubt}
    for entry, times in kept.items():
        if times != 1 or entry not in expected:
            yield f"{entry} is there {times} times, and {'was' if entry in expected else 'was not'} sent"


def _numbers(session: Session, _run: Run) -> Iterator[str]:
    columns = (AdoptionEntry.region_slug, AdoptionEntry.method_id, AdoptionEntry.number)
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for region, method, number in session.exec(select(*columns).order_by(col(AdoptionEntry.id))):
        numbers[region, method].append(number)
    for pair, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{pair} has the numbers {found}"


def _spans(session: Session, _run: Run) -> Iterator[str]:
    columns = (AdoptionSpan.entry_id, AdoptionSpan.status, AdoptionSpan.since, AdoptionSpan.until)
    pairs = session.exec(select(AdoptionEntry.region_slug, AdoptionEntry.method_id).distinct()).all()
    for region, method in pairs:
        of_pair = (AdoptionSpan.region_slug == region, AdoptionSpan.method_id == method)
        kept = sorted(tuple(row) for row in session.exec(select(*columns).where(*of_pair)))
        row = spans.entries(session, region, method)
        folded = sorted((one.id, one.status, since, until) for one, since, until in replay.spans(row))
        if kept != folded:
            yield f"the spans of {region}/{method} are not what its entries say"
        if problem := replay.first_problem(replay.standing(row)):
            yield f"{region}/{method}: {problem.code}"


def _trail(session: Session, _run: Run) -> Iterator[str]:
    own = set(session.exec(select(AdoptionEntry.id).where(AdoptionEntry.source == Source.REGION_EDITOR)))
    confirmed = session.exec(select(AdoptionConfirmation.entry_id)).all()
    if not own <= set(confirmed):
        yield f"{len(own - set(confirmed))} entries without the confirmation they begin with"
    written = session.exec(
        select(Event.details).where(Event.kind == adoption.KIND, Event.action == "adoption.recorded")
    )
    told = Counter(details["entry"] for details in written)
    if any(told[entry] != 1 for entry in own):
        yield "entries without an event, or with several"
    if history.numbers(session)[1] < len(own):
        yield "the ledger's number is behind its entries"


def _sound(session: Session) -> Iterator[str]:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        for pragma in ("integrity_check", "foreign_key_check"):
            rows = [tuple(row) for row in connection.execute(text(f"PRAGMA {pragma}"))]
            if rows not in ([], [("ok",)]):
                yield f"{pragma}: {rows}"


def _served(session: Session, port: int) -> Iterator[str]:
    """What any server process says of regions and statuses is what the database says."""
    held = ledger.in_force(session, dates.today())
    browser = Browser(port)
    for region in sorted(set(REGIONS)):
        for status in Status:
            expected = sorted(method for where, method, what in held if (where, what) == (region, status))
            for _ in range(ASKED):
                address = f"/api/v1/methods?region={region}&status={status.value}&per_page=100"
                found = sorted(item["id"] for item in json.loads(browser.get(address).body)["items"])
                if found != expected[:100]:
                    yield f"{address}: {found}, and the database has {expected}"
                page = browser.get(f"/api/v1/adoptions?region={region}&status={status.value}").body
                if sorted(item["method"] for item in json.loads(page)["items"]) != expected:
                    yield f"/api/v1/adoptions of {region} and {status.value} is not what the database has"


def _findable(run: Run, port: int) -> Iterator[str]:
    """The last word that the catalogue got leads to its method, the one before it no longer."""
    if not run.changes:
        return
    browser = Browser(port)
    for _ in range(ASKED):
        newest = json.loads(browser.get(f"/api/v1/methods?q={KEYWORD}{run.changes}&exact=1").body)
        if run.methods[-1] not in [item["id"] for item in newest["items"]]:
            yield f"{KEYWORD}{run.changes} does not lead to {run.methods[-1]}"
