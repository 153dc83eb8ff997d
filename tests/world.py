"""The worlds that tests live in, built once a session by the domain's own actions and copied for each test that writes.

The small one has the hand-made methods of `samples.py` among the real indicators, themes, regions, words and pages, and the people of
`people.py`; the whole one is the content as it is, and nobody.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from registry import db
from registry.content import exchange
from registry.domain import methods
from registry.paths import CONTENT
from registry.search.service import SearchService
from registry.settings import Settings
from registry.web.labels import indexed_words
from tests import people, samples
from tests.turns import locked

AUTHOR = "tests"
WORDS = "words.json"


@dataclass(frozen=True)
class World:
    """A data directory with a database and an index."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """The settings of an installation that lives here."""
        return Settings(data_dir=self.folder, database_url=f"sqlite:///{self.folder / 'hyte.sqlite'}")

    def copy(self, target: Path) -> "World":
        """The same world in another place."""
        shutil.copytree(self.folder, target)
        return World(target)


def without_methods(target: Path) -> Path:
    """The real content but its methods and the recommendations about them, as a folder."""
    return Path(shutil.copytree(CONTENT, target, ignore=shutil.ignore_patterns("methods", "recommendations")))


def build_small(folder: Path) -> World:
    """The hand-made methods among the real rest."""
    world = World(folder / "data")
    content = without_methods(folder / "content")
    _fill(world, content, samples.ALL)
    return world


def build_whole(folder: Path) -> World:
    """The real content."""
    world = World(folder / "data")
    _fill(world, CONTENT, ())
    return world


def lend_words(world: World, folder: Path) -> None:
    """Give a data directory that will be filled from nothing the word analyses of a world, which cost most of what an index costs.

    That all comes from nothing without them is held by `tests/test_serving.py`.
    """
    index = World(folder).settings.index_dir
    index.mkdir(parents=True, exist_ok=True)
    shutil.copy(world.settings.index_dir / WORDS, index)


def once(folder: Path, build: Callable[[Path], World]) -> World:
    """The world that `build` makes in a folder, made by the first process of a run that asks for it."""
    with locked(folder.with_suffix(".lock")):
        done = folder / "done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for other in folder.parent.glob("*/done"):
                lend_words(World(other.parent / "data"), folder / "data")
            build(folder)
            done.touch()
    return World(folder / "data")


def _fill(world: World, content: Path, by_hand: tuple[samples.MethodInput, ...]) -> None:
    engine = db.make_engine(world.settings.database_url)
    db.migrate(engine)
    with db.transaction(engine) as session:
        exchange.import_folder(session, content)
        for given in by_hand:
            methods.save(session, AUTHOR, given)
        if by_hand:
            people.move_in(session)
    service(world.settings).indexer(engine).rebuild(engine)
    engine.dispose()  # the last connection that closes puts the write-ahead log into the file


def service(settings: Settings) -> SearchService:
    """The search of an installation."""
    return SearchService(settings.index_dir, indexed_words())
