"""The addresses of one feature: results. Round 2024 of `surveys.for_walk` has the answers of Kainuu and Lappi; 2025 is open, with Lappi's."""

from typing import Final

from tests.web.route import CSV, KAINUU, XLSX, Route

READERS: Final = frozenset({"region_editor", "other_region_editor", "editor", "observer"})
"""Who reads results: neither the public nor reviewers."""
PAGES: Final[tuple[Route, ...]] = ()
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = ()
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = (
    Route("/hyte-status/<key>/tulokset", (
        "/hyte-status/2024/tulokset", "/hyte-status/2025/tulokset?vertaa=2024", "/hyte-status/2025/tulokset?teema=lapset-ja-perheet",
        "/hyte-status/2024/tulokset?teema=%00&vertaa=2024&kypsyys=x", "/hyte-status/2024/tulokset?vertaa=%3Cb%3E",
    ), who=READERS),
    Route("/hyte-status/<key>/tulokset/<slug>", (
        "/hyte-status/2024/tulokset/kainuu", "/hyte-status/2025/tulokset/lappi", "/hyte-status/2025/tulokset/kainuu?vertaa=x",
        "/hyte-status/2024/tulokset/helsinki?vertaa=2025",
    ), who=READERS),
    Route("/hyte-status/<key>/tulokset/menetelmat", ("/hyte-status/2024/tulokset/menetelmat",), who=READERS),
    Route("/hyte-status/<key>/tulokset/tekstit", (
        "/hyte-status/2024/tulokset/tekstit", "/hyte-status/2024/tulokset/tekstit?kysymys=menetelmat-kaytossa&sivu=2",
        "/hyte-status/2025/tulokset/tekstit?kysymys=%00&sivu=99999999999999999999",
    ), who=READERS),
    Route("/alueet/<slug>/kyselyn-menetelmat/<key>", (
        "/alueet/kainuu/kyselyn-menetelmat/2024", "/alueet/kainuu/kyselyn-menetelmat/2025",
        "/alueet/kainuu/kyselyn-menetelmat/2024?vahvistettu=1&sivuun=2", "/alueet/kainuu/kyselyn-menetelmat/2024?vahvistettu=x&sivuun=0",
    ), who=KAINUU, post=True),
)  # fmt: skip
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = ()
"""What is no page: files, feeds, the API."""
OWN_FILES: Final[tuple[Route, ...]] = (
    Route("/hyte-status/<key>/tulokset.csv", ("/hyte-status/2024/tulokset.csv",), CSV, who=READERS),
    Route("/hyte-status/<key>/tulokset.xlsx", ("/hyte-status/2024/tulokset.xlsx",), XLSX, who=READERS),
)
"""Files for those who have signed in."""
