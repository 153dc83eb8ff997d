"""One address of the service, who may visit it and send to it, and how it answers."""

from dataclasses import dataclass
from typing import Final

from tests.people import EVERYONE

EVERYBODY: Final = frozenset(EVERYONE)
"""Who may visit: the people of `tests/people.py`, and `nobody`, a visitor who has not signed in."""
SIGNED_IN: Final = EVERYBODY - {"nobody"}
ADMINISTRATOR: Final = frozenset({"administrator"})
REVIEWER: Final = frozenset({"reviewer"})
KAINUU: Final = frozenset({"region_editor"})
"""Who edits Kainuu."""


@dataclass(frozen=True)
class Route:
    """An address with `examples`; `kind` is what it answers with, `status` how its examples do.

    `who` may get it, and may send to it where it takes a POST (`who_posts` where that are others). `test_routes.py` walks all of them as
    everyone: others than these are led to the sign-in form, or told that they may not; and what is sent without a token changes nothing.
    """

    rule: str
    examples: tuple[str, ...]
    kind: str = "text/html"
    who: frozenset[str] = EVERYBODY
    get: bool = True
    post: bool = False
    put: bool = False
    who_posts: frozenset[str] | None = None
    status: int = 200

    @property
    def senders(self) -> frozenset[str]:
        """Who may send to it."""
        return self.who if self.who_posts is None else self.who_posts


JSON: Final = "application/json"
ATOM: Final = "application/atom+xml"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EDITOR: Final = frozenset({"editor"})
MEMBERS: Final = frozenset({"region_editor", "other_region_editor", "reviewer", "editor", "observer"})
"""Who reads what members see."""
ICS: Final = "text/calendar"
CSV: Final = "text/csv"
