"""What the privacy page promises to keep no longer goes when anybody comes in; no timer is needed for it."""

import os
import time
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlmodel import select

from registry import db
from registry.domain import accounts, attachments
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Invitation
from registry.domain.permissions import Grant, Role, system
from registry.settings import Settings
from registry.sheets import waiting
from tests import people
from tests.page import PageClient


def test_whoever_signs_in_takes_out_what_has_expired(app: Flask, own_client: PageClient, settings: Settings) -> None:
    past = datetime.now(UTC) - timedelta(days=30)
    given = InviteInput(email="kutsuttu@example.fi", name="Kutsuttu", grants=frozenset({Grant(Role.OBSERVER)}))
    with db.transaction(app.extensions["hyte"].engine) as session:
        accounts.invite(session, system("tests"), given, past)
    old, new = (waiting.keep(settings.data_dir, b"region;method") for _ in range(2))
    long_ago = time.time() - waiting.HELD - 60
    os.utime(settings.data_dir / waiting.FOLDER / old, (long_ago, long_ago))

    attachments.wait(settings.data_dir, b"%PDF-")
    (file,) = (settings.data_dir / waiting.FOLDER).glob("*.file")
    os.utime(file, (time.time() - attachments.HELD - 60,) * 2)

    page = own_client.get_page("/kirjaudu")
    token = next(field.get("value") for field in page.all("input", name="csrf_token"))
    typed = {"csrf_token": token, "email": people.email("observer"), "password": people.PASSWORD}
    assert own_client.post("/kirjaudu", data=typed).status_code == 303

    with db.session_for(app.extensions["hyte"].engine) as session:
        assert session.exec(select(Invitation)).all() == []
    assert [path.name for path in (settings.data_dir / waiting.FOLDER).iterdir()] == [new]
