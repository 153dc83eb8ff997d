"""What tests of backups share: something in every table, every row as it is, and archives that somebody has tampered with."""

import gzip
import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import Session, SQLModel, col

from registry import db
from registry.domain.models import (
    AdoptionConfirmation,
    AdoptionEntry,
    AdoptionSpan,
    Appeal,
    Ballot,
    Decision,
    EmptySearch,
    IndexOutbox,
    Installation,
    Invitation,
    Mail,
    MismatchAnswer,
    Outcome,
    OwnerReply,
    PasswordReset,
    Person,
    Recommendation,
    Redaction,
    RegionContact,
    ReviewerProfile,
    ReviewRound,
    RoleGrant,
    RoundItem,
    RoundReviewer,
    SignedIn,
    SignInAttempt,
)
from registry.domain.panel import Advice
from registry.domain.permissions import Role
from registry.domain.review_terms import Background, Cause, RoundKind, RoundState
from registry.domain.statuses import ExitHow, MismatchKind, Precision, Replacement, Source, Status
from registry.domain.vocabulary import Certainty, Effect, Size
from registry.settings import Settings
from tests import experiences, proposals, samples, supports, surveys, webinar_samples

AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
NOTE = "Ö & \u2028 'x' \"y\"\n\u200b\U0001f9d1\u200d\U0001f4bb \\ 100 %"
PERSON, GONE = 1001, 1900
METHOD, OTHER = samples.ALL[0].id, samples.ALL[1].id


def fill(settings: Settings, *, demo: bool = False) -> None:
    """Put something into every table that the small world leaves empty, and a file beside the database."""
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        _people(session)
        _ledger(session)
        _panel(session)
        for feature in (proposals, experiences, supports, webinar_samples, surveys):
            feature.for_backup(session)
        session.merge(Installation(demo=demo))
        session.add_all(
            [
                Redaction(kind="adoption_note", subject="7", reason=NOTE, redacted_by=PERSON, redacted_at=AT),
                EmptySearch(words=NOTE, language="fi", count=3, last_month="2026-03"),
                IndexOutbox(kind="method", subject=METHOD),
            ]
        )
    engine.dispose()
    settings.secret_key()
    folder = settings.data_dir / "sheets"
    folder.mkdir()
    (folder / "sheet.csv").write_bytes(bytes(range(256)))


def _people(session: Session) -> None:
    session.add(Person(id=PERSON, email="a@example.fi", name=NOTE, password_hash="$argon2id$x", created_at=AT))
    session.add(Person(id=GONE, email="b@example.fi", name="", active=False, created_at=AT, redacted_at=AT))
    session.flush()
    session.add_all(
        [
            RoleGrant(person_id=PERSON, role=Role.REGION_EDITOR, region_slug="kainuu"),
            RoleGrant(person_id=PERSON, role=Role.ADMINISTRATOR),
            Invitation(
                email="c@example.fi", name="C", grants=[{"role": "editor"}], token_digest="d" * 64, expires_at=AT
            ),
            PasswordReset(person_id=PERSON, token_digest="e" * 64, expires_at=AT),
            SignedIn(person_id=PERSON, token_digest="f" * 64, browser="Firefox"),
            SignInAttempt(account="a" * 64, address="b" * 64, at=AT),
            Mail(recipient="c@example.fi", subject="S", body=NOTE, attempts=2, last_error="451"),
        ]
    )


def _ledger(session: Session) -> None:
    common: dict[str, Any] = {"region_slug": "kainuu", "method_id": METHOD, "precision": Precision.DAY}
    session.add_all(
        [
            AdoptionEntry(
                **common,
                id=1007,
                number=1001,
                status=Status.IN_USE,
                since=date(1999, 12, 31),
                coverage=0,
                note=NOTE,
                source=Source.PUBLIC_PAGE,
                source_url="https://example.fi/ä?b=1&c",
                recorded_at=AT,
            ),
            AdoptionEntry(
                **common,
                id=1008,
                number=1002,
                status=Status.ABANDONED,
                since=date(2026, 2, 28),
                exit_how=ExitHow.REPLACE,
                exit_why=["harmful", "merged"],
                replacement=Replacement.METHOD,
                replaced_by=OTHER,
                source=Source.REGION_EDITOR,
                recorded_by=PERSON,
                recorded_at=AT,
            ),
        ]
    )
    session.flush()
    first = {"entry_id": 1007, "region_slug": "kainuu", "method_id": METHOD}
    session.add_all(
        [
            AdoptionConfirmation(entry_id=1007, confirmed_on=date(2025, 1, 1), recorded_by=GONE),
            AdoptionSpan(**first, status=Status.IN_USE, since=date(1999, 12, 31), until=date(2026, 2, 28)),
            MismatchAnswer(
                **first, kind=MismatchKind.GOOD_METHOD_LOST, because=None, silent_until=date(2027, 1, 1), recorded_at=AT
            ),
        ]
    )
    session.merge(RegionContact(region_slug="kainuu", mailbox="hyte@example.fi"))


def _panel(session: Session) -> None:
    common: dict[str, Any] = {"method_id": METHOD, "round_id": 1001}
    session.add_all(
        [
            ReviewerProfile(person_id=PERSON, background=Background.SCIENTIST, region_slug="kainuu"),
            ReviewRound(
                id=1001,
                method_id=METHOD,
                method_version=1,
                kind=RoundKind.FULL,
                state=RoundState.DECIDED,
                question=NOTE,
                statutory=True,
                proposing_region="kainuu",
                round_1_until=date(2026, 2, 1),
                round_2_until=date(2026, 2, 28),
                opened_by=PERSON,
                opened_at=AT,
                closed_at=AT,
            ),
        ]
    )
    session.flush()
    outcome = session.execute(select(col(Outcome.id)).where(col(Outcome.method_id) == METHOD)).scalars().first()
    session.add_all(
        [
            RoundItem(id=1001, round_id=1001, position=0, outcome_id=outcome, name={"fi": NOTE}, plausible=False),
            RoundItem(id=1002, round_id=1001, position=1, indicator_code="O2", name={"fi": NOTE}),
            RoundReviewer(
                id=1001,
                round_id=1001,
                person_id=PERSON,
                background=Background.PRACTITIONER,
                region_slug="kainuu",
                invited_at=AT,
                declared_at=AT,
                interests=["author", "funder"],
                interest_note=NOTE,
                barred=True,
            ),
            OwnerReply(
                round_id=1001, asked_on=date(2026, 3, 1), due_on=date(2026, 3, 15), reply=NOTE, replied_on=date(2026, 3, 2)
            ),
            Recommendation(
                **common, indicator_code="O2", n=7, median=6.5, p30=4.6, p70=8.2, ipr=3.6, ipras=4.45,
                disagreement=False, advice=Advice.ADOPT, has_quorum=True, decided_on=date(2026, 3, 3),
            ),
            Decision(
                **common, id=1001, outcome_id=outcome, effect=Effect.BENEFIT, size=Size.SMALL, certainty=Certainty.LOW,
                decided_on=date(2026, 3, 3), valid_until=date(2029, 3, 3), cause=Cause.FIRST, n=7,
                effects={"benefit": 5, "none": 2}, departs=NOTE, decided_by=PERSON, decided_at=AT,
            ),
        ]
    )  # fmt: skip
    session.flush()
    session.add_all(
        [
            Ballot(
                reviewer_id=1001, phase=2, answers={"1001": {"effect": "benefit", "reason": NOTE}}, comment=NOTE, version=3,
                saved_at=AT, submitted_at=AT,
            ),
            Appeal(
                decision_id=1001, who=NOTE, contact="d@example.fi", grounds=NOTE, received_on=date(2026, 3, 4), answer=NOTE,
                answered_on=date(2026, 3, 5), answered_by=PERSON,
            ),
        ]
    )  # fmt: skip


def rows(database_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as the models read it."""
    engine = db.make_engine(database_url)
    with engine.connect() as connection:
        found = {table.name: _rows(connection, table) for table in SQLModel.metadata.sorted_tables}
    engine.dispose()
    return found


def _rows(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    found = [tuple(row) for row in connection.execute(select(table))]
    keys = [list(table.columns).index(column) for column in table.primary_key]
    return sorted(found, key=lambda row: [str(row[key]) for key in keys])


def raw(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every value of an SQLite database as it lies there, and what it is made of."""
    path = settings.data_dir / "hyte.sqlite"
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, list[tuple[Any, ...]]] = {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names
        }
        made = "SELECT name, sql FROM sqlite_master"
        found["sqlite_master"] = sorted(connection.execute(made))
    connection.close()
    return found


def contents(archive: Path) -> dict[str, bytes]:
    """The members of a backup by name, in order."""
    with tarfile.open(archive) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def rewrite(archive: Path, change: Callable[[dict[str, bytes]], None], *, sums: bool = False) -> None:
    """Make a backup again with its members changed; with `sums` the manifest's checksums are made to fit, as a forger would."""
    members = contents(archive)
    change(members)
    if sums:
        manifest = json.loads(members["manifest.json"])
        for kind, ending in (("tables", ".jsonl"), ("files", "")):
            for name, facts in manifest[kind].items():
                content = members[f"{kind}/{name}{ending}"]
                facts |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        members["manifest.json"] = json.dumps(manifest).encode()
    with gzip.open(archive, "wb") as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
