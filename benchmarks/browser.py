"""As much of a browser as writing needs: keeps cookies, reads forms with what is in them, and sends them.

The session cookie is marked Secure. Browsers take http://127.0.0.1 for safe and send it; libraries do not, so it is sent by hand here.
"""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

TIMEOUT = 60.0
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: str
    location: str

    def form(self, action: str) -> Fields:
        """The fields of the form that is sent to `action`, with what is in them. Raises LookupError where there is none."""
        reader = _Forms()
        reader.feed(self.body)
        if action not in reader.forms:
            raise LookupError(f"no form for {action} on a page with status {self.status}")
        return reader.forms[action]


@dataclass
class Browser:
    """One person's browser. Every request has a connection of its own, as any process may answer it."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """A page. Raises OSError or HTTPException where the server breaks off."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        """The answer to a form, redirects not followed. Raises as `get`."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form. Raises RuntimeError where that fails."""
        fields = self.get("/kirjaudu").form("/kirjaudu")
        answer = self.post("/kirjaudu", fields | {"email": [email], "password": [password]})
        if answer.status != 303:
            raise RuntimeError(f"{answer.status} when signing in")

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            for cookie in response.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(response.status, text, response.headers.get("Location", ""))
        finally:
            connection.close()


class _Forms(HTMLParser):
    """Reads what a browser would send of each form, by the form's action."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: dict[str, Fields] = {}
        self._fields: Fields = {}
        self._text: list[str] | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = self.forms[given.get("action", "")] = {}
        elif tag == "input" and given.get("name"):
            if given.get("type") not in {"radio", "checkbox"} or "checked" in given:
                self._fields.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and ("selected" in given or self._select not in self._fields):
            self._fields[self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._area, self._text = given.get("name", ""), []

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text is not None:
            self._fields[self._area] = ["".join(self._text).removeprefix("\n")]
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
