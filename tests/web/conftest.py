"""What tests of pages can ask for, beside what is in tests/conftest.py."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlmodel import Session

from registry import db
from tests import people
from tests.page import PageClient


@pytest.fixture
def work(app: Flask) -> Iterator[Session]:
    """A session of the app's own database: what pages shall show is done here, and committed."""
    with db.session_for(app.extensions["hyte"].engine) as session:
        yield session


@pytest.fixture
def editor(app: Flask) -> PageClient:
    """A client that the editor has signed in on."""
    return people.client(app, "editor")
