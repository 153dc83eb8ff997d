"""A feed as Atom (RFC 4287) has it: the changes with their words, addresses and identities.

An identity is a UUID made of the change's own number and moment, so that it is the same in every feed and language and wherever the
service is moved. The author is the registry: who recorded an entry is not told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from flask import url_for

from registry.domain.changes import Change, What
from registry.domain.models import Method, Region
from registry.domain.redaction import Redacted
from registry.web.i18n import current_language, gettext
from registry.web.i18n import mark as _
from registry.web.labels import label
from registry.web.rendering import absolute, entry_path, local, method_path

NAMESPACE: Final = UUID("1f7c89c6-1f80-4f64-bcdf-b57bb4f1823c")
BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed was last updated that has never had anything in it."""
TITLES: Final[Mapping[What, str]] = {
    What.METHOD_ADDED: _("Method added: %(method)s"),
    What.METHOD_CHANGED: _("Method changed: %(method)s"),
    What.METHOD_DECIDED: _("The panel has decided: %(method)s"),
    What.RECORDED: _("%(region)s: %(method)s, %(status)s"),
    What.CORRECTED: _("%(region)s: %(method)s, corrected: %(status)s"),
    What.WITHDRAWN: _("%(region)s: %(method)s, an entry was taken out"),
    What.EXPERIENCE: _("%(region)s: experience of %(method)s"),
}
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """The feed of one method, indicator or region. `key` tells it from others, `path` is its own address and `page` that of what it is of."""

    key: str
    name: str
    path: str
    page: str
    changes: Sequence[Change]
    published: Mapping[str, Method]
    regions: Mapping[str, Region]
    redacted: Mapping[int, Redacted]
    saved: datetime | None

    @property
    def identity(self) -> str:
        """The feed's own; each language is a feed of its own."""
        return urn(f"feed:{current_language().value}:{self.key}")

    @property
    def updated(self) -> str:
        """When anything in it was last changed."""
        return max([self.saved or BEGINNING, *map(self._updated, self.changes)]).isoformat()

    def updated_of(self, change: Change) -> str:
        """When a change happened, or when something in it was taken out."""
        return self._updated(change).isoformat()

    def _updated(self, change: Change) -> datetime:
        marker = self.redacted.get(change.number) if change.entry else None
        return max(change.at, marker.at) if marker else change.at

    def title_of(self, change: Change) -> str:
        """A change in one line."""
        words = {"method": self.method(change.method)}
        if change.entry:
            words |= {"region": local(self.regions[change.entry.region].short), "status": label(change.entry.status)}
        if change.experience:
            words["region"] = local(self.regions[change.experience.region].short)
        return gettext(TITLES[change.what], **words)

    def method(self, method_id: str) -> str:
        """The name of a method; its id where it is no longer published."""
        known = self.published.get(method_id)
        return local(known.name) if known else method_id

    def link_of(self, change: Change) -> str:
        """The full address of what changed."""
        if change.entry:
            return absolute(entry_path(change.entry.region, change.method, change.number))
        if change.experience:
            return absolute(url_for("experience.show", report_id=change.number))
        return absolute(method_path(change.method) + ("#paneeli" if change.decided else ""))

    def identity_of(self, change: Change) -> str:
        """The identity of a change."""
        return urn(change.key)

    @property
    def home(self) -> str:
        """The full address of the service's front page, for its author."""
        return absolute(url_for("front.index"))


def urn(key: str) -> str:
    """An identity that stays."""
    return f"urn:uuid:{uuid5(NAMESPACE, key)}"


def only_xml(text: str) -> str:
    """A document without the characters that XML cannot hold, such as a form feed that somebody has pasted into a note."""
    return _NOT_IN_XML.sub("", text)
