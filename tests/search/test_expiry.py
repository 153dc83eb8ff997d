"""A decision and its expiry in search: the class, its facets and what is offered to regions follow at once, and the next day by themselves."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlmodel import Session

from registry import db
from registry.domain import dates, opportunities
from registry.domain.review_terms import Cause
from registry.domain.vocabulary import Standing
from registry.search import cards
from registry.search.facets import Catalogue, Filters
from registry.search.service import Request, SearchService
from tests import panels
from tests.page import PageClient
from tests.web.test_query_count import counted

NONE = {"axes": {"effect": "none", "certainty": "high"}}
O2_A = Filters(indicator=("O2",), rating=("A",))


def last_day() -> date:
    return dates.months_later(dates.today(), 36)


def be(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(dates, "today", lambda: day)


def found(service: SearchService, session: Session, filters: Filters) -> list[str]:
    return sorted(service.search(session, Request(filters=filters, per_page=100)).ids)


def count(service: SearchService, session: Session, facet: str, value: str) -> int:
    facets = service.search(session, Request()).facets
    return next(one.count for one in facets[facet] if one.value == value)


def test_a_decision_changes_the_class_at_once(service: SearchService, session: Session) -> None:
    assert "tasapaino" in found(service, session, Filters(rating=("A",)))
    fs = count(service, session, "rating", "F")
    panels.published(session, votes=NONE)
    session.commit()
    assert "tasapaino" not in found(service, session, Filters(rating=("A",)))
    assert "tasapaino" in found(service, session, Filters(group=("least_beneficial",)))
    assert count(service, session, "rating", "F") == fs + 1
    assert service.catalogue(session).gap_map()["O2"]["F"] == 2  # with `kotikaynti`


def test_an_expired_rating_is_no_class_to_narrow_by(
    service: SearchService, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    panels.published(session)
    session.commit()
    end, before = last_day(), count(service, session, "rating", "A")
    be(monkeypatch, end)
    assert "tasapaino" in found(service, session, O2_A)
    be(monkeypatch, end + timedelta(days=1))
    session.rollback()
    assert "tasapaino" not in found(service, session, O2_A)
    assert "tasapaino" not in found(service, session, Filters(rating=("A",)))
    assert "tasapaino" not in found(service, session, Filters(group=("most_effective",)))
    assert "tasapaino" in found(service, session, Filters(indicator=("O2",)))
    assert "tasapaino" in found(service, session, Filters())
    assert count(service, session, "rating", "A") == before - 1
    assert service.catalogue(session).gap_map()["O2"]["A"] == 0
    be(monkeypatch, end)
    session.rollback()
    assert "tasapaino" in found(service, session, O2_A)


def test_a_card_never_shows_an_expired_rating_as_what_was_asked_for(
    session: Session, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    panels.published(session)
    session.commit()
    be(monkeypatch, last_day() + timedelta(days=1))
    (card,) = cards.of(service.catalogue(session).methods, ["tasapaino"], Filters(indicator=("O2",)))
    assert card.rating.standing is Standing.EXPIRED


def test_what_is_offered_to_regions(service: SearchService, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def offered() -> list[str]:
        return [method.id for method, _ in opportunities.without_entry(service.catalogue(session).methods.values(), ())]

    panels.published(session)
    session.commit()
    be(monkeypatch, last_day())
    assert "tasapaino" in offered()
    be(monkeypatch, last_day() + timedelta(days=1))
    assert "tasapaino" not in offered()


def test_the_copy_in_memory_is_made_anew_only_when_something_expires(
    service: SearchService, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    panels.published(session)
    session.commit()
    end, first = last_day(), service.catalogue(session)
    copies: list[Catalogue] = []
    for day in (end, end + timedelta(days=1), end + timedelta(days=400)):
        be(monkeypatch, day)
        session.rollback()
        copies.append(service.catalogue(session))
    assert copies[0] is first
    assert copies[1] is not first
    assert copies[2] is copies[1]


def test_pages_are_grey_the_next_day_without_a_change_in_the_database(
    app: Flask, own_client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        panels.published(session)
    end = last_day()
    addresses = (
        "/menetelmat?q=tasapaino",
        "/indikaattorit/lonkkamurtumat",
        "/menetelmat/tasapaino",
        "/teemat/aikuisten-arjen-terveys",
    )
    for day, grey in ((end, False), (end + timedelta(days=1), True)):
        be(monkeypatch, day)
        for address in addresses:
            with counted(app) as statements:
                page = own_client.get_page(address)
            chips = " ".join(one.get("class") or "" for one in page.all("b"))
            assert ("expired" in chips) is grey, (address, day)
            assert not any(statement.startswith(("UPDATE", "INSERT")) for statement in statements)


def test_the_search_of_the_page_follows_a_new_decision(app: Flask, own_client: PageClient) -> None:
    def rated_f() -> set[str]:
        return {one["id"] for one in own_client.get("/api/v1/methods?rating=F&q=kaatuminen").get_json()["items"]}

    before = rated_f()
    with db.transaction(app.extensions["hyte"].engine) as session:
        panels.published(session)
        panels.published(session, cause=Cause.NEW_STUDY, votes=NONE)
    assert rated_f() - before == {"tasapaino"}
