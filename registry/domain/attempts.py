"""Failed attempts to sign in, and how many are too many.

Whoever has failed too often waits. What is tried meanwhile is refused unseen and not counted, so the wait always ends: nobody can keep
another person locked out for good. Account and address are kept as digests and for a day.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any, Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from registry.domain.errors import Invalid
from registry.domain.models import SignInAttempt

WINDOW: Final = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS: Final = 5
PER_ADDRESS: Final = 30
PER_ACCOUNT: Final = 50
KEPT: Final = timedelta(days=1)


def demand_few(session: Session, account: str, address: str, now: datetime) -> None:
    """Raises Invalid (`too_many`, with `minutes` to wait) where too many attempts have failed of late."""
    mine, here = _account(account), _address(address)
    limits: tuple[tuple[tuple[Any, ...], int], ...] = (
        ((col(SignInAttempt.account) == mine, col(SignInAttempt.address) == here), PER_ACCOUNT_AND_ADDRESS),
        ((col(SignInAttempt.address) == here,), PER_ADDRESS),
        ((col(SignInAttempt.account) == mine,), PER_ACCOUNT),
    )
    waits = [_wait(session, whose, most, now) for whose, most in limits]
    if longest := max(waits, default=0):
        raise Invalid("email", "too_many", minutes=longest)


def _wait(session: Session, whose: tuple[Any, ...], most: int, now: datetime) -> int:
    """Minutes until fewer than `most` lie in the window; 0 where it is so already."""
    statement = select(SignInAttempt.at).where(*whose, col(SignInAttempt.at) > now - WINDOW)
    decisive = session.exec(statement.order_by(col(SignInAttempt.at).desc()).offset(most - 1).limit(1)).first()
    return max(1, ceil((decisive + WINDOW - now).total_seconds() / 60)) if decisive else 0


def failed(session: Session, account: str, address: str, now: datetime) -> None:
    """Count a failed attempt."""
    session.add(SignInAttempt(account=_account(account), address=_address(address), at=now))
    session.flush()


def succeeded(session: Session, account: str, address: str) -> None:
    """Forget what failed before from the same address."""
    whose = (col(SignInAttempt.account) == _account(account), col(SignInAttempt.address) == _address(address))
    session.connection().execute(delete(SignInAttempt).where(*whose))


def _account(email: str) -> str:
    return sha256(email.strip().lower().encode(errors="replace")).hexdigest()


def _address(address: str) -> str:
    """The digest of an address; of IPv6 the network, because a household has 2^64 addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return sha256(address.encode(errors="replace")).hexdigest()
    whole = isinstance(found, IPv6Address) and (found.ipv4_mapped or ip_network((found, 64), strict=False))
    return sha256(str(whole or found).encode()).hexdigest()
