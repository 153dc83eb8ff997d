"""One row as an entry, and an entry as the cells of one row: exact inverses for all that an import takes."""

import re
from datetime import date
from enum import StrEnum
from typing import Any, Final

from registry.domain import adoption_input, dates
from registry.domain.adoption_input import EntryInput
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.ledger import Entry
from registry.domain.statuses import LEAVING, ExitWhy, Precision, Replacement, Status
from registry.sheets.cells import clean
from registry.sheets.columns import CODE, KIND_OF, SEPARATOR, TAKEN, Column, Dictionary, Words, split, word
from registry.sheets.layout import Layout
from registry.sheets.reading import Row

Said = tuple[Any, ...]
"""What an entry says, to be compared with what another says."""
SAY_WHY: Final = (*LEAVING, Status.REJECTED)
OF_AN_EXIT: Final = {Column.EXIT_HOW: LEAVING, Column.EXIT_WHY: SAY_WHY, Column.REPLACED_BY: LEAVING}
_UNKNOWN: Final = re.compile(r"(?P<words>[^()]+)\((?P<day>[^()]+)\)\s*")


def read(layout: Layout, row: Row, dictionary: Dictionary) -> EntryInput:
    """The entry that a row holds. Raises InvalidInput with all that is wrong with it."""
    texts = {column: layout.text(row, column) for column in TAKEN}
    typed = {column.value: _values(column, text, dictionary) for column, text in texts.items()}
    unknown = _UNKNOWN.fullmatch(texts[Column.SINCE])
    is_unknown = unknown is not None and dictionary.means(Precision.UNKNOWN, unknown["words"])
    if unknown is not None and is_unknown:
        typed[Column.SINCE.value] = [unknown["day"]]
    problems = _contradictions(typed)
    try:
        given = adoption_input.read(typed)
    except Invalid as error:
        problems += error.problems
    if problems:
        order = [column.value for column in Column]
        raise InvalidInput(sorted(problems, key=lambda problem: order.index(problem.field)))
    return given.model_copy(update={"precision": Precision.UNKNOWN}) if is_unknown else given


def _values(column: Column, text: str, dictionary: Dictionary) -> list[str]:
    """What a cell holds as the domain reads it: words become the values that they mean."""
    if not text:
        return []
    kind = KIND_OF.get(column)
    if kind is None:
        return [text]
    values = [dictionary.value(kind, part) for part in (split(text) if column is Column.EXIT_WHY else [text])]
    if column is Column.REPLACED_BY and values[0] not in set(Replacement):
        return [values[0].lower()]
    return values


def _contradictions(typed: dict[str, list[str]]) -> list[Invalid]:
    """What would be lost silently: how and why of something that is no exit."""
    status = next(iter(typed[Column.STATUS]), "")
    if status not in set(Status):
        return []
    found = [column for column, statuses in OF_AN_EXIT.items() if typed[column] and Status(status) not in statuses]
    return [
        Invalid(column, "not_of_status", status=Status(status))
        for column in found
        if typed[column] != [Replacement.NOTHING]
    ]


def said(entry: Entry | EntryInput) -> Said:
    """What an entry says."""
    why = {str(reason) for reason in entry.exit_why}
    return (
        entry.status,
        entry.since,
        entry.precision,
        entry.coverage,
        entry.exit_how,
        tuple(reason for reason in ExitWhy if reason in why),
        entry.replacement,
        entry.replaced_by,
        clean(entry.note or "").strip(),
    )


def without_note(of: Said) -> Said:
    """What an entry says whose note was taken out by an administrator: whatever note a sheet still has, it says the same."""
    return (*of[:-1], None)


def is_said(standing: Said, row: Said) -> bool:
    """Whether an entry of the ledger says what a row says."""
    return standing == (without_note(row) if standing[-1] is None else row)


def cells(entry: Entry, words: Words, language: str) -> dict[Column, str | int | None]:
    """The cells of an entry, but for those of its region and method."""
    why = [ExitWhy(reason) for reason in ExitWhy if reason in entry.exit_why]
    return {
        Column.STATUS: word(words, entry.status, language),
        Column.SINCE: _since(entry, words, language),
        Column.COVERAGE: entry.coverage,
        Column.EXIT_HOW: _word(entry.exit_how, words, language),
        Column.EXIT_WHY: f"{SEPARATOR} ".join(word(words, reason, language) for reason in why),
        Column.REPLACED_BY: entry.replaced_by or _word(entry.replacement, words, language),
        Column.NOTE: entry.note,
        Column.SOURCE: word(words, entry.source, language),
        Column.SOURCE_URL: entry.source_url,
        Column.RECORDED_AT: day(dates.day_of(entry.recorded_at), Precision.DAY, language),
        Column.CONFIRMED_ON: day(entry.confirmed_on, Precision.DAY, language) if entry.confirmed_on else None,
    }


def _word(value: StrEnum | None, words: Words, language: str) -> str | None:
    return None if value is None else word(words, value, language)


def _since(entry: Entry, words: Words, language: str) -> str:
    """The day with its precision; where the beginning is not known, in words, and the day from which the entry is shown."""
    if entry.precision is Precision.UNKNOWN:
        return f"{word(words, Precision.UNKNOWN, language)} ({day(entry.since, Precision.DAY, language)})"
    return day(entry.since, entry.precision, language)


def day(of: date, precision: Precision, language: str) -> str:
    """A day as a sheet has it: for machines as ISO 8601, for people as they write it."""
    if language != CODE:
        return dates.written(of, precision)
    return of.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)]
