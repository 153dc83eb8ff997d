"""The made-up webinars, by the domain's own actions."""

from datetime import date
from typing import Final

from sqlmodel import Session

WHAT: Final = "webinars"


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return True


def fill(session: Session, today: date) -> int:
    """Make them up as of `today`; how many. The caller commits. Raises Conflict where this is no demo."""
    return 0
