"""Every kind of page, by name, with an address to see it at. A new kind of page is added here and is then held by all browser tests."""

from itertools import product
from typing import Final

LANGUAGES: Final = {"fi": "", "sv": "/sv", "en": "/en"}
CLASSES: Final = "ABCDEFGU"

# {A} … {U} stand for the first method of that class.
KINDS: Final = {
    "front": "/",
    "methods": "/menetelmat",
    "words": "/menetelmat?q=kaatuminen",
    "filters": "/menetelmat?indikaattori=O2&ryhma=vahahyotyisimmat&q=murtuma",
    "region and status": "/menetelmat?alue=kainuu&tila=ei-merkintaa",
    "several facets at once": "/menetelmat?q=kaatuminen&arvio=B&monta=1",
    "second page": "/menetelmat?sivu=2&jarjestys=nimi",
    "past the last page": "/menetelmat?sivu=99",
    "corrected": "/menetelmat?q=kaatumnien",
    "empty": "/menetelmat?q=xqzwvy",
    "nothing left": "/menetelmat?q=kaatuminen&arvio=G",
    "limit not understood": "/menetelmat?arvio=X",
    "everything found": "/haku?q=kaatuminen",
    **{f"method {letter}": f"/menetelmat/{{{letter}}}" for letter in CLASSES},
    "indicators": "/indikaattorit",
    "process indicator": "/indikaattorit/lastenneuvolan-terveystarkastukset",
    "outcome indicator": "/indikaattorit/lonkkamurtumat",
    "gap map": "/nayttokartta",
    "theme of children": "/teemat/lapset-ja-perheet",
    "theme of adults": "/teemat/aikuisten-arjen-terveys",
    "theme of substances and injuries": "/teemat/paihteet-ja-vammat",
    "theme of many services": "/teemat/paljon-palveluita-tarvitsevat",
    "regions": "/alueet",
    "region": "/alueet/kainuu",
    "region with mentions": "/alueet/lansi-uusimaa",
    "regions on a past day": "/alueet?pvm=1.3.2024",
    "regions on no day": "/alueet?pvm=31.11.2025",
    "region on a past day": "/alueet/lansi-uusimaa?pvm=2024-03-01",
    "entries of a region": "/alueet/lansi-uusimaa/merkinnat",
    "methods by region": "/kayttokartta",
    "all methods of an indicator by region": "/kayttokartta?kaikki=1&indikaattori=O2",
    "experiences": "/kokemukset",
    "proposals": "/kehitysehdotukset",
    "support": "/tuki",
    "webinars": "/webinaarit",
    "webinar": "/webinaarit/lapset-ja-perheet",
    "recommendations": "/suositukset",
    "recommendation": "/suositukset/thl-ikina-opas",
    "about": "/tietoja",
    "rating explained": "/arviointi",
    "accessibility": "/saavutettavuus",
    "privacy": "/tietosuoja",
    "citing": "/viittaaminen",
    "glossary": "/sanasto",
    "open data": "/avoin-data",
    "signing in": "/kirjaudu?next=/oma-tili",
    "forgotten password": "/unohtunut-salasana",
    "missing": "/ei-ole",
}

# Pages with a form that sends something: their token needs a cookie.
FORMS: Final = ("signing in", "forgotten password")

# What most readers see most of the time.
MAIN: Final = ("front", "words", "method A", "method F", "outcome indicator", "gap map")

# The main kinds in all three languages; the others in Finnish and, by turns, in Swedish or in English.
OTHERS: Final = [kind for kind in KINDS if kind not in MAIN]
IN_LANGUAGES: Final = [
    *product(KINDS, ["fi"]),
    *product(MAIN, ["sv", "en"]),
    *((kind, "en" if number % 2 else "sv") for number, kind in enumerate(OTHERS)),
]
