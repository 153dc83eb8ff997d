"""The made-up rounds of the benchmark say that they are made up, keep the survey's own form, and give figures for every region."""

from sqlmodel import Session, col, select

from benchmarks import survey_rows
from benchmarks.survey import pages
from registry.domain import dates, survey_answers, survey_results, survey_submitted, surveys
from registry.domain.models import Method, SurveyAnswer, SurveyRound
from registry.domain.permissions import system
from registry.domain.survey_values import read_value

TESTS = system("tests")


def test_the_rounds_are_whole_and_true_answers(session: Session) -> None:
    first, second = survey_rows.fill(session)
    known = survey_submitted.rounds(session, TESTS, dates.today())
    assert [one.key for one in known] == [second, first]
    assert all(one.made_up for one in known)
    numbers = [one.id for one in known]
    assert {len(regions) for regions in survey_submitted.handed_in(session, TESTS, numbers).values()} == {22}
    now, before = survey_submitted.answers(session, TESTS, numbers).values()
    slots = known[0].definition.slots(survey_answers.codes(session))
    assert len(now) == len(before) == 22 * len(slots)
    levels = [survey_results.levels(said, "kypsyys") for said in (now, before)]
    assert {len(one) for one in levels} == {22 * 13}
    moved = survey_results.moves(survey_results.changes(*levels)).values()
    assert sum(one.up for one in moved) > sum(one.down for one in moved) > 0


def test_the_survey_would_take_every_answer(session: Session) -> None:
    survey_rows.fill(session)
    about = session.exec(select(SurveyRound).order_by(col(SurveyRound.id))).first()
    assert about is not None
    questions = {one.id: one for one in surveys.definition(about).questions}
    methods = set(session.exec(select(Method.id)).all())
    rows = session.exec(select(SurveyAnswer).where(SurveyAnswer.region_slug == "kainuu")).all()
    for row in rows:
        read = read_value(questions[row.question], row.indicator_code, row.value, methods)
        assert read == {name: value for name, value in row.value.items() if value not in ("", [])}


def test_both_rounds_are_asked_for() -> None:
    asked = pages("eka", "toka")
    assert all(path.startswith("/hyte-status/toka/tulokset") for page in asked for path in page.many)
    assert any("vertaa=eka" in path for page in asked for path in page.many)
