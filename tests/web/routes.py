"""Every address of the service, who may visit it, and examples that the small world has. A new route is added here or a test fails."""

from dataclasses import dataclass
from typing import Final

EVERYBODY: Final = frozenset({"nobody"})
"""Who may visit; `nobody` is a visitor who has not signed in. There are no accounts yet, so there are no others."""


@dataclass(frozen=True)
class Route:
    """An address with `examples`; `kind` is what it answers with."""

    rule: str
    examples: tuple[str, ...]
    kind: str = "text/html"
    who: frozenset[str] = EVERYBODY


JSON: Final = "application/json"
INDICATORS: Final = (
    "lastenneuvolan-terveystarkastukset", "kouluterveydenhuollon-terveystarkastukset", "koulukuraattoriresurssi",
    "koulupsykologiresurssi", "lasten-rokotukset", "alkoholi", "tyypin-2-diabetes", "tyottomien-terveystarkastukset",
    "vammat-ja-myrkytykset", "lonkkamurtumat", "neet", "pitkaaikainen-toimeentulotuki",
    "mielenterveyden-tyokyvyttomyyselakkeet",
)  # fmt: skip
METHODS: Final = (
    "tasapaino", "terveystarkastus", "alkoholineuvonta", "nuotti", "ristiriitainen", "kotikaynti", "pelottelu", "arvioimaton",
)  # fmt: skip
THEMES: Final = ("lapset-ja-perheet", "aikuisten-arjen-terveys", "paihteet-ja-vammat", "paljon-palveluita-tarvitsevat")

PAGES: Final = (
    Route("/", ("/",)),
    Route("/menetelmat", (
        "/menetelmat", "/menetelmat?q=kaatuminen", "/menetelmat?q=kaatumnen", "/menetelmat?q=xqzw",
        "/menetelmat?indikaattori=O2&arvio=A", "/menetelmat?q=%3Cscript%3E&ryhma=vaikuttavimmat", "/menetelmat?sivu=7",
        "/menetelmat?monta=1&q=kaatuminen",
        "/menetelmat?teema=lapset-ja-perheet&kohderyhma=older_people", "/menetelmat?arvio=X&sivu=-1", "/menetelmat?alue=kainuu",
        "/menetelmat?yhteys=lasketaan&jarjestys=nimi&ymparisto=home&ymparisto=school",
    )),
    Route("/menetelmat/<method_id>", tuple(f"/menetelmat/{method}" for method in METHODS)),
    Route("/indikaattorit", ("/indikaattorit",)),
    Route("/indikaattorit/<key>", tuple(f"/indikaattorit/{slug}" for slug in INDICATORS)),
    Route("/nayttokartta", ("/nayttokartta",)),
    Route("/teemat/<theme_id>", tuple(f"/teemat/{theme}" for theme in THEMES)),
    Route("/alueet", ("/alueet",)),
    Route("/alueet/<slug>", ("/alueet/kainuu", "/alueet/helsinki")),
    Route("/tietoja", ("/tietoja",)),
    Route("/arviointi", ("/arviointi",)),
    Route("/saavutettavuus", ("/saavutettavuus",)),
    Route("/tietosuoja", ("/tietosuoja",)),
    Route("/viittaaminen", ("/viittaaminen",)),
    Route("/sanasto", ("/sanasto",)),
    Route("/avoin-data", ("/avoin-data",)),
)  # fmt: skip
OTHERS: Final = (
    Route("/nayttokartta.csv", ("/nayttokartta.csv",), "text/csv"),
    Route("/healthz", ("/healthz",), "text/plain"),
    Route("/robots.txt", ("/robots.txt",), "text/plain"),
    Route("/sitemap.xml", ("/sitemap.xml",), "application/xml"),
    Route("/static/<path:filename>", ("/static/css/base.css",), "text/css"),
    Route("/api/v1/methods", ("/api/v1/methods", "/api/v1/methods?q=kaatuminen&indicator=O2"), JSON),
    Route("/api/v1/methods/<method_id>", tuple(f"/api/v1/methods/{method}" for method in METHODS), JSON),
    Route("/api/v1/indicators", ("/api/v1/indicators",), JSON),
    Route("/api/v1/regions", ("/api/v1/regions",), JSON),
    Route("/api/v1/suggest", ("/api/v1/suggest?q=voi", "/api/v1/suggest"), JSON),
    Route("/api/v1/openapi.json", ("/api/v1/openapi.json",), JSON),
)
ALL: Final = (*PAGES, *OTHERS)
PREFIXES: Final = {"fi": "", "sv": "/sv", "en": "/en"}
