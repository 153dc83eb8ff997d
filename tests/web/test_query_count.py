"""How many times a page asks the database does not grow with the catalogue."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.page import PageClient

LISTS = (
    "/", "/menetelmat", "/menetelmat?q=terveys", "/menetelmat?indikaattori=O2", "/indikaattorit", "/indikaattorit/lonkkamurtumat",
    "/nayttokartta", "/teemat/aikuisten-arjen-terveys", "/alueet/kainuu", "/sitemap.xml", "/api/v1/methods",
    "/api/v1/methods?per_page=100&q=kaatuminen", "/api/v1/indicators", "/menetelmat?alue=kainuu&tila=ei-merkintaa",
    "/alueet", "/alueet?pvm=2025-03-01", "/alueet/kainuu/merkinnat", "/kayttokartta", "/kayttokartta?kaikki=1", "/kayttokartta.csv",
    "/api/v1/adoptions", "/kokemukset", "/api/v1/experiences",
    "/webinaarit", "/webinaarit?indikaattori=O2", "/webinaarit.ics", "/suositukset", "/suositukset?indikaattori=O2", "/api/v1/webinars",
    "/api/v1/recommendations",
    "/kehitysehdotukset", "/kehitysehdotukset?nakyma=taulu", "/kehitysehdotukset.csv", "/api/v1/proposals",
)  # fmt: skip
MOST = 20


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = app.extensions["hyte"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def statements_of(app: Flask, own_client: PageClient, address: str) -> list[str]:
    own_client.get(address)  # the first visit fills the copies in memory
    with counted(app) as statements:
        assert own_client.get(address).status_code == 200
    return statements


@pytest.mark.parametrize("address", LISTS)
def test_eight_methods_or_a_hundred(
    app: Flask, own_client: PageClient, whole_app: Flask, whole_client: PageClient, address: str
) -> None:
    few, many = statements_of(app, own_client, address), statements_of(whole_app, whole_client, address)
    assert len(few) == len(many)  # the statements differ in how many ids they name
    assert len(few) <= MOST


def test_the_counter_counts(app: Flask, own_client: PageClient) -> None:
    assert statements_of(app, own_client, "/alueet")
