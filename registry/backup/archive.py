"""The file of a backup: a .tar.gz of manifest.json, tables/<name>.jsonl and files/<path>, in this order.

    manifest.json          what made it, when, of which revision; rows, bytes and SHA-256 of every table; bytes and SHA-256 of every file
    tables/<name>.jsonl    a row a line, a JSON object with every column
    files/<path>           the data directory but for the index, the database and what is there for a moment only

The manifest stands first, so that nothing that follows is taken in which it does not name. A file is written beside its place and put there
when it is whole.
"""

import gzip
import hashlib
import json
import os
import re
import secrets
import tarfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

KIND: Final = "hyte-backup"
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
MOST_MANIFEST: Final = 16 * 1024 * 1024
BLOCK: Final = 1024 * 1024
TABLE_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
UNREADABLE: Final = (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error)


class BackupRefused(Exception):
    """A backup that cannot be made or restored; says why in a sentence."""


class FileFacts(BaseModel):
    """What a file of the backup must be, byte for byte."""

    model_config = ConfigDict(extra="forbid", strict=True)

    bytes: int
    sha256: str


class TableFacts(FileFacts):
    """A table's file, and how many rows it has."""

    rows: int


class Manifest(BaseModel):
    """What is in a backup; `database` is the kind that it was read from, `revision` that of the tables."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["hyte-backup"] = KIND
    format: int = FORMAT
    revision: str
    database: str
    created_at: datetime
    tables: dict[str, TableFacts]
    files: dict[str, FileFacts]

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(facts.rows for facts in self.tables.values())

    def members(self) -> dict[str, FileFacts]:
        """Everything that must be in the file beside the manifest, by its name there and in order."""
        tables = {f"tables/{name}.jsonl": facts for name, facts in self.tables.items()}
        return tables | {f"files/{path}": facts for path, facts in self.files.items()}


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Write what lies in `folder` as one file, readable by its owner alone. Raises BackupRefused, OSError; then nothing has changed."""
    if target.exists() and not is_backup(target):
        raise BackupRefused(f"{target} is there and is no backup: it is not written over")
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6, format=tarfile.PAX_FORMAT) as tar:
                for name in (MANIFEST, *manifest.members()):
                    _add(tar, folder, name, manifest.created_at)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    sync(target.parent)


def _add(tar: tarfile.TarFile, folder: Path, name: str, at: datetime) -> None:
    with (folder / name).open("rb") as source:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = os.fstat(source.fileno()).st_size, 0o600, int(at.timestamp())
        tar.addfile(member, source)


def sync(path: Path) -> None:
    """Have a file or a folder's list of names on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    with suppress(OSError):  # not every file system can
        os.fsync(descriptor)
    os.close(descriptor)


def is_backup(path: Path) -> bool:
    """Whether a file begins as a backup does."""
    try:
        with gzip.open(path) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as tar:
            _read_manifest(tar)
    except (BackupRefused, OSError, *UNREADABLE):
        return False
    return True


def unpack(source: Path, folder: Path, belongs: Callable[[str], bool]) -> Manifest:
    """Take a backup apart into an empty `folder` and see that it is whole and nothing but what its manifest says.

    `belongs` tells whether a path may be in a data directory's backup. Raises BackupRefused; then what is in `folder` is worth nothing.
    """
    try:
        with gzip.open(source) as unzipped, tarfile.open(fileobj=unzipped, mode="r|") as tar:
            manifest = _read_manifest(tar)
            _check_names(manifest, belongs)
            missing = manifest.members()
            while (member := tar.next()) is not None:
                _take(tar, member, missing.pop(member.name, None), folder)
            while unzipped.read(BLOCK):  # the checksum of a gzip file stands behind all else
                pass
    except UNREADABLE as error:
        raise BackupRefused(f"{source.name} is broken or not all of it is there ({error})") from error
    if missing:
        raise BackupRefused(f"{source.name} lacks {next(iter(missing))}")
    return manifest


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST and first.size <= MOST_MANIFEST else None
    if content is None:
        raise BackupRefused("this is no backup of a registry: it does not begin with a manifest")
    try:
        read: Any = json.loads(content.read())
        if isinstance(read, dict) and isinstance(read.get("format"), int) and read["format"] > FORMAT:
            raise BackupRefused(f"the backup is of format {read['format']}, newer than this program knows ({FORMAT})")
        return Manifest.model_validate(read)
    except (ValueError, ValidationError) as error:
        raise BackupRefused("this is no backup of a registry: its manifest says something else") from error


def _check_names(manifest: Manifest, belongs: Callable[[str], bool]) -> None:
    for name in manifest.tables:
        if not TABLE_NAME.fullmatch(name):
            raise BackupRefused(f"no table is called {name!r}")
    for path in manifest.files:
        if not belongs(path):
            raise BackupRefused(f"{path!r} does not belong to a data directory")


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, facts: FileFacts | None, folder: Path) -> None:
    if facts is None or not member.isreg() or member.size != facts.bytes:
        raise BackupRefused(f"{member.name!r} is not what the manifest says of it")
    content = tar.extractfile(member)
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        found = copy(content, out) if content else None
    if found is None or (found.bytes, found.sha256) != (facts.bytes, facts.sha256):
        raise BackupRefused(f"{member.name} has been altered: its checksum differs")


def copy(source: IO[bytes], out: IO[bytes]) -> FileFacts:
    """Copy to the end; what was copied."""
    digest, length = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        digest.update(block)
        length += out.write(block)
    return FileFacts(bytes=length, sha256=digest.hexdigest())
