"""The demo as a newcomer meets it: a banner everywhere, and every role one step away. In a real installation there is nothing of it."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from registry.demo import links, people
from registry.domain import installation
from registry.domain.permissions import Role
from registry.settings import Settings
from tests.page import Page, PageClient
from tests.web.test_query_count import counted

LANGUAGES = ("", "/sv", "/en")
BEGINS = {
    Role.REGION_EDITOR: "/alueet/{region}/omat",
    Role.EDITOR: "/havainnot",
    Role.ADMINISTRATOR: "/yllapito/henkilot",
    Role.REVIEWER: "/arvioinnit",
    Role.OBSERVER: "/",
}


def banners(page: Page) -> list[str]:
    return [
        link.get("href", "")
        for aside in page.all("aside")
        for link in aside.iter("a")
        if link.get("href", "").endswith("/esimerkki")
    ]


def come_in(client: PageClient, settings: Settings, part: people.Part, prefix: str = "") -> str:
    answer = client.get(prefix + links.PATH + links.token_of(settings, part.person_id))
    assert answer.status_code == 303
    return answer.location


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    ["/", "/menetelmat?q=kaatuminen", "/menetelmat/tasapaino", "/alueet", "/alueet/pirkanmaa", "/kirjaudu", "/tietoja"],
)
def test_every_page_says_that_it_is_made_up(demo_client: PageClient, address: str, prefix: str) -> None:
    page = demo_client.get_page(prefix + address)
    assert banners(page) == [f"{prefix}/esimerkki"]


def test_so_do_pages_that_are_not_there(demo_client: PageClient) -> None:
    assert banners(demo_client.get_page("/ei-ole", 404))


def test_a_real_installation_says_nothing_of_the_kind(client: PageClient, own_client: PageClient) -> None:
    for address in ("/", "/alueet", "/menetelmat/tasapaino"):
        assert banners(client.get_page(address)) == []


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_role_has_a_button_that_leads_to_its_work(
    demo_app: Flask, demo_client: PageClient, parts: list[people.Part], prefix: str
) -> None:
    page = demo_client.get_page(f"{prefix}/esimerkki")
    buttons = [link.get("href", "") for link in page.one("main").iter("a") if "button" in link.get("class", "")]
    assert len(buttons) == len(parts) == 6
    for part, button in zip(parts, buttons, strict=True):
        newcomer = demo_app.test_client()
        assert isinstance(newcomer, PageClient)
        answer = newcomer.get(button)
        assert answer.status_code == 303
        where = urlsplit(answer.location).path
        assert where.removeprefix(prefix) == BEGINS[part.role].format(region=part.region)
        work = newcomer.get_page(where)
        assert part.name in work.html
        assert banners(work)


def test_a_link_works_again_and_from_one_role_to_the_next(
    demo_client: PageClient, demo_settings: Settings, parts: list[people.Part]
) -> None:
    for part in [*parts, *parts]:
        page = demo_client.get_page(come_in(demo_client, demo_settings, part))
        assert part.name in page.html


@pytest.mark.parametrize("token", ["x", "MQ", "MQ.x", "%00", "Im1pbsOkIg.abc"])
def test_what_is_no_link_of_ours_leads_nowhere(demo_client: PageClient, token: str) -> None:
    demo_client.get_page(links.PATH + token, 404)


def test_a_link_of_nobody_or_of_somebody_out_of_use_leads_nowhere(
    demo_client: PageClient, demo_settings: Settings, demo_engine, parts: list[people.Part]
) -> None:
    demo_client.get_page(links.PATH + links.token_of(demo_settings, 9999), 404)
    with demo_engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE person SET active = 0 WHERE id = {parts[0].person_id}")
    demo_client.get_page(links.PATH + links.token_of(demo_settings, parts[0].person_id), 404)
    assert parts[0].name not in demo_client.get_page("/esimerkki").main


def test_a_link_signed_right_opens_nothing_in_a_real_installation(
    own_client: PageClient, settings: Settings, session
) -> None:
    assert not installation.is_demo(session)
    own_client.get_page("/esimerkki", 404)
    answer = own_client.get(links.PATH + links.token_of(settings, 1))
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


def test_the_mark_is_read_once(demo_app: Flask, demo_client: PageClient) -> None:
    demo_client.get("/tietoja")
    with counted(demo_app) as statements:
        demo_client.get("/tietoja")
    assert not [statement for statement in statements if "installation" in statement]
