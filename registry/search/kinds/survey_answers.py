"""What regions wrote in words in their answers to the HYTE status survey: none of it is public."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import survey_answers
from registry.domain.models import SurveyAnswer, SurveyRound
from registry.domain.models.base import Texts
from registry.domain.survey_values import words_of
from registry.search.kinds.kind import Kind, Made, Names, Thing, day_of, in_all, named, written
from search_index import Document, Role


def documents(session: Session, names: Names, ids: Collection[str] | None) -> Made:
    """One document an answer that has words. One query."""
    key = col(SurveyAnswer.id)
    for one in session.exec(select(SurveyAnswer).where(named(key, ids)).order_by(key)):
        if words := words_of(one.value):
            texts = [
                *written(Role.SUMMARY, words),
                *in_all(Role.TAGS, names.indicators.get(one.indicator_code)),
            ]
            yield False, Document(f"survey_answer:{one.id}", "survey_answer", tuple(texts))


def things(session: Session, ids: Sequence[str], condition: Any, private: bool) -> list[Thing]:
    """Answers as a list shows them, by the question that they answer. Two queries."""
    found = session.exec(select(SurveyAnswer).where(named(col(SurveyAnswer.id), ids), condition)).all()
    asked = select(SurveyRound).where(col(SurveyRound.id).in_({one.round_id for one in found}))
    rounds = {one.id: one for one in session.exec(asked)}
    questions = {number: _questions(one.definition) for number, one in rounds.items()}
    return [
        Thing(
            kind="survey_answer",
            id=str(one.id),
            title=_asked(questions[one.round_id], one)[1],
            text={"fi": words_of(one.value)},
            day=day_of(one.saved_at),
            region=one.region_slug,
            note=rounds[one.round_id].title,
            place={
                "key": rounds[one.round_id].key,
                "slug": one.region_slug,
                "section": _asked(questions[one.round_id], one)[0],
                "kysymys": one.question,
            },
            indicators=[one.indicator_code] if one.indicator_code else [],
            private=private,
        )
        for one in found
    ]


def _questions(definition: dict[str, Any]) -> dict[str, tuple[str, Texts]]:
    """Section and words of each question."""
    return {
        question["id"]: (section["id"], question["text"])
        for section in definition.get("sections", ())
        for question in section["questions"]
    }


def _asked(questions: dict[str, tuple[str, Texts]], answer: SurveyAnswer) -> tuple[str, Texts]:
    return questions.get(answer.question, ("", {"fi": answer.question}))


KIND: Final = Kind(
    name="survey_answer",
    key=col(SurveyAnswer.id),
    public=None,
    private=survey_answers.seen_by,
    documents=documents,
    things=things,
    about=lambda _session, _methods: (),
)
