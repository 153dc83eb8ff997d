"""The addresses of one feature: proposals."""

from typing import Final

from tests.web.route import CSV, EDITOR, JSON, XLSX, Route

SENDERS: Final = frozenset({"region_editor", "other_region_editor", "reviewer", "editor"})
LIST: Final = "/kehitysehdotukset"
ONE: Final = "/kehitysehdotukset/<int(max=2147483647):proposal_id>"

PAGES: Final[tuple[Route, ...]] = (
    Route(LIST, (
        LIST, f"{LIST}?nakyma=taulu", f"{LIST}?laji=need&tila=received&menetelma=tasapaino&indikaattori=O2&q=kaatuminen",
        f"{LIST}?laji=x&tila=%00&sivu=0&q=%3Cb%3E%00&nakyma=x", f"{LIST}?sivu=9",
    )),
)  # fmt: skip
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = (
    Route(ONE, ("/kehitysehdotukset/1", "/kehitysehdotukset/1?tehty=vaihe", "/kehitysehdotukset/3")),
    Route(f"{ONE}/liitteet/<int(max=2147483647):attachment_id>", ("/kehitysehdotukset/1/liitteet/999999",), status=404),
)
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = (
    Route(f"{LIST}/uusi", (
        f"{LIST}/uusi", f"{LIST}/uusi?laji=need&lahde=Kokous%00&tallennettu=1&menetelma=tasapaino",
    ), who=SENDERS, post=True),
    Route(f"{ONE}/vaihe", ("/kehitysehdotukset/1/vaihe",), who=EDITOR, get=False, post=True),
    Route(f"{ONE}/julkisuus", ("/kehitysehdotukset/1/julkisuus",), who=EDITOR, get=False, post=True),
    Route(f"{ONE}/kaksoiskappale", ("/kehitysehdotukset/1/kaksoiskappale",), who=EDITOR, get=False, post=True),
    Route(f"{ONE}/menetelma", ("/kehitysehdotukset/1/menetelma",), who=EDITOR, get=False, post=True),
    Route(f"{ONE}/tuki", ("/kehitysehdotukset/1/tuki",), who=SENDERS, get=False, post=True),
    Route(f"{ONE}/kommentti", ("/kehitysehdotukset/1/kommentti",), who=SENDERS, get=False, post=True),
    Route(f"{ONE}/liite", ("/kehitysehdotukset/1/liite",), who=EDITOR, get=False, post=True),  # it is public: nobody else adds files
)  # fmt: skip
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = (
    Route(f"{LIST}.csv", (f"{LIST}.csv", f"{LIST}.csv?laji=need"), CSV),
    Route(f"{LIST}.xlsx", (f"{LIST}.xlsx",), XLSX),
    Route(
        "/api/v1/proposals",
        ("/api/v1/proposals", "/api/v1/proposals?kind=need&status=received&method=tasapaino&per_page=5"),
        JSON,
    ),
)
"""What is no page: files, feeds, the API."""
