"""Decisions: four eyes, no class without votes, a reason where one departs, the owner's say before G, and what came before stays as it was."""

from typing import Any

import pytest
from sqlmodel import Session, select

from registry.domain import decisions, methods, results, rounds
from registry.domain import people as somebodies
from registry.domain.decisions import ChoiceInput, PublishInput
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import Decision, Event, IndexOutbox
from registry.domain.panel import Advice
from registry.domain.permissions import Grant, Role, system
from registry.domain.rating import rating_class
from registry.domain.review_terms import Cause, RoundState
from registry.domain.vocabulary import Certainty, Effect, RatingClass, Size, Standing
from tests import panels, people, samples
from tests.panels import days

AS_IS = {"effect": "benefit", "size": "moderate", "certainty": "high"}


def publish(session: Session, round_id: int, who: str = "editor", *, today: int = 0, **choices: Any) -> list[Decision]:
    """Publish with these choices beside the panel's own for the other outcomes."""
    more = {name: choices.pop(name) for name in ("cause", "valid_until") if name in choices}
    whole = dict.fromkeys(panels.OUTCOMES, AS_IS) | choices
    given = PublishInput.model_validate({"choices": {key: one for key, one in whole.items() if one}} | more)
    return decisions.publish(session, people.actor(session, who), round_id, given, days(today))


def refused(session: Session, round_id: int, **choices: Any) -> set[tuple[str, str]]:
    """The fields and codes of what is wrong; nothing is written."""
    with pytest.raises(InvalidInput) as caught:
        publish(session, round_id, **choices)
    assert session.exec(select(Decision)).all() == []
    assert rounds.find(session, round_id).state is RoundState.CLOSED
    return {(problem.field, problem.code) for problem in caught.value.problems}


def outcome(session: Session, key: str = "kaatumiset", method: str = panels.METHOD) -> Any:
    """An outcome as the catalogue has it."""
    return next(one for one in methods.by_ids(session, [method])[0].outcomes if one.id == key)


def test_a_decision_is_what_the_catalogue_says(session: Session) -> None:
    before = outcome(session, "lonkkamurtumat")
    assert (before.certainty, before.standing) == (Certainty.LOW, Standing.PRELIMINARY)
    first, second = panels.published(session)
    method = methods.by_ids(session, [panels.METHOD])[0]
    for key, made in (("kaatumiset", first), ("lonkkamurtumat", second)):
        row = outcome(session, key)
        assert (row.decision_id, row.valid_until, row.decided_on) == (made.id, made.valid_until, days(0))
        rating = methods.rating_of(method, row)
        assert (rating.letter, rating.standing) == (RatingClass.A, Standing.DECIDED)
        assert (made.n, made.effects, made.cause, made.supersedes) == (7, {"benefit": 7}, Cause.FIRST, None)
        assert made.valid_until == made.decided_on.replace(year=made.decided_on.year + 3)
    assert rounds.find(session, first.round_id or 0).state is RoundState.DECIDED
    assert session.exec(select(IndexOutbox).where(IndexOutbox.subject == panels.METHOD)).all()
    advice = {one.indicator_code: one.advice for one in decisions.recommendations(session, panels.METHOD)}
    assert advice == {"O2": Advice.ADOPT, "O1": Advice.ADOPT}
    event = session.exec(select(Event).where(Event.action == "method.decided")).one()
    assert event.details["decisions"] == [f"{first.id} kaatumiset: A", f"{second.id} lonkkamurtumat: A"]
    assert event.details["round"] == first.round_id


def test_the_day_after_its_last_it_has_expired(session: Session) -> None:
    made, _ = panels.published(session)
    method = methods.by_ids(session, [panels.METHOD])[0]
    row = outcome(session)
    assert methods.rating_of(method, row, made.valid_until).standing is Standing.DECIDED
    assert methods.rating_of(method, row, days(1200)).standing is Standing.EXPIRED
    assert [one.id for one in decisions.expiring(session, made.valid_until)] == [made.id, made.id + 1]  # type: ignore[operator]
    assert decisions.expiring(session, days(1000)) == []


@pytest.mark.parametrize("who", [*(who for who in people.EVERYONE if who != "editor"), "reviewer_1", "reviewer_9"])
def test_only_an_editor_publishes(session: Session, who: str) -> None:
    round_id = panels.closed(session)
    with pytest.raises(NotAllowed):
        publish(session, round_id, who)


@pytest.mark.parametrize("who", ["reviewer_1", "reviewer_9"])
def test_four_eyes(session: Session, who: str) -> None:
    """Whoever sat in the round cannot publish its decision, though they are editors too; not even those who were barred."""
    round_id = panels.closed(session)
    both = frozenset({Grant(Role.REVIEWER), Grant(Role.EDITOR)})
    somebodies.set_grants(session, system("tests"), people.person_id(session, who), both)
    with pytest.raises(NotAllowed):
        publish(session, round_id, who)
    assert publish(session, round_id)


@pytest.mark.parametrize("state", [one for one in RoundState if one is not RoundState.CLOSED])
def test_only_a_closed_round_is_decided(session: Session, state: RoundState) -> None:
    round_id = panels.closed(session)
    panels.about(session, round_id).state = state
    session.flush()
    with pytest.raises(Conflict):
        publish(session, round_id)


def test_it_is_decided_once(session: Session) -> None:
    round_id = panels.closed(session)
    publish(session, round_id)
    with pytest.raises(Conflict):
        publish(session, round_id)
    assert len(decisions.of_method(session, panels.METHOD)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"effect": "benefit", "size": "large", "certainty": "high"},
        {"effect": "benefit", "size": "moderate", "certainty": "moderate"},
        {"effect": "none", "certainty": "high"},
        {"effect": "mixed", "certainty": "low"},
        {"effect": "not_studied"},
    ],
)
def test_departing_from_the_panel_needs_a_reason(session: Session, other: dict[str, str]) -> None:
    round_id = panels.closed(session)
    assert refused(session, round_id, kaatumiset=other) == {("departs_kaatumiset", "missing")}
    assert refused(session, round_id, kaatumiset=other | {"departs": "  "}) == {("departs_kaatumiset", "missing")}
    assert refused(session, round_id, kaatumiset=other | {"departs": "x" * 4001}) == {
        ("departs_kaatumiset", "too_long")
    }
    made, same = publish(session, round_id, kaatumiset=other | {"departs": " Koska. "})
    assert (made.departs, same.departs) == ("Koska.", None)
    assert made.effects == {"benefit": 7}  # what the panel voted is told all the same
    event = session.exec(select(Event).where(Event.action == "method.decided")).one()
    assert event.details["departs"] == ["kaatumiset"]
    assert "Koska" not in repr(event.details)


@pytest.mark.parametrize(
    ("axes", "field"),
    [
        ({"effect": "benefit", "size": "large"}, "certainty_kaatumiset"),
        ({"effect": "not_studied", "certainty": "low"}, "certainty_kaatumiset"),
        ({"effect": "none", "size": "large", "certainty": "high"}, "size_kaatumiset"),
        ({"effect": "benefit", "certainty": "high"}, "size_kaatumiset"),
    ],
)
def test_axes_that_do_not_go_together(session: Session, axes: dict[str, str], field: str) -> None:
    round_id = panels.closed(session)
    assert {name for name, _ in refused(session, round_id, kaatumiset=axes | {"departs": "Syy."})} == {field}


def test_no_outcome_that_the_panel_decided_is_left_out(session: Session) -> None:
    round_id = panels.closed(session)
    assert refused(session, round_id, kaatumiset=None) == {("effect_kaatumiset", "missing")}
    with pytest.raises(NotFound):
        publish(session, round_id, tuntematon=AS_IS)


def test_where_the_panel_disagrees_there_is_nothing_to_decide(session: Session) -> None:
    round_id = panels.closed(session, torn=True)
    given = AS_IS | {"departs": "Tiedän paremmin."}
    wrong = refused(session, round_id, kaatumiset=given, lonkkamurtumat=given)
    assert wrong == {(f"effect_{key}", "panel_disagrees") for key in panels.OUTCOMES}
    assert publish(session, round_id, kaatumiset=None, lonkkamurtumat=None) == []
    assert rounds.find(session, round_id).state is RoundState.DECIDED
    assert outcome(session).standing is Standing.PRELIMINARY
    advice = decisions.recommendations(session, panels.METHOD, round_id)
    assert [(one.disagreement, one.advice) for one in advice] == [(True, None)] * 2


def few(session: Session, voters: int, axes: dict[str, str]) -> int:
    """A closed round about `nuotti` in which some have voted."""
    methods.save(session, "tests", samples.PLAUSIBLE)
    round_id = panels.open_round(session, "nuotti", outcomes=["tyo"], indicators=["O3"])
    nine = panels.sit(session, round_id)
    for actor in nine[:voters]:
        panels.vote(session, round_id, actor, axes=axes)
    editor = people.actor(session, "editor")
    rounds.move(session, editor, round_id, RoundState.ROUND_2, days(20))
    rounds.move(session, editor, round_id, RoundState.CLOSED, days(40))
    return round_id


@pytest.mark.parametrize("voters", [3, 6, 7])
@pytest.mark.parametrize(
    ("axes", "letter"),
    [
        ({"effect": "benefit", "size": "small", "certainty": "high"}, "A"),
        ({"effect": "benefit", "size": "small", "certainty": "moderate"}, "B"),
        ({"effect": "benefit", "size": "small", "certainty": "low"}, "C"),
        ({"effect": "benefit", "size": "small", "certainty": "very_low"}, "D"),
        ({"effect": "not_studied"}, "D"),
        ({"effect": "mixed", "certainty": "high"}, "E"),
        ({"effect": "none", "certainty": "high"}, "F"),
    ],
)
def test_the_quorum(session: Session, voters: int, axes: dict[str, str], letter: str) -> None:
    round_id = few(session, voters, axes)
    given = PublishInput.model_validate({"choices": {"tyo": axes}})
    editor = people.actor(session, "editor")
    if voters < (3 if letter == "D" else 7):
        with pytest.raises(InvalidInput) as caught:
            decisions.publish(session, editor, round_id, given, days(0))
        assert [problem.code for problem in caught.value.problems] == ["no_quorum"]
        nothing = PublishInput.model_validate({"choices": {}})
        assert decisions.publish(session, editor, round_id, nothing, days(0)) == []
        assert outcome(session, "tyo", "nuotti").standing is Standing.PRELIMINARY
        return
    (made,) = decisions.publish(session, editor, round_id, given, days(0))
    assert rating_class(made.effect, made.certainty, plausible=made.plausible) == letter


def test_no_departing_around_the_quorum(session: Session) -> None:
    """Three votes are enough for a D, and not for an A in its place."""
    round_id = few(session, 3, {"effect": "not_studied"})
    given = PublishInput.model_validate({"choices": {"tyo": AS_IS | {"departs": "Syy."}}})
    with pytest.raises(InvalidInput) as caught:
        decisions.publish(session, people.actor(session, "editor"), round_id, given, days(0))
    assert [problem.code for problem in caught.value.problems] == ["no_quorum"]


def test_no_class_without_a_checked_source(session: Session) -> None:
    round_id = panels.closed(session, "arvioimaton", outcomes=["toimintakyky"])
    given = PublishInput.model_validate({"choices": {"toimintakyky": AS_IS}})
    with pytest.raises(InvalidInput) as caught:
        decisions.publish(session, people.actor(session, "editor"), round_id, given, days(0))
    assert [problem.code for problem in caught.value.problems] == ["no_evidence"]


def test_an_outcome_that_went_meanwhile(session: Session) -> None:
    round_id = panels.closed(session)
    left = {"outcomes": samples.BALANCE.outcomes[:1], "indicators": samples.BALANCE.indicators[2:]}
    methods.save(session, "tests", samples.BALANCE.model_copy(update=left))
    assert ("effect_lonkkamurtumat", "outcome_gone") in refused(session, round_id)


def test_the_owners_say_before_g(session: Session) -> None:
    round_id = panels.closed(session, votes={"axes": panels.HARM, "score": 1})
    harm = {key: dict(panels.HARM) for key in panels.OUTCOMES}
    wrong = {(f"effect_{key}", "owner_first") for key in panels.OUTCOMES}
    assert refused(session, round_id, **harm) == wrong
    editor = people.actor(session, "editor")
    asked = decisions.ask_owner(session, editor, round_id, days(0))
    assert asked.due_on == days(14)
    assert decisions.ask_owner(session, editor, round_id, days(5)).due_on == days(14)  # the clock does not start anew
    for day in (0, 14):
        assert refused(session, round_id, today=day, **harm) == wrong
    made, _ = publish(session, round_id, today=15, **harm)
    assert rating_class(made.effect, made.certainty) is RatingClass.G


def test_a_reply_is_enough_at_once(session: Session) -> None:
    round_id = panels.closed(session, votes={"axes": panels.HARM, "score": 1})
    editor = people.actor(session, "editor")
    with pytest.raises(NotFound):
        decisions.record_reply(session, editor, round_id, "Emme hyväksy.", days(0))
    decisions.ask_owner(session, editor, round_id, days(0))
    for text, code in (("  ", "missing"), ("x" * 4001, "too_long")):
        with pytest.raises(Invalid) as caught:
            decisions.record_reply(session, editor, round_id, text, days(0))
        assert caught.value.code == code
    decisions.record_reply(session, editor, round_id, " Emme hyväksy. ", days(1))
    with pytest.raises(Invalid):
        decisions.record_reply(session, editor, round_id, "Toisin.", days(1))
    assert publish(session, round_id, **{key: dict(panels.HARM) for key in panels.OUTCOMES})
    reply = decisions.owner_reply(session, round_id)
    assert reply and (reply.reply, reply.replied_on) == ("Emme hyväksy.", days(1))
    log = session.exec(select(Event).where(Event.kind == "round")).all()
    assert {"owner.asked", "owner.replied"} <= {event.action for event in log}
    assert "Emme" not in repr([event.details for event in log])


def test_departing_into_g_waits_for_the_owner_too(session: Session) -> None:
    round_id = panels.closed(session)
    given = dict(panels.HARM) | {"departs": "Haittaa."}
    assert refused(session, round_id, kaatumiset=given) == {("effect_kaatumiset", "owner_first")}


def test_the_owner_is_asked_about_a_result(session: Session) -> None:
    """Not before there is one: the days of the right of reply would pass unseen."""
    round_id = panels.open_round(session)
    with pytest.raises(Conflict):
        decisions.ask_owner(session, people.actor(session, "editor"), round_id, days(0))


def test_a_newer_decision_supersedes_and_leaves_the_old_as_it_was(session: Session) -> None:
    first, other = panels.published(session)
    kept = first.model_dump()
    weaker = {"effect": "benefit", "size": "small", "certainty": "low"}
    second = panels.closed(session, votes={"axes": weaker, "score": 5}, outcomes=["kaatumiset"])
    given = PublishInput.model_validate({"choices": {"kaatumiset": weaker}})
    editor = people.actor(session, "editor")
    with pytest.raises(InvalidInput) as caught:
        decisions.publish(session, editor, second, given, days(0))
    assert [(one.field, one.code) for one in caught.value.problems] == [("cause", "not_first")]
    (made,) = panels.publish(session, second, Cause.NEW_STUDY)
    session.expire_all()
    assert (made.supersedes, made.cause) == (kept["id"], Cause.NEW_STUDY)
    assert decisions.find(session, kept["id"]).model_dump() == kept
    newer = decisions.superseding(session, kept["id"])
    assert newer and newer.id == made.id
    assert decisions.superseding(session, made.id or 0) is None
    row = outcome(session)
    assert (row.decision_id, row.certainty, row.size) == (made.id, Certainty.LOW, Size.SMALL)
    assert outcome(session, "lonkkamurtumat").decision_id == other.id
    assert [one.id for one in decisions.of_method(session, panels.METHOD)] == [made.id, other.id, kept["id"]]


def test_what_is_decided_for_the_first_time_says_so(session: Session) -> None:
    """Beside an outcome that is decided anew, whatever the cause of that."""
    panels.published(session, outcomes=["kaatumiset"])
    made = {one.outcome_id: one for one in panels.published(session, cause=Cause.NEW_STUDY)}
    assert made["kaatumiset"].cause is Cause.NEW_STUDY
    assert (made["lonkkamurtumat"].cause, made["lonkkamurtumat"].supersedes) == (Cause.FIRST, None)


@pytest.mark.parametrize(("until", "may"), [(0, False), (-1, False), (1, True), (3600, True), (3700, False)])
def test_how_long_it_holds(session: Session, until: int, may: bool) -> None:
    round_id = panels.closed(session)
    if not may:
        assert refused(session, round_id, valid_until=days(until)) == {("valid_until", "not_ahead_of")}
        return
    assert {one.valid_until for one in publish(session, round_id, valid_until=days(until))} == {days(until)}


def test_a_light_round_renews_what_has_expired(session: Session) -> None:
    panels.published(session)
    round_id = panels.light(session)
    panels.sit(session, round_id)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.CLOSED)
    made = panels.publish(session, round_id, Cause.EXPIRY, valid_until=days(2000))
    assert {one.cause for one in made} == {Cause.EXPIRY}
    assert outcome(session).valid_until == days(2000)


def test_results_stay_what_they_were(session: Session) -> None:
    made, _ = panels.published(session)
    found = results.of_round(session, people.actor(session, "editor"), made.round_id or 0)
    assert found[0].outcome and found[0].outcome.effects == {Effect.BENEFIT: made.n}


def test_what_is_typed_of_a_choice() -> None:
    assert "letter" not in ChoiceInput.model_fields  # the class is derived, never typed
    assert "rating" not in ChoiceInput.model_fields
