"""A region's answers: what may stand in one, who writes and sees them, two at once, handing in and giving back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from registry.domain import (
    dates,
    redactable,
    redactable_surveys,
    redaction,
    survey_answers,
    survey_submissions,
    surveys,
)
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import Event, IndexOutbox, SurveyAnswer, SurveyAnswerVersion
from registry.domain.redactable import RedactionKind
from registry.domain.survey_answers import SavedElsewhere, Typed
from registry.domain.survey_values import is_answered, read_value, words_of
from tests import people
from tests import surveys as samples

TODAY = dates.today()
LEVEL, TEXT = ("kypsyys", "P1"), ("rakenteet-sanoin", "")
METHODS = {"tasapaino"}
CASES: list[tuple[str, dict[str, Any], dict[str, Any] | str, bool]] = [
    ("rakenteet-kunnat", {"choice": "ei"}, {"choice": "ei"}, True),
    ("rakenteet-kunnat", {"choice": "joskus"}, "not_a_choice", False),
    ("rakenteet-kunnat", {"choice": ""}, {}, False),
    ("rakenteet-kaytossa", {"choices": ["kunnat", "johtoryhma"]}, {"choices": ["johtoryhma", "kunnat"]}, True),
    ("rakenteet-kaytossa", {"choices": "kunnat"}, {"choices": ["kunnat"]}, True),
    ("rakenteet-kaytossa", {"choices": ["x"]}, "not_a_choice", False),
    ("rakenteet-kaytossa", {"choices": ["x"] * 61}, "too_many_named", False),
    ("rakenteet-kaytossa", {"text": "a"}, "not_asked", False),
    ("rakenteet-sanoin", {"text": " a\0b\r\nc "}, {"text": "ab\nc"}, True),
    ("rakenteet-sanoin", {"text": "x" * 4001}, "too_long", False),
    ("rakenteet-sanoin", {"text": ["a"]}, "not_a_text", False),
    ("kypsyys", {"level": "4", "text": ""}, {"level": 4}, True),
    ("kypsyys", {"level": 0}, {"level": 0}, True),
    ("kypsyys", {"level": 5}, "not_a_choice", False),
    ("kypsyys", {"level": True}, "not_a_choice", False),
    ("kypsyys", {"level": "", "text": "Sana"}, {"text": "Sana"}, False),
    ("menetelmat-kaytossa", {"methods": ["tasapaino", "tasapaino"]}, {"methods": ["tasapaino"]}, True),
    ("menetelmat-kaytossa", {"methods": ["luonnos"]}, "not_a_choice", False),
    ("menetelmat-kaytossa", {"methods": [{}]}, "not_a_choice", False),
    ("menetelmat-kaytossa", {"methods": [f"m{n}" for n in range(61)]}, "too_many_named", False),
    ("menetelmat-kaytossa", {"methods": [], "text": "Oma malli"}, {"text": "Oma malli"}, True),
    ("ehdotukset-kertoimeen", {"proposals": [{"kind": "", "title": "", "text": " "}]}, {}, False),
    ("ehdotukset-kertoimeen", {"proposals": [{"title": "T"}]}, {"proposals": [{"title": "T"}]}, True),
    ("ehdotukset-kertoimeen", {"proposals": [{"kind": "poem", "title": "T"}]}, "not_a_choice", False),
    ("ehdotukset-kertoimeen", {"proposals": [{"title": "T"}] * 21}, "too_many_named", False),
    ("ehdotukset-kertoimeen", {"proposals": [{"x": 1}] * 21}, "too_many_named", False),
    ("ehdotukset-kertoimeen", {"proposals": "T"}, "not_a_text", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "given", "wanted", "answers"), CASES, ids=[f"{n}-{one[0]}" for n, one in enumerate(CASES)]
)
def test_what_may_stand_in_an_answer(key: str, given: Any, wanted: Any, answers: bool) -> None:
    question = samples.definition().question(key)
    assert question
    if isinstance(wanted, str):
        with pytest.raises(Invalid) as caught:
            read_value(question, "", given, METHODS)
        assert [(one.field, one.code) for one in caught.value.problems] == [(key, wanted)]
    else:
        assert read_value(question, "", given, METHODS) == wanted
        assert is_answered(question, wanted) is answers


@pytest.mark.parametrize("who", people.EVERYONE)
def test_only_the_regions_own_editors_write(session: Session, who: str) -> None:
    samples.open_round(session)
    actor = people.actor(session, who)
    if who == "region_editor":
        assert samples.answer(session, "kainuu", LEVEL, {"level": 1}, actor=actor).saved_by == actor.person_id
        return
    with pytest.raises(NotAllowed):
        samples.answer(session, "kainuu", LEVEL, {"level": 1}, actor=actor)
    with pytest.raises(NotAllowed):
        samples.hand_in(session, "kainuu", actor=actor)


SEEN = {
    "nobody": (0, 0), "region_editor": (34, 34), "other_region_editor": (0, 34), "reviewer": (0, 0), "editor": (34, 34),
    "observer": (0, 34), "administrator": (0, 0),
}  # fmt: skip


@pytest.mark.parametrize("who", people.EVERYONE)
def test_who_sees_answers_before_and_after_they_are_handed_in(session: Session, who: str) -> None:
    samples.open_round(session)
    samples.answer_all(session, "kainuu")
    actor, counted = people.actor(session, who), []
    for change in (None, samples.hand_in, samples.give_back):
        if change:
            change(session, "kainuu")
        counted.append(len(session.exec(select(SurveyAnswer).where(survey_answers.seen_by(actor))).all()))
    before, after = SEEN[who]
    assert counted == [before, after, before]


def test_every_form_is_kept_and_the_index_is_told(session: Session) -> None:
    samples.open_round(session)
    for text in ("a", "b", "b", ""):
        row = samples.answer(session, "kainuu", TEXT, {"text": text})
    forms = session.exec(select(SurveyAnswerVersion).order_by(SurveyAnswerVersion.number)).all()  # type: ignore[arg-type]
    assert [one.value for one in forms] == [{"text": "a"}, {"text": "b"}, {}]
    assert row.version == 3
    told = session.exec(select(IndexOutbox).where(IndexOutbox.kind == survey_answers.ANSWER)).all()
    assert {one.subject for one in told} == {str(row.id)}


def test_two_at_once(session: Session) -> None:
    samples.open_round(session)
    actor = people.actor(session, "region_editor")
    samples.answer(session, "kainuu", TEXT, {"text": "ensin"})
    where = {"key": "2025", "region": "kainuu", "today": TODAY}

    def save(text: str, version: int) -> SurveyAnswer:
        return survey_answers.save(session, actor, slot=TEXT, given={"text": text}, version=version, **where)

    with pytest.raises(SavedElsewhere) as caught:
        save("toinen", 0)
    assert caught.value.theirs and caught.value.theirs.value == {"text": "ensin"}
    assert caught.value.mine == {"text": "toinen"}
    assert save("ensin", 0).version == 1  # the same words are no conflict
    for words in (" ", ""):  # who sends one answer means it, even where it is as they saw it
        with pytest.raises(SavedElsewhere):
            save(words, 0)
    assert save("toinen", 1).version == 2
    with pytest.raises(SavedElsewhere):
        save("ensin", 1)
    untouched = {TEXT: Typed({"text": "ensin"}, 1)}  # of many that are sent together, what was never touched is none
    done = survey_answers.save_all(session, actor, "2025", "kainuu", untouched, TODAY)
    assert (done.elsewhere, done.saved[TEXT].value) == ({}, {"text": "toinen"})


def test_one_that_cannot_be_saved_keeps_no_other_from_it(session: Session) -> None:
    samples.open_round(session)
    given = {LEVEL: Typed({"level": 3}, 0), ("kypsyys", "P2"): Typed({"level": 9}, 0), TEXT: Typed({"text": "a"}, 4)}
    done = survey_answers.save_all(session, samples.WRITER, "2025", "kainuu", given, TODAY)
    assert list(done.saved) == [LEVEL]
    assert [one.field for one in done.problems] == ["kypsyys_P2"]
    assert list(done.elsewhere) == [TEXT]


@pytest.mark.parametrize("slot", [("kypsyys", ""), ("kypsyys", "P9"), ("rakenteet-sanoin", "P1"), ("x", "")])
def test_what_is_not_asked(session: Session, slot: tuple[str, str]) -> None:
    samples.open_round(session)
    with pytest.raises(NotFound):
        samples.answer(session, "kainuu", slot, {})
    with pytest.raises(NotFound):
        samples.answer(session, "ahvenanmaa", LEVEL, {})


def test_handing_in_and_giving_back(session: Session) -> None:
    samples.open_round(session)
    with pytest.raises(Invalid) as caught:
        samples.hand_in(session, "kainuu")
    assert len(caught.value.problems) == 15
    samples.answer_all(session, "kainuu")
    samples.answer(session, "kainuu", ("ehdotukset-kertoimeen", ""), {"proposals": [{"text": "Otsikko puuttuu"}]})
    with pytest.raises(Invalid) as caught:
        samples.hand_in(session, "kainuu")
    assert [(one.field, one.code) for one in caught.value.problems] == [
        ("ehdotukset-kertoimeen", "proposal_unfinished")
    ]
    samples.answer(session, "kainuu", ("ehdotukset-kertoimeen", ""), {})
    samples.hand_in(session, "kainuu")
    for call in (lambda: samples.hand_in(session, "kainuu"), lambda: samples.answer(session, "kainuu", LEVEL, {})):
        with pytest.raises(Invalid) as caught:
            call()
        assert (caught.value.field, caught.value.code) == ("answers", "handed_in")
    with pytest.raises(Invalid):
        samples.give_back(session, "kainuu", " ")
    samples.give_back(session, "kainuu")
    with pytest.raises(Invalid):
        samples.give_back(session, "kainuu")
    samples.answer(session, "kainuu", LEVEL, {"level": 0})
    samples.hand_in(session, "kainuu")
    log = session.exec(select(Event).where(Event.kind == surveys.KIND)).all()
    assert not any(samples.WORDS in str(one.details) or "Tarkistakaa" in str(one.details) for one in log)


def test_a_round_that_is_not_open_takes_nothing(session: Session) -> None:
    samples.open_round(session)
    late = TODAY + timedelta(days=40)
    with pytest.raises(Invalid) as caught:
        survey_answers.save(session, samples.WRITER, "2025", "kainuu", LEVEL, {"level": 1}, version=0, today=late)
    assert (caught.value.field, caught.value.code) == ("answers", "not_open")
    with pytest.raises(Invalid):
        survey_submissions.hand_in(session, samples.WRITER, "2025", "kainuu", late)


def test_the_words_of_an_answer() -> None:
    assert words_of({"level": 2, "text": " a "}) == "a"
    assert words_of({"proposals": [{"title": "T", "text": "x"}, {"title": "U"}]}) == "T\nx\n\nU"
    assert words_of({"choice": "ei"}) == ""


@pytest.mark.parametrize("kind", ["survey_answer", "survey_back"])
def test_words_can_be_taken_out_of_every_form(session: Session, kind: str) -> None:
    samples.open_round(session)
    samples.answer_all(session, "kainuu")
    for text in ("Maija Meikäläinen hoitaa", "Maija Meikäläinen ja muut"):
        row = samples.answer(session, "kainuu", LEVEL, {"level": 2, "text": text})
    samples.hand_in(session, "kainuu")
    samples.give_back(session, "kainuu", "Kysykää Maija Meikäläiseltä.")
    administrator, which = people.actor(session, "administrator"), RedactionKind(kind)
    found = [one for one in redactable.search(session, administrator, "Maija Meikäläi") if one.kind is which]
    assert [one.region and one.method is None for one in found] == [True]
    redaction.redact_text(session, administrator, which, found[0].id, "Henkilön nimi oli tarpeeton")
    assert [one for one in redactable.search(session, administrator, "Maija Meikäläi") if one.kind is which] == []
    if which is RedactionKind.SURVEY_ANSWER:
        forms = survey_answers.versions(session, administrator, row.id or 0)
        assert forms == []  # an administrator runs no survey
        assert {str(one.value) for one in survey_answers.versions(session, samples.WRITER, row.id or 0)} == {
            "{'level': 2}"
        }
        assert row.version == 4


def test_words_are_taken_out_of_what_is_stored_and_not_of_what_was_read(session: Session) -> None:
    samples.open_round(session)
    row = samples.answer(session, "kainuu", LEVEL, {"level": 2, "text": "Maija Meikäläinen"})
    later = {"value": {"level": 3, "text": "Maija M."}, "version": 7}  # as another connection wrote it meanwhile
    mine = col(SurveyAnswer.id) == row.id
    session.connection().execute(update(SurveyAnswer).where(mine).values(**later))
    redactable_surveys.empty(session, row.id or 0)
    session.refresh(row)
    assert (row.value, row.version) == ({"level": 3}, 8)
