"""The addresses of one feature: found."""

from typing import Final

from tests.web.route import JSON, Route

PAGES: Final[tuple[Route, ...]] = ()
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = (
    Route("/haku", (
        "/haku?q=kaatuminen", "/haku", "/haku?q=xqzw", "/haku?q=kaatuminen&laji=webinar", "/haku?q=kaatuminen&laji=proposal&sivu=9",
        "/haku?q=%3Cb%3E&laji=%00&sivu=-1", "/haku?q=kaatumnen&tasmalleen=1", "/haku?laji=experience",
    )),
)  # fmt: skip
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = ()
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = (
    Route(
        "/api/v1/search",
        ("/api/v1/search?q=kaatuminen", "/api/v1/search", "/api/v1/search?q=alkoholi&kind=webinar&page=7"),
        JSON,
    ),
)
"""What is no page: files, feeds, the API."""
