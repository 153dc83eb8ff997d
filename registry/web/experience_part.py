"""What pages of other features show of experience reports: on the page of a method, on a region's own page and on its public one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.domain import experience_list, methods
from registry.domain.experience_list import Published
from registry.domain.experience_summary import Summary, summarised
from registry.domain.experience_terms import ReportState
from registry.domain.ledger import Entry
from registry.domain.models import ExperienceReport, Method, Region
from registry.domain.statuses import IN_USE, LEAVING
from registry.domain.vocabulary import State
from registry.web import auth
from registry.web.database import db, search

MOST_ASKED: Final = 5
MOST_SHOWN: Final = 5


@dataclass(frozen=True)
class MethodExperience:
    """What regions have told of a method: their reports, newest first, and the summary."""

    reports: Sequence[Published]
    summary: Summary
    regions: Mapping[str, Region]


def of_method(method_id: str) -> MethodExperience:
    """The part of a method's page. One query."""
    reports = experience_list.listed(db(), methods=[method_id])
    return MethodExperience(reports, summarised(one.answers for one in reports), search().reference(db()).regions)


@dataclass(frozen=True)
class OwnExperience:
    """What a region has written, and the methods that it uses or has given up and not written of, a few."""

    reports: Sequence[ExperienceReport]
    asked: Sequence[Method]
    published: Mapping[str, Method]
    changed: Collection[int | None]
    """The published ones in which something is written that is not public."""

    @property
    def drafts(self) -> list[ExperienceReport]:
        """What the public does not see."""
        return [one for one in self.reports if one.state is not ReportState.PUBLISHED]

    @property
    def public(self) -> list[ExperienceReport]:
        """What the public sees, some of it changed since."""
        return [one for one in self.reports if one.state is ReportState.PUBLISHED]


def of_own_page(slug: str, entries: Collection[Entry]) -> OwnExperience:
    """The part of a region's own page. Two queries, six with methods out of use. Raises NotAllowed."""
    known = search().catalogue(db()).methods
    written = experience_list.of_region(db(), auth.actor(), slug)
    names = known | {one.id: one for one in _out_of_use({one.method_id for one in written} - known.keys())}
    reports = [one for one in written if one.method_id in names]
    told = {one.method_id for one in reports}
    lived = sorted(
        (one for one in entries if one.status in IN_USE or one.status in LEAVING),
        key=lambda one: one.since,
        reverse=True,
    )
    asked = [known[one.method] for one in lived if one.method in known and one.method not in told]
    public = {one.id: one.answers for one in experience_list.listed(db(), regions=[slug])}
    changed = {one.id for one in reports if one.id in public and one.answers != public[one.id]}
    return OwnExperience(reports, asked[:MOST_ASKED], names, changed)


def _out_of_use(ids: Collection[str]) -> list[Method]:
    """Methods that were taken out of use; none that is a draft again. Four queries, none without ids."""
    return [one for one in methods.by_ids(db(), sorted(ids)) if one.state is not State.DRAFT] if ids else []


def of_region(slug: str) -> Sequence[Published]:
    """The newest published reports of a region. One query."""
    return experience_list.listed(db(), regions=[slug], limit=MOST_SHOWN)
