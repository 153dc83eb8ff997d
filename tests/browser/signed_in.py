"""Contexts that somebody has signed in on, without going through the form each time: the session is made in the service's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from registry import db
from registry.domain import sessions
from registry.settings import Settings
from registry.web import create_app
from registry.web.auth import COOKIE, TOKEN
from tests import people

from .conftest import DESK


class Door:
    """Lets the people of `tests/people.py` and `tests/panels.py` into a service whose data are of `settings`."""

    def __init__(self, browser: Browser, settings: Settings, address: str) -> None:
        self._browser, self._address = browser, address
        self._app = create_app(settings)

    def context(self, who: str, **options: Any) -> BrowserContext:
        """A context of its own in which `who` has signed in; `nobody` is a visitor."""
        made = self._browser.new_context(**{"base_url": self._address, "viewport": DESK, "locale": "fi-FI", **options})
        if who != "nobody":
            made.add_cookies([self._cookie(who)])
        return made

    def _cookie(self, who: str) -> dict[str, str]:
        with db.transaction(self._app.extensions["hyte"].engine) as session:
            token = sessions.begin(session, people.person_id(session, who), "Chromium, Linux")
        signer = self._app.session_interface.get_signing_serializer(self._app)  # type: ignore[attr-defined]
        return {"name": COOKIE["SESSION_COOKIE_NAME"], "value": signer.dumps({TOKEN: token}), "url": self._address}

    def close(self) -> None:
        """Let the database go."""
        self._app.extensions["hyte"].engine.dispose()


@contextmanager
def door(browser: Browser, settings: Settings, address: str) -> Iterator[Door]:
    """A door that is closed behind."""
    made = Door(browser, settings, address)
    try:
        yield made
    finally:
        made.close()
