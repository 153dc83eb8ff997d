"""The outbox, and sending it through a real SMTP server that runs beside the tests."""

import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as SmtpSession
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlmodel import Session, select

from benchmarks.servers import free_port
from registry import db, mailing
from registry.cli import main
from registry.domain import mail
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.models import Mail
from registry.settings import Settings
from tests import people
from tests.people import NOW

SENDER = "Menetelmärekisteri <rekisteri@example.fi>"


class Received:
    """What the server was given. It refuses recipients that begin with `ei`."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Message]] = []

    async def handle_RCPT(  # noqa: N802  # as aiosmtpd calls it
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("ei"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.letters.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)))
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _ in self.letters)


@contextmanager
def smtp(received: Received, **options: Any) -> Iterator[int]:
    """A running server, by its port."""
    port = free_port()
    controller = Controller(received, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def received() -> Received:
    return Received()


@pytest.fixture
def port(received: Received) -> Iterator[int]:
    with smtp(received) as port:
        yield port


@pytest.fixture
def server(port: int) -> mailing.Server:
    return mailing.Server("127.0.0.1", port, SENDER)


def queue(engine: Engine, *recipients: str) -> None:
    with db.transaction(engine) as session:
        for recipient in recipients:
            mail.queue(session, recipient, "Kutsu äöå", f"Hei!\n\nhttp://127.0.0.1:8000/kutsu/{recipient}\n")


def rows(engine: Engine) -> list[Mail]:
    with db.session_for(engine) as session:
        return list(session.exec(select(Mail).order_by(Mail.id)))  # type: ignore[arg-type]


def test_what_waits_is_sent_and_its_text_goes(engine: Engine, server: mailing.Server, received: Received) -> None:
    queue(engine, "a@example.fi", "b@example.fi")
    assert mailing.send_waiting(engine, server, NOW) == (2, 0)
    assert received.recipients == ["a@example.fi", "b@example.fi"]
    message = received.letters[0][1]
    assert str(make_header(decode_header(message["Subject"]))) == "Kutsu äöå"
    assert str(make_header(decode_header(message["From"]))) == SENDER
    assert message["To"] == "a@example.fi"
    assert message["Date"]
    assert message["Message-ID"].endswith("@example.fi>")
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert "http://127.0.0.1:8000/kutsu/a@example.fi" in text.decode()
    for row in rows(engine):
        assert (row.body, row.sent_at, row.attempts, row.last_error) == ("", NOW, 1, None)
    assert mailing.send_waiting(engine, server, NOW) == (0, 0)
    assert len(received.letters) == 2


def test_one_that_fails_stops_no_other_and_is_tried_again(
    engine: Engine, server: mailing.Server, received: Received
) -> None:
    queue(engine, "ei@example.fi", "b@example.fi")
    assert mailing.send_waiting(engine, server, NOW) == (1, 1)
    assert received.recipients == ["b@example.fi"]
    failed = rows(engine)[0]
    assert (failed.attempts, failed.sent_at) == (1, None)
    assert "no such mailbox" in (failed.last_error or "")
    assert "/kutsu/" in failed.body
    assert mailing.send_waiting(engine, server, NOW) == (0, 1)
    assert rows(engine)[0].attempts == 2


def test_a_server_that_is_not_there(engine: Engine, server: mailing.Server) -> None:
    queue(engine, "a@example.fi", "b@example.fi")
    assert mailing.send_waiting(engine, replace(server, port=9), NOW) == (0, 2)
    assert all("ConnectionRefusedError" in (row.last_error or "") for row in rows(engine))
    assert mailing.send_waiting(engine, server, NOW) == (2, 0)


def test_several_senders_at_once_send_nothing_twice(engine: Engine, server: mailing.Server, received: Received) -> None:
    queue(engine, *(f"{number}@example.fi" for number in range(20)))
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: mailing.send_waiting(engine, server, NOW), range(4)))
    assert sum(sent for sent, _ in done) == 20
    assert len(received.recipients) == len(set(received.recipients)) == 20


def test_a_claim_keeps_others_away_until_it_runs_out(engine: Engine, server: mailing.Server) -> None:
    queue(engine, "a@example.fi")
    with db.transaction(engine) as session:
        assert mail.claim(session, 1, NOW)
    with db.transaction(engine) as session:  # the first sender has died in between
        assert mail.claim(session, 1, NOW + mail.CLAIM - timedelta(seconds=1)) is None
    assert mailing.send_waiting(engine, server, NOW) == (0, 0)
    assert mailing.send_waiting(engine, server, NOW + mail.CLAIM + timedelta(seconds=1)) == (1, 0)
    assert rows(engine)[0].attempts == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_with_a_name_and_password(engine: Engine, received: Received) -> None:
    def check(_server: object, _session: object, _envelope: object, _mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"hyte@x", b"s@l:a/"))

    with smtp(received, authenticator=check, auth_required=True, auth_require_tls=False) as port:
        settings = Settings(Path(), "", smtp_url=f"smtp://hyte%40x:s%40l%3Aa%2F@127.0.0.1:{port}", mail_from=SENDER)
        server = mailing.server(settings)
        assert server is not None
        assert (server.user, server.password) == ("hyte@x", "s@l:a/")
        queue(engine, "a@example.fi")
        assert mailing.send_waiting(engine, replace(server, password="väärä"), NOW) == (0, 1)
        assert mailing.send_waiting(engine, server, NOW) == (1, 0)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of nobody's, with its key."""
    path = tmp_path / "smtp.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", tmp_path / "only.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + (tmp_path / "only.pem").read_bytes())
    return path


@pytest.mark.parametrize("kind", ["smtps", "starttls"])
@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "not trusted"])
def test_encrypted(
    engine: Engine, received: Received, certificate: Path, monkeypatch: pytest.MonkeyPatch, kind: str, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    options = {"ssl_context": context} if kind == "smtps" else {"tls_context": context, "require_starttls": True}
    with smtp(received, **options) as port:
        url = f"smtps://127.0.0.1:{port}" if kind == "smtps" else f"smtp://127.0.0.1:{port}?starttls=1"
        server = mailing.server(Settings(Path(), "", smtp_url=url, mail_from=SENDER))
        assert server is not None
        queue(engine, "a@example.fi")
        assert mailing.send_waiting(engine, server, NOW) == ((1, 0) if trusted else (0, 1))
    assert len(received.letters) == (1 if trusted else 0)


@pytest.mark.parametrize(
    ("url", "port", "tls", "starttls"),
    [
        ("smtp://posti.fi", 25, False, False),
        ("smtp://posti.fi?starttls=1", 587, False, True),
        ("smtps://posti.fi", 465, True, False),
        ("smtp://posti.fi:2525?starttls=0", 2525, False, False),
    ],
)
def test_settings(url: str, port: int, tls: bool, starttls: bool) -> None:
    found = mailing.server(Settings(Path(), "", smtp_url=url, mail_from=SENDER))
    assert found == mailing.Server("posti.fi", port, SENDER, tls=tls, starttls=starttls)


@pytest.mark.parametrize("url", ["posti.fi", "http://posti.fi", "smtp://", "smtp://posti.fi:x"])
def test_settings_that_make_no_sense(url: str) -> None:
    with pytest.raises(ValueError, match=r"HYTE_SMTP_URL|[Pp]ort"):
        mailing.server(Settings(Path(), "", smtp_url=url, mail_from=SENDER))
    for sender in (None, "", "ei osoite"):
        with pytest.raises(ValueError, match="HYTE_MAIL_FROM"):
            mailing.server(Settings(Path(), "", smtp_url="smtp://posti.fi", mail_from=sender))


def test_a_subject_is_one_line(session: Session) -> None:
    mail.queue(session, "a@example.fi", "Kutsu\nBcc: b@example.fi" + "x" * 300, "teksti")
    assert session.exec(select(Mail)).one().subject.startswith("Kutsu Bcc: b@example.fi")


def test_the_outbox_is_for_administrators(session: Session) -> None:
    mail.queue(session, "a@example.fi", "Kutsu", "linkki")
    administrator = people.actor(session, "administrator")
    assert [letter.body for letter in mail.outbox(session, administrator)] == ["linkki"]
    for who in people.EVERYONE:
        if who != "administrator":
            with pytest.raises(NotAllowed):
                mail.outbox(session, people.actor(session, who))
            with pytest.raises(NotAllowed):
                mail.hand_over(session, people.actor(session, who), 1, NOW)
    mail.hand_over(session, administrator, 1, NOW)
    assert [(letter.body, letter.sent_at) for letter in mail.outbox(session, administrator)] == [("", NOW)]
    with pytest.raises(NotFound):
        mail.hand_over(session, administrator, 1, NOW)


@pytest.fixture
def run(settings: Settings) -> Any:
    def run(*args: str, **more: str) -> Result:
        environment = {
            "HYTE_DATA_DIR": str(settings.data_dir),
            "DATABASE_URL": "",
            "HYTE_SMTP_URL": "",
            "HYTE_MAIL_FROM": "",
        }
        return CliRunner().invoke(main, args, env=environment | more)

    return run


def test_the_command_says_how_many(run: Any, engine: Engine, port: int) -> None:
    given = {"HYTE_SMTP_URL": f"smtp://127.0.0.1:{port}", "HYTE_MAIL_FROM": SENDER}
    queue(engine, "a@example.fi", "ei@example.fi", "b@example.fi")
    first = run("mail", "send", **given)
    assert (first.exit_code, first.output) == (1, "2 sent, 1 failed\n")
    with db.transaction(engine) as session:
        mail.drop_waiting(session, "ei@example.fi")
    assert run("mail", "send", **given).output == "0 sent, 0 failed\n"


def test_the_command_without_a_server(run: Any) -> None:
    result = run("mail", "send")
    assert result.exit_code == 1
    assert "HYTE_SMTP_URL is not set" in result.output
    assert run("mail", "send", HYTE_SMTP_URL="smtp://127.0.0.1").exit_code == 1


def test_tidy(run: Any, engine: Engine) -> None:
    queue(engine, "a@example.fi")
    with db.transaction(engine) as session:
        row = session.exec(select(Mail)).one()
        row.created_at -= timedelta(days=31)
        session.add(row)
    assert run("tidy").exit_code == 0
    assert rows(engine) == []
