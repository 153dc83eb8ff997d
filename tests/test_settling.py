"""What a server process reads at its start and keeps is not gone through for garbage again and again."""

import gc
import threading
from collections.abc import Iterator

import pytest

from registry import serving
from search_index import warm_up


@pytest.fixture
def collector() -> Iterator[None]:
    """The collector as it was, afterwards."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collector")
def test_the_lexicon_first_then_the_rest() -> None:
    gc.disable()
    done = threading.Event()

    def then() -> None:
        serving._settle()
        done.set()

    warm_up(then)
    assert done.wait(60)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
