"""What the pages of experience reports show: the list of published ones as it is asked for, and one report with its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from registry.domain import experience, experience_list, methods, redaction
from registry.domain.errors import NotFound
from registry.domain.experience_input import TEXTS
from registry.domain.experience_list import Published
from registry.domain.experience_terms import Again, ReportState
from registry.domain.models import ExperienceReport, ExperienceVersion, Indicator, Method, Region
from registry.domain.permissions import Actor
from registry.domain.redaction import Redacted, RedactionKind
from registry.domain.vocabulary import State
from registry.search.facets import in_alphabet
from registry.web import auth, query
from registry.web.database import db, search
from registry.web.rendering import local

PER_PAGE: Final = 20
MOST_DRAFTS: Final = 100
NAMES: Final = {"method": "menetelma", "region": "alue", "again": "uudelleen", "indicator": "indikaattori"}
LAST_PAGE: Final = 10**6


@dataclass(frozen=True)
class ListPage:
    """Published reports, a page at a time. `chosen` is one value for each limit, by the name that it has in the address."""

    page: int
    chosen: Mapping[str, Any]
    reports: Sequence[Published]
    total: int
    total_no: int
    published: Mapping[str, Method]
    regions: Mapping[str, Region]
    indicators: Mapping[str, Indicator]
    unknown: Sequence[query.Unknown] = field(default=())
    drafts: Sequence[ExperienceReport] = field(default=())
    """What is not published yet, for those who may read it; shown once, where nothing is narrowed."""

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.total // PER_PAGE))

    def link(self, number: int) -> str:
        """The address of another page."""
        return url_for("experience.index", **self.chosen, sivu=number if number > 1 else None)

    @property
    def methods(self) -> list[Method]:
        """The methods to choose from, by name."""
        return sorted(self.published.values(), key=lambda method: in_alphabet(local(method.name)))


def list_page(args: MultiDict[str, str]) -> ListPage:
    """The list that the address asks for. Four queries at most."""
    known, reference = search().catalogue(db()), search().reference(db())
    unknown: list[query.Unknown] = []

    def one(name: str, allowed: Any) -> list[str]:
        return list(query.chosen([args.get(NAMES[name], "")], name, NAMES[name], allowed, unknown))

    method, region = one("method", known.methods), one("region", reference.regions)
    again, codes = [Again(value) for value in one("again", list(Again))], one("indicator", known.indicator_codes)
    number = query.number(args, query.PAGE_NAMES["page"], 1, LAST_PAGE, unknown)
    about = [key for key in known.linked_to(codes) if not method or key in method] if codes else method
    narrowed: dict[str, Any] = {"methods": about, "regions": region}
    nothing = bool(codes) and not about
    counts = {} if nothing else experience_list.count_again(db(), **narrowed)
    wanted: dict[str, Any] = {"again": again, "offset": (number - 1) * PER_PAGE, "limit": PER_PAGE}
    words = query.PAGE_WORDS["again"]
    chosen = {"method": method, "region": region, "again": [words[value] for value in again], "indicator": codes}
    narrowed_by = {NAMES[name]: values[0] for name, values in chosen.items() if values}
    first = number == 1 and not narrowed_by
    return ListPage(
        page=number,
        chosen=narrowed_by,
        reports=[] if nothing else experience_list.listed(db(), **narrowed, **wanted),
        total=sum(counts[value] for value in counts if not again or value in again),
        total_no=counts.get(Again.NO, 0),
        published=known.methods,
        regions=reference.regions,
        indicators=reference.indicators,
        unknown=unknown,
        drafts=experience_list.waiting(db(), auth.actor(), MOST_DRAFTS) if first else (),
    )


@dataclass(frozen=True)
class ReportPage:
    """One report as it is shown: a published version (`number`), or what is written and not published (0)."""

    report: ExperienceReport
    method: Method
    region: Region
    answers: Mapping[str, Any]
    number: int
    at: datetime
    versions: Sequence[ExperienceVersion]
    has_changes: bool
    redacted: Redacted | None
    withdrawn: ExperienceVersion | None
    """The version that is shown, where it was taken back."""

    @property
    def is_newest(self) -> bool:
        """Whether this is what the public sees first."""
        return self.number == self.report.published_number and self.number > 0

    @property
    def is_linked(self) -> bool:
        """Whether the method has a page."""
        return self.method.state is State.PUBLISHED

    @property
    def again(self) -> Again | None:
        """Whether it would be done again; a draft may not say."""
        return Again(self.answers["again"]) if "again" in self.answers else None

    @property
    def earlier(self) -> list[ExperienceVersion]:
        """The other published versions."""
        return [one for one in self.versions if one.number != self.number]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the region has taken it back."""
        return self.report.state is ReportState.WITHDRAWN


def report_page(actor: Actor, report_id: int, number: int | None = None) -> ReportPage:
    """A report as somebody may see it: the newest published version, or the one asked for; of a draft what is written, as with number 0.

    Raises NotFound.
    """
    report = experience.find(db(), actor, report_id)
    versions = experience_list.versions(db(), actor, report)
    wanted = report.published_number if number is None else number
    version = next((one for one in versions if one.number == wanted), None)
    sees_draft = experience.may_see_draft(actor, report)
    if version is None and (wanted or not sees_draft):
        raise NotFound(experience.KIND, f"{report_id}/{wanted}")
    (method,) = methods.by_ids(db(), [report.method_id])
    at = version.published_at if version else report.saved_at
    marker = redaction.of_kind(db(), RedactionKind.EXPERIENCE, [str(report_id)]).get(str(report_id))
    return ReportPage(
        report=report,
        method=method,
        region=search().reference(db()).regions[report.region_slug],
        answers=version.answers if version else report.answers,
        number=version.number if version else 0,
        at=at,
        versions=versions,
        has_changes=sees_draft and experience.has_changes(report, versions[0] if versions else None),
        redacted=marker if marker and marker.at >= at else None,
        withdrawn=version if version and version.withdrawn_at else None,
    )


def said(answers: Mapping[str, Any]) -> str:
    """A text of a report that tells it in a list: why it would be done again or not, or the first that there is."""
    return next((str(answers[name]) for name in ("again_why", *TEXTS) if answers.get(name)), "")


def is_draft_asked() -> bool:
    """Whether the address asks for what is not published yet."""
    return request.args.get("luonnos") == "1"
