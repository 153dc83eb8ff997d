"""A modest ledger for the small world, recorded by the domain's own actions: every status and exit once, a correction, a withdrawal, what is
planned, and what only a public page says. Days are told from today, so that nothing grows old.

`ago(3)` is the day three months ago. The regions: kainuu, lappi and helsinki; all others are not known.
"""

from datetime import date
from typing import Any, Final

from sqlmodel import Session

from registry.domain import adoption, contacts, dates, ledger, permissions
from registry.domain.adoption_input import EntryInput
from registry.domain.statuses import ExitHow, ExitWhy, Precision, Replacement, Status
from tests import samples

TESTS: Final = permissions.system("tests")
NOTE: Final = f"Aloitettu kahdessa kunnassa.\n{samples.NASTY}"
MAILBOX: Final = "hyte@kainuu.example"


def ago(months: int) -> date:
    """The day so many months ago; ahead where negative."""
    return dates.months_later(dates.today(), -months)


LEFT: Final[dict[str, Any]] = {"exit_how": ExitHow.REMOVE, "replacement": Replacement.NOTHING}
REPLACED: Final[dict[str, Any]] = {
    "exit_how": ExitHow.REPLACE,
    "exit_why": [ExitWhy.NOT_EFFECTIVE, ExitWhy.BETTER_METHOD],
    "replacement": Replacement.METHOD,
    "replaced_by": "tasapaino",
}


def fill(session: Session) -> None:
    """Record the ledger; the caller commits."""
    adoption.take_mentions(session, TESTS, dates.today())
    _kainuu(session)
    _lappi(session)
    _helsinki(session)
    contacts.set_mailbox(session, TESTS, "kainuu", MAILBOX)


def _kainuu(session: Session) -> None:
    say(session, "kainuu", "nuotti", Status.EXPLORING, ago(2))
    say(session, "kainuu", "pelottelu", Status.REJECTED, ago(4), exit_why=[ExitWhy.HARMFUL], note=NOTE)
    say(session, "kainuu", "alkoholineuvonta", Status.IN_USE, ago(40), coverage=100, on=ago(20))


def _lappi(session: Session) -> None:
    say(session, "lappi", "kotikaynti", Status.IN_USE, ago(50), precision=Precision.YEAR, on=ago(50))
    say(session, "lappi", "kotikaynti", Status.ABANDONED, ago(3), **REPLACED)
    say(session, "lappi", "tasapaino", Status.PILOTING, ago(5), coverage=30, note=NOTE)
    say(session, "lappi", "terveystarkastus", Status.PREPARING, ago(-2))


def _helsinki(session: Session) -> None:
    say(session, "helsinki", "alkoholineuvonta", Status.IN_USE, ago(70), precision=Precision.MONTH)
    say(session, "helsinki", "alkoholineuvonta", Status.SUSTAINED, ago(30), coverage=80)
    say(session, "helsinki", "terveystarkastus", Status.IN_USE, ago(24))
    say(session, "helsinki", "terveystarkastus", Status.PHASING_OUT, ago(-4), exit_why=[ExitWhy.FUNDING_ENDED], **LEFT)
    say(session, "helsinki", "kotikaynti", Status.IN_USE, ago(90))
    say(session, "helsinki", "kotikaynti", Status.PHASING_OUT, ago(1), exit_why=[ExitWhy.NOT_NEEDED], **LEFT)
    say(session, "helsinki", "nuotti", Status.EXPLORING, ago(14))
    say(session, "helsinki", "nuotti", Status.PREPARING, ago(13), corrects=1)
    say(session, "helsinki", "arvioimaton", Status.PREPARING, ago(2))
    adoption.withdraw(session, TESTS, "helsinki", "arvioimaton", 1, note=None, version=1, today=dates.today())


def say(
    session: Session,
    region: str,
    method: str,
    status: Status,
    since: date,
    *,
    corrects: int | None = None,
    on: date | None = None,
    **more: Any,
) -> None:
    """Record an entry, as the newest of its pair, on the day `on` (today where nothing else is said)."""
    seen = ledger.pair(session, region, method, dates.today()).version
    given = EntryInput(status=status, since=since, **more)
    today = on or dates.today()
    adoption.record(session, TESTS, region, method, given, version=seen, today=today, corrects=corrects)
