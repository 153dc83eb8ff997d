"""What tests of support share: something to see for a walk through all routes, and a row in every table."""

from sqlmodel import Session


def for_walk(session: Session) -> None:
    """What the examples in the list of routes point to. The caller commits."""


def for_backup(session: Session) -> None:
    """A row in every table of the feature, with texts and numbers that are hard to keep."""
