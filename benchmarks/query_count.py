"""How many statements an address asks of the database, once the copies in memory are there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import event

from registry.settings import Settings
from registry.web import create_app


def counted(settings: Settings, addresses: Sequence[tuple[str, str]]) -> list[int]:
    """The number of statements of the second address of each pair, visited after the first in an app that has seen no other."""
    return [_counted(settings, before, address) for before, address in addresses]


def _counted(settings: Settings, before: str, address: str) -> int:
    app = create_app(settings)
    engine, client = app.extensions["hyte"].engine, app.test_client()
    client.get(before)
    statements: list[Any] = []
    event.listen(engine, "before_cursor_execute", _noting(statements))
    client.get(address)
    engine.dispose()
    return len(statements)


def _noting(statements: list[Any]) -> Any:
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    return note
