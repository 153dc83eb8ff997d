"""Keeping the indexes true: rebuilt whole, or brought up to date from the outbox by one indexer at a time.

Methods have an index of their own; of other kinds what is public is in a second one and the rest in a third (`others.py`).

Outbox rows are written in the transaction of the change and removed only when the index has it. A process killed in between leaves
the rows, and the next drain does the work again.
"""

import fcntl
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from registry.db import session_for
from registry.domain import catalogue, methods
from registry.domain.models import IndexOutbox
from registry.search import documents
from registry.search.documents import Labels
from registry.search.kinds import KINDS, Names
from registry.search.others import MEMBERS, PUBLIC, Others
from search_index import Document, SearchEngine, is_built

EVERYTHING_CHANGES = ("theme", "indicator")
AT_ONCE = 1_000
"""So many rows are taken out by one statement: databases limit how many values one may name."""
Progress = Callable[[int, int], None]


class Indexer:
    """Writes documents of rows into the engines. `folder` holds the lock that lets one indexer work at a time."""

    def __init__(self, engine: SearchEngine, others: Others, folder: Path, labels: Labels) -> None:
        self._engine, self._others, self._folder, self._labels = engine, others, folder, labels

    def rebuild(self, database: Engine, progress: Progress | None = None) -> int:
        """Index everything anew beside the old index; the number of documents. Told (done, of how many)."""
        with self._alone(), session_for(database) as session:
            waiting = _waiting(session)  # before the documents: what comes later waits for the next drain
            made, (public, private) = self._all(session), _others(session)
            done = len(made) + len(public) + len(private)
            self._engine.rebuild(made, _shifted(progress, 0, done))
            self._others.public.rebuild(public, _shifted(progress, len(made), done))
            self._others.members.rebuild(private, _shifted(progress, len(made) + len(public), done))
            _forget(session, waiting)
            return done

    def drain(self, database: Engine) -> int:
        """Bring the index up to what has been committed; the number of outbox rows done."""
        done = 0
        with self._alone():
            while True:
                with session_for(database) as session:
                    rows = _waiting(session)
                    if not rows:
                        return done
                    self._write(session, rows)
                    _forget(session, rows)
                    done += len(rows)

    def _write(self, session: Session, rows: Sequence[IndexOutbox]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            wanted[row.kind].add(row.subject)
        if any(kind in wanted for kind in EVERYTHING_CHANGES):
            self._engine.rebuild(self._all(session))
            public, private = _others(session)
            self._others.public.rebuild(public)
            self._others.members.rebuild(private)
            return
        if methods_changed := wanted["method"]:
            made = self._methods(session, sorted(methods_changed))
            self._engine.write(made, methods_changed - {document.id for document in made})
            for name, kind in KINDS.items():  # a method's name is among the words of what is about it
                wanted[name].update(kind.about(session, methods_changed))
        self._write_others(session, {kind: ids for kind, ids in wanted.items() if ids and kind in KINDS})

    def _write_others(self, session: Session, wanted: Mapping[str, Collection[str]]) -> None:
        """Each thing as it is now; it leaves the index of what is public first, and then comes into the other."""
        if not wanted:
            return
        public, private = _others(session, wanted)
        _write_into(self._others.public, public, {kind: wanted[kind] for kind in wanted if KINDS[kind].public})
        _write_into(self._others.members, private, {kind: wanted[kind] for kind in wanted if KINDS[kind].private})

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


def _write_into(engine: SearchEngine, made: Sequence[Document], wanted: Mapping[str, Collection[str]]) -> None:
    """Documents of things of kinds that may be in an index; what has no document there any more is taken out."""
    ids = {f"{kind}:{key}" for kind, keys in wanted.items() for key in keys}
    if ids:
        engine.write(made, ids - {document.id for document in made})


def _others(
    session: Session, wanted: Mapping[str, Collection[str]] | None = None
) -> tuple[list[Document], list[Document]]:
    """The documents of what is no method, public ones and the rest; of all, or by kind of some things only."""
    names = Names.read(session)
    made: tuple[list[Document], list[Document]] = ([], [])
    for name, kind in KINDS.items():
        if wanted is None or name in wanted:
            for is_public, document in kind.documents(session, names, None if wanted is None else wanted[name]):
                made[0 if is_public else 1].append(document)
    return made


def _shifted(progress: Progress | None, before: int, of: int) -> Progress | None:
    """Tells what is done of the whole, where something was done before."""
    return (lambda done, _of: progress(before + done, of)) if progress else None


def are_built(folder: Path) -> bool:
    """Whether all indexes are there, told without opening them."""
    return all(is_built(one) for one in (folder, folder / PUBLIC, folder / MEMBERS))


def is_up_to_date(database: Engine, folder: Path) -> bool:
    """Whether there are indexes and nothing waits to be put into them; told without opening them."""
    with session_for(database) as session:
        return are_built(folder) and session.exec(select(IndexOutbox.id).limit(1)).first() is None


def _waiting(session: Session) -> Sequence[IndexOutbox]:
    return session.exec(select(IndexOutbox).order_by(col(IndexOutbox.id))).all()


def _forget(session: Session, done: Sequence[IndexOutbox]) -> None:
    """Take out the rows that were read, and no other: a number below theirs may be committed later than theirs."""
    ids = [row.id for row in done]
    for start in range(0, len(ids), AT_ONCE):
        session.connection().execute(delete(IndexOutbox).where(col(IndexOutbox.id).in_(ids[start : start + AT_ONCE])))
    session.commit()
