"""Restoring: what is not whole or does not belong is refused and changes nothing; replacing is whole, and what was there is kept beside."""

import json
import random
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from registry import backup, db
from registry.backup import BackupRefused
from registry.backup.files import MOMENTARY_FOLDERS
from registry.cli import main
from registry.settings import Settings
from registry.sheets import waiting
from tests import backups
from tests.world import World

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def made(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an installation with something in every table; only read."""
    folder = tmp_path_factory.mktemp("made")
    settings = small_world.copy(folder / "data").settings
    backups.fill(settings)
    return backup.make(settings, folder / "backup.tar.gz").path


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    """A copy of it to tamper with."""
    (tmp_path / "kept").mkdir()
    copy = tmp_path / "kept" / made.name
    copy.write_bytes(made.read_bytes())
    return copy


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Where there is nothing yet."""
    return World(tmp_path / "empty").settings


def spoil(settings: Settings, statement: str) -> None:
    engine = db.make_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def is_untouched(settings: Settings) -> bool:
    return list(settings.data_dir.iterdir()) == []


def test_a_truncated_file_is_refused(file: Path, empty: Settings) -> None:
    whole = file.read_bytes()
    for length in (0, 1, 10, 100, len(whole) // 2, len(whole) - 100, len(whole) - 8, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(BackupRefused):
            backup.restore(empty, file)
        assert is_untouched(empty)
    file.write_bytes(whole + b"more")
    with pytest.raises(BackupRefused):
        backup.restore(empty, file)


def test_an_altered_byte_is_refused(file: Path, empty: Settings) -> None:
    """The ten bytes before all else name the time and the system that packed the file, and are not of it."""
    whole, chance = file.read_bytes(), random.Random(1)
    for place in (10, 11, len(whole) - 1, *(chance.randrange(10, len(whole)) for _ in range(25))):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(BackupRefused):
            backup.restore(empty, file)
        assert is_untouched(empty)


def manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[Members], None]:
    def act(members: Members) -> None:
        read = json.loads(members["manifest.json"])
        change(read)
        members["manifest.json"] = json.dumps(read).encode()

    return act


def another_file(path: str) -> Callable[[Members], None]:
    """A file more, with the manifest of a forger."""

    def act(members: Members) -> None:
        manifest(lambda read: read["files"].update({path: {"bytes": 0, "sha256": ""}}))(members)
        members[f"files/{path}"] = b"forged"

    return act


def edit(name: str, old: bytes, new: bytes) -> Callable[[Members], None]:
    def act(members: Members) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new, 1)

    return act


PERSONS, ENTRIES = "tables/person.jsonl", "tables/adoption_entry.jsonl"
ALTERED: dict[str, tuple[Callable[[Members], None], bool]] = {
    "a name": (edit(PERSONS, b"a@example.fi", b"x@example.fi"), False),
    "a longer name": (edit(PERSONS, b"a@example.fi", b"aa@example.fi"), False),
    "a lost row": (lambda members: members.update({PERSONS: members[PERSONS].split(b"\n", 1)[1]}), True),
    "a row twice": (lambda members: members.update({PERSONS: members[PERSONS] * 2}), True),
    "a lost column": (edit(PERSONS, b'"active": true, ', b""), True),
    "a strange column": (edit(PERSONS, b'"active": true', b'"active": true, "role": 1'), True),
    "no JSON": (edit(PERSONS, b"{", b""), True),
    "no object": (lambda members: members.update({PERSONS: b"1\n2\n"}), True),
    "no end": (lambda members: members.update({PERSONS: members[PERSONS].rstrip(b"\n")}), True),
    "a bad day": (edit(ENTRIES, b"1999-12-31", b"1999-12-32"), True),
    "a number for a time": (edit(ENTRIES, b'"2026-03-01T23:30:00+00:00"', b"17"), True),
    "a lost member": (lambda members: members.pop(PERSONS), False),
    "a lost file": (lambda members: members.pop("files/secret.key"), False),
    "a member more": (lambda members: members.update({"files/more": b""}), False),
    "no manifest": (lambda members: members.pop("manifest.json"), False),
    "a manifest that is none": (lambda members: members.update({"manifest.json": b"[]"}), False),
    "a manifest that is no text": (lambda members: members.update({"manifest.json": b"\xff"}), False),
    "another kind": (manifest(lambda read: read.update(kind="other")), False),
    "a newer format": (manifest(lambda read: read.update(format=2, more={})), False),
    "a newer revision": (manifest(lambda read: read.update(revision="9999")), False),
    "an older revision": (manifest(lambda read: read.update(revision="0001")), False),
    "a lost table": (manifest(lambda read: read["tables"].pop("person")), False),
    "a table outside": (
        lambda members: (
            manifest(lambda read: read["tables"].update({"../x": {"rows": 0, "bytes": 0, "sha256": ""}}))(members),
            members.update({"tables/../x.jsonl": b""}),
        )[0],
        True,
    ),
    "an unknown table": (
        lambda members: (
            manifest(lambda read: read["tables"].update({"other": {"rows": 0, "bytes": 0, "sha256": ""}}))(members),
            members.update({"tables/other.jsonl": b""}),
        )[0],
        True,
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_has_been_altered_is_refused(file: Path, empty: Settings, name: str) -> None:
    change, sums = ALTERED[name]
    backups.rewrite(file, change, sums=sums)
    with pytest.raises(BackupRefused):
        backup.restore(empty, file)
    assert not any(path.is_dir() for path in empty.data_dir.iterdir())
    if (empty.data_dir / "hyte.sqlite").exists():
        assert backups.raw(empty) == {"sqlite_master": []}


PATHS = (
    "../outside", "a/../../outside", "/outside", "a//b", "", "./a", "a/./b", "..", "a\\..\\b", "a\0b", ".hidden", "a/.hidden",
    "hyte.sqlite", "hyte.sqlite-wal", "old.sqlite", "index/CURRENT", "index", "x.lock", "a/x.tmp", "uploads/x.csv",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_paths_that_lead_elsewhere_are_refused(file: Path, empty: Settings, path: str) -> None:
    backups.rewrite(file, another_file(path), sums=True)
    with pytest.raises(BackupRefused):
        backup.restore(empty, file)
    assert is_untouched(empty)
    assert not (empty.data_dir.parent / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_members_that_are_no_files_are_refused(file: Path, empty: Settings, kind: bytes) -> None:
    members = backups.contents(file)
    with tarfile.open(file, "w:gz") as tar:
        for name in members:
            member = tarfile.TarInfo(name)
            if name == "files/secret.key":
                member.type, member.linkname = kind, "/etc/passwd"
                tar.addfile(member)
            else:
                member.size = len(members[name])
                with (file.parent / "member").open("wb+") as content:
                    content.write(members[name])
                    content.seek(0)
                    tar.addfile(member, content)
    with pytest.raises(BackupRefused):
        backup.restore(empty, file)
    assert is_untouched(empty)


@pytest.mark.parametrize("name", ["sheets", "sheets/sheet.csv", "secret.key"])
def test_links_of_the_data_directory_lead_nothing_out_of_it(
    file: Path, empty: Settings, tmp_path: Path, name: str
) -> None:
    (tmp_path / "outside").mkdir()
    place = empty.data_dir / name
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "outside")
    with pytest.raises(BackupRefused):
        backup.restore(empty, file, replace=True)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new"), [(b'"kainuu"', b'"narnia"'), (b'"in_use"', b'"loved"'), (b'"number": 1002', b'"number": 1001')]
)
def test_what_the_database_refuses_leaves_all_as_it_was(file: Path, settings: Settings, old: bytes, new: bytes) -> None:
    backups.rewrite(file, edit(ENTRIES, old, new), sums=True)
    before = backups.raw(settings)
    with pytest.raises(BackupRefused, match="adoption_entry"):
        backup.restore(settings, file, replace=True)
    assert backups.raw(settings) == before


def test_what_is_there_is_replaced_and_kept_beside(file: Path, settings: Settings) -> None:
    before, key = backups.raw(settings), settings.secret_key()
    (settings.data_dir / "old.txt").write_text("old")
    with pytest.raises(BackupRefused, match=r"old\.txt"):
        backup.restore(settings, file)
    assert backups.raw(settings) == before
    assert (settings.index_dir / "CURRENT").exists()
    kept = backup.restore(settings, file, replace=True).before
    assert kept
    assert kept.parent == file.parent
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert settings.secret_key() != key
    assert not (settings.data_dir / "old.txt").exists()
    assert not settings.index_dir.exists()
    assert backups.raw(settings) != before
    backup.restore(settings, kept, replace=True)
    assert backups.raw(settings) == before
    assert settings.secret_key() == key
    assert (settings.data_dir / "old.txt").read_text() == "old"


def test_a_demo_never_replaces_a_real_registry(settings: Settings, empty: Settings, tmp_path: Path, made: Path) -> None:
    copy = World(settings.data_dir).copy(tmp_path / "demo").settings
    backups.fill(copy, demo=True)
    demo = backup.make(copy, tmp_path / "demo.tar.gz").path
    before = backups.raw(settings)
    with pytest.raises(BackupRefused, match="made up"):
        backup.restore(settings, demo, replace=True)
    assert backups.raw(settings) == before
    backup.restore(empty, demo)
    assert backups.raw(empty) == backups.raw(copy)
    spoil(empty, "DELETE FROM mail")
    backup.restore(empty, demo, replace=True)
    assert backups.raw(empty) == backups.raw(copy)
    backup.restore(empty, made, replace=True)
    with pytest.raises(BackupRefused, match="made up"):
        backup.restore(empty, demo, replace=True)


def first_revision(settings: Settings) -> None:
    """A database as the first version made it, with a word in it."""
    settings.data_dir.mkdir()
    engine = db.make_engine(settings.database_url)
    with engine.begin() as connection:
        db.upgrade(connection, "0001")
        connection.execute(text("INSERT INTO empty_search VALUES ('sana', 'fi', 1, '2026-01')"))
    engine.dispose()


def test_an_older_backup_becomes_the_newest_form(
    settings: Settings, empty: Settings, tmp_path: Path, file: Path
) -> None:
    first_revision(empty)
    old = backup.make(empty, tmp_path / "old.tar.gz")
    assert old.manifest.revision == "0001"
    assert "person" not in old.manifest.tables
    shape = backups.raw(settings)["sqlite_master"]
    for target, replace in ((settings, True), (World(tmp_path / "new").settings, False)):
        backup.restore(target, old.path, replace=replace)
        raw = backups.raw(target)
        assert raw["empty_search"] == [("sana", "fi", 1, "2026-01")]
        assert raw["sqlite_master"] == shape
    kept = backup.restore(empty, file, replace=True).before
    assert kept
    assert backups.raw(empty)["sqlite_master"] == shape
    backup.restore(empty, kept, replace=True)
    assert backups.raw(empty)["empty_search"] == [("sana", "fi", 1, "2026-01")]


def test_strange_databases_are_left_alone(file: Path, empty: Settings) -> None:
    empty.data_dir.mkdir()
    spoil(empty, "CREATE TABLE other (id INTEGER PRIMARY KEY)")
    with pytest.raises(BackupRefused, match="other"):
        backup.restore(empty, file, replace=True)
    spoil(empty, "CREATE TABLE alembic_version (version_num VARCHAR(32))")
    spoil(empty, "INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(BackupRefused, match="9999"):
        backup.restore(empty, file, replace=True)


def test_tables_without_rows_are_as_good_as_none(file: Path, empty: Settings) -> None:
    engine = db.make_engine(empty.database_url)
    db.migrate(engine)
    engine.dispose()
    assert backup.restore(empty, file).before is None


@pytest.fixture
def run(settings: Settings) -> Callable[..., Result]:
    def run(*args: str, data_dir: Path = settings.data_dir) -> Result:
        return CliRunner().invoke(main, args, env={"HYTE_DATA_DIR": str(data_dir), "DATABASE_URL": ""})

    return run


def test_what_belongs_and_what_does_not(run: Callable[..., Result], settings: Settings, tmp_path: Path) -> None:
    folder = settings.data_dir
    for name in (
        "x.lock",
        "x.tmp",
        ".x",
        "old.sqlite",
        "hyte.sqlite-journal",
        "keep/a.txt",
        "keep/.b",
        "uploads/a.csv",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    (folder / "link").symlink_to(tmp_path)
    for number in (1, 2):
        result = run("backup", str(folder / f"{number}.tar.gz"))
        assert result.exit_code == 0, result.output
        assert "link" in result.output
        names = backups.contents(folder / f"{number}.tar.gz")
        assert {name for name in names if name.startswith("files/")} == {"files/keep/a.txt"}
    assert run("backup", str(folder / "1.tar.gz")).exit_code == 0
    written = (folder / "hyte.sqlite").read_bytes()
    refused = run("backup", str(folder / "hyte.sqlite"))
    assert refused.exit_code == 1
    assert "is not written over" in refused.output
    assert (folder / "hyte.sqlite").read_bytes() == written


def test_files_that_wait_for_an_hour_are_not_kept_for_longer() -> None:
    assert waiting.FOLDER in MOMENTARY_FOLDERS


def test_the_commands_say_what_happened(run: Callable[..., Result], tmp_path: Path, settings: Settings) -> None:
    file, there = tmp_path / "b.tar.gz", tmp_path / "there"
    assert "personal data" in run("backup", str(file)).output
    result = run("restore", str(file), data_dir=there)
    assert result.exit_code == 0, result.output
    assert "hyte index rebuild" in result.output
    refused = run("restore", str(file), data_dir=there)
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    replaced = run("restore", str(file), "--replace", data_dir=there)
    assert replaced.exit_code == 0
    kept = next(tmp_path.glob("before-restore-*.tar.gz"))
    assert str(kept) in replaced.output
    assert run("restore", str(tmp_path / "none")).exit_code == 2
    assert run("backup", str(tmp_path / "no" / "folder")).exit_code == 1
    nothing = run("backup", str(tmp_path / "c"), data_dir=tmp_path / "nowhere")
    assert nothing.exit_code == 1
    assert "no database" in nothing.output
    assert not (tmp_path / "nowhere").exists()
