"""The made-up story before it is written: it keeps the rules of the ledger on any day it is told, and has something of everything."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.demo import story, texts
from registry.demo.steps import Confirmation, Kind, Said, Withdrawal
from registry.domain import dates, replay
from registry.domain.statuses import IN_USE, LEAVING, MAY_BE_AHEAD, MONTHS_AHEAD, Replacement, Status
from registry.domain.vocabulary import Group

TODAY = date(2026, 11, 24)
REGIONS = ("pirkanmaa", "pohjanmaa", "kainuu", "lappi", "helsinki", "ita-uusimaa", "satakunta", "kymenlaakso")
KINDS = [
    Kind(
        f"{group}-{number}".replace("_", "-"),
        group,
        (f"most-effective-{number}", "gone") if group is Group.LEAST_BENEFICIAL and number % 2 else (),
        harmful=group is Group.LEAST_BENEFICIAL and number == 0,
    )
    for group, count in ((Group.MOST_EFFECTIVE, 16), (Group.PROMISING, 28), (Group.UNDECIDED, 51), (Group.LEAST_BENEFICIAL, 9))
    for number in range(count)
]  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """An entry as the fold sees it."""

    number: int
    status: Status
    since: date
    corrects: int | None
    withdraws: bool


def pairs(told: list[story.Step]) -> dict[tuple[str, str], list[Said | Withdrawal]]:
    found: dict[tuple[str, str], list[Said | Withdrawal]] = defaultdict(list)
    for step in told:
        if not isinstance(step, Confirmation):
            found[step.region, step.method].append(step)
    return found


def facts(steps: list[Said | Withdrawal]) -> list[Fact]:
    made: list[Fact] = []
    for number, step in enumerate(steps, start=1):
        if isinstance(step, Withdrawal):
            made.append(Fact(number, made[0].status, made[0].since, 1, withdraws=True))
        else:
            made.append(Fact(number, step.given.status, step.given.since, step.corrects, withdraws=False))
    return made


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
@settings(max_examples=40)
def test_what_is_told_keeps_the_rules_on_any_day(today: date) -> None:
    told = story.told(REGIONS, KINDS, today)
    assert [step.on for step in told] == sorted(step.on for step in told)
    assert all(step.on <= today for step in told)
    for steps in pairs(told).values():
        for length in range(1, len(steps) + 1):
            assert replay.first_problem(replay.standing(facts(steps[:length]))) is None
    for step in told:
        if isinstance(step, Said) and step.given.since > step.on:
            assert step.given.status in MAY_BE_AHEAD
            assert step.given.since <= dates.months_later(step.on, MONTHS_AHEAD)


def test_the_same_story_each_time() -> None:
    assert story.told(REGIONS, KINDS, TODAY) == story.told(REGIONS, KINDS, TODAY)


def test_a_region_more_changes_no_other() -> None:
    few = [step for step in story.told(REGIONS, KINDS, TODAY) if step.region == "kainuu"]
    assert [step for step in story.told(["kainuu"], KINDS, TODAY) if step.region == "kainuu"] == few


def test_nothing_is_said_of_what_is_taken() -> None:
    taken = {("kainuu", kind.id) for kind in KINDS[:60]}
    assert not taken & set(pairs(story.told(REGIONS, KINDS, TODAY, taken)))


def test_every_region_has_some_methods_and_some_years() -> None:
    told = story.told(REGIONS, KINDS, TODAY)
    for region in REGIONS:
        own = [pair for pair in pairs(told) if pair[0] == region]
        assert story.FEWEST <= len(own) <= story.MOST + 1  # one may be on the wrong method
        days = [step.on for step in told if step.region == region]
        assert (max(days) - min(days)).days > 365 * 2


def test_something_of_everything() -> None:
    told = story.told(REGIONS, KINDS, TODAY)
    said = [step for step in told if isinstance(step, Said)]
    assert {step.given.status for step in said} == set(Status)
    assert {step.given.replacement for step in said if step.given.status in LEAVING} >= {
        Replacement.METHOD,
        Replacement.NOTHING,
    }
    assert any(step.corrects for step in said)
    assert any(isinstance(step, Withdrawal) for step in told)
    assert any(step.given.since > TODAY and step.given.status is Status.PHASING_OUT for step in said)


@pytest.mark.parametrize("region", story.FEATURED)
def test_a_newcomer_s_region_has_all_that_there_is_to_see(region: str) -> None:
    groups = {kind.id: kind.group for kind in KINDS}
    now: dict[str, tuple[Status, date]] = {}
    ahead = set()
    for (where, method), steps in pairs(story.told(REGIONS, KINDS, TODAY)).items():
        if where == region:
            if entry := replay.in_force(facts(steps), TODAY):
                now[method] = (entry.status, entry.since)
            ahead |= {fact.status for fact in facts(steps) if fact.since > TODAY}
    held = {(groups[method], status) for method, (status, _) in now.items()}
    assert any((Group.LEAST_BENEFICIAL, status) in held for status in IN_USE)
    assert (Group.MOST_EFFECTIVE, Status.ABANDONED) in held
    assert (Group.LEAST_BENEFICIAL, Status.ABANDONED) in held
    assert Status.PHASING_OUT in ahead
    assert Status.PREPARING in ahead


def test_nobody_is_said_to_use_what_is_harmful() -> None:
    harmful = {kind.id for kind in KINDS if kind.harmful}
    for (_, method), steps in pairs(story.told(REGIONS, KINDS, TODAY)).items():
        row = facts(steps)
        if method in harmful and not row[-1].withdraws and len(row) > 2:
            assert replay.standing(row)[-1].status in (*LEAVING, Status.REJECTED)


def test_every_note_says_that_it_is_made_up() -> None:
    marks = tuple(texts.everything()["mark"].values())
    told = story.told(REGIONS, KINDS, TODAY)
    notes = [step.given.note for step in told if isinstance(step, Said) and step.given.note]
    notes += [step.note for step in told if isinstance(step, Withdrawal)]
    assert len(notes) > 50
    assert all(note.startswith(marks) for note in notes)
    assert len({note.split(":")[0] for note in notes}) == 2  # Finnish and Swedish
