"""The form of a method as a browser holds and sends it, and what is saved by it."""

from flask import Flask
from werkzeug.datastructures import MultiDict

from registry import db
from registry.domain import curation, methods
from registry.domain.method_input import MethodInput
from tests import people
from tests.page import Page, PageClient

FORM = "/toimitus/menetelmat/tasapaino"


def fields(page: Page, action: str) -> MultiDict[str, str]:
    """All that a browser would send of the page's form, but its buttons."""
    (form,) = [form for form in page.all("form", method="post") if form.get("action") == action]
    found: MultiDict[str, str] = MultiDict()
    for field in form.iter():
        name = field.get("name")
        if not name or field.tag == "button" or field.get("type") == "submit":
            continue
        if field.tag == "input" and field.get("type") in {"checkbox", "radio"} and "checked" not in field.attrib:
            continue
        if field.tag == "select":
            chosen = [option.get("value", "") for option in field.iter("option") if "selected" in option.attrib]
            found.add(name, chosen[0] if chosen else "")
        elif field.tag == "textarea":
            found.add(name, field.text or "")
        elif field.tag == "input":
            found.add(name, field.get("value", "on"))
    return found


def post(client: PageClient, action: str, sent: MultiDict[str, str], expected: int, **more: str) -> Page:
    """Send a form with some of its fields changed."""
    data = sent.copy()
    for name, value in more.items():
        data[name] = value
    response = client.post(action, data=data)
    assert response.status_code == expected, response.get_data(as_text=True)[:3000]
    return Page(response)


def saved(app: Flask, method_id: str = "tasapaino") -> MethodInput:
    with db.session_for(app.extensions["hyte"].engine) as session:
        return methods.as_input(curation.find(session, people.actor(session, "editor"), method_id))


def errors(page: Page) -> set[str]:
    """The fields that the summary of errors leads to."""
    return {link.get("href", "")[1:] for box in page.all("div", class_="error-summary") for link in box.iter("a")}
