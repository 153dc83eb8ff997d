"""Sending what waits in the outbox by SMTP.

One connection a mail: there are few, and a server that drops one must not take the others with it. Whatever goes wrong with a mail is kept
with it, and the next run tries again.
"""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, make_msgid, parseaddr
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import Engine

from registry import db
from registry.domain import mail
from registry.domain.mail import Letter
from registry.settings import Settings

PATIENCE: Final = 20
"""Seconds to wait for a server."""
PORTS: Final = {"smtp": 25, "smtps": 465}
PORT_OF_STARTTLS: Final = 587


@dataclass(frozen=True)
class Server:
    """Where to hand mail over, and as whom."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False


def server(settings: Settings) -> Server | None:
    """The server of the settings; None where none is set. Raises ValueError where they make no sense."""
    if settings.smtp_url is None:
        return None
    if not settings.mail_from or "@" not in parseaddr(settings.mail_from)[1]:
        raise ValueError("HYTE_MAIL_FROM is not set to an address, and must be where HYTE_SMTP_URL is")
    url = urlsplit(settings.smtp_url)
    if url.scheme not in PORTS or not url.hostname:
        raise ValueError("HYTE_SMTP_URL must begin with smtp:// or smtps:// and name a host")
    starttls = parse_qs(url.query).get("starttls") == ["1"]
    return Server(
        host=url.hostname,
        port=url.port or (PORT_OF_STARTTLS if starttls else PORTS[url.scheme]),
        sender=settings.mail_from,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        tls=url.scheme == "smtps",
        starttls=starttls,
    )


def send_waiting(engine: Engine, to: Server, now: datetime) -> tuple[int, int]:
    """Send what waits; how many were sent, and how many could not be."""
    with db.session_for(engine) as session:
        waiting = mail.waiting_ids(session)
    sent = failed = 0
    for mail_id in waiting:
        with db.transaction(engine) as session:
            letter = mail.claim(session, mail_id, now)
        if letter is None:
            continue
        try:
            _deliver(to, letter)
        except (OSError, ValueError) as error:  # smtplib's own errors are OSErrors
            failed += 1
            with db.transaction(engine) as session:
                mail.failed(session, mail_id, f"{type(error).__name__}: {error}")
        else:
            sent += 1
            with db.transaction(engine) as session:
                mail.sent(session, mail_id, now)
    return sent, failed


def _deliver(to: Server, letter: Letter) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = to.sender, letter.recipient, letter.subject
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=parseaddr(to.sender)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    with _connection(to) as connection:
        if to.starttls:
            connection.starttls(context=ssl.create_default_context())
        if to.user:
            connection.login(to.user, to.password)
        connection.send_message(message)


def _connection(to: Server) -> smtplib.SMTP:
    if to.tls:  # without a context smtplib would not look whose the certificate is
        return smtplib.SMTP_SSL(to.host, to.port, timeout=PATIENCE, context=ssl.create_default_context())
    return smtplib.SMTP(to.host, to.port, timeout=PATIENCE)
