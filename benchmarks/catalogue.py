"""A data folder filled with a catalogue of some size, the way a content import fills it.

The real content is imported, and the made methods go through `methods.save`, the domain's own way in, committed in chunks. At a few
milliseconds a method that is quick enough for 10,000, so there is no second way that could write something else.
"""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks import generator
from registry import db
from registry.content import exchange
from registry.domain import methods
from registry.paths import CONTENT
from registry.settings import Settings

CHUNK = 200
ACTOR = "benchmark"

Progress = Callable[[int, int], None]


def settings_for(folder: Path) -> Settings:
    """An installation in a folder."""
    return Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'hyte.sqlite'}")


def fill(settings: Settings, count: int, progress: Progress) -> None:
    """Make the tables and write `count` methods (at least the real ones) with all they point to.

    `progress` is told (done, of how many).
    """
    engine = db.make_engine(settings.database_url)
    db.migrate(engine)
    with db.transaction(engine) as session:
        exchange.import_folder(session, CONTENT)
    real = generator.real_methods()
    made = generator.made(count - len(real), real)
    done = len(real)
    progress(done, count)
    while chunk := list(islice(made, CHUNK)):
        with db.transaction(engine) as session:
            for given in chunk:
                methods.save(session, ACTOR, given)
        done += len(chunk)
        progress(done, count)
    engine.dispose()
