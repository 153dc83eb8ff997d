"""Eight people who write into the ledger at once through the real form, while server processes are killed and the catalogue changes.

Every entry has a note of its own, so that afterwards each can be told from all others. What a person was told has been saved (303) is
*acknowledged*; where the server broke off in between, nobody knows, and the entry is *in doubt*: it may be there, once.
"""

import http.client
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic, perf_counter, sleep
from typing import Final

from sqlmodel import Session, select

from benchmarks.browser import Browser, Fields
from benchmarks.servers import Server
from registry import db
from registry.domain import accounts, dates, methods, permissions
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Method
from registry.domain.models.base import utc_now
from registry.domain.permissions import Grant, Role
from registry.search.service import SearchService
from registry.settings import Settings
from registry.web.labels import indexed_words

REGIONS: Final = ("kainuu", "kainuu", "kainuu", "lappi", "lappi", "lappi", "helsinki", "helsinki")
"""Whose editor each of the eight is: some share a region on purpose."""
PASSWORD: Final = "kolme hauskaa mursua saunassa"
STATUSES: Final = ("exploring", "preparing", "piloting", "in_use", "in_use", "abandoned")
EXIT: Final[Fields] = {"exit_how": ["remove"], "exit_why": ["funding_ended", "staff_lost"], "replaced_by": ["nothing"]}
SHARED: Final = 0.6
"""How often a person writes about one of the two methods that everybody writes about."""
BROKEN: Final = (OSError, http.client.HTTPException)
PAUSE: Final = (1.2, 2.5)
KEYWORD: Final = "kuutamokierros"

Pair = tuple[str, str]


@dataclass
class Said:
    """What happened to what people wrote: notes by pair, and how often what was answered."""

    acknowledged: list[tuple[Pair, str]] = field(default_factory=list)
    in_doubt: list[tuple[Pair, str]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Run:
    """All that was said, how many processes were killed, and the last word that the catalogue got."""

    said: Said
    killed: int = 0
    changes: int = 0
    seconds: float = 0.0
    methods: Sequence[str] = ()


def move_in(session: Session) -> list[str]:
    """Make the eight people; their addresses. The caller commits."""
    emails = []
    for number, region in enumerate(REGIONS):
        email = f"kirjoittaja{number}@example.org"
        given = InviteInput(
            email=email, name=f"Kirjoittaja {number}", grants=frozenset({Grant(Role.REGION_EDITOR, region)})
        )
        _, token = accounts.invite(session, permissions.system("crowd"), given, utc_now())
        accounts.accept(session, token, PASSWORD, utc_now())
        emails.append(email)
    return emails


def run(server: Server, settings: Settings, seconds: float) -> Run:
    """Let the eight write for so long, with a process killed every other second and a method changed every second."""
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        emails = move_in(session)
        known = list(session.exec(select(Method.id).where(Method.state == "published").order_by(Method.id)))
    engine.dispose()
    result = Run(Said(), methods=known)
    writers = [
        _Writer(server.port, number, region, email, known, result.said)
        for number, (region, email) in enumerate(zip(REGIONS, emails, strict=True))
    ]
    for writer in writers:
        writer.browser.sign_in(writer.email, PASSWORD)
    begun, until = monotonic(), monotonic() + seconds
    acts: list[Callable[[], None]] = [
        *(lambda one=writer: one.write(until) for writer in writers),  # type: ignore[misc]
        lambda: _kill(server, until, result),
        lambda: _change(settings, known[-1], until, result),
    ]
    _at_once(acts, result.said)
    result.seconds = monotonic() - begun
    return result


def _at_once(acts: Sequence[Callable[[], None]], said: Said) -> None:
    def safely(act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:
            said.faults.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=safely, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Writer:
    """One person, with a browser."""

    def __init__(self, port: int, number: int, region: str, email: str, known: Sequence[str], said: Said) -> None:
        self.browser, self.email = Browser(port), email
        self._number, self._region, self._known, self._said = number, region, known, said
        self._chance = random.Random(number)
        self._written = 0

    def write(self, until: float) -> None:
        """Write entry after entry."""
        while monotonic() < until:
            method = self._chance.choice(self._known[:2] if self._chance.random() < SHARED else self._known)
            try:
                self._one(method)
            except BROKEN as error:
                self._said.answers[f"broken off before sending: {type(error).__name__}"] += 1
                sleep(0.05)

    def _one(self, method: str) -> None:
        path, pair = f"/alueet/{self._region}/menetelmat/{method}", (self._region, method)
        self._written += 1
        note = f"Kirjoittaja {self._number}, merkintä {self._written}: äöå €"
        fields = self.browser.get(path).form(path) | self._typed(note)
        while True:
            begun = perf_counter()
            try:
                answer = self.browser.post(path, fields)
            except BROKEN:
                self._said.in_doubt.append((pair, note))
                self._said.answers["broken off"] += 1
                return
            self._said.seconds.append(perf_counter() - begun)
            self._said.answers[str(answer.status)] += 1
            if answer.status == 303:
                self._said.acknowledged.append((pair, note))
            elif answer.status not in {409, 422}:
                self._said.faults.append(f"{answer.status} for {path}")
            if answer.status != 409:
                return
            kept = answer.form(path)
            lost = [name for name in fields if name not in {"version", "csrf_token"} and kept.get(name) != fields[name]]
            if lost or kept["version"] == fields["version"]:
                self._said.faults.append(f"a conflict lost {lost}, version {kept['version']} after {fields['version']}")
                return
            fields = kept

    def _typed(self, note: str) -> Fields:
        status = self._chance.choice(STATUSES)
        day = dates.today()
        typed: Fields = {"status": [status], "since": [_as_typed(day)], "note": [note]}
        if status == "in_use":
            typed["coverage"] = [str(self._chance.randint(0, 100))]
        return typed | (EXIT if status == "abandoned" else {})


def _as_typed(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _kill(server: Server, until: float, result: Run) -> None:
    """Kill a server process now and then, in the middle of whatever it does."""
    chance = random.Random(0)
    while monotonic() + PAUSE[1] < until:
        sleep(chance.uniform(*PAUSE))
        workers = server.workers()
        if len(workers) > 1:  # one that answers is left, as the master needs a moment to start another
            os.kill(chance.choice(workers), signal.SIGKILL)
            result.killed += 1


def _change(settings: Settings, method_id: str, until: float, result: Run) -> None:
    """Change a method every second as another process would, so that the index is written, too."""
    engine = db.make_engine(settings.database_url)
    service = SearchService(settings.index_dir, indexed_words())
    while monotonic() < until:
        sleep(1.0)
        with db.transaction(engine) as session:
            given = methods.as_input(methods.find(session, method_id))
            words = [word for word in given.keywords.fi if not word.startswith(KEYWORD)]
            keywords = given.keywords.model_copy(update={"fi": [*words, f"{KEYWORD}{result.changes + 1}"]})
            methods.save(session, "crowd", given.model_copy(update={"keywords": keywords}))
        result.changes += 1
        service.indexer(engine).drain(engine)
    engine.dispose()
