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
            with _locked(self._gate, fcntl.LOCK_EX):
                stay.enter_context(_locked(self._floor, fcntl.LOCK_SH))
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        with _locked(self._gate, fcntl.LOCK_EX), _locked(self._floor, fcntl.LOCK_EX):
            yield


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, how)
        yield
