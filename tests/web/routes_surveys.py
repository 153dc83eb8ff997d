"""The addresses of one feature: surveys. Of `surveys.for_walk` round 2025 is open: Kainuu has begun, Lappi has handed in; 2024 is closed."""

from typing import Final

from tests.web.route import EDITOR, JSON, KAINUU, Route

READERS: Final = frozenset({"region_editor", "other_region_editor", "editor", "observer"})
SECTIONS: Final = ("rakenteet", "rahoitus", "tietojohtaminen", "menetelmat", "ehdotukset")
PAGES: Final[tuple[Route, ...]] = ()
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = ()
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = (
    Route("/hyte-status", ("/hyte-status",), who=READERS),
    Route("/hyte-status/<key>/<slug>", (
        "/hyte-status/2025/kainuu", "/hyte-status/2024/kainuu", "/hyte-status/2025/kainuu?tehty=annettu",
    ), who=KAINUU | EDITOR),
    Route("/hyte-status/<key>/<slug>/<section>", (
        *(f"/hyte-status/2025/kainuu/{section}" for section in SECTIONS), "/hyte-status/2024/kainuu/tietojohtaminen?tehty=tallennettu",
    ), who=KAINUU | EDITOR, post=True, who_posts=KAINUU),
    Route("/hyte-status/<key>/<slug>/anna", ("/hyte-status/2025/kainuu/anna",), who=KAINUU, post=True),
    Route("/toimitus/hyte-status", ("/toimitus/hyte-status",), who=EDITOR, post=True),
    Route("/toimitus/hyte-status/<key>", (
        "/toimitus/hyte-status/2025", "/toimitus/hyte-status/2024",
        *(f"/toimitus/hyte-status/2025?tehty={done}" for done in ("avattu", "muistutettu", "aika", "suljettu", "palautettu", "x")),
    ), who=EDITOR),
    Route("/toimitus/hyte-status/<key>/muistuta", ("/toimitus/hyte-status/2025/muistuta",), who=EDITOR, get=False, post=True),
    Route("/toimitus/hyte-status/<key>/aika", ("/toimitus/hyte-status/2025/aika",), who=EDITOR, get=False, post=True),
    Route("/toimitus/hyte-status/<key>/sulje", ("/toimitus/hyte-status/2025/sulje",), who=EDITOR, get=False, post=True),
    Route("/toimitus/hyte-status/<key>/palauta/<slug>", ("/toimitus/hyte-status/2025/palauta/lappi",), who=EDITOR, post=True),
)  # fmt: skip
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = ()
"""What is no page: files, feeds, the API."""
OWN_API: Final[tuple[Route, ...]] = (
    Route("/api/v1/surveys/<key>/<slug>/<question>/<code>", (
        "/api/v1/surveys/2025/kainuu/kypsyys/P1", "/api/v1/surveys/2025/kainuu/rakenteet-sanoin/-",
    ), JSON, who=KAINUU, put=True),
)  # fmt: skip
"""What the API gives and takes of those who have signed in."""
