"""The list of proposals as its address asks for it: what it is narrowed to, in which look, which page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from flask import request, url_for

from registry.domain import proposal_list
from registry.domain.models import Indicator, Method, Region
from registry.domain.proposal_list import Asked, Listed
from registry.domain.proposal_terms import ProposalKind, ProposalStatus
from registry.web import auth, query
from registry.web.database import db, search
from registry.web.i18n import gettext
from registry.web.labels import capital, label
from registry.web.rendering import local

NAMES: Final = {"kinds": "laji", "statuses": "tila", "methods": "menetelma", "indicators": "indikaattori"}
PER_PAGE: Final = 25
BOARD: Final = "taulu"
WAITING: Final = (ProposalStatus.RECEIVED, ProposalStatus.UNDER_REVIEW)


@dataclass(frozen=True)
class ProposalsPage:
    """What is asked for and found."""

    asked: Asked
    page: int
    is_board: bool
    unknown: Sequence[query.Unknown]
    counts: Mapping[ProposalStatus, int]
    found: Sequence[Listed]
    columns: Mapping[ProposalStatus, Sequence[Listed]]
    methods: Mapping[str, Method]
    indicators: Mapping[str, Indicator]
    regions: Mapping[str, Region] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """How many there are with these limits."""
        return sum(
            count for status, count in self.counts.items() if not self.asked.statuses or status in self.asked.statuses
        )

    @property
    def waiting(self) -> int:
        """How many of all wait for a decision."""
        return sum(self.counts[status] for status in WAITING)

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // PER_PAGE))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.limits())

    def limits(self) -> list[tuple[str, str]]:
        """What the list is narrowed to, as an address has it."""
        found = [(shown, value) for name, shown in NAMES.items() for value in getattr(self.asked, name)]
        return found + ([("q", self.asked.words)] if self.asked.words else [])

    def selects(self) -> Iterator[tuple[str, str, list[tuple[str, str]], Sequence[str]]]:
        """The lists to choose limits from: name, title, options and what is chosen."""
        kinds = [(kind.value, capital(label(kind))) for kind in ProposalKind]
        statuses = [(status.value, capital(label(status))) for status in ProposalStatus]
        names = sorted(
            ((key, local(one.name)) for key, one in self.methods.items()), key=lambda pair: pair[1].casefold()
        )
        codes = [(code, f"{code} {local(one.short)}") for code, one in self.indicators.items()]
        yield NAMES["kinds"], gettext("Kind"), kinds, self.asked.kinds
        yield NAMES["statuses"], gettext("Status"), statuses, self.asked.statuses
        yield NAMES["methods"], gettext("Method"), names, self.asked.methods
        yield NAMES["indicators"], gettext("Indicator"), codes, self.asked.indicators

    def link(self, *, page: int = 1, board: bool | None = None, status: str = "") -> str:
        """The same list on another page, in another look, or of one status."""
        pairs = [pair for pair in self.limits() if not (status and pair[0] == NAMES["statuses"])]
        pairs += [(NAMES["statuses"], status)] if status else []
        pairs += [("nakyma", BOARD)] if (self.is_board if board is None else board) else []
        pairs += [("sivu", str(page))] if page > 1 else []
        return _address(url_for("proposals.index"), pairs)

    def file(self, endpoint: str) -> str:
        """The same list as a file."""
        return _address(url_for(endpoint), self.limits())


def _address(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def read(unknown: list[query.Unknown]) -> Asked:
    """What the address asks for; what means nothing becomes `unknown`."""
    known, args = search().catalogue(db()), request.args
    allowed: dict[str, Collection[str]] = {
        "kinds": list(ProposalKind), "statuses": list(ProposalStatus), "methods": known.methods, "indicators": known.indicator_codes,
    }  # fmt: skip
    names = {"kinds": "proposal_kind", "statuses": "proposal_status", "methods": "method", "indicators": "indicator"}
    chosen = {
        name: query.chosen(args.getlist(shown), names[name], shown, allowed[name], unknown)
        for name, shown in NAMES.items()
    }
    words = " ".join(query.readable(args.get("q", "")).split())[: query.LONGEST_QUERY]
    return Asked(
        kinds=chosen["kinds"],
        statuses=chosen["statuses"],
        methods=chosen["methods"],
        indicators=chosen["indicators"],
        words=words,
    )


def of() -> ProposalsPage:
    """The page that is asked for. Three queries, and those of the catalogue's number."""
    unknown: list[query.Unknown] = []
    session, actor, asked = db(), auth.actor(), read(unknown)
    page = query.number(request.args, "sivu", 1, 10**5, unknown)
    is_board = request.args.get("nakyma") == BOARD
    reference = search().reference(session)
    return ProposalsPage(
        asked=asked,
        page=page,
        is_board=is_board,
        unknown=unknown,
        counts=proposal_list.counts(session, actor, asked),
        found=[]
        if is_board
        else proposal_list.listed(session, actor, asked, offset=(page - 1) * PER_PAGE, limit=PER_PAGE),
        columns=proposal_list.board(session, actor, asked) if is_board else {},
        methods=search().catalogue(session).methods,
        indicators=reference.indicators,
        regions=reference.regions,
    )
