"""Pages and forms of recommendations: national apart from international, in the issuer's words, and shown through methods."""

import pytest
from sqlmodel import Session

from registry.domain import national_recommendations
from tests import people, webinar_samples
from tests.page import PageClient
from tests.web.editors import fields, post

NEW = "/en/toimitus/suositukset/uusi"
OWN = f"/en/toimitus/suositukset/{webinar_samples.TOLD}"


@pytest.fixture
def told(work: Session) -> Session:
    """A national one, an international one of another year, and one about an indicator alone and about a draft."""
    webinar_samples.recommendation(work)
    more = {"scope": "international", "issuer": {"fi": "NICE"}, "year": 2014, "methods": ["tasapaino", "pelottelu"]}
    webinar_samples.recommendation(work, "vieras", **more)
    about = {
        "methods": ["luonnos"],
        "indicators": ["P8"],
        "strength": None,
        "url": None,
        "year": None,
        "checked": False,
    }
    webinar_samples.recommendation(work, "suora", **about)
    work.commit()
    return work


def shown(client: PageClient, address: str) -> list[str]:
    links = client.get_page(address).links()
    return [one.rpartition("/")[2] for one in links if one.startswith("/en/suositukset/")]


@pytest.mark.parametrize(
    ("limits", "seen"),
    [
        ("", ["kaatumissuositus", "suora", "vieras"]),
        ("indikaattori=o2", ["kaatumissuositus", "vieras"]),
        ("indikaattori=P8", ["suora"]),
        ("menetelma=pelottelu", ["vieras"]),
        ("julkaisija=NICE", ["vieras"]),
        ("vuosi=2024", ["kaatumissuositus"]),
        ("vuosi=2024&julkaisija=NICE", []),
    ],
)
def test_the_list_narrowed(told: Session, own_client: PageClient, limits: str, seen: list[str]) -> None:
    assert shown(own_client, f"/en/suositukset?{limits}") == seen


def test_national_and_international_stand_apart(told: Session, own_client: PageClient) -> None:
    page = own_client.get_page("/en/suositukset")
    assert [heading.get("id") for heading in page.all("h2")] == ["national", "international"]
    assert "Näytön aste A" in page.main
    assert "Salainen" not in page.html


def test_on_the_pages_of_methods_indicators_and_themes(told: Session, own_client: PageClient) -> None:
    assert shown(own_client, "/en/menetelmat/tasapaino") == ["kaatumissuositus", "vieras"]
    assert shown(own_client, "/en/menetelmat/pelottelu") == ["vieras"]
    assert shown(own_client, "/en/indikaattorit/tyottomien-terveystarkastukset") == ["suora"]
    page = own_client.get_page("/en/indikaattorit/lonkkamurtumat")
    assert "through a method" in page.main
    assert len(page.all("details", class_="mt3")) == 1  # the international ones are folded away
    assert "kaatumissuositus" in shown(own_client, "/en/teemat/aikuisten-arjen-terveys")


def test_one_of_them(told: Session, own_client: PageClient) -> None:
    page = own_client.get_page("/en/suositukset/kaatumissuositus")
    assert page.h1 == "Preventing falls"
    assert [part.text for part in page.all("span", lang="fi") if part.text] >= ["Esimerkkilaitos"]
    assert "/en/indikaattorit/lonkkamurtumat" in page.links()
    bare = own_client.get_page("/en/suositukset/suora")
    assert "Not known" in bare.main
    assert "Salainen" not in bare.html
    own_client.get_page("/suositukset/ei-ole", 404)


def test_one_is_added_after_its_errors_and_two_editors_lose_nothing(told: Session, editor: PageClient) -> None:
    page = post(editor, NEW, fields(editor.get_page(NEW), NEW), 422, issuer_fi="STM", year="24", finding_fi="Tee näin.")
    assert [link.get("href") for link in page.one("div", role="alert").iter("a")] == ["#title_fi", "#year"]
    saved = post(editor, NEW, fields(page, NEW), 303, title_fi="Ohje", year="2024", methods="kotikaynti", checked="1")
    assert saved.response.location == "/en/suositukset/stm-ohje?tallennettu=1"
    sent = fields(editor.get_page(OWN), OWN)
    given = national_recommendations.as_input(national_recommendations.find(told, webinar_samples.TOLD))
    actor = people.actor(told, "editor")
    national_recommendations.save(told, actor, given.model_copy(update={"strength": "Näytön aste B"}))
    told.commit()
    clash = fields(post(editor, OWN, sent, 409, year="2025"), OWN)
    assert (clash["strength"], clash["year"], clash["version"]) == ("Näytön aste B", "2025", "2")


def test_the_api(told: Session, own_client: PageClient) -> None:
    def ids(query: str = "") -> list[str]:
        return [one["id"] for one in own_client.get(f"/api/v1/recommendations?{query}").get_json()["items"]]

    assert ids() == ["kaatumissuositus", "suora", "vieras"]
    assert ids("scope=international") == ids("issuer=NICE") == ids("year=2014") == ["vieras"]
    assert ids("indicator=O2&indicator=P8") == ["kaatumissuositus", "suora", "vieras"]
    assert ids("per_page=2&page=2") == ["vieras"]
    (one,) = own_client.get("/api/v1/recommendations?year=2024").get_json()["items"]
    assert (one["strength"], one["issuer"]["en"]) == ("Näytön aste A", None)
    assert (one["indicators"], "O2" in one["indicators_through_methods"]) == ([], True)
    assert own_client.get("/api/v1/recommendations?indicator=P8").get_json()["items"][0]["methods"] == []
    for wrong in ("scope=x", "year=1", "issuer=x", "indicator=X1", "method=luonnos", "per_page=0", "lang=de"):
        assert own_client.get(f"/api/v1/recommendations?{wrong}").status_code == 400
