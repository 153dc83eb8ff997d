"""Days as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain import dates
from registry.domain.errors import Invalid
from registry.domain.statuses import Precision

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
days = st.dates(date(dates.EARLIEST, 1, 1), date(dates.LATEST, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("1.11.2026", date(2026, 11, 1), DAY),
        ("01.11.2026", date(2026, 11, 1), DAY),
        ("1. 11. 2026", date(2026, 11, 1), DAY),
        (" 1.11.2026 ", date(2026, 11, 1), DAY),
        ("1.11.2026.", date(2026, 11, 1), DAY),
        ("1/11/2026", date(2026, 11, 1), DAY),
        ("2026-11-01", date(2026, 11, 1), DAY),
        ("2026-11-1", date(2026, 11, 1), DAY),
        ("29.2.2028", date(2028, 2, 29), DAY),
        ("11/2026", date(2026, 11, 1), MONTH),
        ("11.2026", date(2026, 11, 1), MONTH),
        ("2026-11", date(2026, 11, 1), MONTH),
        ("2026", date(2026, 1, 1), YEAR),
        ("1990", date(1990, 1, 1), YEAR),
        ("31.12.2100", date(2100, 12, 31), DAY),
    ],
)
def test_what_is_read(typed: str, day: date, precision: Precision) -> None:
    assert dates.read(typed, "since") == (day, precision)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"),
        ("  ", "missing"),
        (".", "missing"),
        ("ensi vuonna", "not_a_date"),
        ("1.11.26", "not_a_date"),
        ("1.11", "not_a_date"),
        ("2026-11-01T00:00", "not_a_date"),
        ("1.11.2026 klo 9", "not_a_date"),
        ("-1.11.2026", "not_a_date"),
        ("1.11.20266", "not_a_date"),
        ("2026\n2027", "not_a_date"),
        ("13/2026", "no_such_month"),
        ("0/2026", "no_such_month"),
        ("1.13.2026", "no_such_month"),
        ("2026-00-10", "no_such_month"),
        ("31.11.2026", "no_such_day"),
        ("29.2.2026", "no_such_day"),
        ("0.1.2026", "no_such_day"),
        ("99.1.2026", "no_such_day"),
        ("1989", "year_out_of_range"),
        ("2101", "year_out_of_range"),
        ("0000", "year_out_of_range"),
        ("1.1.1926", "year_out_of_range"),
    ],
)
def test_what_is_not_read(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        dates.read(typed, "holds")
    assert (caught.value.field, caught.value.code) == ("holds", code)
    assert caught.value.values.get("typed", "") == ("" if code == "missing" else typed)


@given(st.text(max_size=12) | st.text("0123456789./- ", max_size=12))
def test_anything_is_a_day_or_told_to_be_none(typed: str) -> None:
    try:
        found, precision = dates.read(typed, "since")
    except Invalid as problem:
        assert problem.code in {"missing", "not_a_date", "no_such_month", "no_such_day", "year_out_of_range"}
        return
    assert dates.EARLIEST <= found.year <= dates.LATEST
    assert precision is DAY or found.day == 1
    assert precision is not YEAR or found.month == 1


@given(days, st.sampled_from([DAY, MONTH, YEAR]))
def test_what_is_written_is_read_again(day: date, precision: Precision) -> None:
    first = {DAY: day, MONTH: day.replace(day=1), YEAR: day.replace(month=1, day=1)}[precision]
    assert dates.read(dates.written(day, precision), "since") == (first, precision)


@given(days)
def test_both_ways_of_writing_a_day_mean_the_same(day: date) -> None:
    assert dates.read(day.isoformat(), "since") == dates.read(f"{day.day}.{day.month}.{day.year}", "since")


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 6, 15), 12, date(2027, 6, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
    ],
)
def test_months_later(day: date, months: int, found: date) -> None:
    assert dates.months_later(day, months) == found


@given(days, st.integers(-600, 600))
def test_a_month_later_lies_in_that_month(day: date, months: int) -> None:
    found = dates.months_later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


def test_today_is_the_day_in_finland() -> None:
    now = datetime.now(UTC)
    assert dates.today() in {(now + timedelta(hours=2)).date(), (now + timedelta(hours=3)).date()}
    assert dates.FINLAND.key == "Europe/Helsinki"
