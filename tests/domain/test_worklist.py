"""The editors' list of work: each thing that waits is on it, and what does not wait is not."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from registry.domain import appeals, dates, methods, searches, worklist
from registry.domain.errors import NotAllowed
from registry.domain.models import Outcome, ReviewRound
from registry.domain.review_terms import RoundKind, RoundState
from registry.domain.vocabulary import Standing, State
from registry.domain.worklist import WorkList
from tests import panels, people, samples

TODAY = dates.today()


def work(session: Session) -> WorkList:
    return worklist.read(session, people.actor(session, "editor"), TODAY)


def test_only_editors_read_it(session: Session) -> None:
    for who in people.EVERYONE:
        if who != "editor":
            for read in (
                lambda actor: worklist.read(session, actor, TODAY),
                lambda actor: worklist.listed(session, actor),
            ):
                with pytest.raises(NotAllowed):
                    read(people.actor(session, who))


def test_a_small_world_as_it_is(session: Session) -> None:
    found = work(session)
    assert [one.method.id for one in found.drafts] == ["luonnos"]
    assert (list(found.appeals), list(found.rounds), found.endings, list(found.searches)) == ([], [], [], [])
    assert {one.id for one in found.never_rated} == {method.id for method in samples.PUBLIC}
    assert {one.method.id: one.count for one in found.short} == {
        method.id: 1 + len(method.sections.keys() & {"why", "dose", "procedures"}) for method in samples.PUBLIC
    }
    assert [one.count for one in found.short] == sorted(one.count for one in found.short)
    assert {one.method.id: (one.unchecked, one.without_address) for one in found.sources} == {
        "tasapaino": (0, 1), "arvioimaton": (1, 1),
    }  # fmt: skip
    assert found.names["luonnos"]["fi"] == "Salainen luonnos"


def test_words_searched_in_vain_come_most_missed_first(session: Session) -> None:
    for words in ("ikinä", "saunajooga", "saunajooga"):
        searches.count_empty(session, words, "fi", TODAY)
    assert [(one.words, one.count) for one in work(session).searches] == [("saunajooga", 2), ("ikinä", 1)]


@pytest.mark.parametrize(
    ("days", "is_there", "has_ended"),
    [(-1, True, True), (0, True, False), (worklist.NEAR_DAYS, True, False), (worklist.NEAR_DAYS + 1, False, False)],
)
def test_ratings_near_their_end_are_on_it(session: Session, days: int, is_there: bool, has_ended: bool) -> None:
    outcome = session.get_one(Outcome, ("tasapaino", "kaatumiset"))
    outcome.standing, outcome.valid_until = Standing.DECIDED, TODAY + timedelta(days=days)
    session.flush()
    found = work(session)
    assert [(one.method.id, one.has_ended) for one in found.endings] == [("tasapaino", has_ended)] * is_there
    assert "tasapaino" not in {one.id for one in found.never_rated}


def test_a_draft_waits_only_as_a_draft(session: Session) -> None:
    methods.save(session, "tests", samples.UNRATED.model_copy(update={"state": State.DRAFT}))
    found = work(session)
    assert {one.method.id for one in found.drafts} == {"luonnos", "arvioimaton"}
    rest = [*found.never_rated, *(one.method for one in found.short), *(one.method for one in found.sources)]
    assert "arvioimaton" not in {one.id for one in rest}


@pytest.mark.parametrize(
    ("state", "first", "second", "waits"),
    [
        (RoundState.ROUND_1, 0, 5, False),
        (RoundState.ROUND_1, -1, 5, True),
        (RoundState.ROUND_2, -9, 0, False),
        (RoundState.ROUND_2, -9, -1, True),
        (RoundState.CLOSED, -9, -5, True),
        (RoundState.DECIDED, -9, -5, False),
        (RoundState.CANCELLED, -9, -5, False),
    ],
)
def test_rounds_wait_when_their_phase_is_over(
    session: Session, state: RoundState, first: int, second: int, waits: bool
) -> None:
    until = [TODAY + timedelta(days=days) for days in (first, second)]
    row = ReviewRound(method_id="tasapaino", method_version=1, kind=RoundKind.FULL, state=state, question="?",
                      round_1_until=until[0], round_2_until=until[1])  # fmt: skip
    session.add(row)
    session.flush()
    assert [one.method_id for one in work(session).rounds] == ["tasapaino"] * waits


def test_appeals_wait_until_they_are_answered(session: Session) -> None:
    decision = panels.published(session)[0]
    made = appeals.make(session, decision.id or 0, who="Joku", contact="joku@example.fi", grounds="Syy.", today=TODAY)
    assert [one.id for one in work(session).appeals] == [made.id]
    made.answer, made.answered_on = "Vastaus.", TODAY
    session.flush()
    assert list(work(session).appeals) == []
