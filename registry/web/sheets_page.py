"""What the page of importing shows: what the columns hold, and what becomes of the rows of a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.domain.models import Method, Region
from registry.domain.statuses import Replacement
from registry.sheets import columns
from registry.sheets.columns import KIND_OF, NEEDED, Column
from registry.sheets.plan import Fate, Judged, Plan, Wrong
from registry.web.forms.sheets import UploadForm, WaitingForm
from registry.web.i18n import current_language, gettext
from registry.web.i18n import mark as _
from registry.web.labels import label
from registry.web.problems import words_of

MOST_SHOWN: Final = 1_000
"""Faulty cells in the list; a sheet with more is wrong in the same way throughout."""
HELP: Final[dict[Column, str]] = {
    Column.REGION: _("The id of the region. It may be left out here."),
    Column.METHOD: _(
        "The id of the method: the end of the address of its page. All are on the second sheet of the template."
    ),
    Column.STATUS: _("One of these:"),
    Column.SINCE: _("A day (1.11.2026), a month (11/2026) or a year (2026)."),
    Column.COVERAGE: _("A whole number from 0 to 100, where it is known."),
    Column.EXIT_HOW: _("Only when you give the method up. One of these:"),
    Column.EXIT_WHY: _("Only when you give the method up. One or more of these, with ; between:"),
    Column.REPLACED_BY: _("Only when you give the method up. The id of a method, or one of these:"),
    Column.NOTE: _("What would be good for other counties to know. This is public."),
}


@dataclass(frozen=True)
class SheetPage:
    """The page in one of its states: before a file, with a file that is faulty, or with one that can be taken in (`agree`)."""

    region: Region
    published: Mapping[str, Method]
    form: UploadForm
    plan: Plan | None = None
    agree: WaitingForm | None = None
    moved: bool = False

    @property
    def columns(self) -> Iterator[tuple[str, bool, str, Sequence[str]]]:
        """Each column with its header, whether it is needed, what it holds, and the words that may stand there."""
        for column, text in HELP.items():
            kind = KIND_OF.get(column, ())
            words = [label(value) for value in kind if value is not Replacement.METHOD]
            needed = column in NEEDED and column is not Column.REGION
            yield columns.header(column, current_language()), needed, gettext(text), words

    @property
    def wrong(self) -> Sequence[Wrong]:
        """The faulty cells that are shown."""
        return self.plan.wrong[:MOST_SHOWN] if self.plan else ()

    @property
    def more_wrong(self) -> int:
        """How many more there are."""
        return len(self.plan.wrong) - len(self.wrong) if self.plan else 0

    def count(self, fate: str) -> int:
        """How many rows have a fate."""
        return self.plan.count(Fate(fate)) if self.plan else 0

    def words(self, wrong: Wrong) -> str:
        """What is wrong with a cell."""
        return words_of(wrong.problem)

    def place(self, wrong: Wrong) -> str:
        """The column of a faulty cell: its letter and header, or its header alone where the sheet has it not."""
        if wrong.place is None:
            return columns.header(wrong.column, current_language())
        return f"{wrong.place.letter}: {wrong.place.header}"

    def fate(self, row: Judged) -> str:
        """What becomes of a row."""
        if row.waits_for is not None:
            return gettext(_("is looked at when row %(row)s has been mended"), row=row.waits_for)
        return label(row.fate)
