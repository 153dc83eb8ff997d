"""The addresses of one feature: proposals."""

from typing import Final

from tests.web.route import Route

PAGES: Final[tuple[Route, ...]] = ()
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = ()
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = ()
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = ()
"""What is no page: files, feeds, the API."""
