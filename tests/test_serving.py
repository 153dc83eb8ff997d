"""`hyte serve` as an installation runs it: from nothing to an answer, then again quickly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.servers import free_port
from registry.paths import CHECKOUT
from tests.world import World

HYTE = Path(sys.executable).parent / "hyte"
PATIENCE = 120.0
QUICK = 3.0


@contextmanager
def serving(data: Path, log: Path) -> Iterator[tuple[str, float]]:
    """A running service: its address, and how many seconds it took until it was well."""
    port = free_port()
    # what is read once is kept compiled, as on any machine where nobody forbids it
    elsewhere = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    environment |= {"HYTE_DATA_DIR": str(data), "HYTE_WORKERS": "2", "PORT": str(port)}
    begun = time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(
            [HYTE, "serve"], env=environment, cwd=CHECKOUT, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_well(address, process, log)
            yield address, time.monotonic() - begun
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0, log.read_text()


def wait_until_well(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(f"{address}/healthz", timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:  # also an answer that takes too long
            time.sleep(0.05)
    pytest.fail(f"not well after {PATIENCE} s:\n{log.read_text()}")


def test_from_nothing(tmp_path: Path) -> None:
    data, log = tmp_path / "data", tmp_path / "log"
    with serving(data, log) as (address, _):
        for path in ("/", "/sv/menetelmat?q=h%C3%B6ftfraktur", "/api/v1/methods?q=kaatuminen"):
            with urlopen(address + path, timeout=60) as answer:
                assert answer.status == 200
                assert answer.read()
    assert "Importing content" in log.read_text()
    assert "documents indexed" in log.read_text()


@pytest.mark.alone
def test_again_quickly(whole_pattern: World, tmp_path: Path) -> None:
    data, log = whole_pattern.copy(tmp_path / "data").folder, tmp_path / "log"
    seconds = []
    for _ in range(3):  # the quickest, as the machine may be busy with something else
        with serving(data, log) as (_, took):
            seconds.append(took)
        assert "Importing content" not in log.read_text()
        if took < QUICK:
            break
    assert min(seconds) < QUICK


def test_a_worker_that_dies_is_replaced(small_world, tmp_path: Path) -> None:
    copied = small_world.copy(tmp_path / "data")
    with serving(copied.folder, tmp_path / "log") as (address, _):
        master = next(pid for pid in children(os.getpid()) if "serve" in command(pid))
        worker = children(master)[0]
        os.kill(worker, signal.SIGKILL)
        for _ in range(20):
            with urlopen(f"{address}/healthz", timeout=60) as answer:
                assert answer.status == 200


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
