"""The ledger told once more, as naively as can be, and deeds of all kinds done to both it and the real one.

`Naive` keeps lists in memory and goes through all of them for every question. `Both.do` does a deed to the real ledger, says in the rules'
own words what must come of it, and `agree` asks both everything there is to ask.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from registry.domain import adoption, ledger
from registry.domain.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from registry.domain.models import AdoptionSpan
from tests.domain.ledgers import TODAY, editor, said
from tests.domain.test_statuses import may_follow

DAYS: Final = (-1500, -400, -31, -30, -29, -2, -1, 0, 1, 200, 365, 366, 900)
"""Days from today on which an entry may be said to begin; 365 is just twelve months."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Deed:
    """Something somebody tries: by `who` of the two regions, to a pair, upon the entry `number`, having seen all but `unseen` entries."""

    kind: str
    pair: int
    who: int
    status: str = "in_use"
    day: int = 0
    number: int = 1
    unseen: int = 0
    coverage: int | None = None


@dataclass(frozen=True)
class Said:
    """An entry of the naive ledger."""

    number: int
    status: str
    since: date
    coverage: int | None = None
    corrects: int | None = None
    withdraws: bool = False


@dataclass
class Naive:
    """Entries by region and method, and the days on which each was confirmed."""

    said: dict[Pair, list[Said]] = field(default_factory=lambda: defaultdict(list))
    confirmed: dict[tuple[Pair, int], list[date]] = field(default_factory=lambda: defaultdict(list))

    def standing(self, pair: Pair, more: Said | None = None) -> list[Said]:
        """What is left of the entries: each in the place of the one that began its chain of corrections."""
        row = [*self.said[pair], *([more] if more else [])]
        gone = {one.corrects for one in row}
        place: dict[int, int] = {}
        for one in row:
            place[one.number] = one.number if one.corrects is None else place[one.corrects]
        left = [one for one in row if one.number not in gone and not one.withdraws]
        return sorted(left, key=lambda one: place[one.number])

    def on(self, pair: Pair, day: date) -> Said | None:
        """What holds on a day."""
        begun = [one for one in self.standing(pair) if one.since <= day]
        return begun[-1] if begun else None

    def may_stand(self, pair: Pair, new: Said | None = None) -> bool:
        """Whether all moves and days are in order, once `new` is there where it is given."""
        row = self.standing(pair, new)
        befores = [None, *(one.status for one in row)]
        moves = all(may_follow(before, one.status) for before, one in zip(befores, row, strict=False))
        return moves and [one.since for one in row] == sorted(one.since for one in row)


class Both:
    """The real ledger and the naive one, side by side."""

    def __init__(self, session: Session, pairs: list[Pair]) -> None:
        self.session, self.pairs, self.naive = session, pairs, Naive()
        self.regions = sorted({region for region, _ in pairs})
        self.actors = [editor(session, region) for region in self.regions]
        self.ids: dict[tuple[Pair, int], int] = {}
        self.outcomes: dict[str, int] = defaultdict(int)

    def do(self, deed: Deed) -> str:
        """Try a deed; what came of it, which must be what the rules say."""
        must = self._must(deed)
        try:
            self._try(deed)
            came = "done"
        except InvalidInput as error:
            assert all(problem.code for problem in error.problems)
            came = "invalid"
        except (NotAllowed, NotFound, Conflict) as error:
            came = type(error).__name__
        except DomainError as error:
            raise AssertionError(deed) from error
        assert came == must, deed
        self.outcomes[f"{deed.kind} {came}"] += 1
        return came

    def _new(self, deed: Deed) -> Said:
        pair = self.pairs[deed.pair]
        number = len(self.naive.said[pair]) + 1
        if deed.kind == "record":
            return Said(number, deed.status, TODAY + timedelta(days=deed.day), deed.coverage)
        if deed.kind == "correct":
            return Said(number, deed.status, TODAY + timedelta(days=deed.day), deed.coverage, deed.number)
        wrong = next((one for one in self.naive.said[pair] if one.number == deed.number), None)
        status, since = (wrong.status, wrong.since) if wrong else ("in_use", TODAY)
        return Said(number, status, since, None, deed.number, withdraws=True)

    def _must(self, deed: Deed) -> str:
        pair, new = self.pairs[deed.pair], self._new(deed)
        if self.regions[deed.who] != pair[0]:
            return "NotAllowed"
        if deed.kind == "confirm":
            return "done"
        if deed.unseen:
            return "Conflict"
        if (
            deed.kind != "withdraw"
            and deed.day > 0
            and (new.status not in ("preparing", "phasing_out") or deed.day > 365)
        ):
            return "invalid"
        if new.corrects is not None and new.corrects not in {one.number for one in self.naive.standing(pair)}:
            return "NotFound"
        return "done" if self.naive.may_stand(pair, new) else "invalid"

    def _try(self, deed: Deed) -> None:
        (region, method), new, actor = self.pairs[deed.pair], self._new(deed), self.actors[deed.who]
        seen = new.number - 1 - deed.unseen
        if deed.kind == "confirm":
            self._confirm(deed)
            return
        if deed.kind == "withdraw":
            entry = adoption.withdraw(
                self.session, actor, region, method, deed.number, note="Erehdys", version=seen, today=TODAY
            )
        else:
            given = said(new.status, new.since, coverage=new.coverage)
            entry = adoption.record(
                self.session, actor, region, method, given, version=seen, today=TODAY, corrects=new.corrects
            )
        assert entry.id is not None
        self.ids[(region, method), new.number] = entry.id
        self.naive.said[region, method].append(new)
        if not new.withdraws:
            self.naive.confirmed[(region, method), new.number].append(TODAY)

    def _confirm(self, deed: Deed) -> None:
        """Say of one entry of the pair, and of one that there is not, that they hold, some days after today."""
        pair, day = self.pairs[deed.pair], TODAY + timedelta(days=abs(deed.day))
        entry_id = self.ids.get((pair, deed.number), 0)
        holds = self.naive.on(pair, day)
        done = adoption.confirm(self.session, self.actors[deed.who], pair[0], [entry_id, 2**40], day)
        assert done == (holds is not None and holds.number == deed.number)
        if done:
            self.naive.confirmed[pair, deed.number].append(day)

    def agree(self) -> None:
        """Both say the same of all entries, of every day on which something may change, and of all spans."""
        self._agree_on_entries()
        begun = {one.since for said_ in self.naive.said.values() for one in said_}
        days = sorted({TODAY, *begun, *(day - timedelta(days=1) for day in begun)})
        for day in days[:: 1 + len(days) // 30]:
            self._agree_on(day)
        spans = self._spans()
        assert adoption.rebuild_spans(self.session) == len(spans)
        assert self._spans() == spans

    def _agree_on_entries(self) -> None:
        for pair in self.pairs:
            all_said = self.naive.said[pair]
            found = ledger.pair(self.session, *pair, TODAY)
            assert [
                Said(one.number, one.status, one.since, one.coverage, one.corrects, one.withdraws)
                for one in found.entries
            ] == all_said[::-1]
            standing = self.naive.standing(pair)
            left = {one.number for one in standing}
            assert all(one.corrected is (one.number not in left) for one in found.entries if not one.withdraws)
            ahead = [one for one in standing if one.since > TODAY]
            first = [one for one in ahead if one.since == ahead[0].since]
            assert (found.planned.number if found.planned else None) == (first[-1].number if first else None)
            assert found.version == len(all_said)
            last = {one.number: max(self.naive.confirmed[pair, one.number], default=None) for one in all_said}
            assert {one.number: one.confirmed_on for one in found.entries} == last

    def _agree_on(self, day: date) -> None:
        holds = {pair: one for pair in sorted(self.pairs) if (one := self.naive.on(pair, day))}
        found = ledger.states(self.session, day)
        assert [((one.region, one.method), one.number) for one in found] == [
            (pair, one.number) for pair, one in holds.items()
        ]
        assert ledger.count_states(self.session, day) == len(holds)
        assert sorted(ledger.in_force(self.session, day)) == [(*pair, one.status) for pair, one in holds.items()]
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (region, _), one in holds.items():
            counts[region][one.status] += 1
        assert ledger.counts(self.session, day) == counts
        for entry in found:
            told = [on for on in self.naive.confirmed[(entry.region, entry.method), entry.number] if on <= day]
            assert entry.confirmed_on == max(told, default=None)
            assert entry.until is None or entry.until > day
            assert ledger.states(
                self.session, day, methods=[entry.method], regions=[entry.region], statuses=[entry.status]
            ) == [entry]
        for region in self.regions:
            line = ledger.timeline(self.session, region, [])
            assert {one.entry_id for one in line if one.since <= day and (one.until is None or day < one.until)} == {
                one.entry_id for one in found if one.region == region
            }
        for pair in self.pairs:
            current = ledger.pair(self.session, *pair, day).current
            assert (current.number if current else None) == (holds[pair].number if pair in holds else None)

    def _spans(self) -> list[tuple[int, str, date, date | None]]:
        columns = select(AdoptionSpan.entry_id, AdoptionSpan.status, AdoptionSpan.since, AdoptionSpan.until)
        found = [tuple(row) for row in self.session.exec(columns.order_by(col(AdoptionSpan.entry_id)))]
        must: list[tuple[int, str, date, date | None]] = []
        for pair in self.pairs:
            row = self.naive.standing(pair)
            ends = [*(one.since for one in row[1:]), None]
            must += [
                (self.ids[pair, one.number], one.status, one.since, end) for one, end in zip(row, ends, strict=False)
            ]
        assert found == sorted(must)
        return found
