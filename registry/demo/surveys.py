"""The made-up rounds of the survey: last year's, closed and answered by all regions, and one that is open, with regions at every stage.

Rounds and their moves go through the domain. The about 1,400 answers are written as rows in one go, each with the version that the domain
would have kept: saving them one by one takes too long for a start.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from registry import survey_files as files
from registry.demo import story, texts
from registry.demo.dated import NOON, dated
from registry.demo.people import STORYTELLER
from registry.domain import (
    catalogue,
    history,
    installation,
    ledger,
    survey_answers,
    survey_choices,
    survey_submissions,
    surveys,
)
from registry.domain.models import IndexOutbox, Person, SurveyAnswer, SurveyAnswerVersion, SurveyRound, SurveySubmission
from registry.domain.statuses import IN_USE
from registry.domain.survey_definition import Definition, Question, slots_of
from registry.domain.survey_terms import QuestionKind
from registry.domain.survey_values import words_of
from registry.domain.vocabulary import Language

WHAT: Final = "rounds of the survey"
FILE: Final = Path(__file__).with_name("surveys.yaml")
FIRST, SECOND = "2025", "2026"
HALFWAY: Final = {"pirkanmaa": 0.5, "kymenlaakso": 0.8, "lappi": 0.3, "kanta-hame": 0.6}
"""Who is in the middle of the second round, and how far: the newcomer's own region may go on from there."""
NOT_BEGUN: Final = frozenset({"etela-savo", "keski-pohjanmaa"})
GIVEN_BACK: Final = frozenset({"kainuu"})
COUNTED_DAYS: Final = {FIRST: (420, 370), SECOND: (24, -12)}
"""How long ago each round opened and closed."""
NO_WAY_OF_OWN: Final = 0.35
Row = dict[str, Any]


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return session.exec(select(SurveyRound.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Make them up as of `today`; how many. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    story_of = _Story(session, today)
    story_of.tell(FIRST)
    story_of.tell(SECOND)
    return 2


def _definition(key: str) -> Definition:
    found = next(one for one in files.available() if one.key == FIRST)
    titles = {
        language.value: words.replace(FIRST, key) for language, words in zip(Language, _titles(found), strict=True)
    }
    return found if key == FIRST else found.model_copy(update={"key": key, "title": titles})


def _titles(found: Definition) -> list[str]:
    return [found.title[language.value] for language in Language]


class _Story:
    """Both rounds, with what a region answered last kept so that the second time is like the first."""

    def __init__(self, session: Session, today: date):
        self._session, self._today = session, today
        self._chance = random.Random(story.SEED)
        self._regions = [one.slug for one in catalogue.regions(session)]
        self._codes = survey_answers.codes(session)
        self._linked = survey_choices.linked(session)
        self._used = self._methods_in_use()
        self._levels: dict[tuple[str, str], int] = {}
        self._editors = self._editors_by_region()

    def tell(self, key: str) -> None:
        """Open a round, let the regions answer, and close the first."""
        opened, closes = (self._today - timedelta(days=ago) for ago in COUNTED_DAYS[key])
        with dated(self._session, opened):
            about = surveys.open_round(self._session, STORYTELLER, _definition(key), opened, closes, made_up=True)
        rows = [row for region in self._regions for row in self._region(about, region, opened)]
        self._write(rows)
        self._submit(about, opened)
        if key == FIRST:
            with dated(self._session, closes):
                surveys.close(self._session, STORYTELLER, key, closes, version=about.version)

    def _methods_in_use(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for region, method, status in ledger.in_force(self._session, self._today):
            if status in IN_USE:
                found.setdefault(region, set()).add(method)
        return found

    def _editors_by_region(self) -> dict[str, int]:
        found = self._session.exec(select(Person.email, Person.id).where(col(Person.email).startswith("alue.")))
        return {email.removeprefix("alue.").partition("@")[0]: number or 0 for email, number in found}

    def _share(self, about: SurveyRound, region: str) -> float:
        """How much of the questions a region has answered."""
        if about.key == FIRST:
            return 1.0
        return 0.0 if region in NOT_BEGUN else HALFWAY.get(region, 1.0)

    def _region(self, about: SurveyRound, region: str, opened: date) -> Iterator[Row]:
        slots = [
            (slot, question)
            for question in surveys.definition(about).questions
            for slot in slots_of(question, self._codes)
        ]
        for number, (slot, question) in enumerate(slots[: int(len(slots) * self._share(about, region))]):
            value = self._value(question, slot[1], region)
            if value:
                yield {
                    "round_id": surveys.id_of(about),
                    "region_slug": region,
                    "question": slot[0],
                    "indicator_code": slot[1],
                    "value": value,
                    "version": 1,
                    "saved_by": self._editors.get(region),
                    "saved_at": datetime.combine(opened + timedelta(days=2 + number // 4), NOON),
                }

    def _value(self, question: Question, code: str, region: str) -> Mapping[str, Any]:
        match question.kind:
            case QuestionKind.CHOICE:
                return {"choice": self._chance.choice(question.options).id}
            case QuestionKind.CHOICES:
                usual = [one.id for one in question.options[:-1]]
                chosen = set(self._chance.sample(usual, self._chance.randint(1, 4)))
                return {"choices": [one for one in usual if one in chosen]}
            case QuestionKind.TEXT:
                return self._text(_told()["texts"].get(question.id, _told()["notes"]), region)
            case QuestionKind.MATURITY:
                remark = self._text(_told()["notes"], region) if self._chance.random() < 0.15 else {}
                return {"level": self._level(region, code), **remark}
            case QuestionKind.METHODS:
                other = self._text(_told()["others"], region) if self._chance.random() < 0.1 else {}
                methods = self._methods(region, code)
                return ({"methods": methods} if methods else {}) | other
            case _:
                return self._proposals(region)

    def _level(self, region: str, code: str) -> int:
        """From 0 to 4: a region is as it was, or a step further; seldom a step back."""
        key = (region, code)
        if key in self._levels:
            self._levels[key] += self._chance.choices((-1, 0, 1, 2), (1, 8, 6, 1))[0]
        else:
            of_region = random.Random(f"{story.SEED}-{region}").random() * 2
            self._levels[key] = round(of_region + self._chance.random() * 2)
        self._levels[key] = min(4, max(0, self._levels[key]))
        return self._levels[key]

    def _methods(self, region: str, code: str) -> list[str]:
        """Those of the ledger that bear on the indicator, and some that the ledger does not know of."""
        linked = self._linked.get(code, [])
        found = {one for one in linked if one in self._used.get(region, ()) and self._chance.random() < 0.8}
        if linked and self._chance.random() < NO_WAY_OF_OWN:
            found.add(self._chance.choice(linked))
        return sorted(found)

    def _proposals(self, region: str) -> Mapping[str, Any]:
        if self._chance.random() < 0.4:
            return {}
        language = self._language(region)
        told = dict(self._chance.choice(_told()["proposals"][language]))
        return {"proposals": [told | {"text": self._marked(told["text"], language)}]}

    def _text(self, told: Mapping[str, list[str]], region: str) -> dict[str, str]:
        language = self._language(region)
        return {"text": self._marked(self._chance.choice(told[language]), language)}

    def _language(self, region: str) -> str:
        return "sv" if self._chance.random() < texts.SWEDISH.get(region, 0.0) else "fi"

    def _marked(self, words: str, language: str) -> str:
        return f"{texts.everything()['mark'][language]}{words}"

    def _write(self, rows: list[Row]) -> None:
        """The rows with their first versions, and word to the index of those that have words."""
        first = (self._session.exec(select(func.max(SurveyAnswer.id))).one() or 0) + 1
        numbered = [row | {"id": number} for number, row in enumerate(rows, start=first)]
        kept = ("value", "saved_by", "saved_at")
        versions = [{"answer_id": row["id"], "number": 1} | {name: row[name] for name in kept} for row in numbered]
        told = [
            {"kind": survey_answers.ANSWER, "subject": str(row["id"])} for row in numbered if words_of(row["value"])
        ]
        for table, made in ((SurveyAnswer, numbered), (SurveyAnswerVersion, versions), (IndexOutbox, told)):
            self._session.connection().execute(insert(table), made)

    def _submit(self, about: SurveyRound, opened: date) -> None:
        """Hand in what is whole, and give one back."""
        for number, region in enumerate(self._regions):
            if self._share(about, region) < 1:
                continue
            day = opened + timedelta(days=12 + number % 10)
            with dated(self._session, day):
                self._add(about, region, handed_in=True, on=day, by=self._editors.get(region))
                details = {"region": region}
                history.note(
                    self._session, self._key(region), "survey.handed_in", surveys.KIND, str(about.id), **details
                )
            if about.key == SECOND and region in GIVEN_BACK:
                with dated(self._session, day + timedelta(days=1)):
                    survey_submissions.give_back(
                        self._session, STORYTELLER, about.key, region, self._marked(_told()["given_back"], "fi")
                    )

    def _key(self, region: str) -> str:
        return f"person:{self._editors[region]}" if region in self._editors else STORYTELLER.key

    def _add(self, about: SurveyRound, region: str, *, handed_in: bool, on: date, by: int | None) -> None:
        self._session.add(
            SurveySubmission(
                round_id=surveys.id_of(about),
                region_slug=region,
                handed_in=handed_in,
                done_by=by,
                done_at=datetime.combine(on, NOON),
            )
        )
        self._session.flush()
