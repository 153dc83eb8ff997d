"""Webinars and recommendations: who may save, what is read of what was typed, versions, conflicts, and when they are."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from registry.domain import national_recommendations, saved_versions, webinar_typed, webinars
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed
from registry.domain.models import Event, IndexOutbox
from registry.domain.permissions import Action, Actor
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.webinar_input import WebinarInput
from tests import people, webinar_samples

KNOWN = {"themes": ["lapset-ja-perheet"], "indicators": ["P1", "O2"], "methods": ["tasapaino", "kotikaynti"]}
TEXTS = (
    "title_sv", "title_en", "held_on", "starts_at", "ends_at", "link", "organisations", "description_fi", "description_sv",
    "description_en", "material", "recording", "source", "source_url",
)  # fmt: skip
TYPED: dict[str, Any] = {
    **dict.fromkeys(TEXTS, ""), "kind": "webinar", "title_fi": "Äidit & isät: yhdessä!", "cancelled": [], "themes": [],
    "indicators": [], "methods": [],
}  # fmt: skip
OTHER: dict[str, Any] = {
    "scope": "national", "issuer_fi": "THL", "issuer_sv": "", "issuer_en": "", "title_fi": "Opas", "title_sv": "", "title_en": "",
    "year": "2024", "strength": "", "finding_fi": "Tehkää näin.", "finding_sv": "", "finding_en": "", "url": "", "checked": [],
    "methods": [], "indicators": [],
}  # fmt: skip


def problems(typed: dict[str, Any], *, other: bool = False) -> set[tuple[str, str]]:
    read = webinar_typed.read_recommendation if other else webinar_typed.read_webinar
    try:
        read(None, typed, KNOWN, ())
    except Invalid as error:
        return {(one.field, one.code) for one in error.problems}
    return set()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"title_fi": " \0 "}, {("title_fi", "missing")}),
        ({"title_sv": "x" * 301}, {("title_sv", "too_long")}),
        ({"kind": ""}, {("kind", "missing")}),
        ({"kind": "x"}, {("kind", "not_a_choice")}),
        ({"held_on": "31.11.2026"}, {("held_on", "no_such_day")}),
        ({"held_on": "11/2026"}, {("held_on", "not_a_day")}),
        ({"held_on": "31.11.2026", "starts_at": "9"}, {("held_on", "no_such_day")}),
        ({"starts_at": "9.30"}, {("held_on", "day_for_time")}),
        ({"held_on": "1.12.2026", "ends_at": "9.30"}, {("starts_at", "start_for_end")}),
        ({"held_on": "1.12.2026", "starts_at": "25.00"}, {("starts_at", "not_a_clock")}),
        ({"held_on": "1.12.2026", "starts_at": "9.3"}, {("starts_at", "not_a_clock")}),
        ({"held_on": "1.12.2026", "starts_at": "10", "ends_at": "9:59"}, {("ends_at", "end_before_start")}),
        ({"held_on": "1.12.2026", "starts_at": "10", "ends_at": "10.00"}, {("ends_at", "end_before_start")}),
        ({"link": "example.fi", "recording": "javascript:x"}, {("link", "not_an_address"), ("recording", "not_an_address")}),
        ({"material": "https://example.fi/a"}, {("material", "no_name")}),
        ({"material": "Kalvot kalvot.pdf"}, {("material", "not_an_address")}),
        ({"description_sv": "Bara svenska"}, {("description_fi", "finnish_first")}),
        ({"themes": ["x"], "methods": ["\0"]}, {("themes", "not_a_choice"), ("methods", "not_a_choice")}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_webinar(changed: dict[str, Any], wrong: set[tuple[str, str]]) -> None:
    assert problems(TYPED | changed) == wrong


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"issuer_fi": "", "finding_fi": ""}, {("issuer_fi", "missing"), ("finding_fi", "missing")}),
        ({"year": "24"}, {("year", "not_a_year")}),
        ({"year": "1492"}, {("year", "year_out_of_range")}),
        ({"scope": "x", "url": "x"}, {("scope", "not_a_choice"), ("url", "not_an_address")}),
    ],
)
def test_what_is_wrong_with_a_recommendation(changed: dict[str, Any], wrong: set[tuple[str, str]]) -> None:
    assert problems(OTHER | changed, other=True) == wrong


def test_what_was_typed_is_read() -> None:
    typed = TYPED | {
        "held_on": "1.12.2026", "starts_at": "9.30", "ends_at": "11", "organisations": "THL\r\n\r\nTHL\r\nUKK-instituutti",
        "material": "Kalvot ja muut https://example.fi/a", "indicators": ["O2", "P1"], "cancelled": ["1"],
        "description_fi": "Teksti.\r\n<!-- sv -->\r\nlisää",
    }  # fmt: skip
    read = webinar_typed.read_webinar(None, typed, KNOWN, {"aidit-isat-yhdessa"})
    assert read.plain() == {
        "id": "aidit-isat-yhdessa-2",
        "kind": "webinar",
        "title": {"fi": "Äidit & isät: yhdessä!"},
        "held_on": "2026-12-01",
        "starts_at": "09:30",
        "ends_at": "11:00",
        "cancelled": True,
        "indicators": ["P1", "O2"],
        "organisations": ["THL", "UKK-instituutti"],
        "material": [{"name": "Kalvot ja muut", "url": "https://example.fi/a"}],
        "description": {"fi": "Teksti.\n\nlisää"},
    }


@pytest.mark.parametrize(("title", "key"), [("Uusi", "uusi-2"), ("???", "webinaari"), ("x" * 200, "x" * 60)])
def test_the_short_name_leads_nowhere_else(title: str, key: str) -> None:
    assert webinar_typed.read_webinar(None, TYPED | {"title_fi": title}, KNOWN, ()).id == key


@pytest.mark.parametrize("who", people.EVERYONE)
def test_who_may_save(session: Session, who: str) -> None:
    actor = people.actor(session, who) if who != "nobody" else Actor()
    one = webinar_typed.read_webinar(None, TYPED, KNOWN, ())
    two = webinar_typed.read_recommendation(None, OTHER, KNOWN, ())
    if who == "editor":
        assert webinars.save(session, actor, one, version=0).version == 1
        assert national_recommendations.save(session, actor, two, version=0).version == 1
        return
    for save, given, action in (
        (webinars.save, one, Action.EDIT_WEBINARS),
        (national_recommendations.save, two, Action.EDIT_RECOMMENDATIONS),
    ):
        with pytest.raises(NotAllowed) as caught:
            save(session, actor, given)  # type: ignore[operator]
        assert caught.value.action == action


def test_each_save_is_a_version_with_an_event_without_words(session: Session) -> None:
    row = webinar_samples.webinar(session)
    given = webinars.as_input(row)
    assert webinars.save(session, people.actor(session, "editor"), given, version=1).version == 2
    cancelled = given.model_copy(update={"cancelled": True})
    webinars.save(session, people.actor(session, "editor"), cancelled, version=2)
    found = session.exec(select(Event).where(Event.subject == row.id).order_by(Event.id)).all()  # type: ignore[arg-type]
    assert [(one.action, one.details) for one in found] == [
        ("webinar.added", {"version": 1}), ("webinar.changed", {"version": 2}), ("webinar.cancelled", {"version": 3}),
    ]  # fmt: skip
    kept = saved_versions.of(session, webinars.KIND, row.id)
    assert [one.number for one in kept] == [3, 2, 1]
    assert kept[1].document == given.plain()
    assert kept[0].document == cancelled.plain() == webinars.as_input(webinars.find(session, row.id)).plain()
    assert session.exec(select(IndexOutbox).where(IndexOutbox.kind == "webinar")).all()


@pytest.mark.parametrize(("seen", "now"), [(0, 1), (2, 1), (1, 2)])
def test_a_newer_version_is_a_conflict(session: Session, seen: int, now: int) -> None:
    for _ in range(now):
        row = webinar_samples.webinar(session)
        one = webinar_samples.recommendation(session)
    editor = people.actor(session, "editor")
    with pytest.raises(Conflict):
        webinars.save(session, editor, webinars.as_input(row), version=seen)
    with pytest.raises(Conflict):
        national_recommendations.save(session, editor, national_recommendations.as_input(one), version=seen)


@pytest.mark.parametrize("named", [{"methods": ["ei-ole"]}, {"indicators": ["P8", "O5"], "themes": ["ei-ole"]}])
def test_what_does_not_exist_is_told(session: Session, named: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as caught:
        webinar_samples.webinar(session, "x", **named)
    assert [one.values["typed"] for one in caught.value.problems] == ["ei-ole"]


def test_both_come_back_as_they_were_saved(session: Session) -> None:
    row, one = webinar_samples.webinar(session), webinar_samples.recommendation(session)
    assert WebinarInput.model_validate(webinars.as_input(row).plain()) == webinars.as_input(row)
    again = national_recommendations.as_input(one)
    assert RecommendationInput.model_validate(again.plain()) == again


def test_by_when_they_are(session: Session) -> None:
    today = date(2026, 11, 30)
    days = {"a": date(2026, 11, 29), "b": date(2026, 11, 30), "c": date(2027, 1, 1), "d": date(2026, 1, 1)}
    found = [webinar_samples.webinar(session, key, day) for key, day in days.items()]
    found.append(webinar_samples.webinar(session, "b-aiemmin", date(2026, 11, 30), starts_at="08:00"))
    undated = {"held_on": None, "starts_at": None, "ends_at": None}
    found.append(webinar_samples.webinar(session, "e", **undated))
    times = webinars.timetable(found, today)
    assert [one.id for one in times.upcoming] == ["b-aiemmin", "b", "c"]
    assert [one.id for one in times.past] == ["a", "d"]
    assert [one.id for one in times.undated] == ["e"]


def test_who_is_named(session: Session) -> None:
    webinar_samples.webinar(session)
    mine = webinar_samples.recommendation(session)
    assert [one.id for one in webinars.listed(session, method="tasapaino")] == [webinar_samples.SEEN]
    assert webinars.listed(session, method="tasa") == []
    assert [one.id for one in webinars.about_indicator(session, "O2", "aikuisten-arjen-terveys")] == [
        "aikuisten-arjen-terveys", webinar_samples.SEEN,
    ]  # fmt: skip
    assert national_recommendations.of_method(session, "tasapaino") == [mine]
    assert national_recommendations.about([mine], indicator="O2") == []
    assert national_recommendations.about([mine], indicator="O2", methods={"tasapaino"}) == [mine]
