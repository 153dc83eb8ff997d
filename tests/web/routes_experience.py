"""The addresses of one feature: experience. What they show is in `experiences.for_walk`."""

from typing import Final

from tests.web.route import JSON, KAINUU, Route

PAGES: Final[tuple[Route, ...]] = (
    Route("/kokemukset", (
        "/kokemukset", "/kokemukset?menetelma=tasapaino&alue=kainuu&uudelleen=ei&indikaattori=O2", "/kokemukset?uudelleen=x&sivu=7&alue=%00",
    )),
)  # fmt: skip
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = (
    Route("/kokemukset/<int(max=2147483647):report_id>", ("/kokemukset/1", "/kokemukset/1?tehty=julkaistu")),
    Route(
        "/kokemukset/<int(max=2147483647):report_id>/versiot/<int(max=2147483647):number>",
        ("/kokemukset/1/versiot/1", "/kokemukset/1/versiot/2"),
    ),
)
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = (
    Route("/alueet/<slug>/kokemukset/<method_id>", (
        "/alueet/kainuu/kokemukset/tasapaino", "/alueet/kainuu/kokemukset/pelottelu", "/alueet/kainuu/kokemukset/tasapaino?tehty=luonnos",
    ), who=KAINUU, post=True),
    Route("/alueet/<slug>/kokemukset/<method_id>/peru", ("/alueet/kainuu/kokemukset/tasapaino/peru",), who=KAINUU, post=True),
)  # fmt: skip
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = (
    Route(
        "/api/v1/experiences",
        ("/api/v1/experiences", "/api/v1/experiences?method=tasapaino&region=kainuu&again=no&lang=sv&per_page=1"),
        JSON,
    ),
)
"""What is no page: files, feeds, the API."""
OWN_API: Final[tuple[Route, ...]] = (
    Route(
        "/api/v1/regions/<slug>/experiences/<method_id>",
        ("/api/v1/regions/kainuu/experiences/tasapaino",),
        JSON,
        who=KAINUU,
        put=True,
    ),
)
"""A region's own draft, as the form keeps it."""
