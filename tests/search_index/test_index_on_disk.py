"""Rebuilds beside and swaps, writes in place, survives being killed, and is read by several processes."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from search_index import Document, Role, Text, WhooshEngine
from search_index.storage import LockTimeoutError, OutdatedIndexError, Storage

ROOT = Path(__file__).parents[2]


def _document(id_: str, name: str) -> Document:
    return Document(id_, "method", (Text(Role.NAME, "fi", name),))


def _ids(engine: WhooshEngine, text: str) -> list[str]:
    result = engine.search(text)
    return [id_ for id_ in result.ids if id_ not in result.near]


def _python(code: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_an_index_not_yet_built_answers_emptily(own_engine: WhooshEngine) -> None:
    assert not own_engine.status().built
    assert own_engine.search("kiusaaminen").hits == ()
    assert own_engine.suggest("kiva") == ()


def test_a_rebuild_tells_how_far_it_is(own_engine: WhooshEngine, world: tuple[Document, ...]) -> None:
    told: list[tuple[int, int]] = []
    own_engine.rebuild(world, lambda done, of: told.append((done, of)))
    assert told == [(done, len(world)) for done in range(1, len(world) + 1)]
    assert own_engine.status().documents == len(world)


def test_a_rebuild_forgets_what_is_no_more(own_engine: WhooshEngine) -> None:
    own_engine.rebuild([_document("a", "Uimakoulu"), _document("b", "Hiihtoseura")])
    before = own_engine.status().generation
    own_engine.rebuild([_document("b", "Hiihtoseura")])
    assert own_engine.status().generation != before
    assert _ids(own_engine, "uimakoulu hiihtoseura") == ["b"]


def test_only_the_index_in_use_and_the_one_before_it_are_kept(own_engine: WhooshEngine, tmp_path: Path) -> None:
    for _ in range(4):
        own_engine.rebuild([_document("a", "Uimakoulu")])
    assert len(list((tmp_path / "index").glob("index-*"))) == 2


def test_writes_add_replace_and_delete(own_engine: WhooshEngine) -> None:
    own_engine.write([_document("a", "Uimakoulu"), _document("b", "Hiihtoseura")])
    assert _ids(own_engine, "uimakoulu") == ["a"]
    own_engine.write([_document("a", "Luistelukerho")], ["b"])
    assert _ids(own_engine, "uimakoulu") == []
    assert _ids(own_engine, "hiihtoseura") == []
    assert _ids(own_engine, "luistelu") == ["a"]
    assert own_engine.status().documents == 1
    assert [one.text for one in own_engine.suggest("hiihto")] == []
    assert [one.text for one in own_engine.suggest("luis")] == ["Luistelukerho"]


def test_many_small_writes_stay_one_index(own_engine: WhooshEngine) -> None:
    for number in range(12):
        own_engine.write([_document(f"m{number}", f"Uimakoulu {number}")])
        own_engine.refresh()
    assert len(_ids(own_engine, "uimakoulu")) == 12
    own_engine.write([], [f"m{number}" for number in range(12)])
    assert _ids(own_engine, "uimakoulu") == []
    assert _ids(own_engine, "mistä luopua") == []


def test_refresh_says_whether_there_was_something_new(own_engine: WhooshEngine) -> None:
    own_engine.write([_document("a", "Uimakoulu")])
    assert own_engine.refresh()
    assert not own_engine.refresh()


def test_rows_of_another_format_are_as_no_index(own_engine: WhooshEngine, tmp_path: Path) -> None:
    own_engine.rebuild([_document("a", "Uimakoulu")])
    current = tmp_path / "index" / "CURRENT"
    current.write_text(current.read_text().rsplit(" ", 1)[0] + " old\n")
    newer = WhooshEngine(tmp_path / "index")
    assert not newer.status().built
    with pytest.raises(OutdatedIndexError):
        newer.write([_document("b", "Melontakurssi")])
    newer.rebuild([_document("b", "Melontakurssi")])
    assert _ids(newer, "melonta") == ["b"]


def test_a_process_killed_while_rebuilding_leaves_the_old_index(own_engine: WhooshEngine, tmp_path: Path) -> None:
    own_engine.rebuild([_document("a", "Uimakoulu")])
    child = _python(
        """
        import sys, time
        from pathlib import Path
        from search_index import Document, Role, Text, WhooshEngine
        def told(done, of):
            if done == 2:
                print("in the middle", flush=True)
                time.sleep(60)
        documents = [Document(str(n), "method", (Text(Role.NAME, "fi", f"Hiihtoseura {n}"),)) for n in range(4)]
        WhooshEngine(Path(sys.argv[1])).rebuild(documents, told)
        """,
        str(tmp_path / "index"),
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "in the middle"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert _ids(WhooshEngine(tmp_path / "index"), "uimakoulu") == ["a"]
    own_engine.write([_document("b", "Uimahalli")])
    assert set(_ids(own_engine, "uimakoulu uimahalli")) == {"a", "b"}
    own_engine.rebuild([_document("c", "Melontakurssi")])
    assert len(list((tmp_path / "index").glob("index-*"))) == 2


def test_another_process_sees_a_change_at_its_next_search(own_engine: WhooshEngine, tmp_path: Path) -> None:
    own_engine.rebuild([_document("a", "Uimakoulu")])
    reader = _python(
        """
        import sys
        from pathlib import Path
        from search_index import WhooshEngine
        engine = WhooshEngine(Path(sys.argv[1]))
        for line in sys.stdin:
            print(*[hit.id for hit in engine.search(line).hits], flush=True)
        """,
        str(tmp_path / "index"),
    )
    assert reader.stdin is not None
    assert reader.stdout is not None

    def asked(text: str) -> str:
        assert reader.stdin is not None
        assert reader.stdout is not None
        print(text, file=reader.stdin, flush=True)
        return reader.stdout.readline().strip()

    assert asked("uimakoulu") == "a"
    own_engine.write([_document("b", "Hiihtoseura")])
    assert asked("hiihtoseura") == "b"
    own_engine.rebuild([_document("c", "Melontakurssi")])
    own_engine.rebuild([_document("c", "Melontakurssi")])
    assert asked("melonta") == "c"
    reader.communicate()


def test_an_open_index_is_read_on_after_it_was_replaced_twice(own_engine: WhooshEngine, tmp_path: Path) -> None:
    own_engine.rebuild([_document("a", "Uimakoulu"), _document("b", "Hiihtoseura")])
    state = own_engine._current()
    assert state is not None
    for _ in range(3):
        WhooshEngine(tmp_path / "index").rebuild([_document("c", "Melontakurssi")])
    assert len(state.snapshot.fetch("uimakoulu")[0]) == 1
    assert "hiihtoseura" in state.snapshot.stream(1)


def test_one_writes_and_others_wait(tmp_path: Path) -> None:
    storage = Storage(tmp_path, "1")
    with storage.writing(), pytest.raises(LockTimeoutError), Storage(tmp_path, "1").writing(wait=0.1):
        pass
    with Storage(tmp_path, "1").writing(wait=0.1):
        pass


def test_threads_search_while_another_writes(own_engine: WhooshEngine) -> None:
    own_engine.rebuild([_document(f"m{number}", f"Uimakoulu {number}") for number in range(30)])
    failures: list[Exception] = []

    def search() -> None:
        try:
            for _ in range(30):
                assert len(_ids(own_engine, "uimakoulu")) >= 30
        except Exception as failure:  # handed over to the test's own thread
            failures.append(failure)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30, 34):
        own_engine.write([_document(f"m{number}", f"Uimakoulu {number}")])
    for thread in threads:
        thread.join()
    assert failures == []
