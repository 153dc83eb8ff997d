"""The addresses of webinars and of recommendations."""

from typing import Final

from tests.web.route import EDITOR, ICS, JSON, Route

WEBINARS: Final = (
    "aikuisten-arjen-terveys", "hyte-kerroinklinikka-x-osa-3", "lapset-ja-perheet", "paihteet-ja-vammat", "paljon-palveluita-tarvitsevat",
)  # fmt: skip
"""The starter content."""
PAGES: Final[tuple[Route, ...]] = (
    Route("/webinaarit", (
        "/webinaarit", "/webinaarit?teema=lapset-ja-perheet", "/webinaarit?indikaattori=p7&laji=klinikka", "/webinaarit?teema=x&sivu=9",
        "/webinaarit?menetelma=tasapaino", "/webinaarit?laji=%00&sivu=-1",
    )),
    Route("/webinaarit/<webinar_id>", tuple(f"/webinaarit/{key}" for key in WEBINARS)),
    Route("/suositukset", (
        "/suositukset", "/suositukset?indikaattori=O2&sivu=9", "/suositukset?julkaisija=%00&vuosi=x&menetelma=tasapaino",
    )),
)  # fmt: skip
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = (
    Route("/suositukset/<recommendation_id>", ("/suositukset/kaatumissuositus", "/suositukset/vieras")),
)
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = (
    Route("/toimitus/webinaarit/uusi", ("/toimitus/webinaarit/uusi",), who=EDITOR, post=True),
    Route("/toimitus/webinaarit/<webinar_id>", ("/toimitus/webinaarit/tulossa",), who=EDITOR, post=True),
    Route("/toimitus/suositukset/uusi", ("/toimitus/suositukset/uusi",), who=EDITOR, post=True),
    Route(
        "/toimitus/suositukset/<recommendation_id>", ("/toimitus/suositukset/kaatumissuositus",), who=EDITOR, post=True
    ),
)
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = (
    Route("/webinaarit.ics", ("/webinaarit.ics", "/webinaarit.ics?teema=lapset-ja-perheet"), ICS),
    Route("/webinaarit/<webinar_id>.ics", ("/webinaarit/hyte-kerroinklinikka-x-osa-3.ics",), ICS),
    Route("/api/v1/webinars", ("/api/v1/webinars", "/api/v1/webinars?kind=clinic&indicator=P7&per_page=1"), JSON),
    Route(
        "/api/v1/recommendations",
        ("/api/v1/recommendations", "/api/v1/recommendations?scope=national&indicator=O2"),
        JSON,
    ),
)
"""What is no page: files, feeds, the API."""
