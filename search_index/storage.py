"""Where an index lies on disk, and how one state of it follows another without a moment between.

    <folder>/CURRENT       one line: the sub-folder in use, the number of the last change, the format of its rows
    <folder>/index-...     an index; the one before it is kept until the next rebuild, for those still reading it
    <folder>/write.lock    held by the one who writes
    <folder>/words.json    word analyses

CURRENT is only ever replaced as a whole file, so a process killed at any moment leaves the old state or the new one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_WAIT = 60.0


class LockTimeoutError(Exception):
    """Somebody else has been writing the index for too long."""


class OutdatedIndexError(Exception):
    """The index was built by another version of this library: it must be rebuilt before anything is written into it."""


class Storage:
    """The folder of an index."""

    def __init__(self, folder: Path, rows_format: str) -> None:
        self.folder = folder
        self._format = rows_format
        self.folder.mkdir(parents=True, exist_ok=True)
        self._current = folder / "CURRENT"

    @property
    def words_file(self) -> Path:
        return self.folder / "words.json"

    def stamp(self) -> tuple[int, int]:
        """Changes with each change of the index; costs one stat."""
        try:
            stat = self._current.stat()
        except FileNotFoundError:
            return (0, 0)
        return (stat.st_mtime_ns, stat.st_ino)

    def current(self) -> tuple[Path, str] | None:
        """The sub-folder in use and the name of its state; None before the first rebuild and for rows of another format."""
        try:
            name, change, rows_format = self._current.read_text(encoding="utf-8").split()
        except (FileNotFoundError, ValueError):
            return None
        return (self.folder / name, f"{name}.{change}") if rows_format == self._format else None

    def writable(self) -> Path | None:
        """The sub-folder to write into; None where there is no index yet. Raises OutdatedIndexError."""
        current = self.current()
        if current is None and self._current.exists():
            raise OutdatedIndexError(str(self.folder))
        return current[0] if current else None

    def new_folder(self) -> Path:
        folder = self.folder / f"index-{time.time_ns():x}-{uuid.uuid4().hex[:6]}"
        folder.mkdir()
        return folder

    def use(self, folder: Path) -> None:
        """Make this sub-folder, as it is now, the state all readers take up."""
        beside = self.folder / f"CURRENT.{os.getpid()}"
        beside.write_text(f"{folder.name} {time.time_ns():x} {self._format}\n", encoding="utf-8")
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(self._current)

    def tidy(self, keep: set[Path]) -> None:
        """Remove sub-folders nobody should be reading any more, and what killed processes left."""
        for folder in self.folder.glob("index-*"):
            if folder not in keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self, wait: float = LOCK_WAIT) -> Iterator[None]:
        """Hold the only right to write; the system frees it should the process die."""
        with (self.folder / "write.lock").open("a") as lock:
            until = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise LockTimeoutError(str(self.folder)) from None
                    time.sleep(0.05)
            yield
