"""The form of a method: what is saved is what was shown, nothing typed is lost, two editors see each other, drafts come out."""

from typing import Any

import pytest
from flask import Flask
from sqlmodel import select
from werkzeug.datastructures import MultiDict

from registry import db
from registry.domain import curation, methods
from registry.domain.method_input import MethodInput
from registry.domain.models import Event
from registry.domain.vocabulary import State
from tests import people, samples
from tests.page import PageClient
from tests.web.editors import FORM, errors, fields, post, saved

NEW = "/toimitus/menetelmat/uusi"


@pytest.fixture
def editor(app: Flask) -> PageClient:
    return people.client(app, "editor")


@pytest.mark.parametrize("given", samples.ALL, ids=lambda given: given.id)
def test_saving_the_form_as_it_is_changes_nothing(app: Flask, editor: PageClient, given: MethodInput) -> None:
    address = f"/toimitus/menetelmat/{given.id}"
    sent = fields(editor.get_page(address), address)
    post(editor, address, sent, 303)
    now = saved(app, given.id)
    assert now.model_copy(update={"updated": given.updated}) == given
    assert len(now.updated) == 7


def test_a_change_is_saved_and_told_as_a_version(app: Flask, editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    answer = post(editor, FORM, sent, 303, owner="Uusi\r\nomistaja", selite="Omistaja vaihtui.")
    assert answer.response.location == f"{FORM}?tehty=tallennettu"
    assert saved(app).owner == "Uusi omistaja"
    assert "Uusi omistaja" in editor.get_page("/menetelmat/tasapaino").main
    with db.session_for(app.extensions["hyte"].engine) as session:
        newest = curation.revisions(session, "tasapaino")[0]
        editor_key = people.actor(session, "editor").key
        assert (newest.number, newest.summary, newest.saved_by) == (2, "Omistaja vaihtui.", editor_key)
        event = session.exec(select(Event).where(Event.action == "method.changed")).all()[-1]
        assert (event.actor, event.subject, event.details) == (editor_key, "tasapaino", {"version": 2})
    assert editor.get_page(f"{FORM}?tehty=tallennettu").all("p", role="status")


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_stays(app: Flask, editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    wrong = {
        "name-sv": "", "owner": "", "evidence-0-doi": "doi:10.1/x", "evidence-0-figures-0-value": "paljon",
        "indicators-0-code": "", "known_use-1-where": "", "outcomes-1-id": "Iso Nimi",
    }  # fmt: skip
    page = post(editor, FORM, sent, 422, **wrong)
    assert errors(page) == set(wrong)
    assert page.title.startswith("Virhe:")
    assert fields(page, FORM)["evidence-0-doi"] == "doi:10.1/x"
    assert fields(page, FORM)["evidence-0-figures-0-value"] == "paljon"
    assert saved(app) == samples.BALANCE
    opened = {part.get("id") for part in page.all("details", class_="part") if "open" in part.attrib}
    assert {"evidence-0", "evidence-0-figures-0", "indicators-0", "outcomes-1"} <= opened


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"outcomes-0-main": None}, "outcomes"),
        ({"outcomes-1-main": "1"}, "outcomes"),
        ({"outcomes-1-id": "kaatumiset"}, "outcomes"),
        ({"outcomes-0-certainty": ""}, "outcomes-0"),
        ({"indicators-1-through": "ei-ole"}, "indicators-1-through"),
        ({"indicators-1-through": "lonkkamurtumat"}, "indicators-1"),
        ({"age-to": "60"}, "age"),
        ({"cost-0-year": ""}, "cost-0"),
        ({"evidence-0-figures-0-low": "0.9"}, "evidence-0-figures-0"),
        ({"evidence-0-figures-0-outcome": "ei-ole"}, "evidence-0-figures-0-outcome"),
        ({"evidence-0-checked": None}, "evidence-0"),
        ({"evidence-1-doi": "10.1002/14651858.cd012424"}, "evidence-1-doi"),
        ({"evidence-0-url": "lahde"}, "evidence-0-url"),
        ({"replaced_by": "tasapaino"}, "replaced_by"),
        ({"replaced_by": "ei-ole"}, "replaced_by"),
        ({"known_use-0-url": ""}, "known_use-0"),
        ({"known_use-0-adoption-since": "2024-13-01"}, "known_use-0-adoption"),
        ({"sections-why": "## Otsikko"}, "sections-why"),
        ({"outcomes-0-effect": "none", "outcomes-0-size": ""}, "instead"),
        ({"selite": "x" * 401}, "selite"),
        ({"added": "2026"}, "added"),
    ],
)  # fmt: skip
def test_each_rule_speaks_at_its_place(
    app: Flask, editor: PageClient, changed: dict[str, str | None], place: str
) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    for name, value in changed.items():
        sent.pop(name, None)
        if value is not None:
            sent[name] = value
    page = post(editor, FORM, sent, 422)
    assert errors(page) == {place}
    assert saved(app) == samples.BALANCE


def test_a_source_that_stands_twice_already_may_stay(app: Flask, editor: PageClient) -> None:
    doi = "10.1000/sama"
    twice = samples.BALANCE.model_copy(
        update={"evidence": [item.model_copy(update={"doi": doi}) for item in samples.BALANCE.evidence]}
    )
    with db.transaction(app.extensions["hyte"].engine) as session:
        methods.save(session, "tests", twice)
    sent = fields(editor.get_page(FORM), FORM)
    post(editor, FORM, sent, 303)
    assert [item.doi for item in saved(app).evidence] == [doi, doi]


def test_rows_are_added_without_a_script(app: Flask, editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    page = post(editor, FORM, sent, 200, lisaa="evidence-0-figures", owner="Kesken")
    assert fields(page, FORM)["owner"] == "Kesken"
    sent = fields(page, FORM)
    assert "evidence-0-figures-3-label" in sent
    page = post(editor, FORM, sent, 200, lisaa="evidence-0-figures")
    sent = fields(page, FORM)
    assert "evidence-0-figures-4-label" in sent
    more = {"evidence-0-figures-4-label": "Uusi luku", "evidence-0-figures-4-note": "Huomio"}
    post(editor, FORM, sent, 303, **more)
    assert [figure.label for figure in saved(app).evidence[0].figures][-1] == "Uusi luku"
    assert saved(app).owner == "Kesken"


@pytest.mark.parametrize("name", ["", "ei-ole", "evidence-99-figures", "../x"])
def test_a_row_of_no_list_is_not_added(app: Flask, editor: PageClient, name: str) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    post(editor, FORM, sent, 303, lisaa=name)


def test_a_row_is_taken_out(app: Flask, editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    post(editor, FORM, sent, 303, **{"evidence-0-pois": "1"})
    assert saved(app).evidence == samples.BALANCE.evidence[1:]


def test_a_preview_shows_the_page_and_saves_nothing(app: Flask, editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    typed = {"owner": "Esikatseltu", "sections-why": "<script>alert(1)</script> **lihava** [x](javascript:alert(1))"}
    page = post(editor, FORM, sent, 200, esikatsele="1", **typed)
    assert "Esikatseltu" in page.main
    assert any(text.text == "lihava" for text in page.all("strong"))
    assert "javascript:alert" not in "".join(link.get("href", "") for link in page.all("a"))
    assert all(script.get("src") for script in page.all("script"))
    assert saved(app) == samples.BALANCE
    again = fields(page, FORM)
    back = post(editor, FORM, again, 200, jatka="1")
    assert fields(back, FORM)["owner"] == "Esikatseltu"
    post(editor, FORM, again, 303)
    assert saved(app).owner == "Esikatseltu"


def test_a_preview_of_what_is_wrong_says_so(editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), FORM)
    assert errors(post(editor, FORM, sent, 422, esikatsele="1", owner="")) == {"owner"}


def new_method(editor: PageClient, **more: Any) -> MultiDict[str, str]:
    sent = fields(editor.get_page(NEW), NEW)
    texts = {"id": "uusi-menetelma", "owner": "THL", "target": "Aikuiset.", "setting": "Terveysasema."}
    for name in ("name", "lede", "outcomes-0-name", "outcomes-0-finding"):
        texts |= {f"{name}-{language}": f"{name} {language}" for language in ("fi", "sv", "en")}
    texts |= {"summary-sv": "Kort.", "summary-en": "Short.", "sections-minute": "Minuutissa."}
    texts |= {"outcomes-0-id": "tulos", "outcomes-0-main": "1", "outcomes-0-effect": "not_studied"}
    texts |= {"themes": "lapset-ja-perheet", "target_groups": "parents", "settings": "school"}
    for name, value in (texts | more).items():
        sent[name] = value
    return sent


def test_a_new_method_begins_as_a_draft_and_is_published(app: Flask, editor: PageClient) -> None:
    page = post(editor, NEW, new_method(editor), 200, lisaa="outcomes-0-reasons")
    sent = fields(page, NEW)
    sent["outcomes-0-reasons-0-domain"], sent["outcomes-0-reasons-0-text"] = "rationale", "Perustelu."
    answer = post(editor, NEW, sent, 303)
    address = "/toimitus/menetelmat/uusi-menetelma"
    assert answer.response.location == f"{address}?tehty=tallennettu"
    assert saved(app, "uusi-menetelma").state is State.DRAFT
    assert editor.get("/menetelmat/uusi-menetelma").status_code == 404
    state = fields(editor.get_page(address), f"{address}/tila")
    post(editor, f"{address}/tila", state, 303, state="julkaistu", selite="Valmis.")
    assert editor.get_page("/menetelmat/uusi-menetelma").h1 == "name fi"
    assert "uusi-menetelma" in editor.get("/api/v1/methods?q=name").get_data(as_text=True)


def test_what_a_new_method_lacks_is_marked(editor: PageClient) -> None:
    sent = fields(editor.get_page(NEW), NEW)
    page = post(editor, NEW, sent, 422, **{"name-fi": "Vain suomeksi"})
    assert {"id", "owner", "themes", "outcomes"} <= errors(page)
    assert not {"name-sv", "name-en"} & errors(page)
    assert page.all("span", class_="lacks")


def test_a_draft_may_be_in_finnish_until_it_is_published(app: Flask, editor: PageClient) -> None:
    page = post(editor, NEW, new_method(editor), 200, lisaa="outcomes-0-reasons")
    sent = fields(page, NEW)
    sent["outcomes-0-reasons-0-domain"], sent["outcomes-0-reasons-0-text"] = "rationale", "Perustelu."
    others = [name for name in sent if name.endswith(("-sv", "-en")) and not name.startswith("keywords")]
    assert len(others) >= 8
    post(editor, NEW, sent, 303, **dict.fromkeys(others, ""))
    assert saved(app, "uusi-menetelma").name.sv == ""
    address = "/toimitus/menetelmat/uusi-menetelma"
    shown = editor.get_page(address)
    assert len(shown.all("span", class_="lacks")) >= 6
    refused = post(
        editor, f"{address}/tila", fields(shown, f"{address}/tila"), 422, state="julkaistu", selite="Valmis."
    )
    assert "state" in errors(refused)
    assert saved(app, "uusi-menetelma").state is State.DRAFT
    assert editor.get_page(f"/sv{address}").h1
    assert editor.get_page("/sv/menetelmat/uusi-menetelma/versiot/1").h1


def test_a_new_method_cannot_take_the_place_of_another(app: Flask, editor: PageClient) -> None:
    page = post(editor, NEW, new_method(editor, id="tasapaino"), 200, lisaa="outcomes-0-reasons")
    sent = fields(page, NEW)
    sent["outcomes-0-reasons-0-domain"], sent["outcomes-0-reasons-0-text"] = "rationale", "Perustelu."
    assert errors(post(editor, NEW, sent, 409)) == {"id"}
    assert saved(app) == samples.BALANCE


@pytest.mark.parametrize(("word", "state", "seen"), [("poistettu", State.RETIRED, 404), ("luonnos", State.DRAFT, 404)])
def test_a_method_is_retired_or_taken_back_and_published_again(
    app: Flask, editor: PageClient, word: str, state: State, seen: int
) -> None:
    for step, status in ((word, seen), ("julkaistu", 200)):
        sent = fields(editor.get_page(FORM), f"{FORM}/tila")
        post(editor, f"{FORM}/tila", sent, 303, state=step)
        assert editor.get("/menetelmat/tasapaino").status_code == status
        assert editor.get_page(f"{FORM}?tehty={step}").all("p", role="status")
    with db.session_for(app.extensions["hyte"].engine) as session:
        states = [one.document.get("state") for one in curation.revisions(session, "tasapaino")]
        events = session.exec(select(Event).where(Event.subject == "tasapaino", Event.action == "method.changed")).all()
    assert states == [None, state.value, None]
    assert [one.details for one in events] == [
        {"version": 2, "state": state.value},
        {"version": 3, "state": "published"},
    ]


def test_an_unknown_state_and_an_old_version_are_refused(app: Flask, editor: PageClient) -> None:
    sent = fields(editor.get_page(FORM), f"{FORM}/tila")
    post(editor, f"{FORM}/tila", sent, 422, state="kadonnut", selite="Miksi?")
    with db.transaction(app.extensions["hyte"].engine) as session:
        methods.save(session, "tests", samples.BALANCE)
    page = post(editor, f"{FORM}/tila", sent, 409, state="poistettu", selite="Miksi?")
    assert fields(page, f"{FORM}/tila")["selite"] == "Miksi?"
    assert fields(page, FORM)["owner"] == samples.BALANCE.owner
    assert saved(app).state is State.PUBLISHED


def test_only_editors_edit(app: Flask) -> None:
    for who in ("region_editor", "reviewer", "observer", "administrator"):
        assert people.client(app, who).get(FORM).status_code == 403
    assert people.client(app, "editor").get("/toimitus/menetelmat/ei-ole").status_code == 404
