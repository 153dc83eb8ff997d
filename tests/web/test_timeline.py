"""The timeline: bars on one scale, what is known ends today, what is planned lies ahead, what was given up ends in a sign."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.ledger import Entry
from registry.domain.statuses import Precision, Source, Status
from registry.web import timeline
from registry.web.timeline import KINDS, MOST_YEARS, Bar, Sign, Timeline

TODAY = date(2026, 7, 2)


def entry(status: Status, since: date, until: date | None = None, method: str = "m") -> Entry:
    return Entry(
        entry_id=1,
        region="kainuu",
        method=method,
        number=1,
        status=status,
        since=since,
        precision=Precision.DAY,
        coverage=None,
        exit_how=None,
        exit_why=[],
        replacement=None,
        replaced_by=None,
        note=None,
        source=Source.REGION_EDITOR,
        source_url=None,
        corrects=None,
        withdraws=False,
        recorded_by=None,
        recorded_at=datetime(2026, 7, 1, tzinfo=UTC),
        until=until,
    )


def row(*said: tuple[Status, date], method: str = "m") -> list[Entry]:
    """Standing entries, each until the next."""
    ends = [since for _status, since in said[1:]] + [None]
    return [entry(status, since, until, method) for (status, since), until in zip(said, ends, strict=True)]


def draw(*entries: Entry, methods: tuple[str, ...] = ("m",), day: date = TODAY) -> Timeline:
    return timeline.draw(entries, methods, TODAY, day)


def test_bars_follow_one_another_and_end_today() -> None:
    drawn = draw(*row((Status.PILOTING, date(2024, 1, 1)), (Status.IN_USE, date(2025, 1, 1))))
    assert list(drawn.scale.years) == [2024, 2025, 2026]
    (track,) = drawn.tracks
    assert track.bars == [Bar("pilot", 0.0, 33.4), Bar("use", 33.4, pytest.approx(drawn.today - 33.4, abs=0.05))]
    assert track.signs == []
    assert drawn.today == 83.3


def test_what_was_given_up_ends_in_a_sign() -> None:
    (track,) = draw(*row((Status.IN_USE, date(2024, 1, 1)), (Status.ABANDONED, date(2025, 1, 1)))).tracks
    assert track.bars == [Bar("use", 0.0, 33.4)]
    assert track.signs == [Sign(Status.ABANDONED, 33.4)]


def test_what_is_planned_is_ahead_and_what_is_known_ends_today() -> None:
    drawn = draw(*row((Status.IN_USE, date(2026, 1, 1)), (Status.PHASING_OUT, date(2027, 1, 1))))
    assert list(drawn.scale.years) == [2025, 2026, 2027]
    (known, planned) = drawn.tracks[0].bars
    assert known.x + known.width == pytest.approx(drawn.today)
    assert planned == Bar("leaving", 66.7, 33.3, ahead=True)
    assert drawn.kinds == {"use", "ahead"}


def test_older_than_the_scale_is_cut_at_its_beginning() -> None:
    entries = [
        *row(
            (Status.IN_USE, date(1995, 1, 1)),
            (Status.SUSTAINED, date(2000, 1, 1)),
            (Status.ABANDONED, date(2003, 1, 1)),
        ),
        *row((Status.IN_USE, date(1995, 1, 1)), method="n"),
    ]
    drawn = draw(*entries, methods=("m", "n"))
    assert len(drawn.scale.years) == MOST_YEARS
    old, lasting = drawn.tracks
    assert old.bars == []
    assert old.signs == [Sign(Status.ABANDONED, 0.0)]
    assert lasting.bars == [Bar("use", 0.0, drawn.today)]


def test_a_change_of_coverage_is_no_new_phase_and_what_never_held_is_left_out() -> None:
    said = row(
        (Status.IN_USE, date(2024, 1, 1)),
        (Status.IN_USE, date(2025, 1, 1)),
        (Status.PILOTING, date(2026, 1, 1)),
        (Status.SUSTAINED, date(2026, 1, 1)),
    )
    (track,) = draw(*said).tracks
    assert [(phase.status, phase.since) for phase in track.phases] == [
        (Status.IN_USE, date(2024, 1, 1)),
        (Status.SUSTAINED, date(2026, 1, 1)),
    ]
    assert [bar.kind for bar in track.bars] == ["use", "use", "use"]


def test_tracks_are_in_the_wanted_order_and_the_chosen_day_is_marked() -> None:
    entries = [*row((Status.IN_USE, date(2024, 1, 1)), method="a"), *row((Status.IN_USE, date(2025, 1, 1)), method="b")]
    drawn = draw(*entries, methods=("b", "nothing", "a"), day=date(2025, 1, 1))
    assert [track.method for track in drawn.tracks] == ["b", "a"]
    assert drawn.day == 33.4
    assert draw(*entries).day is None


def test_nothing_is_an_empty_timeline() -> None:
    drawn = draw(methods=())
    assert (drawn.tracks, drawn.kinds, drawn.signs) == ([], set(), set())


days = st.dates(date(1990, 1, 1), TODAY + timedelta(days=365))


@given(st.lists(st.tuples(st.sampled_from(list(Status)), days), min_size=1, max_size=12), days)
def test_everything_is_on_the_line(said: list[tuple[Status, date]], day: date) -> None:
    said.sort(key=lambda one: one[1])
    drawn = draw(*row(*said), day=day)
    assert 1 <= len(drawn.scale.years) <= MOST_YEARS
    assert TODAY.year in drawn.scale.years
    (track,) = drawn.tracks
    for bar in track.bars:
        assert bar.kind in KINDS.values()
        assert bar.width > 0
        assert 0 <= bar.x <= bar.x + bar.width <= 100.05
        assert bar.x >= drawn.today - 0.5 if bar.ahead else bar.x + bar.width <= drawn.today + timeline.NARROWEST
    for sign in track.signs:
        assert 0 <= sign.x <= 100
