"""The database in a request: the engine belongs to the app, a session to the request, closed when it ends."""

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from registry.db import make_engine, session_for
from registry.domain import installation
from registry.search.service import SearchService
from registry.web.labels import indexed_words

KEY = "hyte"


class Stores:
    """What an app holds for all its requests: the database's engine and the search."""

    def __init__(self, app: Flask) -> None:
        settings = app.config["SETTINGS"]
        self.engine: Engine = make_engine(settings.database_url)
        self.search = SearchService(settings.index_dir, indexed_words())
        self._is_demo: bool | None = None

    def is_demo(self) -> bool:
        """Whether the database is a demo: read once, since that never changes. False while it cannot be read."""
        if self._is_demo is None:
            try:
                with session_for(self.engine) as session:
                    self._is_demo = installation.is_demo(session)
            except SQLAlchemyError:
                return False
        return self._is_demo


def init_app(app: Flask) -> None:
    """Give the app its stores and close every session."""
    app.extensions[KEY] = Stores(app)
    app.teardown_appcontext(_close)


def stores() -> Stores:
    """The stores of the running app."""
    found: Stores = current_app.extensions[KEY]
    return found


def db() -> Session:
    """The session of this request."""
    if "session" not in g:
        g.session = session_for(stores().engine)
    session: Session = g.session
    return session


def search() -> SearchService:
    """The search of the running app."""
    return stores().search


def commit() -> None:
    """Commit the request's changes, then bring the index up to them."""
    db().commit()
    search().indexer(stores().engine).drain(stores().engine)


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()
