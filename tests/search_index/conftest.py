"""A small world of documents in three languages, indexed once by the real Whoosh and the real Voikko."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search_index import Document, Role, SynonymGroup, Text, WhooshEngine
from search_index.analysis import Analyzer

SYNONYMS = (
    SynonymGroup(
        headwords=(("fi", "lonkkamurtuma"), ("sv", "höftfraktur"), ("en", "hip fracture")),
        synonyms=(("fi", "reisiluun murtuma"),),
        variants=(("fi", "lonkka poikki"),),
    ),
    SynonymGroup(headwords=(("fi", "päihtynyt"),), variants=(("fi", "ryyppääjä"),), never_suggest=True),
    SynonymGroup(
        headwords=(("fi", "ikääntyneet"), ("sv", "äldre"), ("en", "older people")), synonyms=(("fi", "vanhukset"),)
    ),
    SynonymGroup(headwords=(("fi", "vaikuttavuus"),), synonyms=(("fi", "hyöty"),), expanded=False),
)


def document(id_: str, *texts: tuple[Role, str, str], kind: str = "method") -> Document:
    return Document(id_, kind, tuple(Text(*text) for text in texts))


WORLD = (
    document(
        "otago",
        (Role.NAME, "fi", "Voima- ja tasapainoharjoittelu (Otago)"),
        (Role.NAME, "en", "Strength and balance exercise"),
        (
            Role.SUMMARY,
            "fi",
            "Ikääntyneet harjoittelevat kotona jalkojen voimaa. Kaatumiset ja lonkkamurtumat vähenevät.",
        ),
    ),
    document(
        "kotikaynti",
        (Role.NAME, "fi", "Ennaltaehkäisevä kotikäynti"),
        (Role.SUMMARY, "fi", "Ammattilainen käy iäkkään kotona ja arvioi kaatumisvaaran."),
        (Role.ABANDON, "fi", "Kohdenna käynnit riskin perusteella."),
    ),
    document(
        "rokotus",
        (Role.NAME, "fi", "Rokotusten muistutusjärjestelmä"),
        (Role.NAME, "sv", "Påminnelser om vaccination"),
        (Role.SUMMARY, "fi", "Huoltaja saa muistutuksen, ja rokotuskattavuus nousee."),
        (Role.SUMMARY, "sv", "Vårdnadshavaren får en påminnelse om barnets vaccin."),
    ),
    document(
        "kiva",
        (Role.NAME, "fi", "KiVa Koulu"),
        (Role.KEYWORDS, "fi", "kiusaaminen, koulukiusaaminen, kiusattu"),
        (Role.SUMMARY, "fi", "Koulun tiimi selvittää kiusaamisen ohjatuin keskusteluin."),
    ),
    document(
        "mini",
        (Role.NAME, "fi", "Alkoholin mini-interventio päivystyksessä"),
        (Role.NAME, "sv", "Mini-intervention för riskbruk av alkohol"),
        (Role.SUMMARY, "fi", "Päihtyneeltä kysytään alkoholinkäyttö, ja hän saa neuvontaa. Mittari on AUDIT-C."),
    ),
    document(
        "vankila",
        (Role.NAME, "fi", "Pelotteluvierailut vankilaan"),
        (Role.SUMMARY, "fi", "Nuoret viedään vankilaan, jotta nuorisorikollisuus vähenisi."),
        (Role.ABANDON, "fi", "Lopeta vierailut ja ohjaa nuoret perheterapiaan."),
    ),
    document(
        "perheterapia",
        (Role.NAME, "fi", "Perheterapia"),
        (Role.SUMMARY, "fi", "Perheterapia vähentää nuorten rikoksia ja nuorisorikollisuutta."),
    ),
    document(
        "uni",
        (Role.NAME, "fi", "Unikoulu"),
        (Role.NAME, "en", "Sleep school"),
        (Role.SUMMARY, "fi", "Vauvaperhe oppii nukkumaan. Ohjaus annetaan neuvolassa."),
    ),
)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    engine = WhooshEngine(tmp_path_factory.mktemp("index"), SYNONYMS)
    engine.rebuild(WORLD)
    return engine


@pytest.fixture(scope="session")
def found(engine: WhooshEngine) -> Callable[..., list[str]]:
    """Ids that match words of a query, best first; those only alike the best are left out."""

    def search(text: str, language: str = "fi") -> list[str]:
        result = engine.search(text, language=language)
        return [id_ for id_ in result.ids if id_ not in result.near]

    return search


@pytest.fixture
def own_engine(tmp_path: Path) -> WhooshEngine:
    """An engine of a test's own, empty."""
    return WhooshEngine(tmp_path / "index", SYNONYMS)


@pytest.fixture(scope="session")
def world() -> tuple[Document, ...]:
    return WORLD
