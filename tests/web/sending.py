"""Sending a form as a browser does: get the page, take its token, send."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page import Page


def token_of(page: Page) -> str:
    """The token of a page's forms."""
    tokens = {field.get("value") for field in page.all("input", name="csrf_token")}
    assert len(tokens) == 1
    token = tokens.pop()
    assert token
    return token


def send(client: FlaskClient, address: str, data: dict[str, Any], page: str | None = None, **more: Any) -> TestResponse:
    """Send `data` to an address as the form of its page, or of another one, would, with the hidden fields."""
    shown = Page(client.get(page or address))
    hidden = {
        field.get("name", ""): field.get("value") or ""
        for form in shown.all("form", method="post")
        if form.get("action") == address
        for field in form.iter("input")
        if field.get("type") == "hidden"
    }
    return client.post(address, data={**hidden, "csrf_token": token_of(shown), **data}, **more)
