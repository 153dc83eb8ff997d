"""What tests of the HYTE status survey share: a round at work in the small world, by the domain's own functions.

    about = surveys.open_round(session)                     # staff open the starter round, for a month from yesterday on
    surveys.answer(session, "kainuu", ("kypsyys", "P1"), {"level": 3})
    surveys.answer_all(session, "kainuu", level=2)          # every question, so that it may be handed in
    surveys.hand_in(session, "kainuu")

Answers are saved by a system actor, whoever the region's editors are, unless an `actor` is given. The caller commits.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from registry import survey_files as files
from registry.domain import dates, survey_answers, survey_submissions
from registry.domain import surveys as rounds
from registry.domain.models import SurveyAnswer, SurveyAnswerVersion, SurveyHandling, SurveyRound, SurveySubmission
from registry.domain.permissions import Actor, system
from registry.domain.survey_definition import Definition, Question, Slot
from registry.domain.survey_terms import Handling, QuestionKind, SurveyState
from registry.domain.vocabulary import Language
from tests import people

KEY: Final = "2025"
WRITER: Final = system("tests")
AT: Final = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
NOTE: Final = "Ö & \u2028 'x' \"y\"\n\U0001f9d1\u200d\U0001f4bb \\ 100 %"
WORDS: Final = "Salainen vastaus kyselyyn"
"""What free texts of `answer_all` begin with."""


def definition(key: str = KEY) -> Definition:
    """The starter definition; with another key it is that of another round."""
    (found,) = (one for one in files.available() if one.key == KEY)
    titles = {language.value: f"HYTE-status {key}" for language in Language}
    return found if key == KEY else found.model_copy(update={"key": key, "title": titles})


def open_round(session: Session, key: str = KEY, *, began: int = -1, days: int = 30) -> SurveyRound:
    """Open a round that began so many days from today and lasts so many days."""
    first = dates.today() + timedelta(days=began)
    editor = people.actor(session, "editor")
    return rounds.open_round(session, editor, definition(key), first, first + timedelta(days=days))


def close(session: Session, key: str = KEY) -> None:
    """Close a round."""
    version = rounds.find(session, key).version
    rounds.close(session, people.actor(session, "editor"), key, dates.today(), version=version)


def answer(
    session: Session, region: str, slot: Slot, value: dict[str, Any], *, key: str = KEY, actor: Actor = WRITER
) -> SurveyAnswer:
    """Save one answer on top of what is there."""
    there = survey_answers.answers(session, WRITER, rounds.find(session, key), region).get(slot)
    version = there.version if there else 0
    return survey_answers.save(session, actor, key, region, slot, value, version=version, today=dates.today())


def value_for(question: Question, *, level: int = 2, methods: tuple[str, ...] = ()) -> dict[str, Any]:
    """Some answer to a question."""
    words = f"{WORDS}: {question.id}."
    values: dict[QuestionKind, dict[str, Any]] = {
        QuestionKind.CHOICE: {"choice": next((one.id for one in question.options), "")},
        QuestionKind.CHOICES: {"choices": [one.id for one in question.options[:2]]},
        QuestionKind.TEXT: {"text": words},
        QuestionKind.MATURITY: {"level": level},
        QuestionKind.METHODS: {"methods": list(methods), "text": words},
        QuestionKind.PROPOSALS: {"proposals": [{"kind": "need", "title": words, "text": words}]},
    }
    return values[question.kind]


def answer_all(
    session: Session, region: str, *, key: str = KEY, level: int = 2, methods: tuple[str, ...] = ("tasapaino",)
) -> None:
    """Answer every question, with one level of maturity and the same methods for all indicators."""
    about = rounds.definition(rounds.find(session, key))
    for question in about.questions:
        for code in survey_answers.codes(session) if question.by_indicator else ("",):
            value = value_for(question, level=level, methods=methods)
            answer(session, region, (question.id, code), value, key=key)


def hand_in(session: Session, region: str, *, key: str = KEY, actor: Actor = WRITER) -> None:
    """Hand a region's answers in."""
    survey_submissions.hand_in(session, actor, key, region, dates.today())


def give_back(session: Session, region: str, note: str = "Tarkistakaa tasot.", *, key: str = KEY) -> None:
    """Give a region's answers back, as staff do."""
    survey_submissions.give_back(session, people.actor(session, "editor"), key, region, note)


def for_walk(session: Session) -> None:
    """What the examples in the list of routes point to: round 2024 closed with Kainuu and Lappi handed in; round 2025 open, half
    answered by Kainuu and handed in by Lappi. The caller commits."""
    open_round(session, "2024", began=-400, days=500)
    for region, level in (("kainuu", 1), ("lappi", 3)):
        answer_all(session, region, key="2024", level=level)
        hand_in(session, region, key="2024")
    close(session, "2024")
    open_round(session)
    answer(session, "kainuu", ("kypsyys", "P1"), {"level": 2, "text": f"{WORDS} tasosta."})
    answer(session, "kainuu", ("rakenteet-kaytossa", ""), {"choices": ["koordinaattori"]})
    answer_all(session, "lappi", level=4)
    hand_in(session, "lappi")


def for_backup(session: Session) -> None:
    """A row in every table of the feature, with texts and numbers that are hard to keep."""
    about = SurveyRound(
        id=1003,
        key="1999",
        title={"fi": NOTE, "sv": "", "en": "T"},
        definition={"key": "1999", "nested": [{"text": {"fi": NOTE}}, None, 0]},
        state=SurveyState.CLOSED,
        opens_on=date(1999, 12, 31),
        closes_on=date(2000, 2, 29),
        made_up=True,
        version=7,
    )
    session.add(about)
    session.flush()
    place = {"round_id": 1003, "region_slug": "kainuu"}
    value = {"level": 0, "text": NOTE, "methods": []}
    session.add(
        SurveyAnswer(**place, id=1005, question="kypsyys", indicator_code="O5", value=value, version=2, saved_at=AT)
    )
    session.flush()
    session.add_all(
        [
            SurveyAnswerVersion(answer_id=1005, number=1, value={}, saved_at=AT),
            SurveyAnswerVersion(answer_id=1005, number=2, value=value, saved_at=AT),
            SurveySubmission(**place, handed_in=True, done_at=AT),
            SurveySubmission(**place, handed_in=False, note=NOTE, done_at=AT),
            SurveyHandling(**place, method_id="tasapaino", what=Handling.SET_ASIDE, done_at=AT),
        ]
    )
