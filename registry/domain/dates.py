"""Days as people write them: 1.11.2026, 2026-11-01, 11/2026, 2026-11 or 2026. What is less than a day keeps how exact it is."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from registry.domain.errors import Invalid
from registry.domain.statuses import Precision

FINLAND: Final = ZoneInfo("Europe/Helsinki")
EARLIEST: Final = 1990
LATEST: Final = 2100
_FORMS: Final = (
    re.compile(r"(?P<day>\d{1,2})\s*[./]\s*(?P<month>\d{1,2})\s*[./]\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})\s*[./]\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})"),
)


def today() -> date:
    """The day it is in Finland."""
    return datetime.now(UTC).astimezone(FINLAND).date()


def day_of(moment: datetime) -> date:
    """The day that a moment was in Finland; SQLite gives moments without their zone, which is UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(FINLAND).date()


def read(typed: str, field: str) -> tuple[date, Precision]:
    """The first day that was meant, and how exact it is.

    Raises Invalid(field, missing | not_a_date | no_such_month | no_such_day | year_out_of_range).
    """
    text = typed.strip().rstrip(".")
    if not text:
        raise Invalid(field, "missing")
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _checked({name: int(part) for name, part in found.groupdict().items()}, typed, field)
    raise Invalid(field, "not_a_date", typed=typed)


def _checked(parts: dict[str, int], typed: str, field: str) -> tuple[date, Precision]:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if not EARLIEST <= year <= LATEST:
        raise Invalid(field, "year_out_of_range", typed=typed, first=EARLIEST, last=LATEST)
    if month is None:
        return date(year, 1, 1), Precision.YEAR
    if not 1 <= month <= 12:
        raise Invalid(field, "no_such_month", typed=typed)
    if day is None:
        return date(year, month, 1), Precision.MONTH
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise Invalid(field, "no_such_day", typed=typed, month=month, days=days)
    return date(year, month, day), Precision.DAY


def months_later(day: date, months: int) -> date:
    """The same day of a later (or earlier) month; the last day of it where it has none such."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def written(day: date, precision: Precision) -> str:
    """The day as it would be typed, in the form that every language of ours reads."""
    if precision is Precision.YEAR:
        return f"{day.year}"
    if precision is Precision.MONTH:
        return f"{day.month}/{day.year}"
    return f"{day.day}.{day.month}.{day.year}"
