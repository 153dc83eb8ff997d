"""Files that wait between their check and their confirmation, in the data directory, readable by the service alone.

A file has a name that nobody can guess. It goes when it is taken or given up, and at the latest an hour after it came, with the next upload.
"""

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from registry.domain.errors import NotFound
from registry.sheets import archive

FOLDER: Final = "uploads"
HELD: Final = 3600
"""Seconds."""
_NAME: Final = re.compile(r"[0-9a-f]{32}\.(csv|xlsx)")


def keep(data_dir: Path, content: bytes) -> str:
    """Put a file aside; returns its name. Older ones that nobody came back for are removed."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tidy(data_dir)
    name = f"{secrets.token_hex(16)}.{'xlsx' if content.startswith(archive.ZIP) else 'csv'}"
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    return name


def read(data_dir: Path, name: str) -> bytes:
    """The content of a file that waits. Raises NotFound where it no longer does."""
    path = _path(data_dir, name)
    try:
        if time.time() - path.stat().st_mtime > HELD:
            raise NotFound("upload", name)
        return path.read_bytes()
    except OSError as error:
        raise NotFound("upload", name) from error


def drop(data_dir: Path, name: str) -> None:
    """Remove a file; nothing happens where it is gone already."""
    _path(data_dir, name).unlink(missing_ok=True)


def _path(data_dir: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise NotFound("upload", name)
    return data_dir / FOLDER / name


def tidy(data_dir: Path) -> None:
    """Remove what nobody came back for within the hour."""
    folder, now = data_dir / FOLDER, time.time()
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):  # another process may tidy at the same time
            if _NAME.fullmatch(path.name) and now - path.stat().st_mtime > HELD:
                path.unlink()
