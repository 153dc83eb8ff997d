"""Starting the two servers, each in processes of its own, on free ports; stopped by their own process ids."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from registry.paths import CHECKOUT

WORKERS = 1
"""Of both: Datasette is one process with threads for its queries, so ours gets one process with threads too."""
LONGEST_START = 300.0
STARTING = 0.05
"""Processor time in a second that says that a server is still busy with itself."""
PORTS: Final = range(20_000, 32_000)
SERVE = "from registry.cli import main; main()"


@dataclass(frozen=True)
class Server:
    """A running server; `started` is the seconds until it answered."""

    port: int
    pid: int
    started: float

    def memory_mb(self) -> float:
        """What the server and its workers hold, shared pages counted once."""
        rolled = [_proc(pid, "smaps_rollup") for pid in self._processes()]
        return sum(int(one.split("\nPss:")[1].split()[0]) for one in rolled) / 1024

    def cpu_seconds(self) -> float:
        """The processor time that the server and its workers have used."""
        counts = [_proc(pid, "stat").rpartition(")")[2].split()[11:13] for pid in self._processes()]
        return sum(int(user) + int(system) for user, system in counts) / os.sysconf("SC_CLK_TCK")

    def workers(self) -> list[int]:
        """The processes that answer; one that dies is replaced by another."""
        return [int(pid) for pid in _proc(self.pid, f"task/{self.pid}/children").split()]

    def settle(self) -> None:
        """Wait until every process has read what it reads at its start: the first answers while others still do."""
        before = -1.0
        while (now := self.cpu_seconds()) - before > STARTING:
            before = now
            sleep(1.0)

    def _processes(self) -> list[int]:
        return [self.pid, *self.workers()]


@contextmanager
def ours(folder: Path, workers: int = WORKERS) -> Iterator[Server]:
    """The registry as `hyte serve` serves it."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--workers", str(workers)]
    with running(command, port, "/healthz", {"HYTE_DATA_DIR": str(folder)}) as server:
        yield server


@contextmanager
def running(command: Sequence[str], port: int, path: str, more: Mapping[str, str]) -> Iterator[Server]:
    """A server from its start until the block ends. Raises RuntimeError where it does not come up."""
    begun = perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | dict(more)
    process = subprocess.Popen(
        command, env=environment, cwd=CHECKOUT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}")
        yield Server(port, process.pid, perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    until = perf_counter() + LONGEST_START
    while perf_counter() < until and process.poll() is None:
        try:
            with urlopen(url, timeout=LONGEST_START):
                return
        except (URLError, OSError):
            sleep(0.05)
    raise RuntimeError(f"{url} did not answer")


def _proc(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8")


def free_port() -> int:
    """A port that nobody listens on, below those that the system itself gives to connections: those may be taken the next moment."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
