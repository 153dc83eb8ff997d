"""Mails about support: to the staff when a region asks, to whoever asked when it is taken up. They tell no wish, only where to read it."""

from typing import Final

from registry.domain import support
from registry.domain.models import SupportRequest
from registry.domain.models.base import Texts
from registry.web import letters
from registry.web.database import db
from registry.web.i18n import mark as _

ASKED: Final = _("A county asks for support")
TAKEN: Final = _("Your request for support has been taken up")


def queue_asked(made: SupportRequest, method: Texts, region: Texts) -> None:
    """Tell all editors that a region asks."""
    for name, address in support.editors(db()):
        values = {"name": name, "method": method, "region": region}
        letters.queue_in_all(address, ASKED, "email/support_asked.txt", f"/tuki/{made.id}", values)


def queue_taken(taken: SupportRequest, method: Texts | None) -> None:
    """Tell whoever asked, where they are still in use."""
    if known := support.asker(db(), taken):
        values = {"name": known[0], "method": method}
        letters.queue_in_all(known[1], TAKEN, "email/support_taken.txt", f"/tuki/{taken.id}", values)
