"""Backups: every row of every table comes back, on both databases; a backup is of one moment; and what is not whole is refused."""

import stat
import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from registry import backup, db
from registry.backup import BackupRefused
from registry.domain.models import Event, IndexOutbox
from registry.settings import Settings
from registry.web import create_app
from tests import backups, postgres, world
from tests.test_db import differences
from tests.world import World


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this module's own."""
    yield from postgres.server(tmp_path_factory)


@pytest.fixture
def settings(small_world: World, tmp_path: Path) -> Settings:
    """An installation with something in every table."""
    settings = small_world.copy(tmp_path / "data").settings
    backups.fill(settings)
    return settings


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    """A backup of it."""
    (tmp_path / "kept").mkdir()
    return backup.make(settings, tmp_path / "kept" / "backup.tar.gz").path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    """Where there is nothing yet."""
    return World(tmp_path / "elsewhere").settings


def spoil(settings: Settings, *statements: str) -> None:
    """Change a database behind the domain's back."""
    engine = db.make_engine(settings.database_url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_the_test_has_something_in_every_table(settings: Settings) -> None:
    assert [name for name, found in backups.rows(settings.database_url).items() if not found] == []


def test_every_value_comes_back_as_it_lay_there(settings: Settings, file: Path, elsewhere: Settings) -> None:
    restored = backup.restore(elsewhere, file)
    assert restored.before is None
    assert backups.raw(elsewhere) == backups.raw(settings)
    assert backups.rows(elsewhere.database_url) == backups.rows(settings.database_url)
    for name in ("secret.key", "sheets/sheet.csv"):
        place = elsewhere.data_dir / name
        assert place.read_bytes() == (settings.data_dir / name).read_bytes()
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert sorted(path.name for path in elsewhere.data_dir.iterdir()) == ["hyte.sqlite", "secret.key", "sheets"]


def test_what_is_in_the_file(settings: Settings, file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    names = list(backups.contents(file))
    assert names[0] == "manifest.json"
    assert {name for name in names if name.startswith("files/")} == {"files/secret.key", "files/sheets/sheet.csv"}
    assert {f"tables/{name}.jsonl" for name in backups.rows(settings.database_url)} <= set(names)


def test_over_postgresql_and_back(
    settings: Settings, file: Path, elsewhere: Settings, url: str, tmp_path: Path
) -> None:
    there = replace(World(tmp_path / "there").settings, database_url=postgres.new_database(url, "over"))
    backup.restore(there, file)
    assert backups.rows(there.database_url) == backups.rows(settings.database_url)
    engine = db.make_engine(there.database_url)
    assert differences(engine) == []
    with db.transaction(engine) as session:
        event = Event(actor="tests", action="x", kind="x", subject="x", details={})
        session.add(event)
        session.flush()
        number = event.id
        assert event.id == max(row[0] for row in backups.rows(settings.database_url)["event"]) + 1
    with db.transaction(engine) as session:
        session.delete(session.get_one(Event, number))
    engine.dispose()
    back = backup.make(there, tmp_path / "back.tar.gz")
    assert back.manifest.database == "postgresql"
    backup.restore(elsewhere, back.path)
    assert backups.raw(elsewhere) == backups.raw(settings)


def test_postgresql_is_replaced_whole(settings: Settings, file: Path, url: str, tmp_path: Path) -> None:
    there = replace(World(tmp_path / "there").settings, database_url=postgres.new_database(url, "replaced"))
    backup.restore(there, file)
    spoil(there, "UPDATE person SET name = 'changed'", "DELETE FROM adoption_confirmation")
    with pytest.raises(BackupRefused):
        backup.restore(there, file)
    spoilt = backups.rows(there.database_url)
    before = backup.restore(there, file, replace=True).before
    assert backups.rows(there.database_url) == backups.rows(settings.database_url)
    assert before
    backup.restore(there, before, replace=True)
    assert backups.rows(there.database_url) == spoilt


def write_pairs(engine: Any, stop: threading.Event, written: list[int]) -> None:
    """An event and an outbox row in one transaction, again and again."""
    while not stop.is_set():
        with db.transaction(engine) as session:
            session.add(Event(actor="pair", action="x", kind="x", subject=str(len(written)), details={}))
            session.flush()
            session.add(IndexOutbox(kind="pair", subject=str(len(written))))
        written.append(1)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_is_of_one_moment(
    settings: Settings, file: Path, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if kind == "postgresql":
        url = postgres.new_database(request.getfixturevalue("url"), "moment")
        settings = replace(World(tmp_path / "there").settings, database_url=url)
        backup.restore(settings, file)
    engine, stop, written = db.make_engine(settings.database_url), threading.Event(), list[int]()
    writer = threading.Thread(target=write_pairs, args=(engine, stop, written))
    writer.start()
    sizes = []
    for number in range(8):
        made = backup.make(settings, tmp_path / f"{number}.tar.gz")
        members = backups.contents(made.path)
        events = members["tables/event.jsonl"].count(b'"pair"')
        assert events == members["tables/index_outbox.jsonl"].count(b'"pair"')
        sizes.append(events)
    stop.set()
    writer.join()
    engine.dispose()
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]


def test_pages_and_search_after_a_restore(small_world: World, file: Path, elsewhere: Settings) -> None:
    backup.restore(elsewhere, file)
    world.lend_words(small_world, elsewhere.data_dir)
    engine = db.make_engine(elsewhere.database_url)
    world.service(elsewhere).indexer(engine).rebuild(engine)
    engine.dispose()
    app = create_app(elsewhere)
    client = app.test_client()
    for address in ("/", f"/menetelmat/{backups.METHOD}", "/alueet/kainuu", "/menetelmat?q=kaatuminen", "/healthz"):
        assert client.get(address).status_code == 200
    assert client.get("/api/v1/methods?q=kaatuminen").get_json()["total"] > 0
    app.extensions["hyte"].engine.dispose()


def test_memory_does_not_grow_with_a_table(settings: Settings, tmp_path: Path) -> None:
    def peak(name: str) -> int:
        tracemalloc.start()
        backup.make(settings, tmp_path / name)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak("warm.tar.gz")
    few = peak("few.tar.gz")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
    row = "INSERT INTO empty_search SELECT 'word ' || i, 'sv', 1, '2026-03' FROM n"
    spoil(settings, f"{row.replace('SELECT', numbers + ' SELECT', 1)}")
    assert peak("many.tar.gz") < few + 1_000_000
