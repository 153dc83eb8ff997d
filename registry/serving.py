"""Serving with gunicorn: several processes, each with a few threads; a process that dies is replaced."""

import gc
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from registry.settings import Settings
from search_index import warm_up

THREADS = 4


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the app in each worker and read what the first visitor would wait for."""
        from registry.web import create_app

        gc.disable()
        app = create_app(self._settings)
        app.test_client().get("/healthz")
        warm_up(then=_settle)
        return app


def _settle() -> None:
    """Keep what was read at the start out of the garbage collector's way: a pass through lexicon and catalogue took a fifth of a second."""
    gc.collect()
    gc.freeze()
    gc.enable()


def run(settings: Settings, port: int, workers: int) -> None:
    """Serve until stopped."""
    import registry.web  # noqa: F401  # read once, and then shared by all processes

    _Server(
        settings,
        {
            "bind": f"{settings.host}:{port}",
            "workers": workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "when_ready": lambda _server: print(f"Serving on http://{settings.host}:{port}", flush=True),  # noqa: T201
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
        },
    ).run()
