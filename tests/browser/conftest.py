"""One server and one browser for all tests here. Nothing is downloaded: the browser is the system's Chromium."""

import json
import os
import shutil
import signal
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.servers import free_port
from tests.world import World

from .addresses import CLASSES, KINDS, LANGUAGES

PATIENCE = 180  # seconds: a first start imports the content and builds the index
DESK = {"width": 1280, "height": 800}
expect.set_options(timeout=30_000)  # a machine under load is slow, not wrong
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Site:
    """The running service: where it is, and what it holds."""

    url: str

    def methods(self, **filters: str) -> list[dict[str, Any]]:
        """Methods as the API tells them, by filters in its words."""
        query = "&".join(f"{name}={value}" for name, value in {"per_page": "100", **filters}.items())
        with urlopen(f"{self.url}/api/v1/methods?{query}") as answer:
            found: list[dict[str, Any]] = json.load(answer)["items"]
        return found

    @cached_property
    def first_of(self) -> dict[str, str]:
        """The id of the first method of each class."""
        return {letter: self.methods(rating=letter, sort="name")[0]["id"] for letter in CLASSES}

    def address(self, kind: str, language: str = "fi") -> str:
        """Where a kind of page can be seen."""
        path = KINDS[kind]
        return self.url + LANGUAGES[language] + (path.format(**self.first_of) if "{" in path else path)


def measured(page: Page, address: str) -> None:
    """Goes to a page whose words will be measured: the typefaces may come after the page is ready."""
    page.goto(address)
    page.evaluate("document.fonts.ready.then(fonts => fonts.size)")


@contextmanager
def serve(folder: Path, **settings: str) -> Iterator[str]:
    """`hyte serve` with the data in `folder`/data, on a port of its own: its address."""
    port = free_port()
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith("HYTE_") and name != "DATABASE_URL"
    }
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [Path(sysconfig.get_path("scripts")) / "hyte", "serve", "--port", str(port), "--workers", "1"],
            env=ours | {"HYTE_DATA_DIR": str(folder / "data")} | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, f"http://127.0.0.1:{port}/healthz", folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # at once, though the browser may still hold connections
            server.wait(timeout=60)


@pytest.fixture(scope="session")
def site(whole_pattern: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`hyte serve` with the real content, in a data folder and on a port of its own."""
    folder = tmp_path_factory.mktemp("served")
    whole_pattern.copy(folder / "data")
    with serve(folder) as address:
        yield Site(address)


def _wait(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one the tests are skipped, or fail where all is required (as in .ci/run)."""
    path = shutil.which("chromium")
    if path is None:
        why = "no `chromium` in PATH: browser tests need the system's Chromium (apt-get install chromium)"
        if os.environ.get("HYTE_REQUIRE_ALL") == "1":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def idle(browser: Browser) -> Iterator[dict[str, list[BrowserContext]]]:
    """Contexts that no test uses now, by their options: to make one costs more than most tests."""
    kept: dict[str, list[BrowserContext]] = {}
    yield kept
    for contexts in kept.values():
        for context in contexts:
            context.close()


@pytest.fixture
def new_context(
    browser: Browser, site: Site, idle: dict[str, list[BrowserContext]]
) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts for one test, without pages or cookies; `new_context(java_script_enabled=False)`."""
    used: list[tuple[str, BrowserContext]] = []

    def make(**more: Any) -> BrowserContext:
        options = {"base_url": site.url, "locale": "fi-FI", "viewport": DESK, **more}
        name = str(sorted(options.items()))
        context = idle[name].pop() if idle.get(name) else browser.new_context(**options)
        used.append((name, context))
        return context

    yield make
    for name, context in used:
        for page in context.pages:
            page.close()
        context.unroute_all()
        context.clear_cookies()
        idle.setdefault(name, []).append(context)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A visitor at a desk who has never been here."""
    return new_context().new_page()


@pytest.fixture(scope="session")
def shared_page(browser: Browser) -> Iterator[Page]:
    """One page for tests that only look; each goes to its own address, and leaves window and colours as they were."""
    context = browser.new_context(viewport=DESK, locale="fi-FI", reduced_motion="reduce")
    yield context.new_page()
    context.close()
