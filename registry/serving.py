"""Serving with gunicorn: several processes, each with a few threads; a process that dies is replaced."""

import gc
import threading
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from registry.settings import Settings
from search_index import warm_up

THREADS = 4
MOMENT = 0.5  # seconds


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """In each worker: the lexicon is read beside the first visits, and a moment after the first can be answered."""
        gc.disable()
        later = threading.Timer(MOMENT, warm_up, kwargs={"then": _settle})
        later.daemon = True
        later.start()
        return self._app


def _settle() -> None:
    """Keep what was read at the start out of the garbage collector's way: a pass through lexicon and catalogue took a fifth of a second."""
    gc.collect()
    gc.freeze()
    gc.enable()


def _ready(address: str) -> None:
    gc.enable()
    print(f"Serving on {address}", flush=True)  # noqa: T201


def run(settings: Settings, port: int, workers: int) -> None:
    """Serve until stopped."""
    gc.disable()
    from registry.web import create_app

    # Catalogue and index are read once and then shared by all processes; of a database's connection each must have its own.
    app = create_app(settings)
    app.test_client().get("/healthz")
    app.extensions["hyte"].engine.dispose()
    gc.freeze()
    _Server(
        app,
        {
            "bind": f"{settings.host}:{port}",
            "workers": workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "when_ready": lambda _server: _ready(f"http://{settings.host}:{port}"),
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
        },
    ).run()
