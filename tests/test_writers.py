"""Many who write at once: eight people through the real server while its processes are killed, and two processes without any server.

`python -m benchmarks.writers --seconds 120` is the same for longer.
"""

import multiprocessing
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlmodel import select

from benchmarks import crowd, crowd_check, servers
from registry import db
from registry.domain import adoption, ledger
from registry.domain.errors import Conflict
from registry.domain.models import AdoptionEntry
from tests import postgres
from tests.domain import ledgers
from tests.domain.ledgers import TODAY
from tests.world import World

SECONDS, LONGER = 10.0, 60.0
WORKERS = 3
ROUNDS = 40
PAIR = ("kainuu", "hyppely")
PATIENCE = 120.0


def test_eight_people_and_a_server_that_is_killed_under_them(small_world: World, tmp_path: Path) -> None:
    for seconds in (SECONDS, LONGER):
        settings = small_world.copy(tmp_path / f"data{seconds}").settings
        with servers.ours(settings.data_dir, WORKERS) as server:
            run = crowd.run(server, settings, seconds)
            assert crowd_check.problems(run, settings, server.port) == []
        if told_enough(run):
            return
    pytest.fail(f"too little happened to show anything: {run.killed} kills, {run.changes} changes, {run.said.answers}")


def told_enough(run: crowd.Run) -> bool:
    """Processes were killed, the index was written, everybody got through and somebody met somebody; a busy machine may need longer."""
    through, met = len(run.said.acknowledged), run.said.answers["409"]
    return run.killed >= 2 and run.changes >= 2 and through >= len(crowd.REGIONS) and met >= 1


def test_the_check_sees_what_is_wrong(small_world: World, tmp_path: Path) -> None:
    """Each thing that may go wrong is done to a ledger by hand, and told."""
    settings = small_world.copy(tmp_path / "data").settings
    engine = db.make_engine(settings.database_url)
    run = crowd.Run(crowd.Said())
    with db.transaction(engine) as session:
        actor = ledgers.editor(session, "kainuu")
        for number in (1, 2):
            note = f"Kirjoittaja 0, merkintä {number}"
            given = ledgers.said(note=note, since=TODAY - timedelta(days=3 - number))
            adoption.record(session, actor, "kainuu", "nuotti", given, version=number - 1, today=TODAY)
            run.said.acknowledged.append((("kainuu", "nuotti"), note))
    checks = (crowd_check._entries, crowd_check._numbers, crowd_check._spans, crowd_check._trail, crowd_check._sound)

    def told() -> list[str]:
        with db.session_for(engine) as session:
            return [
                problem for check in checks for problem in check(session, *([run] if check is not checks[-1] else []))
            ]

    assert told() == []
    for harm, words in (
        (
            "UPDATE adoption_span SET since = '2020-01-01' WHERE entry_id = (SELECT max(id) FROM adoption_entry)",
            "spans",
        ),
        ("DELETE FROM adoption_confirmation", "confirmation"),
        ("DELETE FROM event WHERE kind = 'adoption'", "event"),
        ("UPDATE catalogue_version SET number = 0 WHERE id = 2", "number"),
        ("UPDATE adoption_entry SET number = 7 WHERE number = 2", "numbers"),
        ("UPDATE adoption_entry SET note = 'Kirjoittaja 0, merkintä 1' WHERE number = 7", "2 times"),
        ("UPDATE adoption_entry SET note = NULL", "is there 0 times"),
    ):
        with engine.begin() as connection:
            connection.exec_driver_sql(harm)
        assert any(words in problem for problem in told()), (harm, told())
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    found: str = request.getfixturevalue("server")
    return postgres.new_database(found, "writers")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from postgres.server(tmp_path_factory)


def test_of_two_processes_one_gets_each_place(url: str) -> None:
    """Both have seen the same each time: one is through, the other is told, and neither meets an error of the database."""
    engine = db.make_engine(url)
    ledgers.found(engine)
    with db.transaction(engine) as session:
        ledgers.editor(session, PAIR[0])  # once, before both want to
    engine.dispose()  # a new process shares no connection
    spawn = multiprocessing.get_context("spawn")
    ready, outcomes = spawn.Barrier(2), spawn.Queue()
    writers = [spawn.Process(target=write, args=(url, who, ready, outcomes)) for who in (0, 1)]
    for writer in writers:
        writer.start()
    told = dict(outcomes.get(timeout=PATIENCE) for _ in writers)
    for writer in writers:
        writer.join(timeout=PATIENCE)
        assert writer.exitcode == 0
    assert [sorted(pair) for pair in zip(told[0], told[1], strict=True)] == [["Conflict", "through"]] * ROUNDS
    with db.session_for(engine) as session:
        rows = session.exec(select(AdoptionEntry.number, AdoptionEntry.coverage).order_by(AdoptionEntry.id)).all()
        assert [number for number, _ in rows] == list(range(1, ROUNDS + 1))
        assert [who for _, who in rows] == [told[1][place] == "through" for place in range(ROUNDS)]
        assert ledger.pair(session, *PAIR, TODAY).version == ROUNDS
    engine.dispose()


def write(url: str, who: int, ready: Barrier, outcomes: "Queue[tuple[int, list[str]]]") -> None:
    """In a process of its own: say something after each version, at the same moment as the other; then tell how it went."""
    engine, told = db.make_engine(url), []
    for version in range(ROUNDS):
        with db.session_for(engine) as session:
            actor = ledgers.editor(session, PAIR[0])
            session.rollback()
            ready.wait(timeout=PATIENCE)
            try:
                adoption.record(session, actor, *PAIR, ledgers.said(coverage=who), version=version, today=TODAY)
                session.commit()
                told.append("through")
            except Conflict:
                session.rollback()
                told.append("Conflict")
            except Exception as error:
                session.rollback()
                told.append(f"{type(error).__name__}: {error}")
    outcomes.put((who, told))
