"""A sheet taken into the ledger: every row judged as if the rows before it stood already, then all of them recorded or none.

A dry run judges and records nothing, so it holds nobody up. A row that says what stands in the ledger already changes nothing; any other
becomes a new entry. While a sheet is taken all other writers of the ledger wait, so a caller ends the transaction soon.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from registry.domain import adoption, catalogue, history, installation, ledger, permissions, replay
from registry.domain.adoption import Candidate
from registry.domain.adoption_input import EntryInput
from registry.domain.errors import Invalid
from registry.domain.models import Method, Redaction
from registry.domain.permissions import Action, Actor
from registry.domain.redactable import RedactionKind
from registry.domain.vocabulary import State
from registry.sheets import entry_row, layout, reading
from registry.sheets.archive import FIELD
from registry.sheets.columns import Column, Dictionary, Words, same
from registry.sheets.entry_row import Said
from registry.sheets.layout import Layout
from registry.sheets.plan import Fate, Judged, Plan, Wrong
from registry.sheets.reading import Limits, Row, Sheet

Pair = tuple[str, str]
OF_THE_ROW_OF_ENTRIES = frozenset(
    {"before_previous", "after_next", "move_not_allowed", "no_start", "breaks_next", "leaves_no_start"}
)
"""What may be wrong with an entry because of those before it."""


@dataclass(frozen=True)
class Ask:
    """How to take a sheet: the words of the values, the day it is, the region of all rows where it is one, and how much may come."""

    words: Words
    today: date
    region: str | None = None
    limits: Limits = reading.WEB


def check(session: Session, actor: Actor, content: bytes, ask: Ask) -> Plan:
    """What would become of each row; nothing is changed.

    Raises NotAllowed, NotFound (the region asked for), and Invalid with field `file` where there are no rows to judge.
    """
    return _judged(session, actor, *_read(session, actor, content, ask), ask)


def take(session: Session, actor: Actor, content: bytes, ask: Ask, *, expected: str | None = None) -> tuple[Plan, bool]:
    """Record all rows of a sheet, or none; the plan, and whether it was taken. The caller commits, or rolls back what was not taken.

    It is not taken where a row has an error, nor where `expected` (the fingerprint of a plan that somebody agreed to) is another's.
    Raises as `check`.
    """
    sheet, where = _read(session, actor, content, ask)
    history.bump_ledger(session)  # the lock: what is read from here on stays so until the transaction ends
    plan = _judged(session, actor, sheet, where, ask)
    if not plan.is_clean or expected not in {None, plan.fingerprint}:
        return plan, False
    with session.begin_nested():
        _record(session, actor, plan, ask.today)
    return plan, True


def _read(session: Session, actor: Actor, content: bytes, ask: Ask) -> tuple[Sheet, Layout]:
    if ask.region is not None:
        permissions.demand(actor, Action.RECORD_ADOPTION, ask.region)
        catalogue.find_region(session, ask.region)
    sheet = reading.read(content, ask.limits)
    where = layout.of(sheet.header, region_is_known=ask.region is not None)
    if not installation.is_demo(session) and any(where.text(row, Column.EXAMPLE) for row in sheet.rows):
        raise Invalid(FIELD, "made_up")
    return sheet, where


def _judged(session: Session, actor: Actor, sheet: Sheet, where: Layout, ask: Ask) -> Plan:
    judge = _Judge(session, actor, sheet, where, ask)
    before = [(*pair, entries[-1].number) for pair, entries in judge.entries.items()]
    return Plan([judge.row(row) for row in sheet.rows], where.unknown, sheet.left_out, before)


def _record(session: Session, actor: Actor, plan: Plan, today: date) -> None:
    versions = {(region, method): version for region, method, version in plan.versions}
    made: dict[str, int] = defaultdict(int)
    for row in plan.rows:
        if row.fate is Fate.NEW and row.given is not None:
            pair = (row.region, row.method)
            entry = adoption.record(session, actor, *pair, row.given, version=versions.get(pair, 0), today=today)
            versions[pair] = entry.number
            made[row.region] += 1
    for region, entries in made.items():
        history.note(session, actor.key, "adoption.imported", adoption.KIND, region, entries=entries)
    session.flush()


class _Judge:
    """Judges the rows of one sheet in their order, with those that are new added in thought."""

    def __init__(self, session: Session, actor: Actor, sheet: Sheet, where: Layout, ask: Ask) -> None:
        self._actor, self._where, self._ask = actor, where, ask
        self._dictionary = Dictionary(ask.words)
        regions = catalogue.regions(session)
        names = [(name, region.slug) for region in regions for name in (*region.name.values(), *region.short.values())]
        self._regions = {
            same(name): slug for name, slug in [*names, *((region.slug, region.slug) for region in regions)]
        }
        self._methods = set(session.exec(select(Method.id).where(Method.state == State.PUBLISHED)))
        self.entries: dict[Pair, list[replay.Fact]] = defaultdict(list)
        self._standing: dict[Pair, list[Said]] = defaultdict(list)
        self._met: dict[Pair, set[int]] = defaultdict(set)
        self._at: dict[Pair, int] = defaultdict(int)
        self._faulty: dict[Pair, int] = {}
        self._read_ledger(session, sheet)

    def _read_ledger(self, session: Session, sheet: Sheet) -> None:
        regions = {region for row in sheet.rows if (region := self._region_of(row))}
        methods = {self._where.text(row, Column.METHOD).lower() for row in sheet.rows} & self._methods
        if not regions or not methods:
            return
        without = select(Redaction.subject).where(Redaction.kind == RedactionKind.ADOPTION_NOTE)
        redacted = set(session.exec(without))
        said: dict[Pair, list[ledger.Entry]] = defaultdict(list)
        for entry in ledger.entries(session, regions=regions, methods=methods):
            said[entry.region, entry.method].append(entry)
        for pair, entries in said.items():
            self.entries[pair] = sorted(entries, key=lambda entry: entry.number)
            self._standing[pair] = [
                entry_row.without_note(entry_row.said(entry))
                if str(entry.entry_id) in redacted
                else entry_row.said(entry)
                for entry in replay.standing(entries)
            ]

    def _region_of(self, row: Row) -> str | None:
        text = self._where.text(row, Column.REGION)
        return self._regions.get(same(text)) if text else self._ask.region

    def row(self, row: Row) -> Judged:
        """What becomes of a row."""
        problems: list[Invalid] = []
        region, method = self._region(row, problems), self._method(row, problems)
        given: EntryInput | None = None
        try:
            given = entry_row.read(self._where, row, self._dictionary)
        except Invalid as error:
            problems += error.problems
        if problems or given is None:
            return self._refused(row, region, method, given, problems)
        pair = (region, method)
        if self._stands(pair, entry_row.said(given)):
            return Judged(row.number, region, method, Fate.UNCHANGED, given)
        if problems := self._add(pair, given):
            return self._refused(row, region, method, given, problems)
        return Judged(row.number, region, method, Fate.NEW, given)

    def _region(self, row: Row, problems: list[Invalid]) -> str:
        text, region = self._where.text(row, Column.REGION), self._region_of(row)
        if not text and region is None:
            problems.append(Invalid(Column.REGION, "no_region"))
        elif region is None:
            problems.append(Invalid(Column.REGION, "unknown_region", typed=text))
        elif self._ask.region not in {None, region}:
            problems.append(Invalid(Column.REGION, "other_region", typed=text))
        elif not permissions.may(self._actor, Action.RECORD_ADOPTION, region):
            problems.append(Invalid(Column.REGION, "not_yours", typed=text))
        return region or ""

    def _method(self, row: Row, problems: list[Invalid]) -> str:
        text = self._where.text(row, Column.METHOD)
        if not text:
            problems.append(Invalid(Column.METHOD, "missing"))
        elif text.lower() not in self._methods:
            problems.append(Invalid(Column.METHOD, "unknown_method", typed=text))
        else:
            return text.lower()
        return ""

    def _stands(self, pair: Pair, said: Said) -> bool:
        """Whether an entry says it already: the last that a row of the sheet has met, one after it, or one before it not yet met."""
        standing, met, last = self._standing[pair], self._met[pair], max(self._at[pair] - 1, 0)
        for place in (*range(last, len(standing)), *range(last)):
            if entry_row.is_said(standing[place], said) and (place >= last or place not in met):
                met.add(place)
                self._at[pair] = max(self._at[pair], place + 1)
                return True
        return False

    def _add(self, pair: Pair, given: EntryInput) -> list[Invalid]:
        """Add an entry in thought; what is wrong with it, and then it is not added."""
        entries = self.entries.get(pair, [])
        corrects = adoption.in_place_of_page(entries, given)
        candidate = Candidate(entries[-1].number + 1 if entries else 1, given.status, given.since, corrects)
        if problems := adoption.faults(entries, candidate, given, pair[1], self._ask.today, self._methods.__contains__):
            return problems
        if corrects:  # the only one that stood
            self._standing[pair].clear()
            self._met[pair].clear()
        self.entries[pair].append(candidate)
        self._standing[pair].append(entry_row.said(given))
        self._at[pair] = len(self._standing[pair])
        self._met[pair].add(self._at[pair] - 1)
        return []

    def _refused(self, row: Row, region: str, method: str, given: EntryInput | None, problems: list[Invalid]) -> Judged:
        pair = (region, method)
        earlier = self._faulty.get(pair)
        if earlier is not None and all(problem.code in OF_THE_ROW_OF_ENTRIES for problem in problems):
            return Judged(row.number, region, method, Fate.WAITS, given, waits_for=earlier)
        if region and method:
            self._faulty.setdefault(pair, row.number)
        wrong = [self._wrong(row, problem) for problem in problems]
        return Judged(row.number, region, method, Fate.ERROR, given, wrong)

    def _wrong(self, row: Row, problem: Invalid) -> Wrong:
        column = Column(problem.field)
        return Wrong(row.number, column, self._where.place(column), self._where.text(row, column), problem)
