"""Reading what was typed into forms field by field, with all that is wrong told at once."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from pydantic import HttpUrl, TypeAdapter, ValidationError

from registry.domain import dates
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.statuses import Precision

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)
LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 8000
LONGEST_ADDRESS: Final = 500
LONGEST_NAME: Final = 60
_URL: Final[TypeAdapter[HttpUrl]] = TypeAdapter(HttpUrl)
_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MARK: Final = re.compile(r"<!--\s*(fi|sv|en)\s*-->")


@dataclass
class Reading:
    """What has been wrong so far."""

    problems: list[Invalid] = field(default_factory=list)

    def take(self, read: Callable[[], Value], otherwise: Value) -> Value:
        """What `read` gives, or `otherwise` with its problem kept."""
        try:
            return read()
        except Invalid as problem:
            self.problems += problem.problems
            return otherwise

    def finish(self) -> None:
        """Raises InvalidInput where something was wrong."""
        if self.problems:
            raise InvalidInput(self.problems)


def clean(typed: str) -> str:
    """A text as it was typed, without signs that nobody types, with plain line ends, and without what parts languages in files."""
    return _MARK.sub("", _UNWRITABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def line(typed: str, name: str, *, needed: bool = False, most: int = LONGEST_LINE) -> str:
    """One line. Raises Invalid(name, missing | too_long)."""
    return text(" ".join(typed.split()), name, needed=needed, most=most)


def text(typed: str, name: str, *, needed: bool = False, most: int = LONGEST_TEXT) -> str:
    """A text. Raises Invalid(name, missing | too_long)."""
    found = clean(typed)
    if needed and not found:
        raise Invalid(name, "missing")
    if len(found) > most:
        raise Invalid(name, "too_long", most=most, length=len(found))
    return found


def address(typed: str, name: str) -> str | None:
    """A full address, or nothing. Raises Invalid(name, not_an_address | too_long)."""
    found = line(typed, name, most=LONGEST_ADDRESS)
    if not found:
        return None
    try:
        _URL.validate_python(found)
    except ValidationError as error:
        raise Invalid(name, "not_an_address", typed=found[:80]) from error
    return found


def lines(typed: str, name: str) -> list[str]:
    """One thing a line, each once. Raises Invalid(name, too_long)."""
    return list(dict.fromkeys(line(one, name) for one in clean(typed).split("\n") if one.strip()))


def day(typed: str, name: str) -> date | None:
    """A whole day, or nothing. Raises Invalid(name, ...) as `dates.read`, and `not_a_day` for a month or a year."""
    if not typed.strip():
        return None
    found, precision = dates.read(typed, name)
    if precision is not Precision.DAY:
        raise Invalid(name, "not_a_day", typed=typed)
    return found


def clock(typed: str, name: str) -> str | None:
    """A time of day as 09:30, from 9.30, 9:30 or 9; or nothing. Raises Invalid(name, not_a_clock)."""
    if not (asked := typed.strip()):
        return None
    found = _CLOCK.fullmatch(asked)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found and asked.isascii() else (99, 0)
    if hour > 23 or minute > 59:
        raise Invalid(name, "not_a_clock", typed=asked[:20])
    return f"{hour:02}:{minute:02}"


def whole_year(typed: str, name: str, first: int, last: int) -> int | None:
    """A year, or nothing. Raises Invalid(name, not_a_year | year_out_of_range)."""
    if not (asked := typed.strip()):
        return None
    if not re.fullmatch(r"[0-9]{4}", asked):
        raise Invalid(name, "not_a_year", typed=asked[:20])
    if not first <= int(asked) <= last:
        raise Invalid(name, "year_out_of_range", typed=asked, first=first, last=last)
    return int(asked)


def one_of(kind: type[Word], typed: str, name: str) -> Word:
    """A word of the vocabulary. Raises Invalid(name, missing | not_a_choice)."""
    if not typed:
        raise Invalid(name, "missing")
    if typed not in set(kind):
        raise Invalid(name, "not_a_choice", typed=typed[:80])
    return kind(typed)


def some_of(typed: Iterable[str], known: Collection[str], name: str) -> list[str]:
    """What was chosen of a list, each once, in the order of the list. Raises InvalidInput(name, not_a_choice)."""
    chosen = set(typed)
    if strange := sorted(chosen - set(known)):
        raise InvalidInput([Invalid(name, "not_a_choice", typed=one[:80]) for one in strange])
    return [one for one in known if one in chosen]


def name_of(words: str, taken: Collection[str], otherwise: str) -> str:
    """A short name for an address, made of `words` and none of the `taken`."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or otherwise
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
