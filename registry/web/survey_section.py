"""One section of a region's answers: each question with what is in its fields, who saved it, last time's answer, and what others saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.domain import survey_answers, survey_choices, surveys
from registry.domain.models import Indicator, SurveyRound
from registry.domain.models.base import Texts
from registry.domain.survey_answers import SavedElsewhere, Typed
from registry.domain.survey_definition import Question, Section, Slot
from registry.domain.survey_terms import QuestionKind
from registry.domain.survey_values import name_of
from registry.web import auth, survey_words
from registry.web.database import db
from registry.web.forms.surveys import shown_rows
from registry.web.rendering import local
from registry.web.survey_page import By, RegionPage


@dataclass
class Place:
    """One place for an answer as it is shown: what is in the fields, on top of which version, and what is known around it."""

    slot: Slot
    question: Question
    indicator: Indicator | None
    value: Mapping[str, Any]
    version: int = 0
    saved: By | None = None
    last: Sequence[str] = ()
    last_level: str = ""
    words: Sequence[str] = ()
    errors: Sequence[str] = ()
    theirs: Sequence[str] | None = None
    theirs_by: By | None = None
    linked: Sequence[tuple[str, str]] = ()
    added: Sequence[tuple[str, str]] = ()

    @property
    def name(self) -> str:
        """What its fields begin with."""
        return name_of(self.slot)

    @property
    def rows(self) -> Sequence[Mapping[str, str]]:
        """Rows of proposals."""
        return shown_rows(self.question, self.value)


@dataclass
class SectionPage:
    """A section of a region's page: its places by question, and how the round before is called where there was one."""

    page: RegionPage
    section: Section
    places: dict[str, list[Place]]
    before: SurveyRound | None
    methods: Mapping[str, Texts]

    @property
    def every(self) -> Iterator[Place]:
        """All places, in order."""
        for found in self.places.values():
            yield from found

    @property
    def catalogue(self) -> list[tuple[str, str]]:
        """All methods by id and name, for the search field."""
        return _options(self.methods, list(self.methods))


def of_section(page: RegionPage, key: str) -> SectionPage:
    """A section with everything around its answers."""
    section = page.section(key)
    before = surveys.before(db(), page.about)
    earlier = survey_answers.answers(db(), auth.actor(), before, page.region.slug) if before else {}
    asked_before = surveys.definition(before) if before else None
    has_methods = any(one.kind is QuestionKind.METHODS for one in section.questions)
    methods = survey_choices.names(db()) if has_methods else {}
    linked = survey_choices.linked(db()) if has_methods else {}
    places: dict[str, list[Place]] = {}
    for slot, question in page.slots(section):
        answer = page.answers.get(slot)
        place = Place(slot, question, page.indicators.get(slot[1]), answer.value if answer else {})
        place.version, place.saved = (answer.version, page.by(answer)) if answer else (0, None)
        place.words = survey_words.lines(question, place.value, methods)
        place.linked = _options(methods, linked.get(slot[1], ()))
        then = asked_before.question(question.id) if asked_before else None
        if then and slot in earlier:
            place.last = survey_words.lines(then, earlier[slot].value, methods)
            place.last_level = survey_words.level_of(then, earlier[slot].value)
        places.setdefault(question.id, []).append(place)
    found = SectionPage(page, section, places, before, methods)
    _offer_added(found)
    return found


def _options(methods: Mapping[str, Texts], keys: Sequence[str]) -> list[tuple[str, str]]:
    return sorted(((key, local(methods[key])) for key in keys if key in methods), key=lambda one: one[1])


def _offer_added(found: SectionPage) -> None:
    """Methods that were chosen from the whole catalogue stand as choices beside those that are linked to the indicator."""
    for place in found.every:
        near = {key for key, _name in place.linked}
        place.added = _options(found.methods, [one for one in place.value.get("methods", ()) if one not in near])


def show_again(found: SectionPage, given: Mapping[Slot, Typed], wrong: Mapping[str, Sequence[str]]) -> None:
    """Put what was typed back into the fields, with what is wrong with it."""
    for place in found.every:
        if place.slot in given:
            place.value = given[place.slot].value
            place.version = given[place.slot].version
        place.errors = wrong.get(place.name, ())
    _offer_added(found)


def show_theirs(found: SectionPage, elsewhere: Mapping[Slot, SavedElsewhere]) -> None:
    """Show what others saved first beside what is in the fields, which is saved over it by saving again."""
    for place in found.every:
        if place.slot in elsewhere:
            theirs = elsewhere[place.slot].theirs
            place.theirs = survey_words.lines(place.question, theirs.value if theirs else {}, found.methods)
            place.theirs_by, place.version = found.page.by(theirs), theirs.version if theirs else 0
