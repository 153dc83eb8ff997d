"""Who measures time is alone; the others run together."""

import threading
from pathlib import Path

from tests.turns import Turns

MOMENT = 0.2


def test_many_run_together(tmp_path: Path) -> None:
    turns, inside = Turns(tmp_path), threading.Barrier(2)

    def other() -> None:
        with turns.together():
            inside.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    with turns.together():
        inside.wait(10)  # would break where one had to wait for the other
    thread.join()


def test_one_alone_waits_and_is_waited_for(tmp_path: Path) -> None:
    turns, alone, done = Turns(tmp_path), threading.Event(), threading.Event()

    def other() -> None:
        with turns.alone():
            alone.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    with turns.together():
        thread.start()
        assert not alone.wait(MOMENT)
    assert alone.wait(10)
    late = threading.Event()

    def third() -> None:
        with turns.together():
            late.set()

    behind = threading.Thread(target=third)
    behind.start()
    assert not late.wait(MOMENT)
    done.set()
    assert late.wait(10)
    thread.join()
    behind.join()
