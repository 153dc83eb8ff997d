"""What became of made-up answers to the survey: in some regions methods that were named are confirmed or set aside, others wait; the proposals
of the second round are in the log.
"""

from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session, col, select

from registry.demo.dated import NOON, dated
from registry.demo.people import STORYTELLER
from registry.demo.story import FEATURED
from registry.demo.surveys import FIRST, SECOND
from registry.domain import catalogue, installation, survey_offers, survey_proposals, survey_submitted, surveys
from registry.domain.models import AdoptionEntry, Person, ProposalStep, SurveyHandling, SurveyRound
from registry.domain.permissions import Actor, Grant, Role
from registry.domain.survey_offers import Offer, Typed

WHAT: Final = "methods of the survey handled"
MOST: Final = 5
"""So many regions have gone through what they named: one method confirmed, the next set aside, the rest left to wait."""
ON: Final = {FIRST: 330, SECOND: 6}
"""How many days ago methods of the first round were handled, and proposals of the second handed in."""
YEARS_BEFORE: Final = 2


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return session.exec(select(SurveyHandling.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Handle what was answered; how many methods. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    handled_on, sent_on = (today - timedelta(days=ON[key]) for key in (FIRST, SECOND))
    with dated(session, handled_on):
        done = _handle_some(session, handled_on)
    with dated(session, sent_on):
        _send(session, sent_on)
    return done


def _handle_some(session: Session, on: date) -> int:
    """Let the first regions that have methods waiting decide on two of them; a newcomer's own region is among them where it has some."""
    about, done = surveys.find(session, FIRST), 0
    regions = [region.slug for region in catalogue.regions(session)]
    for region in sorted(regions, key=lambda slug: (slug not in FEATURED, regions.index(slug))):
        actor = _editor(session, region)
        waiting = [one for one in survey_offers.offers(session, actor, about, region, on) if one.version == 0]
        if waiting and done < 2 * MOST:
            done += _handle(session, actor, about, region, waiting[:2], confirms=done % 2 == 0, on=on)
    return done


def _handle(
    session: Session, actor: Actor, about: SurveyRound, region: str, chosen: list[Offer], *, confirms: bool, on: date
) -> int:
    decisions = [Typed("confirm", "in_use", str(on.year - YEARS_BEFORE), 0), Typed("set_aside", "", "", 0)]
    if not confirms:
        decisions.reverse()
    typed = {offer.method: one for offer, one in zip(chosen, decisions, strict=False)}
    survey_offers.answer(session, actor, about, region, typed, on)
    _date_back(session, region, chosen, datetime.combine(on, NOON))
    return len(typed)


def _date_back(session: Session, region: str, chosen: list[Offer], at: datetime) -> None:
    """Rows have the day of the story, as the log of events has."""
    methods = [offer.method for offer in chosen]
    rows = select(SurveyHandling).where(
        SurveyHandling.region_slug == region, col(SurveyHandling.method_id).in_(methods)
    )
    for row in session.exec(rows).all():
        row.done_at = at
        entry = session.get(AdoptionEntry, row.entry_id) if row.entry_id else None
        if entry is not None:
            entry.recorded_at = at


def _send(session: Session, on: date) -> None:
    about = surveys.find(session, SECOND)
    number = surveys.id_of(about)
    for region in sorted(survey_submitted.handed_in(session, STORYTELLER, [number])[number]):
        for made in survey_proposals.send(session, _editor(session, region), about, region, on):
            made.sent_at = datetime.combine(on, NOON)
            for step in session.exec(select(ProposalStep).where(ProposalStep.proposal_id == made.id)):
                step.taken_at = made.sent_at


def _editor(session: Session, region: str) -> Actor:
    """The made-up editor of a region."""
    found = session.exec(select(Person.id).where(Person.email == f"alue.{region}@example.org")).one()
    return Actor(person_id=found, grants=frozenset({Grant(Role.REGION_EDITOR, region)}))
