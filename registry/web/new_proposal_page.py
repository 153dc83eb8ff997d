"""What the form of a new proposal offers: kinds, methods, indicators, regions; and what its address suggests."""

from collections.abc import Sequence

from flask import request

from registry.domain import attachments
from registry.domain.permissions import Action
from registry.domain.proposal_input import LONGEST
from registry.domain.proposal_terms import ProposalKind
from registry.web import auth, query
from registry.web.database import db, search
from registry.web.i18n import gettext
from registry.web.labels import capital, label
from registry.web.rendering import local

MOST = attachments.MOST
LARGEST = attachments.LARGEST // attachments.MEGABYTE
Options = Sequence[tuple[str, str]]
ACCEPT = ",".join(f".{ending}" for ending in attachments.TYPES)


def suggested() -> dict[str, str]:
    """What the address says of the new proposal: kind, source, region, method, indicator."""
    names = {
        "kind": "laji", "source_note": "lahde", "region_slug": "alue", "method_id": "menetelma", "indicator_code": "indikaattori",
    }  # fmt: skip
    said = {name: query.readable(request.args.get(shown, "")).strip() for name, shown in names.items()}
    said["source_note"] = said["source_note"][: LONGEST["source_note"]]
    return said


def saved() -> int | None:
    """The number of the proposal that was saved just before this one."""
    return request.args.get("tallennettu", type=int)


def kinds() -> Options:
    """What can be proposed."""
    return [("", gettext("Choose")), *((kind.value, capital(label(kind))) for kind in ProposalKind)]


def methods() -> Options:
    """The published methods by name."""
    known = search().catalogue(db()).methods
    named = sorted(((key, local(one.name)) for key, one in known.items()), key=lambda pair: pair[1].casefold())
    return [("", gettext("No method")), *named]


def indicators() -> Options:
    """The 13 indicators."""
    known = search().reference(db()).indicators
    return [("", gettext("No indicator")), *((code, f"{code} {local(one.short)}") for code, one in known.items())]


def regions() -> Options:
    """The regions that the writer may speak of; none where there is nothing to choose."""
    known, own = search().reference(db()).regions, auth.actor().regions
    if auth.may(Action.HANDLE_PROPOSALS):
        return [("", gettext("No region")), *((slug, local(region.short)) for slug, region in known.items())]
    return [(slug, local(known[slug].short)) for slug in own if slug in known] if len(own) > 1 else []
