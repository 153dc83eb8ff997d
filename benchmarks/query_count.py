"""How many statements an address asks of the database, once the copies in memory are there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import event

from registry.settings import Settings
from registry.web import create_app


def counted(
    settings: Settings, addresses: Sequence[tuple[str, str]], headers: Mapping[str, str] | None = None
) -> list[int]:
    """The number of statements of the second address of each pair, visited after the first in an app that has seen no other."""
    return [_counted(settings, before, address, dict(headers or {})) for before, address in addresses]


def _counted(settings: Settings, before: str, address: str, headers: dict[str, str]) -> int:
    app = create_app(settings)
    engine, client = app.extensions["hyte"].engine, app.test_client(use_cookies=not headers)
    client.get(before, headers=headers)
    statements: list[Any] = []
    event.listen(engine, "before_cursor_execute", _noting(statements))
    answer = client.get(address, headers=headers)
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {address}")
    engine.dispose()
    return len(statements)


def _noting(statements: list[Any]) -> Any:
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    return note
