"""What a region's people see of a round: its sections with how far they are, who saved last, whether the answers are in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from registry.domain import catalogue, dates, events, survey_answers, survey_progress, surveys
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import Indicator, Region, SurveyAnswer, SurveyRound, SurveySubmission
from registry.domain.permissions import Action
from registry.domain.survey_definition import Definition, Question, Section, Slot, slots_of
from registry.domain.survey_terms import SurveyState
from registry.domain.survey_values import is_answered, name_of
from registry.web import auth
from registry.web.database import db


@dataclass(frozen=True)
class By:
    """Who saved something, and when; an empty name is not known or has been taken out."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Part:
    """A section with how far it is."""

    section: Section
    answered: int
    of: int


class Missing(NamedTuple):
    """A question that is not answered: its place, whether it must be, and whether it is begun and not finished."""

    name: str
    question: Question
    indicator: Indicator | None
    must: bool
    unfinished: bool


@dataclass
class RegionPage:
    """A region's answers to a round."""

    about: SurveyRound
    definition: Definition
    region: Region
    indicators: Mapping[str, Indicator]
    answers: Mapping[Slot, SurveyAnswer]
    submission: SurveySubmission | None
    names: Mapping[int, str]
    today: date

    @property
    def state(self) -> SurveyState:
        """Where the round is today."""
        return surveys.state_on(self.about, self.today)

    @property
    def is_handed_in(self) -> bool:
        """Whether the answers are in."""
        return bool(self.submission and self.submission.handed_in)

    @property
    def given_back(self) -> SurveySubmission | None:
        """What staff wrote when they gave the answers back, until these are handed in again."""
        return self.submission if self.submission and not self.submission.handed_in else None

    @property
    def can_answer(self) -> bool:
        """Whether who asks may write answers now."""
        is_open = self.state is SurveyState.OPEN and not self.is_handed_in
        return is_open and auth.may(Action.ANSWER_SURVEY, self.region.slug)

    @property
    def values(self) -> dict[Slot, Mapping[str, Any]]:
        """All values by their places."""
        return {slot: answer.value for slot, answer in self.answers.items()}

    @property
    def parts(self) -> list[Part]:
        """The sections, each with how far it is."""
        codes = list(self.indicators)
        values = dict(self.values)
        return [Part(one, *survey_progress.count(one.questions, codes, values)) for one in self.definition.sections]

    @property
    def total(self) -> tuple[int, int]:
        """How many of all questions are answered, and how many there are."""
        parts = self.parts
        return sum(one.answered for one in parts), sum(one.of for one in parts)

    @property
    def last_saved(self) -> By | None:
        """Who saved last of all."""
        newest = max(self.answers.values(), key=lambda one: one.saved_at, default=None)
        return self.by(newest)

    @property
    def done(self) -> By | None:
        """Who handed the answers in or gave them back."""
        last = self.submission
        return By(self.names.get(last.done_by or 0, ""), last.done_at) if last else None

    def by(self, answer: SurveyAnswer | None) -> By | None:
        """Who saved an answer."""
        return By(self.names.get(answer.saved_by or 0, ""), answer.saved_at) if answer else None

    def slots(self, section: Section) -> Iterator[tuple[Slot, Question]]:
        """The places of a section, in order."""
        for question in section.questions:
            yield from ((slot, question) for slot in slots_of(question, list(self.indicators)))

    def missing(self, section: Section, lacking: Sequence[Invalid]) -> Iterator[Missing]:
        """What of a section is not answered, or keeps the answers from being handed in."""
        why = {problem.field: problem.code for problem in lacking}
        for slot, question in self.slots(section):
            code = why.get(name_of(slot), "")
            if code or not is_answered(question, self.values.get(slot)):
                unfinished = code == "proposal_unfinished"
                yield Missing(name_of(slot), question, self.indicators.get(slot[1]), bool(code), unfinished)

    def section(self, key: str) -> Section:
        """A section. Raises NotFound."""
        found = self.definition.section(key)
        if found is None:
            raise NotFound("section", key)
        return found

    def after(self, section: Section) -> Section | None:
        """The section that comes next."""
        every = self.definition.sections
        return next(iter(every[every.index(section) + 1 :]), None)


def of_region(key: str, slug: str) -> RegionPage:
    """A region's page, for its own editors and staff. Raises NotFound, NotAllowed."""
    auth.demand(Action.RUN_SURVEYS if auth.may(Action.RUN_SURVEYS) else Action.ANSWER_SURVEY, slug)
    about, region = surveys.find(db(), key), catalogue.find_region(db(), slug)
    answers = survey_answers.answers(db(), auth.actor(), about, slug)
    submission = survey_answers.submissions(db(), about).get(slug)
    people = {one.saved_by for one in answers.values()} | {submission.done_by if submission else None}
    return RegionPage(
        about=about,
        definition=surveys.definition(about),
        region=region,
        indicators={one.code: one for one in catalogue.indicators(db())},
        answers=answers,
        submission=submission,
        names=events.names(db(), (number for number in people if number is not None)),
        today=dates.today(),
    )
