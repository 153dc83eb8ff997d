"""Experience reports: a region's own people write one on a method, publish it, change it, take it back with a reason.

What is written is a draft until it is published. A change of a published report is a draft beside it: the public sees the version that was
published last (`ExperienceVersion`), and every earlier one stays. Who may see what is decided here.
"""

from datetime import date
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from registry.domain import catalogue, history, methods, permissions
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotFound
from registry.domain.experience_input import ExperienceInput, lacking
from registry.domain.experience_terms import ReportState
from registry.domain.models import AdoptionEntry, ExperienceReport, ExperienceVersion, Method
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.vocabulary import State

KIND: Final = "experience"
LONGEST_REASON: Final = 1000
SEES: Final[dict[ReportState, Action | None]] = {
    ReportState.PUBLISHED: None,
    ReportState.DRAFT: Action.READ_EXPERIENCE_DRAFTS,
    ReportState.WITHDRAWN: Action.SEE_REGIONS_DESK,
}
"""What one must be allowed to do in the region to see a report in each state; None: everybody sees it."""


def save(
    session: Session, actor: Actor, region: str, method_id: str, given: ExperienceInput, *, version: int
) -> ExperienceReport:
    """Keep a report as it is written; what the public sees does not change. The caller commits, or rolls back where it raises.

    Raises NotAllowed, NotFound where the region or the method is none to write of, Conflict where somebody has saved it meanwhile.
    """
    permissions.demand(actor, Action.REPORT_EXPERIENCE, region)
    row = _taken(session, actor, region, method_id, version)
    row.answers, row.saved_at = given.answers(), utc_now()
    history.searched(session, KIND, str(row.id))
    session.flush()
    return row


def keep(
    session: Session, actor: Actor, region: str, method_id: str, given: ExperienceInput, *, version: int
) -> ExperienceReport:
    """Save as `save`; but what is stored already needs no saving, whatever the version, as when an answer got lost on its way."""
    known = own(session, actor, region, method_id)
    if known is not None and known.version != version and known.answers == given.answers():
        return known
    return save(session, actor, region, method_id, given, version=version)


def publish(
    session: Session, actor: Actor, region: str, method_id: str, given: ExperienceInput, *, version: int, today: date
) -> ExperienceReport:
    """Save a report and make it public, as a version that stays. The caller commits, or rolls back where it raises.

    Raises as `save`, and InvalidInput with what it lacks (`experience_input.lacking`).
    """
    permissions.demand(actor, Action.REPORT_EXPERIENCE, region)
    if problems := lacking(given, today.year):
        raise InvalidInput(problems)
    row = save(session, actor, region, method_id, given, version=version)
    row.published_number += 1
    row.state, row.again, row.published_at = ReportState.PUBLISHED, given.again, row.saved_at
    made = ExperienceVersion(
        report_id=row.id or 0,
        number=row.published_number,
        answers=row.answers,
        published_by=actor.person_id,
        published_at=row.saved_at,
    )
    session.add(made)
    told = {"region": region, "method": method_id, "version": made.number}
    history.note(session, actor.key, "experience.published", KIND, str(row.id), **told)
    session.flush()
    return row


def withdraw(
    session: Session, actor: Actor, region: str, method_id: str, reason: str, *, version: int
) -> ExperienceReport:
    """Take a published report back: none of its versions is public any more, its region and the staff see them with the reason.

    They stay so when it is published again; the reason of each stays with it. The caller commits.

    Raises NotAllowed, NotFound where none is published, Conflict, Invalid("reason", not_said | too_long).
    """
    permissions.demand(actor, Action.REPORT_EXPERIENCE, region)
    row = of_pair(session, region, method_id)
    if row is None or row.state is not ReportState.PUBLISHED:
        raise NotFound(KIND, f"{region}/{method_id}")
    why = reason.replace("\0", "").strip()
    if not why:
        raise Invalid("reason", "not_said")
    if len(why) > LONGEST_REASON:
        raise Invalid("reason", "too_long", most=LONGEST_REASON, length=len(why))
    _next(session, row, version)
    row.state, row.withdrawn_because = ReportState.WITHDRAWN, why
    public = select(ExperienceVersion).where(
        ExperienceVersion.report_id == row.id, col(ExperienceVersion.withdrawn_at).is_(None)
    )
    for made in session.exec(public):
        made.withdrawn_at, made.withdrawn_because = utc_now(), why
    history.note(session, actor.key, "experience.withdrawn", KIND, str(row.id), region=region, method=method_id)
    history.searched(session, KIND, str(row.id))
    session.flush()
    return row


def _taken(session: Session, actor: Actor, region: str, method_id: str, version: int) -> ExperienceReport:
    """The row to write in, its version one higher: the one that is there, or a new one. Raises NotFound, Conflict."""
    catalogue.find_region(session, region)
    row = of_pair(session, region, method_id)
    find_method(session, region, method_id, row)
    if row is not None:
        _next(session, row, version)
        return row
    if version:
        raise Conflict(f"there is no report {region}/{method_id} that could have version {version}")
    row = ExperienceReport(
        region_slug=region, method_id=method_id, state=ReportState.DRAFT, version=1, started_by=actor.person_id
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # somebody else began it between our look and our write
        raise Conflict(f"report {region}/{method_id} was begun elsewhere") from error
    history.note(session, actor.key, "experience.begun", KIND, str(row.id), region=region, method=method_id)
    return row


def find_method(session: Session, region: str, method_id: str, report: ExperienceReport | None) -> Method:
    """The method that a region may write of: a published one, or one taken out of use that it has used or has written of already.

    Raises NotFound.
    """
    method = methods.named(session, method_id)
    if method is None:
        raise NotFound("method", method_id)
    if method.state is State.PUBLISHED or report is not None:
        return method
    used = select(AdoptionEntry.id).where(AdoptionEntry.region_slug == region, AdoptionEntry.method_id == method_id)
    if session.exec(used.limit(1)).first() is None:
        raise NotFound("method", method_id)
    return method


def _next(session: Session, row: ExperienceReport, version: int) -> None:
    """Give a row its next version in one statement, so that of two writers only one finds the version that both have seen."""
    seen = (col(ExperienceReport.id) == row.id) & (col(ExperienceReport.version) == version)
    statement = update(ExperienceReport).where(seen).values(version=version + 1)
    statement = statement.execution_options(synchronize_session=False)
    if not session.connection().execute(statement).rowcount:
        raise Conflict(f"report {row.id} has another version than {version}")
    session.refresh(row)


def of_pair(session: Session, region: str, method_id: str) -> ExperienceReport | None:
    """The report of a region on a method, as it is now; None where nobody has begun it."""
    statement = select(ExperienceReport).where(
        ExperienceReport.region_slug == region, ExperienceReport.method_id == method_id
    )
    return session.exec(statement.execution_options(populate_existing=True)).first()


def own(session: Session, actor: Actor, region: str, method_id: str) -> ExperienceReport | None:
    """The report of one's own region to write on. Raises NotAllowed."""
    permissions.demand(actor, Action.REPORT_EXPERIENCE, region)
    return of_pair(session, region, method_id)


def may_see_draft(actor: Actor, report: ExperienceReport) -> bool:
    """Whether somebody may see what is written and not published yet."""
    return permissions.may(actor, Action.READ_EXPERIENCE_DRAFTS, report.region_slug)


def may_see_withdrawn(actor: Actor, report: ExperienceReport) -> bool:
    """Whether somebody may see the versions that were taken back."""
    return permissions.may(actor, Action.SEE_REGIONS_DESK, report.region_slug)


def seen_by(actor: Actor) -> Any:
    """The reports that somebody may see, as a condition of SQL on `ExperienceReport`. None about a method that is only a draft."""
    drafts = select(Method.id).where(col(Method.state) == State.DRAFT)
    parts = [_in_state(actor, state, action) for state, action in SEES.items()]
    return or_(*parts) & col(ExperienceReport.method_id).not_in(drafts)


def drafts_seen_by(actor: Actor) -> Any:
    """The reports of which somebody may read what is not published, as a condition of SQL on `ExperienceReport`."""
    if permissions.may(actor, Action.READ_EXPERIENCE_DRAFTS):  # everywhere: staff
        return seen_by(actor)
    own = [slug for slug in actor.regions if permissions.may(actor, Action.READ_EXPERIENCE_DRAFTS, slug)]
    return seen_by(actor) & col(ExperienceReport.region_slug).in_(own)


def _in_state(actor: Actor, state: ReportState, action: Action | None) -> Any:
    in_state = col(ExperienceReport.state) == state
    if action is None or permissions.may(actor, action):  # everywhere: staff
        return in_state
    mine = [slug for slug in actor.regions if permissions.may(actor, action, slug)]
    return in_state & col(ExperienceReport.region_slug).in_(mine)


def find(session: Session, actor: Actor, report_id: int) -> ExperienceReport:
    """A report that somebody may see. Raises NotFound."""
    found = session.exec(select(ExperienceReport).where(ExperienceReport.id == report_id, seen_by(actor))).first()
    if found is None:
        raise NotFound(KIND, str(report_id))
    return found


def has_changes(report: ExperienceReport, newest: ExperienceVersion | None) -> bool:
    """Whether something is written that is not published."""
    return newest is None or report.answers != newest.answers
