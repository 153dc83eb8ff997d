"""What becomes of each row of a sheet: the answer of a dry run, and of an import."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.adoption_input import EntryInput
from registry.domain.errors import Invalid
from registry.sheets.columns import Column
from registry.sheets.layout import Place


class Fate(StrEnum):
    """What becomes of a row. One that waits stands on an earlier row of the same method that has an error."""

    NEW = "new"
    UNCHANGED = "unchanged"
    WAITS = "waits"
    ERROR = "error"


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a cell: the row's number, the column (and where the sheet has it), what stands there, and what the domain says."""

    row: int
    column: Column
    place: Place | None
    text: str
    problem: Invalid


@dataclass(frozen=True)
class Judged:
    """A row with its fate. `region` and `method` are empty where they are not known, `given` None where the row is no entry."""

    row: int
    region: str
    method: str
    fate: Fate
    given: EntryInput | None = None
    wrong: Sequence[Wrong] = ()
    waits_for: int | None = None


@dataclass(frozen=True)
class Plan:
    """All rows of a sheet in their order, the columns and rows that were left out, and the numbers that the ledger's pairs had."""

    rows: Sequence[Judged]
    unknown: Sequence[Place] = ()
    left_out: Sequence[int] = ()
    versions: Sequence[tuple[str, str, int]] = ()

    @property
    def wrong(self) -> list[Wrong]:
        """All that is wrong, row by row."""
        return [wrong for row in self.rows for wrong in row.wrong]

    def count(self, fate: Fate) -> int:
        """How many rows have a fate."""
        return sum(row.fate is fate for row in self.rows)

    @property
    def is_clean(self) -> bool:
        """Whether every row can be taken."""
        return all(row.fate in {Fate.NEW, Fate.UNCHANGED} for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Whether two plans say the same of the same ledger, in 64 signs."""
        fates = [
            (
                row.row,
                row.region,
                row.method,
                row.fate.value,
                [(one.column.value, one.problem.code) for one in row.wrong],
            )
            for row in self.rows
        ]
        return hashlib.sha256(repr((fates, sorted(self.versions))).encode()).hexdigest()
