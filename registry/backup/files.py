"""The files of a data directory that belong to a backup: all but the index, the database, and what is there for a moment only."""

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from sqlalchemy import make_url

from registry.backup.archive import BackupRefused, FileFacts, copy, is_backup, sync
from registry.settings import Settings

DATABASE_ENDINGS: Final = (".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal")
MOMENTARY_ENDINGS: Final = (".lock", ".tmp")
MOMENTARY_FOLDERS: Final = ("uploads",)
"""Files that somebody sent and that wait for a confirmation, an hour at most."""
COMPANIONS: Final = ("", "-wal", "-shm", "-journal")


class DataFolder:
    """The data directory of an installation, seen by what a backup of it holds."""

    def __init__(self, settings: Settings) -> None:
        self.folder, self._left = settings.data_dir, (settings.index_dir.name, *MOMENTARY_FOLDERS)
        self._index = settings.index_dir
        url = make_url(settings.database_url)
        database = url.database if url.drivername.startswith("sqlite") else None
        self._database = {Path(database).name + companion for companion in COMPANIONS} if database else set()

    def belongs(self, path: str) -> bool:
        """Whether a path (parts parted by /, from the directory down) may be in a backup. No way leads out of the directory."""
        parts = path.split("/")
        if not path or "\\" in path or "\0" in path or PurePosixPath(path).is_absolute():
            return False
        if any(not part or part.startswith(".") for part in parts) or parts[0] in self._left:
            return False
        return not (parts[-1] in self._database or parts[-1].endswith((*DATABASE_ENDINGS, *MOMENTARY_ENDINGS)))

    def paths(self) -> Iterator[str]:
        """The files that are in a backup made now. Earlier backups are not: each would hold all before it."""
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if self.belongs(name) and path.is_file() and not self._through_link(path) and not is_backup(path):
                yield name

    def left_out(self) -> list[str]:
        """Links, sockets and the like: what might belong but cannot be kept."""
        return [
            path.relative_to(self.folder).as_posix()
            for path in sorted(self.folder.rglob("*"))
            if self.belongs(path.relative_to(self.folder).as_posix())
            and (path.is_symlink() or not (path.is_file() or path.is_dir()))
        ]

    def _through_link(self, path: Path) -> bool:
        return any(
            part.is_symlink()
            for part in (path, *path.parents)
            if part.is_relative_to(self.folder) and part != self.folder
        )

    def copy_to(self, target: Path) -> dict[str, FileFacts]:
        """Copy what belongs to a backup; what each file was. One that goes away meanwhile was not to stay."""
        found = {}
        for name in self.paths():
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with (self.folder / name).open("rb") as source, place.open("xb") as out:
                    found[name] = copy(source, out)
            except FileNotFoundError:
                continue
        return found

    def check_places(self, names: list[str]) -> None:
        """Raises BackupRefused where a link of the directory would lead a file out of it, or a folder stands in its place."""
        home = self.folder.resolve()
        for name in names:
            place = self.folder / name
            if not place.resolve().is_relative_to(home) or self._through_link(place) or place.is_dir():
                raise BackupRefused(f"there is no place for {name} in the data directory")

    def put(self, source: Path, names: list[str]) -> None:
        """Put files into their places and remove the others that a backup would hold. Readable by their owner alone."""
        for name in set(self.paths()) - set(names):
            (self.folder / name).unlink()
        for name in names:
            (source / name).chmod(0o600)
            sync(source / name)
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (source / name).replace(place)
            sync(place.parent)

    def remove_index(self) -> None:
        """Remove the search index: it is of other rows."""
        shutil.rmtree(self._index, ignore_errors=True)
