"""`hyte demo` as a newcomer runs it: from nothing to a link that lets in, again quickly, and never on something real."""

import http.client
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.servers import free_port
from registry import db
from registry.cli.demo import demo_settings
from registry.paths import CHECKOUT
from tests.test_serving import HYTE, wait_until_well
from tests.world import World, lend_words

LINK = re.compile(r"http://127\.0\.0\.1:\d+(/kirjaudu/esimerkki/\S+)")


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "HYTE_DEMO_DIR": str(folder), "HYTE_WORKERS": "1", **more}


def prepare(folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [HYTE, "demo", "--prepare-only"]
    return subprocess.run(
        command, env=environment(folder, **more), cwd=CHECKOUT, capture_output=True, text=True, check=False
    )


@contextmanager
def running(folder: Path, log: Path, *command: str, **more: str) -> Iterator[int]:
    """The port of a service on a folder."""
    port = free_port()
    with log.open("w") as output:
        process = subprocess.Popen(
            [HYTE, *command],
            env=environment(folder, PORT=str(port), **more),
            cwd=CHECKOUT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_well(f"http://127.0.0.1:{port}", process, log)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0, log.read_text()


def get(port: int, path: str, cookie: str = "") -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body, answer.headers


def test_from_nothing_to_a_role_and_again(whole_pattern: World, tmp_path: Path) -> None:
    folder, log = tmp_path / "demo", tmp_path / "log"
    lend_words(whole_pattern, folder)
    with running(folder, log, "demo") as port:
        told = log.read_text()
        assert "Making people and a ledger up" in told
        found = LINK.findall(told)
        assert len(found) == 6
        status, _, headers = get(port, found[0])
        assert status == 303
        where, cookie = urlsplit(headers["Location"]).path, headers["Set-Cookie"].split(";")[0]
        status, body, _ = get(port, where, cookie)
        assert (status, where) == (200, "/alueet/pirkanmaa/omat")
        assert "/esimerkki" in body
    again = prepare(folder)
    assert not re.search("Importing|Building|Making", again.stdout)
    assert LINK.findall(again.stdout) == found
    # served without the word demo it stays one
    with running(folder, log, "serve", HYTE_DATA_DIR=str(folder)) as port:
        assert 'href="/esimerkki"' in get(port, "/tietoja")[1]


def test_a_real_installation_is_left_alone(small_world: World, tmp_path: Path) -> None:
    real = small_world.copy(tmp_path / "real").folder
    before = (real / "hyte.sqlite").read_bytes()
    refused = prepare(real)
    assert refused.returncode == 1
    assert "real installation" in refused.stderr
    assert (real / "hyte.sqlite").read_bytes() == before


def test_not_even_the_tables_of_an_old_one_are_brought_up(tmp_path: Path) -> None:
    database = db.make_engine(f"sqlite:///{tmp_path / 'hyte.sqlite'}")
    with database.begin() as connection:
        db.upgrade(connection, "0001")
    assert prepare(tmp_path).returncode == 1
    with database.connect() as connection:
        assert db.revision_of(connection) == "0001"
    database.dispose()


@pytest.mark.parametrize("setting", ["DATABASE_URL", "HYTE_DATA_DIR"])
def test_the_real_one_s_settings_are_not_looked_at(small_world: World, tmp_path: Path, setting: str) -> None:
    real = small_world.copy(tmp_path / "real").folder
    before = (real / "hyte.sqlite").read_bytes()
    value = f"sqlite:///{real / 'hyte.sqlite'}" if setting == "DATABASE_URL" else str(real)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(setting, value)
        patch.setenv("HYTE_DEMO_DIR", str(tmp_path / "demo"))
        patch.setenv("HYTE_SMTP_URL", "smtp://mail.example")
        patch.setenv("HYTE_SECRET_KEY", "of the real one")
        found = demo_settings()
    assert found.data_dir == tmp_path / "demo"
    assert found.database_url == f"sqlite:///{tmp_path / 'demo' / 'hyte.sqlite'}"
    assert (found.smtp_url, found.given_key, found.base_url) == (None, None, None)
    assert (real / "hyte.sqlite").read_bytes() == before
