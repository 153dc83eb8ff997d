"""Keeping the index true: rebuilt whole, or brought up to date from the outbox by one indexer at a time.

Outbox rows are written in the transaction of the change and removed only when the index has it. A process killed in between leaves
the rows, and the next drain does the work again.
"""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, delete, func
from sqlmodel import Session, col, select

from registry.db import session_for
from registry.domain import catalogue, methods
from registry.domain.models import IndexOutbox
from registry.search import documents
from registry.search.documents import Labels
from search_index import Document, SearchEngine, is_built

EVERYTHING_CHANGES = ("theme", "indicator")


class Indexer:
    """Writes documents of rows into an engine. `folder` holds the lock that lets one indexer work at a time."""

    def __init__(self, engine: SearchEngine, folder: Path, labels: Labels) -> None:
        self._engine, self._folder, self._labels = engine, folder, labels

    def rebuild(self, database: Engine, progress: Callable[[int, int], None] | None = None) -> int:
        """Index everything anew beside the old index; the number of documents. Told (done, of how many)."""
        with self._alone(), session_for(database) as session:
            newest = _newest(session)
            made = self._all(session)
            self._engine.rebuild(made, progress)
            _forget(session, newest)
            return len(made)

    def drain(self, database: Engine) -> int:
        """Bring the index up to what has been committed; the number of outbox rows done."""
        done = 0
        with self._alone():
            while True:
                with session_for(database) as session:
                    newest = _newest(session)
                    if not newest:
                        return done
                    rows = session.exec(select(IndexOutbox).where(col(IndexOutbox.id) <= newest)).all()
                    self._write(session, rows)
                    _forget(session, newest)
                    done += len(rows)

    def _write(self, session: Session, rows: Sequence[IndexOutbox]) -> None:
        if any(row.kind in EVERYTHING_CHANGES for row in rows):
            self._engine.rebuild(self._all(session))
            return
        wanted = {row.subject for row in rows if row.kind == "method"}
        if wanted:
            made = self._methods(session, sorted(wanted))
            self._engine.write(made, wanted - {document.id for document in made})

    def _all(self, session: Session) -> list[Document]:
        indicators = [documents.of_indicator(indicator) for indicator in catalogue.indicators(session)]
        return [*self._methods(session, None), *indicators]

    def _methods(self, session: Session, ids: Sequence[str] | None) -> list[Document]:
        indicators = {indicator.code: indicator for indicator in catalogue.indicators(session)}
        themes = {theme.id: theme for theme in catalogue.themes(session)}
        found = methods.all_published(session, ids)
        return [documents.of_method(method, indicators, themes, self._labels) for method in found]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "indexer.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def is_up_to_date(database: Engine, folder: Path) -> bool:
    """Whether there is an index and nothing waits to be put into it; told without opening the index."""
    with session_for(database) as session:
        return is_built(folder) and not _newest(session)


def _newest(session: Session) -> int:
    return session.exec(select(func.max(IndexOutbox.id))).one() or 0


def _forget(session: Session, newest: int) -> None:
    session.connection().execute(delete(IndexOutbox).where(col(IndexOutbox.id) <= newest))
    session.commit()
