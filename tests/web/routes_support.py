"""The addresses of one feature: support."""

from typing import Final

from tests.web.route import EDITOR, KAINUU, Route

ID: Final = "<int(max=2147483647):request_id>"
PAGES: Final[tuple[Route, ...]] = (
    Route("/tuki", ("/tuki", "/tuki?sivu=2", "/tuki?sivu=-1", "/tuki?sivu=99999999999999999999", "/tuki?sivu=x")),
)
"""Public pages of every world; the map of the site has those without a query."""
TOLD: Final[tuple[Route, ...]] = ()
"""Public pages that only the world that is walked has."""
DESKS: Final[tuple[Route, ...]] = (
    Route("/alueet/<slug>/tuki/<method_id>", (
        "/alueet/kainuu/tuki/tasapaino", "/alueet/kainuu/tuki/pelottelu", "/alueet/kainuu/tuki/kotikaynti?suunta=luopuminen",
        "/alueet/kainuu/tuki/kotikaynti?suunta=%00",
    ), who=KAINUU, post=True),
    Route(f"/tuki/{ID}", ("/tuki/1", "/tuki/2", "/tuki/3", "/tuki/1?tehty=merkitty", "/tuki/3?tehty=x"), who=KAINUU | EDITOR),
    Route(f"/tuki/{ID}/merkinta", ("/tuki/1/merkinta",), who=KAINUU | EDITOR, get=False, post=True),
    Route(f"/tuki/{ID}/tehdyt", ("/tuki/1/tehdyt",), who=KAINUU | EDITOR, get=False, post=True),
    Route(f"/tuki/{ID}/paata", ("/tuki/1/paata",), who=KAINUU | EDITOR, get=False, post=True),
    Route(f"/tuki/{ID}/ota", ("/tuki/1/ota",), who=EDITOR, get=False, post=True),
    Route(f"/tuki/{ID}/askeleet", ("/tuki/1/askeleet",), who=EDITOR, post=True),
    Route("/toimitus/tuki/<method_id>/<direction>", (
        "/toimitus/tuki/tasapaino/kayttoonotto", "/toimitus/tuki/pelottelu/luopuminen", "/toimitus/tuki/tasapaino/luopuminen?tehty=1",
    ), who=EDITOR, post=True),
)  # fmt: skip
"""Pages and forms of those who have signed in."""
OTHERS: Final[tuple[Route, ...]] = ()
"""What is no page: files, feeds, the API."""
