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
from sqlmodel import Session, SQLModel

from registry import db
from registry.domain.models import (
    AdoptionConfirmation,
    AdoptionEntry,
    AdoptionSpan,
    EmptySearch,
    IndexOutbox,
    Installation,
    Invitation,
    Mail,
    MismatchAnswer,
    PasswordReset,
    Person,
    Redaction,
    RegionContact,
    RoleGrant,
    SignedIn,
    SignInAttempt,
)
from registry.domain.permissions import Role
from registry.domain.statuses import ExitHow, MismatchKind, Precision, Replacement, Source, Status
from registry.settings import Settings
from tests import samples

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
