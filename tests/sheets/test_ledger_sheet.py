"""A sheet judged row by row, then taken whole or not at all."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from registry import db
from registry.domain import adoption, history, ledger, redaction
from registry.domain.errors import Invalid, NotAllowed
from registry.domain.models import AdoptionEntry, AdoptionSpan, Event, Installation
from registry.domain.permissions import NOBODY, Actor, Grant, Role, system
from registry.domain.statuses import Precision, Source, Status
from registry.sheets import ledger_sheet
from registry.sheets.columns import Column
from tests.domain.ledgers import TODAY, Desk, said
from tests.sheets.sheets import HEADER, ask, check, csv_file, fates, take, told, xlsx_file

USE = ("kainuu", "hyppely", "in_use", "8/2024", "40", "", "", "", "Hyvin toimii")
LEFT = ("kainuu", "hyppely", "abandoned", "1.5.2026", "", "replace", "not_effective; funding_ended", "juoksu", "")


def row(**more: str) -> Sequence[str]:
    """A good row, changed."""
    return [more.get(name, value) for name, value in zip(HEADER, USE, strict=True)]


def count(session: Session) -> int:
    """How many entries there are."""
    return len(session.exec(select(AdoptionEntry.id)).all())


def test_new_rows_become_entries(session: Session, editor: Actor) -> None:
    plan = take(session, editor, csv_file(USE, LEFT, ("kainuu", "kavely", "exploring", "2026")))
    assert fates(plan) == ["new", "new", "new"]
    pair = ledger.pair(session, "kainuu", "hyppely", TODAY)
    newest, first = pair.entries
    assert (first.status, first.precision, first.coverage, first.note) == (
        Status.IN_USE,
        Precision.MONTH,
        40,
        "Hyvin toimii",
    )
    assert (newest.exit_how, newest.exit_why, newest.replaced_by) == (
        "replace",
        ["not_effective", "funding_ended"],
        "juoksu",
    )
    assert (newest.source, newest.recorded_by, newest.confirmed_on) == (Source.REGION_EDITOR, editor.person_id, TODAY)
    events = session.exec(select(Event).where(Event.action == "adoption.imported")).all()
    assert [(one.actor, one.subject, one.details) for one in events] == [(editor.key, "kainuu", {"entries": 3})]


def test_the_same_sheet_again_changes_nothing(session: Session, editor: Actor) -> None:
    take(session, editor, csv_file(USE, LEFT))
    numbers = history.numbers(session)[1]
    plan = take(session, editor, csv_file(USE, LEFT))
    assert fates(plan) == ["unchanged", "unchanged"]
    assert count(session) == 2
    assert len(session.exec(select(Event).where(Event.action == "adoption.imported")).all()) == 1
    assert history.numbers(session)[1] == numbers + 1


def test_rows_out_of_order_that_stand_already_are_known(session: Session, editor: Actor) -> None:
    take(session, editor, csv_file(USE, LEFT))
    assert fates(check(session, editor, csv_file(LEFT, USE))) == ["unchanged", "unchanged"]
    assert fates(check(session, editor, csv_file(USE, USE, LEFT, LEFT))) == ["unchanged"] * 4


def test_a_status_that_comes_back_on_one_day_is_new(session: Session, editor: Actor) -> None:
    rows = [row(coverage=share) for share in ("40", "50", "40", "40")]
    assert fates(take(session, editor, csv_file(*rows))) == ["new", "new", "new", "unchanged"]
    assert fates(check(session, editor, csv_file(*rows))) == ["unchanged"] * 4


def test_a_dry_run_leaves_nothing(session: Session, editor: Actor) -> None:
    before = history.numbers(session)
    plan = check(session, editor, csv_file(USE, LEFT))
    assert fates(plan) == ["new", "new"]
    assert (count(session), history.numbers(session)) == (0, before)
    assert session.exec(select(AdoptionSpan.entry_id)).all() == []
    assert session.exec(select(Event).where(Event.actor == editor.key)).all() == []


def test_one_error_and_nothing_is_taken(session: Session, editor: Actor) -> None:
    content = csv_file(USE, row(method="kavely", coverage="140"))
    plan, taken = ledger_sheet.take(session, editor, content, ask())
    session.commit()
    assert not taken
    assert fates(plan) == ["new", "error"]
    assert count(session) == 0
    assert session.exec(select(Event).where(Event.actor == editor.key)).all() == []


def test_a_fault_halfway_leaves_nothing(session: Session, editor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: Any, **_more: Any) -> None:
        raise OSError

    monkeypatch.setattr(history, "note", fails)
    with pytest.raises(OSError):
        ledger_sheet.take(session, editor, csv_file(USE, LEFT), ask())
    session.commit()
    assert count(session) == 0


ERRORS: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    ({"region": ""}, [("A", "no_region")]),
    ({"region": "ahvenanmaa"}, [("A", "unknown_region")]),
    ({"region": "lappi"}, [("A", "not_yours")]),
    ({"method": ""}, [("B", "missing")]),
    ({"method": "uinti"}, [("B", "unknown_method")]),
    ({"method": "luonnos"}, [("B", "unknown_method")]),
    ({"status": ""}, [("C", "missing")]),
    ({"status": "kaytosa"}, [("C", "not_a_choice")]),
    ({"status": "sustained"}, [("C", "no_start")]),
    ({"status": "abandoned"}, [("F", "missing"), ("G", "missing")]),
    ({"since": ""}, [("D", "missing")]),
    ({"since": "31.11.2025"}, [("D", "no_such_day")]),
    ({"since": "elo.24"}, [("D", "not_a_date")]),
    ({"since": "13/2024"}, [("D", "no_such_month")]),
    ({"since": "1905"}, [("D", "year_out_of_range")]),
    ({"since": "1.7.2026"}, [("D", "in_future")]),
    ({"since": "1.7.2027", "status": "preparing"}, [("D", "too_far_ahead")]),
    ({"since": "tuntematon (joskus)"}, [("D", "not_a_date")]),
    ({"coverage": "140"}, [("E", "out_of_percent")]),
    ({"coverage": "noin 40"}, [("E", "not_a_whole_number")]),
    ({"exit_how": "remove"}, [("F", "not_of_status")]),
    ({"exit_why": "merged", "replaced_by": "juoksu"}, [("G", "not_of_status"), ("H", "not_of_status")]),
    ({"status": "abandoned", "exit_how": "pois", "exit_why": "merged; syy"}, [("F", "not_a_choice"), ("G", "not_a_choice")]),
    ({"status": "abandoned", "exit_how": "replace", "exit_why": "merged"}, [("H", "missing")]),
    ({"status": "abandoned", "exit_how": "replace", "exit_why": "merged", "replaced_by": "uinti"}, [("H", "unknown_method")]),
    ({"status": "abandoned", "exit_how": "replace", "exit_why": "merged", "replaced_by": "Jokin muu!"}, [("H", "unknown_method")]),
    ({"status": "abandoned", "exit_how": "replace", "exit_why": "merged", "replaced_by": "hyppely"}, [("H", "itself")]),
    ({"status": "rejected", "exit_how": "remove"}, [("F", "not_of_status")]),
    ({"note": "x" * 2001}, [("I", "too_long")]),
    (
        {"region": "lappi", "method": "uinti", "status": "kaytosa", "since": "joskus", "coverage": "140"},
        [("A", "not_yours"), ("B", "unknown_method"), ("C", "not_a_choice"), ("D", "not_a_date"), ("E", "out_of_percent")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), ERRORS, ids=[str(change)[:60] for change, _ in ERRORS])
@pytest.mark.parametrize("kind", [csv_file, xlsx_file])
def test_each_error_is_told_with_its_row_and_column(
    session: Session, editor: Actor, kind: Any, change: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    wrong = row(**change)
    content = kind(row(method="kavely"), wrong, row(method="juoksu"))
    plan = check(session, editor, content)
    assert fates(plan) == ["new", "error", "new"]
    cells = dict(zip("ABCDEFGHI", wrong, strict=True))
    assert told(plan) == [(3, letter, cells[letter], code) for letter, code in expected]
    assert {one.place.header for one in plan.wrong if one.place} == {
        HEADER["ABCDEFGHI".index(letter)] for letter, _ in expected
    }


def test_all_that_is_wrong_is_told_at_once(session: Session, editor: Actor) -> None:
    wrong = [row(**change) for change, _ in ERRORS]
    plan = check(session, editor, csv_file(*wrong))
    assert [one.row for one in plan.wrong] == sorted(one.row for one in plan.wrong)
    # all but those whose fault stands on the row of entries, which waits for the first faulty row of the method
    assert len({one.row for one in plan.wrong}) >= len(ERRORS) - 1


def test_a_column_that_is_not_there_is_named_by_what_lacks(session: Session, editor: Actor) -> None:
    content = csv_file(
        ("hyppely", "abandoned", "2024", "replace", "merged"), header=("id", "status", "since", "how", "why")
    )
    plan = check(session, editor, content, region="kainuu")
    assert [(one.row, one.column, one.place, one.problem.code) for one in plan.wrong] == [
        (2, Column.REPLACED_BY, None, "missing")
    ]


def test_rows_are_judged_upon_those_before_them(session: Session, editor: Actor) -> None:
    assert fates(check(session, editor, csv_file(LEFT))) == ["error"]
    assert fates(check(session, editor, csv_file(USE, LEFT, row(status="piloting", since="2.5.2026")))) == ["new"] * 3
    plan = check(session, editor, csv_file(USE, LEFT, row(since="2.5.2026", status="sustained"), row(since="1.4.2026")))
    assert [(one.row, one.column, one.problem.code) for one in plan.wrong] == [(4, "status", "move_not_allowed")]
    assert fates(plan) == ["new", "new", "error", "waits"]


def test_a_row_waits_for_an_earlier_one_with_an_error(session: Session, editor: Actor) -> None:
    plan = check(session, editor, csv_file(row(coverage="140"), LEFT, row(method="kavely")))
    assert fates(plan) == ["error", "waits", "new"]
    assert (plan.rows[1].waits_for, plan.rows[1].wrong) == (2, ())
    assert not plan.is_clean
    both = check(session, editor, csv_file(row(coverage="140"), [*LEFT[:4], "-3", *LEFT[5:]]))
    assert told(both) == [(2, "E", "140", "out_of_percent"), (3, "E", "-3", "out_of_percent")]


@pytest.mark.parametrize(
    "header",
    [
        ("Alue", "Menetelmän tunnus", "Tila", "Alkaen", "Kattavuus %", "Miten luovutaan", "Miksi luovutaan", "Mitä tilalle", "Huomautus"),
        ("OMRÅDE", "metod", " Status", "från_och-med", "täckning", "Hur metoden avvecklas", "orsaker", "I stället", "Anmärkning"),
        ("region id", "Method ID", "STATUS", "holds  from", "Coverage (%)", "How given up", "reasons", "Replaced_By", "Note"),
    ],
)  # fmt: skip
def test_headers_of_three_languages(session: Session, editor: Actor, header: Sequence[str]) -> None:
    assert fates(check(session, editor, csv_file(USE, LEFT, header=header, separator=";"))) == ["new", "new"]


def test_columns_in_any_order_and_unknown_ones_told(session: Session, editor: Actor) -> None:
    content = csv_file(
        ("Hei", "2024", "IN-USE", "x", "Hyppely", "Nimi", ""), header=("Vastuuhenkilö", "since", "status", "", "method", "name", "budjetti")
    )  # fmt: skip
    plan = take(session, editor, content, region="kainuu")
    assert fates(plan) == ["new"]
    assert [(place.letter, place.header) for place in plan.unknown] == [("A", "Vastuuhenkilö"), ("G", "budjetti")]


def test_missing_and_double_columns_are_told_at_once(session: Session, editor: Actor) -> None:
    content = csv_file(USE, header=("method", "Metod", "x", "note", "huomautus"))
    with pytest.raises(Invalid) as caught:
        check(session, editor, content)
    assert [(one.field, one.code) for one in caught.value.problems] == [
        ("file", "column_twice"), ("file", "column_twice"), ("file", "no_column"), ("file", "no_column"), ("file", "no_column"),
    ]  # fmt: skip
    assert caught.value.problems[0].values["letters"] == "A, B"
    assert [one.values["column"]["en"] for one in caught.value.problems[2:]] == ["Region", "Status", "Since"]  # type: ignore[index]
    with pytest.raises(Invalid) as caught:
        check(session, editor, csv_file(("hyppely",), header=("method",)), region="kainuu")
    assert [one.values["column"]["en"] for one in caught.value.problems] == ["Status", "Since"]  # type: ignore[index]


def test_in_a_regions_own_sheet_the_region_may_be_left_out(session: Session, editor: Actor) -> None:
    plan = check(
        session,
        editor,
        csv_file(row(region=""), row(region="KAINUU", method="kavely"), row(region="Lappi")),
        region="kainuu",
    )
    assert fates(plan) == ["new", "new", "error"]
    assert told(plan) == [(4, "A", "Lappi", "other_region")]


def test_regions_may_be_written_by_name(session: Session) -> None:
    actor = system("tests")
    rows = [row(region=region) for region in ("Etelä-Karjala", "Kajanaland", "etela-karjala")]
    assert fates(check(session, actor, csv_file(*rows))) == ["new", "new", "unchanged"]


def test_who_may_not_record_may_not_import(session: Session, editor: Actor) -> None:
    for actor in (
        NOBODY,
        Actor(7, grants=frozenset({Grant(Role.ADMINISTRATOR)})),
        Actor(7, grants=frozenset({Grant(Role.REGION_EDITOR, "lappi")})),
    ):
        with pytest.raises(NotAllowed):
            ledger_sheet.check(session, actor, csv_file(USE), ask(region="kainuu"))
        assert told(check(session, actor, csv_file(USE))) == [(2, "A", "kainuu", "not_yours")]
    take(session, editor, csv_file(USE))
    other = Actor(7, grants=frozenset({Grant(Role.REGION_EDITOR, "lappi")}))
    assert told(check(session, other, csv_file(USE))) == [(2, "A", "kainuu", "not_yours")]


def test_rows_for_the_reader_are_left_out_and_told(session: Session, editor: Actor) -> None:
    plan = check(session, editor, csv_file(row(region="# kainuu"), USE, row(region="#")))
    assert (fates(plan), plan.left_out) == (["new"], [2, 4])


def test_a_sheet_without_rows_changes_nothing(session: Session, editor: Actor) -> None:
    plan = take(session, editor, csv_file())
    assert (plan.rows, plan.is_clean) == ([], True)


def test_a_beginning_that_is_not_known_stays_so(session: Session, editor: Actor) -> None:
    rows = [row(since="Beginning not known (1.2.2024)"), row(method="kavely", since="unknown (2024-02-01)")]
    take(session, editor, csv_file(*rows))
    for method in ("hyppely", "kavely"):
        entry = ledger.pair(session, "kainuu", method, TODAY).current
        assert entry is not None
        assert (entry.since.isoformat(), entry.precision) == ("2024-02-01", Precision.UNKNOWN)


def test_corrected_entries_are_known_by_what_stands(session: Session, editor: Actor) -> None:
    desk = Desk(session, actor=editor)
    desk.record(said("in_use", "2024-01-01", coverage=30))
    desk.record(said("in_use", "2024-01-01", coverage=40), corrects=1)
    desk.record(said("sustained", "2025-01-01"))
    desk.withdraw(3)
    session.commit()
    rows = [row(since="1.1.2024", coverage=share, note="") for share in ("40", "30")]
    assert fates(check(session, editor, csv_file(*rows))) == ["unchanged", "new"]


def test_what_came_between_is_seen(engine: Engine, session: Session, editor: Actor) -> None:
    content = csv_file(USE, row(method="kavely"))
    seen = check(session, editor, content)
    with db.transaction(engine) as elsewhere:
        adoption.record(elsewhere, editor, "kainuu", "juoksu", said(), version=0, today=TODAY)
    assert check(session, editor, content).fingerprint == seen.fingerprint
    with db.transaction(engine) as elsewhere:
        adoption.record(elsewhere, editor, "kainuu", "kavely", said("exploring", "2020-01-01"), version=0, today=TODAY)
    plan, taken = ledger_sheet.take(session, editor, content, ask(), expected=seen.fingerprint)
    session.commit()
    assert (taken, fates(plan), plan.is_clean) == (False, ["new", "new"], True)
    assert count(session) == 2
    again, taken = ledger_sheet.take(session, editor, content, ask(), expected=plan.fingerprint)
    session.commit()
    assert (taken, fates(again), count(session)) == (True, ["new", "new"], 4)


def test_what_is_made_up_stays_in_demos(session: Session, editor: Actor) -> None:
    content = csv_file((*USE, "made up"), header=(*HEADER, "Esimerkkiaineisto"))
    with pytest.raises(Invalid) as caught:
        check(session, editor, content)
    assert (caught.value.field, caught.value.code) == ("file", "made_up")
    assert fates(check(session, editor, csv_file((*USE, " "), header=(*HEADER, "example")))) == ["new"]
    session.add(Installation(id=1, demo=True))
    session.commit()
    assert fates(check(session, editor, content)) == ["new"]


def test_queries_do_not_grow_with_rows_that_stand(engine: Engine, session: Session, editor: Actor) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    take(session, editor, csv_file(USE))
    counted = []
    for rows in (1, 50):
        statements.clear()
        assert fates(check(session, editor, csv_file(*[USE] * rows))) == ["unchanged"] * rows
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_a_note_that_was_taken_out_does_not_come_back(session: Session, editor: Actor) -> None:
    content = csv_file(USE, row(method="kavely"))
    take(session, editor, content)
    entry = ledger.pair(session, "kainuu", "hyppely", TODAY).current
    assert entry is not None
    redaction.redact_note(session, system("tests"), entry.entry_id, "Nimi poistettu")
    session.commit()
    assert fates(check(session, editor, content)) == ["unchanged", "unchanged"]
    assert fates(check(session, editor, csv_file(row(coverage="50"), row(note="", method="kavely")))) == ["new", "new"]


def test_a_region_knows_more_of_the_past_than_a_public_page(session: Session, editor: Actor) -> None:
    """Judged as it is taken: the region's earlier word stands in the place of the page's."""
    page = said("in_use", "2024-01-01", source=Source.PUBLIC_PAGE, source_url="https://example.org/")
    adoption.record(session, system("tests"), "kainuu", "hyppely", page, version=0, today=TODAY)
    plan = take(session, editor, csv_file(row(since="2021"), LEFT))
    assert fates(plan) == ["new", "new"]
    newest, own, of_page = ledger.pair(session, "kainuu", "hyppely", TODAY).entries
    assert (own.corrects, own.source, of_page.corrected, newest.corrects) == (1, Source.REGION_EDITOR, True, None)
    assert fates(take(session, editor, csv_file(row(since="2021"), LEFT))) == ["unchanged", "unchanged"]
