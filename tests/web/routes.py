"""Every address of the service, who may visit it, and examples that the small world has. A new route is added here or a test fails."""

from typing import Final

from tests.web import (
    routes_experience,
    routes_found,
    routes_proposals,
    routes_results,
    routes_support,
    routes_surveys,
    routes_webinars,
)
from tests.web.route import ADMINISTRATOR, ATOM, EDITOR, EVERYBODY, JSON, KAINUU, REVIEWER, SIGNED_IN, XLSX, Route

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

CONCEPT: Final = (
    routes_proposals,
    routes_experience,
    routes_support,
    routes_webinars,
    routes_surveys,
    routes_results,
    routes_found,
)
"""The features with a list of their own: pages that anybody may see, desks, and other things than pages."""
PAGES: Final[tuple[Route, ...]] = (
    Route("/", ("/",)),
    Route("/menetelmat", (
        "/menetelmat", "/menetelmat?q=kaatuminen", "/menetelmat?q=kaatumnen", "/menetelmat?q=xqzw",
        "/menetelmat?indikaattori=O2&arvio=A", "/menetelmat?q=%3Cscript%3E&ryhma=vaikuttavimmat", "/menetelmat?sivu=7",
        "/menetelmat?monta=1&q=kaatuminen",
        "/menetelmat?teema=lapset-ja-perheet&kohderyhma=older_people", "/menetelmat?arvio=X&sivu=-1", "/menetelmat?alue=kainuu",
        "/menetelmat?alue=kainuu&alue=lappi&tila=kaytossa&tila=ei-merkintaa",
        "/menetelmat?yhteys=lasketaan&jarjestys=nimi&ymparisto=home&ymparisto=school",
    )),
    Route("/menetelmat/<method_id>", tuple(f"/menetelmat/{method}" for method in METHODS)),
    Route("/menetelmat/<method_id>/versiot", tuple(f"/menetelmat/{method}/versiot" for method in METHODS[:2])),
    Route("/menetelmat/<method_id>/versiot/<int:number>", ("/menetelmat/tasapaino/versiot/1", "/menetelmat/pelottelu/versiot/1")),
    Route("/indikaattorit", ("/indikaattorit",)),
    Route("/indikaattorit/<key>", tuple(f"/indikaattorit/{slug}" for slug in INDICATORS)),
    Route("/nayttokartta", ("/nayttokartta",)),
    Route("/teemat/<theme_id>", tuple(f"/teemat/{theme}" for theme in THEMES)),
    Route("/alueet", ("/alueet", "/alueet?pvm=1.3.2025", "/alueet?pvm=31.11.2025", "/alueet?pvm=2099")),
    Route("/alueet/<slug>", ("/alueet/kainuu", "/alueet/helsinki", "/alueet/kainuu?pvm=2025-03-01", "/alueet/kainuu?pvm=%00")),
    Route("/alueet/<slug>/merkinnat", (
        "/alueet/kainuu/merkinnat", "/alueet/kainuu/merkinnat?menetelma=tasapaino", "/alueet/kainuu/merkinnat?menetelma=x&sivu=9",
    )),
    Route("/kayttokartta", (
        "/kayttokartta", "/kayttokartta?kaikki=1&indikaattori=O2", "/kayttokartta?alue=kainuu&tila=ei-merkintaa&ryhma=lupaavat&sivu=2",
        "/kayttokartta?pvm=2025-03-01&teema=x&tila=kaytossa&tila=vakiintunut",
    )),
    Route("/tietoja", ("/tietoja",)),
    Route("/arviointi", ("/arviointi",)),
    Route("/saavutettavuus", ("/saavutettavuus",)),
    Route("/tietosuoja", ("/tietosuoja",)),
    Route("/viittaaminen", ("/viittaaminen",)),
    Route("/sanasto", ("/sanasto",)),
    Route("/avoin-data", ("/avoin-data",)),
    *(route for feature in CONCEPT for route in feature.PAGES),
)  # fmt: skip
DOORS: Final = (
    Route("/kirjaudu", ("/kirjaudu", "/kirjaudu?next=/alueet/kainuu/omat"), who=frozenset({"nobody"}), who_posts=EVERYBODY, post=True),
    Route("/kirjaudu/jatka", ("/kirjaudu/jatka",), get=False, post=True),
    Route("/ulos", ("/ulos",), get=False, post=True),
    Route("/kutsu/<token>", ("/kutsu/kaytetty",), post=True, status=410),
    Route("/unohtunut-salasana", ("/unohtunut-salasana", "/unohtunut-salasana?lahetetty=1"), post=True),
    Route("/kirjaudu/oidc/<name>", ("/kirjaudu/oidc/ei-ole",), status=404),
    Route("/kirjaudu/oidc/<name>/paluu", ("/kirjaudu/oidc/ei-ole/paluu",), status=404),
    Route("/salasana/<token>", ("/salasana/kaytetty",), post=True, status=410),
    Route("/esimerkki", ("/esimerkki",), status=404),  # there in a demo only: tests/demo
    Route("/kirjaudu/esimerkki/<token>", ("/kirjaudu/esimerkki/ei-ole",), status=404),
)  # fmt: skip
"""The ways in: pages that anybody may see and that no map of the site has."""
ACCOUNTS: Final = (
    Route("/oma-tili", tuple(f"/oma-tili?tehty={done}" for done in ("nimi", "salasana", "istunnot", "")), who=SIGNED_IN),
    Route("/oma-tili/nimi", ("/oma-tili/nimi",), who=SIGNED_IN, get=False, post=True),
    Route("/oma-tili/salasana", ("/oma-tili/salasana",), who=SIGNED_IN, get=False, post=True),
    Route("/oma-tili/istunnot", ("/oma-tili/istunnot",), who=SIGNED_IN, get=False, post=True),
    Route("/yllapito/henkilot", tuple(f"/yllapito/henkilot?tehty={done}" for done in ("kutsuttu", "salasana", "peruttu", "")),
          who=ADMINISTRATOR, post=True),
    Route("/yllapito/kutsut/<int:invitation_id>/uudelleen", ("/yllapito/kutsut/1/uudelleen",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/kutsut/<int:invitation_id>/peru", ("/yllapito/kutsut/1/peru",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/henkilot/<int:person_id>", tuple(f"/yllapito/henkilot/1?tehty={done}" for done in ("nimi", "roolit", "kaytto", "")),
          who=ADMINISTRATOR),
    Route("/yllapito/henkilot/<int:person_id>/nimi", ("/yllapito/henkilot/1/nimi",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/henkilot/<int:person_id>/roolit", ("/yllapito/henkilot/1/roolit",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/henkilot/<int:person_id>/kaytto", ("/yllapito/henkilot/1/kaytto",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/henkilot/<int:person_id>/salasana", ("/yllapito/henkilot/1/salasana",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/viestit", tuple(f"/yllapito/viestit?tehty={done}" for done in ("kutsuttu", "salasana", "annettu", "")),
          who=ADMINISTRATOR),
    Route("/yllapito/viestit/<int:mail_id>/annettu", ("/yllapito/viestit/1/annettu",), who=ADMINISTRATOR, get=False, post=True),
    Route("/yllapito/peittaminen", ("/yllapito/peittaminen", "/yllapito/peittaminen?tehty=1"), who=ADMINISTRATOR, post=True),
    Route("/yllapito/peittaminen/merkinta/<int:entry_id>", ("/yllapito/peittaminen/merkinta/999999",), who=ADMINISTRATOR, post=True,
          status=404),
    Route("/yllapito/peittaminen/vastaus/<int:answer_id>", ("/yllapito/peittaminen/vastaus/999999",), who=ADMINISTRATOR, post=True,
          status=404),
    Route("/yllapito/peittaminen/teksti/<kind>/<int:row_id>", ("/yllapito/peittaminen/teksti/departure/999999",
          "/yllapito/peittaminen/teksti/person/1", "/yllapito/peittaminen/teksti/ei-ole/1"), who=ADMINISTRATOR, post=True, status=404),
    Route("/yllapito/peittaminen/henkilo/<int:person_id>", ("/yllapito/peittaminen/henkilo/1",), who=ADMINISTRATOR, post=True),
    Route("/yllapito/tapahtumat", (
        "/yllapito/tapahtumat", "/yllapito/tapahtumat?laji=person&tekija=person:1", "/yllapito/tapahtumat?laji=%00&ennen=0&tekija=x",
        "/yllapito/tapahtumat?ennen=5", "/yllapito/tapahtumat?ennen=99999999999999999999",
    ), who=ADMINISTRATOR),
)  # fmt: skip
SHEETS: Final = (
    Route(
        "/alueet/<slug>/omat",
        (
            "/alueet/kainuu/omat",
            "/alueet/kainuu/omat?valitse=kaikki",
            "/alueet/kainuu/omat?valitse=vanhat&vahvistettu=2",
            "/alueet/kainuu/omat?tallennettu=tasapaino",
            "/alueet/kainuu/omat?tallennettu=x&vahvistettu=x",
        ),
        who=KAINUU | {"editor"},
    ),
    Route("/alueet/<slug>/vahvista", ("/alueet/kainuu/vahvista",), who=KAINUU, get=False, post=True),
    Route("/alueet/<slug>/postilaatikko", ("/alueet/kainuu/postilaatikko",), who=KAINUU, get=False, post=True),
    Route(
        "/alueet/<slug>/menetelmat/<method_id>",
        tuple(f"/alueet/kainuu/menetelmat/{method}" for method in METHODS),
        who=KAINUU,
        post=True,
    ),
    Route(
        "/alueet/<slug>/havainnot/<method_id>/<kind>",
        ("/alueet/kainuu/havainnot/kotikaynti/least_beneficial_in_use",),
        who=KAINUU,
        post=True,
        status=404,
    ),
    Route("/havainnot", ("/havainnot",), who=frozenset({"editor"})),
    Route("/alueet/<slug>/tuonti", ("/alueet/kainuu/tuonti", "/alueet/kainuu/tuonti?tuotu=2"), who=KAINUU, post=True),
    Route("/alueet/<slug>/tuonti/tallenna", ("/alueet/kainuu/tuonti/tallenna",), who=KAINUU, get=False, post=True),
    Route("/alueet/<slug>/tuonti/hylkaa", ("/alueet/kainuu/tuonti/hylkaa",), who=KAINUU, get=False, post=True),
)
REVIEWS: Final = (
    Route("/arvioinnit", ("/arvioinnit", "/arvioinnit?tehty=profiili", "/arvioinnit?tehty=x"), who=REVIEWER),
    Route("/arvioinnit/profiili", ("/arvioinnit/profiili",), who=REVIEWER, get=False, post=True),
    Route("/arvioinnit/<int:round_id>", ("/arvioinnit/1", "/arvioinnit/1?tehty=annettu"), who=REVIEWER),
    Route("/arvioinnit/<int:round_id>/sidonnaisuudet", ("/arvioinnit/1/sidonnaisuudet",), who=REVIEWER, post=True),
    Route(
        "/arvioinnit/<int:round_id>/lippu",
        ("/arvioinnit/1/lippu", "/arvioinnit/1/lippu?tehty=luonnos"),
        who=REVIEWER,
        post=True,
    ),
)
"""The desk of `reviewer`, who sits in round 1 of `panels.for_walk`."""
DECIDED: Final = (Route("/paatokset/<int(max=2147483647):decision_id>", ("/paatokset/1", "/paatokset/1?pyydetty=1")),)
"""Public pages that only a world with a panel has (`panels.for_walk`)."""
DECISIONS: Final = (
    Route("/paatokset/<int(max=2147483647):decision_id>/uudelleenarviointi", ("/paatokset/1/uudelleenarviointi",), post=True),
    Route("/toimitus/pyynnot", ("/toimitus/pyynnot",), who=frozenset({"editor"})),
    Route("/toimitus/pyynnot/<int(max=2147483647):appeal_id>", ("/toimitus/pyynnot/1",), who=frozenset({"editor"}), post=True),
)  # fmt: skip
"""What may be done with the decision and the appeal of `panels.for_walk`."""
ROUNDS: Final = (
    Route("/kierrokset", ("/kierrokset",), who=EDITOR),
    Route("/kierrokset/uusi", ("/kierrokset/uusi?menetelma=tasapaino", "/kierrokset/uusi", "/kierrokset/uusi?menetelma=luonnos&laji=light"),
          who=EDITOR, post=True),
    Route("/kierrokset/arvioijat", ("/kierrokset/arvioijat", "/kierrokset/arvioijat?tehty=1"), who=EDITOR),
    Route("/kierrokset/arvioijat/<int(max=2147483647):person_id>", ("/kierrokset/arvioijat/3",), who=EDITOR, post=True),
    Route("/kierrokset/<int(max=2147483647):round_id>", (
        "/kierrokset/1", "/kierrokset/1?tehty=avattu", "/kierrokset/2?tehty=paatos", "/kierrokset/3?tehty=tila",
    ), who=EDITOR),
    Route("/kierrokset/<int(max=2147483647):round_id>/kutsu", ("/kierrokset/1/kutsu",), who=EDITOR, get=False, post=True),
    Route("/kierrokset/<int(max=2147483647):round_id>/aika", ("/kierrokset/1/aika",), who=EDITOR, get=False, post=True),
    Route("/kierrokset/<int(max=2147483647):round_id>/tila", ("/kierrokset/1/tila",), who=EDITOR, get=False, post=True),
    Route("/kierrokset/<int(max=2147483647):round_id>/paatos", ("/kierrokset/3/paatos",), who=EDITOR, post=True),
    Route("/kierrokset/<int(max=2147483647):round_id>/omistaja", ("/kierrokset/3/omistaja", "/kierrokset/2/omistaja"), who=EDITOR, post=True),
)  # fmt: skip
"""The editors' work with the panel: the rounds of `panels.for_walk`."""
EDITING: Final = (
    Route("/toimitus", ("/toimitus",), who=EDITOR),
    Route("/toimitus/menetelmat", (
        "/toimitus/menetelmat", "/toimitus/menetelmat?tila=luonnos&q=salainen", "/toimitus/menetelmat?tila=%00&q=%00%3Cb%3E",
    ), who=EDITOR),
    Route("/toimitus/menetelmat/uusi", ("/toimitus/menetelmat/uusi",), who=EDITOR, post=True),
    Route("/toimitus/menetelmat/<method_id>", (
        *(f"/toimitus/menetelmat/{method}" for method in (*METHODS, "luonnos")), "/toimitus/menetelmat/tasapaino?tehty=julkaistu",
    ), who=EDITOR, post=True),
    Route("/toimitus/menetelmat/<method_id>/tila", ("/toimitus/menetelmat/tasapaino/tila",), who=EDITOR, get=False, post=True),
    Route("/toimitus/menetelmat/<method_id>/palauta", ("/toimitus/menetelmat/tasapaino/palauta",), who=EDITOR, get=False, post=True),
)  # fmt: skip
DESKS: Final[tuple[Route, ...]] = (
    *ACCOUNTS,
    *DECISIONS,
    *SHEETS,
    *REVIEWS,
    *ROUNDS,
    *EDITING,
    *(route for feature in CONCEPT for route in feature.DESKS),
)
"""Pages and forms of those who have signed in."""
OTHERS: Final = (
    Route("/nayttokartta.csv", ("/nayttokartta.csv",), "text/csv"),
    Route("/kayttokartta.csv", ("/kayttokartta.csv", "/kayttokartta.csv?pvm=2025-03-01&tila=kaytossa"), "text/csv"),
    Route(
        "/menetelmat/<method_id>/syote.atom",
        ("/menetelmat/tasapaino/syote.atom", "/menetelmat/pelottelu/syote.atom"),
        ATOM,
    ),
    Route("/indikaattorit/<key>/syote.atom", ("/indikaattorit/lonkkamurtumat/syote.atom",), ATOM),
    Route("/alueet/<slug>/merkinnat.csv", ("/alueet/kainuu/merkinnat.csv",), "text/csv"),
    Route("/alueet/<slug>/merkinnat.xlsx", ("/alueet/kainuu/merkinnat.xlsx",), XLSX),
    Route("/alueet/<slug>/pohja.csv", ("/alueet/kainuu/pohja.csv",), "text/csv"),
    Route("/alueet/<slug>/pohja.xlsx", ("/alueet/kainuu/pohja.xlsx",), XLSX),
    Route("/alueet/<slug>/syote.atom", ("/alueet/kainuu/syote.atom", "/alueet/satakunta/syote.atom"), ATOM),
    Route("/healthz", ("/healthz",), "text/plain"),
    Route("/robots.txt", ("/robots.txt",), "text/plain"),
    Route("/sitemap.xml", ("/sitemap.xml",), "application/xml"),
    Route("/static/<path:filename>", ("/static/css/base.css",), "text/css"),
    Route("/api/v1/methods", ("/api/v1/methods", "/api/v1/methods?q=kaatuminen&indicator=O2"), JSON),
    Route("/api/v1/methods/<method_id>", tuple(f"/api/v1/methods/{method}" for method in METHODS), JSON),
    Route(
        "/api/v1/methods/<method_id>/ratings",
        ("/api/v1/methods/tasapaino/ratings", "/api/v1/methods/pelottelu/ratings?lang=sv"),
        JSON,
    ),
    Route("/api/v1/methods/<method_id>/revisions", ("/api/v1/methods/tasapaino/revisions",), JSON),
    Route("/api/v1/indicators", ("/api/v1/indicators",), JSON),
    Route("/api/v1/regions", ("/api/v1/regions",), JSON),
    Route("/api/v1/adoptions", ("/api/v1/adoptions", "/api/v1/adoptions?date=2026-03-01&status=in_use"), JSON),
    Route("/api/v1/adoptions/history", ("/api/v1/adoptions/history", "/api/v1/adoptions/history?region=kainuu"), JSON),
    Route("/api/v1/suggest", ("/api/v1/suggest?q=voi", "/api/v1/suggest"), JSON),
    Route("/api/v1/openapi.json", ("/api/v1/openapi.json",), JSON),
)
OWN_API: Final = (
    Route("/api/v1/rounds/<int:round_id>/ballot", ("/api/v1/rounds/1/ballot",), JSON, who=REVIEWER, put=True),
    *routes_experience.OWN_API,
    *routes_surveys.OWN_API,
)
"""What the API gives and takes of those who have signed in."""
TOLD: Final[tuple[Route, ...]] = (*DECIDED, *(route for feature in CONCEPT for route in feature.TOLD))
"""Public pages of the world that is walked."""
ALL: Final[tuple[Route, ...]] = (
    *PAGES,
    *TOLD,
    *DOORS,
    *DESKS,
    *OWN_API,
    *routes_results.OWN_FILES,
    *OTHERS,
    *(route for feature in CONCEPT for route in feature.OTHERS),
)
PREFIXES: Final = {"fi": "", "sv": "/sv", "en": "/en"}
