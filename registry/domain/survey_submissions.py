"""Handing a region's answers in, with what keeps them from it, and giving them back: a row each time, of which the newest holds."""

from datetime import date

from sqlmodel import Session

from registry.domain import history, permissions, survey_answers, survey_proposals, surveys
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.models import SurveyRound, SurveySubmission
from registry.domain.permissions import Action, Actor
from registry.domain.survey_values import LONGEST, is_answered, lacking_in, name_of


def hand_in(session: Session, actor: Actor, key: str, region: str, today: date) -> SurveySubmission:
    """Hand a region's answers in: from then on they are seen by all who read results, and nobody changes them; proposals in them go to the log.

    The caller commits.

    Raises NotAllowed, NotFound, Invalid(answers, not_open | handed_in), InvalidInput(name_of(slot), missing | proposal_unfinished).
    """
    permissions.demand(actor, Action.ANSWER_SURVEY, region)
    about = surveys.find(session, key)
    surveys.queue_up(session, about)
    survey_answers.demand_open(session, about, region, today)
    if problems := lacking(session, about, region):
        raise InvalidInput(problems)
    made = _submit(session, about, region, actor, handed_in=True, note=None)
    history.note(session, actor.key, "survey.handed_in", surveys.KIND, str(about.id), region=region)
    survey_proposals.send(session, actor, about, region, today)
    session.flush()
    return made


def give_back(session: Session, actor: Actor, key: str, region: str, why: str) -> SurveySubmission:
    """Give a region's answers back, to be mended and handed in again. The caller commits.

    Raises NotAllowed, NotFound, Invalid(region, not_handed_in), Invalid(why, missing | too_long).
    """
    permissions.demand(actor, Action.RUN_SURVEYS)
    about = surveys.find(session, key)
    surveys.queue_up(session, about)
    if not survey_answers.is_handed_in(session, about, region):
        raise Invalid("region", "not_handed_in")
    text = why.replace("\0", "").strip()
    if not text:
        raise Invalid("why", "missing")
    if len(text) > LONGEST:
        raise Invalid("why", "too_long", most=LONGEST, length=len(text))
    made = _submit(session, about, region, actor, handed_in=False, note=text)
    history.note(session, actor.key, "survey.given_back", surveys.KIND, str(about.id), region=region)
    session.flush()
    return made


def lacking(session: Session, about: SurveyRound, region: str) -> list[Invalid]:
    """What keeps a region's answers from being handed in, in the order of the questions. Two queries."""
    found: list[Invalid] = []
    saved, codes = survey_answers.of_region(session, about, region), survey_answers.codes(session)
    for question in surveys.definition(about).questions:
        for code in codes if question.by_indicator else ("",):
            answer = saved.get((question.id, code))
            value = answer.value if answer else {}
            if question.required and not is_answered(question, value):
                found.append(Invalid(name_of((question.id, code)), "missing"))
            found += lacking_in(question, code, value)
    return found


def _submit(
    session: Session, about: SurveyRound, region: str, actor: Actor, *, handed_in: bool, note: str | None
) -> SurveySubmission:
    made = SurveySubmission(
        round_id=surveys.id_of(about), region_slug=region, handed_in=handed_in, note=note, done_by=actor.person_id
    )
    session.add(made)
    for one in survey_answers.of_region(session, about, region).values():
        history.searched(session, survey_answers.ANSWER, str(one.id))
    return made
