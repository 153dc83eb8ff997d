"""The ledger as a table: the entries that stand, region by region, method by method, in the order in which an import takes them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from registry.domain import catalogue, installation, ledger, replay
from registry.domain.models import Method
from registry.domain.statuses import ExitHow, ExitWhy, Replacement, Status
from registry.domain.vocabulary import State
from registry.sheets import columns, entry_row
from registry.sheets.columns import CODE, SEPARATOR, Column, Words, texts, word
from registry.sheets.reading import COMMENT

Cell = str | int | None
EXAMPLE_STATUSES = (Status.IN_USE, Status.ABANDONED)
EXAMPLE_DAYS = {Status.IN_USE: ("8/2024", "2024-08"), Status.ABANDONED: ("1.9.2025", "2025-09-01")}


@dataclass(frozen=True)
class Table:
    """What is written: the columns, the rows, made as they are asked for, and the names of the methods that an entry may be of."""

    columns: Sequence[Column]
    rows: Iterator[list[Cell]]
    methods: Mapping[str, str]
    language: str

    @property
    def header(self) -> list[str]:
        """The headers in the table's language."""
        return [columns.header(column, self.language) for column in self.columns]


def entries(session: Session, words: Words, language: str, regions: Collection[str] = ()) -> Table:
    """The standing entries of published methods in some regions, or in all; one query for each region.

    What says the same as the entry before it is left out. The table of a demo says in every row that it is made up.
    """
    demo, names = installation.is_demo(session), _names(session, language)
    written = [column for column in Column if demo or column is not Column.EXAMPLE]
    chosen = [region.slug for region in catalogue.regions(session) if not regions or region.slug in regions]

    def rows() -> Iterator[list[Cell]]:
        for region in chosen:
            for entry in _standing(session, region):
                cells = entry_row.cells(entry, words, language) | {
                    Column.REGION: region,
                    Column.METHOD: entry.method,
                    Column.METHOD_NAME: names.get(entry.method),
                    Column.EXAMPLE: texts()["made_up"][_spoken(language)],
                }
                yield [cells[column] for column in written]

    return Table(written, rows(), names, language)


def template(session: Session, words: Words, language: str, region: str) -> Table:
    """An empty sheet for a region with two example rows, which an import leaves out."""
    names = _names(session, language)
    ids = list(names)[: len(EXAMPLE_STATUSES)]
    examples = [
        _example(words, language, region, method, names[method], status)
        for method, status in zip(ids, EXAMPLE_STATUSES, strict=False)
    ]
    written = [column for column in Column if column in {*columns.TAKEN, Column.METHOD_NAME}]
    return Table(written, ([cells.get(column) for column in written] for cells in examples), names, language)


def _example(words: Words, language: str, region: str, method: str, name: str, status: Status) -> dict[Column, Cell]:
    cells: dict[Column, Cell] = {
        Column.REGION: f"{COMMENT} {region}",
        Column.METHOD: method,
        Column.METHOD_NAME: name,
        Column.STATUS: word(words, status, language),
        Column.SINCE: EXAMPLE_DAYS[status][language == CODE],
        Column.COVERAGE: 40,
        Column.NOTE: texts()["example_note"][_spoken(language)],
    }
    if status is Status.ABANDONED:
        reasons = (ExitWhy.NOT_EFFECTIVE, ExitWhy.FUNDING_ENDED)
        cells |= {
            Column.COVERAGE: None,
            Column.EXIT_HOW: word(words, ExitHow.REMOVE, language),
            Column.EXIT_WHY: f"{SEPARATOR} ".join(word(words, reason, language) for reason in reasons),
            Column.REPLACED_BY: word(words, Replacement.NOTHING, language),
        }
    return cells


def _spoken(language: str) -> str:
    """The language of what is no code even in a sheet for machines."""
    return "en" if language == CODE else language


def _names(session: Session, language: str) -> dict[str, str]:
    """The names of the published methods, by id and in its order."""
    rows = session.exec(select(Method.id, Method.name).where(Method.state == State.PUBLISHED)).all()
    return {method: name.get(_spoken(language)) or name["fi"] for method, name in sorted(rows)}


def _standing(session: Session, region: str) -> Iterator[ledger.Entry]:
    by_method: dict[str, list[ledger.Entry]] = defaultdict(list)
    for entry in ledger.entries(session, regions=[region]):
        by_method[entry.method].append(entry)
    for _, said in sorted(by_method.items()):
        before = None
        for entry in replay.standing(said):
            if entry_row.said(entry) != before:
                yield entry
            before = entry_row.said(entry)
