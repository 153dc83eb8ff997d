"""Turns of the processes that run tests: many together, or one alone."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


class Turns:
    """Two locks of files in `folder`. Everybody comes through the gate; who will be alone keeps it shut until the others are done."""

    def __init__(self, folder: Path) -> None:
        self._gate, self._floor = folder / "gate.lock", folder / "floor.lock"

    @contextmanager
    def together(self) -> Iterator[None]:
        with ExitStack() as stay:
            with locked(self._gate, fcntl.LOCK_EX):
                stay.enter_context(locked(self._floor, fcntl.LOCK_SH))
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        with locked(self._gate, fcntl.LOCK_EX), locked(self._floor, fcntl.LOCK_EX):
            yield


@contextmanager
def locked(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """The lock of a file, held while the block runs."""
    with path.open("w") as file:
        fcntl.flock(file, how)
        yield
