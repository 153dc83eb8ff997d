"""What the registry points out, and how a region answers it."""

from datetime import date

import pytest
from sqlmodel import Session, select

from registry.domain import adoption, adoption_input, methods, mismatches, redaction
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.ledger import Entry
from registry.domain.mismatches import Mismatch
from registry.domain.models import Event, MismatchAnswer
from registry.domain.permissions import system
from registry.domain.rating import Rating
from registry.domain.statuses import ExitWhy, MismatchKind, Precision, Source, Status
from registry.domain.vocabulary import Certainty, Effect, Standing
from tests import people

TODAY = date(2026, 11, 24)
USE, LOST = MismatchKind.LEAST_BENEFICIAL_IN_USE, MismatchKind.GOOD_METHOD_LOST
EFFECTS = {
    "A": (Effect.BENEFIT, Certainty.HIGH), "B": (Effect.BENEFIT, Certainty.MODERATE), "C": (Effect.BENEFIT, Certainty.LOW),
    "D": (Effect.BENEFIT, Certainty.VERY_LOW), "E": (Effect.MIXED, Certainty.HIGH), "F": (Effect.NONE, Certainty.HIGH),
    "G": (Effect.HARM, Certainty.MODERATE),
}  # fmt: skip


def rating(letter: str, standing: Standing = Standing.PRELIMINARY) -> Rating:
    effect, certainty = EFFECTS[letter]
    found = Rating(effect, None, certainty, standing=standing)
    assert found.letter == letter
    return found


def entry(status: Status, *why: ExitWhy) -> Entry:
    return Entry(
        entry_id=1, region="kainuu", method="x", number=1, status=status, since=TODAY, precision=Precision.DAY, coverage=None,
        exit_how=None, exit_why=[one.value for one in why], replacement=None, replaced_by=None, note=None,
        source=Source.REGION_EDITOR, source_url=None, corrects=None, withdraws=False, recorded_by=None, recorded_at=people.NOW,
    )  # fmt: skip


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("letter", list(EFFECTS))
def test_which_class_with_which_status(letter: str, status: Status) -> None:
    in_use = status in {Status.PILOTING, Status.IN_USE, Status.SUSTAINED}
    ended = status in {Status.PHASING_OUT, Status.ABANDONED}
    expected = USE if letter in "FG" and in_use else LOST if letter in "AB" and ended else None
    assert mismatches.kind_of(rating(letter), entry(status, ExitWhy.FUNDING_ENDED)) is expected
    assert mismatches.kind_of(rating(letter, Standing.EXPIRED), entry(status)) is None


@pytest.mark.parametrize("why", list(ExitWhy))
def test_a_reason_that_is_about_effect_makes_no_lost_method(why: ExitWhy) -> None:
    about = why in {ExitWhy.NOT_EFFECTIVE, ExitWhy.HARMFUL, ExitWhy.BETTER_METHOD}
    for reasons in ((why,), (why, ExitWhy.STAFF_LOST)):
        assert mismatches.kind_of(rating("A"), entry(Status.ABANDONED, *reasons)) is (None if about else LOST)


def record(session: Session, region: str, method: str, version: int = 0, **typed: str) -> None:
    given = adoption_input.read({name: [value] for name, value in typed.items()})
    adoption.record(session, system("tests"), region, method, given, version=version, today=TODAY)


@pytest.fixture
def told(session: Session) -> Session:
    """In Lappi a least beneficial method is in use and a good one was lost; in Satakunta the former too."""
    for region in ("lappi", "satakunta"):
        record(session, region, "kotikaynti", status="in_use", since="2024")
    record(session, "lappi", "terveystarkastus", status="in_use", since="2023")
    record(
        session, "lappi", "terveystarkastus", 1, status="abandoned", since="2025", exit_how="remove", exit_why="staff_lost"
    )  # fmt: skip
    return session


def found(session: Session, who: str, region: str | None = None, day: date = TODAY) -> list[Mismatch]:
    published = {method.id: method for method in methods.for_catalogue(session)}
    return mismatches.found(session, people.actor(session, who), published, day, region)


def pairs(told: list[Mismatch]) -> set[tuple[str, str, MismatchKind]]:
    return {(one.region, one.method.id, one.kind) for one in told}


def test_the_region_sees_its_own_and_staff_see_all(told: Session) -> None:
    own = {("lappi", "kotikaynti", USE), ("lappi", "terveystarkastus", LOST)}
    assert pairs(found(told, "other_region_editor", "lappi")) == own
    assert pairs(found(told, "editor", "lappi")) == own
    assert pairs(found(told, "editor")) >= {*own, ("satakunta", "kotikaynti", USE)}


@pytest.mark.parametrize("who", ["nobody", "region_editor", "reviewer", "observer", "administrator"])
def test_nobody_else_sees_them(told: Session, who: str) -> None:
    for region in ("lappi", None):
        with pytest.raises(NotAllowed):
            found(told, who, region)


def answer(session: Session, who: str = "other_region_editor", until: str = "1.6.2027", **more: str) -> MismatchAnswer:
    values = {"method_id": "kotikaynti", "because": "Käynnit tehdään tutkimuksena."} | more
    return mismatches.answer(
        session, people.actor(session, who), "lappi", values["method_id"], USE, because=values["because"], silent_until=until,
        today=TODAY,
    )  # fmt: skip


def one_of(told: list[Mismatch]) -> Mismatch:
    return next(one for one in told if one.method.id == "kotikaynti" and one.region == "lappi")


def test_an_answer_silences_until_its_day(told: Session) -> None:
    answer(told)
    one = one_of(found(told, "editor"))
    assert one.silent
    assert one.answer is not None
    assert one.answer.because == "Käynnit tehdään tutkimuksena."
    assert one_of(found(told, "editor", day=date(2027, 6, 1))).silent
    assert not one_of(found(told, "editor", day=date(2027, 6, 2))).silent
    assert next(one for one in found(told, "editor") if one.region == "satakunta").answer is None


def test_a_new_entry_opens_it_again(told: Session) -> None:
    answer(told)
    record(told, "lappi", "kotikaynti", 1, status="in_use", since="1.11.2026", coverage="80")
    assert not one_of(found(told, "editor")).silent


def test_the_newest_answer_holds_and_the_older_stays(told: Session) -> None:
    answer(told)
    answer(told, because="Uusi syy.", until="1.1.2027")
    one = one_of(found(told, "editor"))
    assert one.answer is not None
    assert (one.answer.because, one.answer.silent_until) == ("Uusi syy.", date(2027, 1, 1))
    assert len(told.exec(select(MismatchAnswer)).all()) == 2


@pytest.mark.parametrize(
    ("until", "because", "field", "code"),
    [
        ("24.11.2026", "x", "silent_until", "not_ahead"),
        ("25.11.2028", "x", "silent_until", "not_ahead"),
        ("", "x", "silent_until", "missing"),
        ("huomenna", "x", "silent_until", "not_a_date"),
        ("1.6.2027", "  ", "because", "missing"),
        ("1.6.2027", "x" * 2001, "because", "too_long"),
    ],
)
def test_answers_that_are_not_taken(told: Session, until: str, because: str, field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        answer(told, until=until, because=because)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_only_what_is_pointed_out_can_be_answered_and_only_by_the_region(told: Session) -> None:
    with pytest.raises(NotFound):
        answer(told, method_id="tasapaino")
    for who in ("region_editor", "editor", "administrator", "reviewer", "observer", "nobody"):
        with pytest.raises(NotAllowed):
            answer(told, who)


def test_the_log_has_the_answer_but_not_its_words(told: Session) -> None:
    row = answer(told)
    event = told.exec(select(Event).where(Event.action == "mismatch.answered")).one()
    assert event.subject == "lappi/kotikaynti"
    assert "tutkimuksena" not in str(event.details)
    assert row.id is not None
    redaction.redact_mismatch_answer(told, people.actor(told, "administrator"), row.id, "Asiakkaan nimi.")
    again = one_of(found(told, "editor"))
    assert again.answer is not None
    assert again.answer.because is None
    assert again.silent
