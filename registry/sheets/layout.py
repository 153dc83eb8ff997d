"""Where in a sheet which column is: its header matched with the columns that there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.domain.errors import Invalid, InvalidInput
from registry.sheets.archive import FIELD
from registry.sheets.columns import NEEDED, Column, column_of, headers, letter
from registry.sheets.reading import Row


@dataclass(frozen=True)
class Place:
    """A column as the sheet shows it: its letter and its header."""

    letter: str
    header: str


@dataclass(frozen=True)
class Layout:
    """The positions of the columns, and those that are none of ours."""

    positions: Mapping[Column, int]
    header: Row
    unknown: Sequence[Place]

    def text(self, row: Row, column: Column) -> str:
        """What stands in a column of a row; nothing where there is no such column."""
        position = self.positions.get(column)
        return "" if position is None else row.cell(position)

    def place(self, column: Column) -> Place | None:
        """Where a column is; None where the sheet has it not."""
        position = self.positions.get(column)
        return None if position is None else Place(letter(position), self.header.cell(position))


def of(header: Row, *, region_is_known: bool) -> Layout:
    """The layout that a header says. Raises InvalidInput: `no_column` for each that is needed, `column_twice`."""
    positions: dict[Column, int] = {}
    unknown: list[Place] = []
    problems: list[Invalid] = []
    for position, text in enumerate(header.cells):
        column = column_of(text)
        if column is None:
            unknown += [Place(letter(position), text.strip())] if text.strip() else []
        elif column in positions:
            where = f"{letter(positions[column])}, {letter(position)}"
            problems.append(Invalid(FIELD, "column_twice", column=headers(column), letters=where))
        else:
            positions[column] = position
    needed = [column for column in NEEDED if not (region_is_known and column is Column.REGION)]
    problems += [Invalid(FIELD, "no_column", column=headers(column)) for column in needed if column not in positions]
    if problems:
        raise InvalidInput(problems)
    return Layout(positions, header, unknown)
