"""What an editor and reviewers do in a browser around a round of the panel, deed by deed. Fields are found by their names, never by words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page, expect

from tests import people, samples
from tests.panels import NINE

from .axe import faults
from .walking import follow

METHOD = "iltakavely"
BARRED = {"reviewer_8": "developer", "reviewer_9": "author"}
VOTERS = NINE[:7]
AT_DESKS = VOTERS[:2]
"""Who votes through the pages each time; the others through the API."""
SECRET = "Kehitin menetelmän itse"
DRAFT = samples.method(
    METHOD,
    state="draft",
    name=samples.names("Iltakävely ryhmässä", "Kvällspromenad i grupp", "Evening walk in a group"),
    outcomes=[samples.outcome("paatulos", "not_studied", main=True)],
    indicators=[samples.link("O2", "direct", "paatulos")],
)


def judged(page: Page) -> None:
    """The page that is shown passes axe."""
    assert faults(page) == [], page.url


def status(page: Page, address: str) -> int:
    """How an address answers."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def press(page: Page, where: str = "") -> None:
    """Press the first button of the page's own form, or of the one that sends `where`."""
    follow(page.locator(f"main form[action*='{where}'] .button:visible").first)


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a method by the names that the form has for them; lists of words stay whole."""
    if isinstance(value, Mapping):
        parts: Any = value.items()
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        parts = enumerate(value)
    else:
        yield path, value
        return
    for key, part in parts:
        yield from flat(part, f"{path}-{key}" if path else str(key))


def fill(page: Page, values: Mapping[str, Any]) -> None:
    """Fill the fields in by their names; what has no field, or no value, is passed over."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']:not([type=hidden])")
        if not field.count() or value in (None, "", []):
            continue
        kind = field.first.evaluate("one => one.type")
        if kind in {"checkbox", "radio"}:
            for one in value if isinstance(value, list) else [value]:
                page.locator(f"main [name='{name}'][value='{1 if one is True else one}']").check()
        elif kind == "select-one":
            field.select_option(str(value))
        else:
            field.fill("\n".join(value) if isinstance(value, list) else str(value))


def declared(page: Page, number: str, interest: str = "none", note: str = "", from_desk: bool = False) -> None:
    """The interests; `from_desk` goes the whole way from the reviewer's desk."""
    if from_desk:
        page.goto("/arvioinnit")
        judged(page)
        follow(page.locator(f"main a[href$='/arvioinnit/{number}']"))
        judged(page)
        follow(page.locator("main .actions .button"))
        judged(page)
    else:
        page.goto(f"/arvioinnit/{number}/sidonnaisuudet")
    page.locator(f"[name=interests][value={interest}]").check()
    page.locator("[name=note]").fill(note)
    press(page, "sidonnaisuudet")
    expect(page.locator("main [role=status]")).to_be_visible()


def voted(page: Page, number: str, effect: str, score: int, reason: str, judge: bool = False) -> None:
    """The ballot of the open phase, handed in."""
    page.goto(f"/arvioinnit/{number}/lippu")
    if judge:
        judged(page)
    studied = {} if effect == "not_studied" else {"size": "moderate", "certainty": "high"}
    for name, value in {"effect": effect, **studied, "score": score}.items():
        page.locator(f"main input[name^={name}_][value='{value}']").first.check()
    for field in page.locator("main textarea[name^=reason_]").all():
        field.fill(reason)
    follow(page.locator("button[name=hand_in]"))
    expect(page).to_have_url(re.compile(rf"/arvioinnit/{number}\?"))


def sent(page: Page, number: str, effect: str, score: int, reason: str, declare: bool) -> None:
    """No interests, where that is to be declared, and a ballot: without the pages, through form and API."""
    declaration = f"/arvioinnit/{number}/sidonnaisuudet"
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.request.get(declaration).text())
    assert found is not None
    if declare:
        form: dict[str, str | float | bool] = {"csrf_token": found[1], "interests": "none"}
        assert page.request.post(declaration, form=form).ok
    address = f"/api/v1/rounds/{number}/ballot"
    told = page.request.get(address).json()
    studied = {} if effect == "not_studied" else {"size": "moderate", "certainty": "high"}
    rated = {"effect": effect, **studied, "reason": reason}
    answers = {str(one["id"]): {"score": score} if one["indicator"] else rated for one in told["items"]}
    ballot = {"version": told["version"], "answers": answers, "hand_in": True}
    answer = page.request.put(address, data=ballot, headers={"X-CSRF-Token": found[1]})
    assert answer.ok, answer.text()


def moved(editor: Page, number: str) -> None:
    """The round goes on: to its second phase, or to its close."""
    editor.goto(f"/kierrokset/{number}")
    press(editor, f"/kierrokset/{number}/tila")
    expect(editor.locator("main [role=status]")).to_be_visible()


def opened(editor: Page, light: bool = False, whom: tuple[str, ...] = NINE) -> str:
    """An editor opens a round about the method and invites; the number of the round."""
    editor.goto(f"/kierrokset/uusi?menetelma={METHOD}{'&laji=light' if light else ''}")
    judged(editor)
    editor.locator("[name=question]").fill("Mikä on uutta?" if light else "Mihin iltakävely vaikuttaa?")
    press(editor, "kierrokset/uusi")
    expect(editor).to_have_url(re.compile(r"/kierrokset/\d+\?"))
    number = re.sub(r".*/kierrokset/(\d+).*", r"\1", editor.url)
    for box in editor.locator("[name=reviewers]").all():
        name = editor.locator(f"label[for='{box.get_attribute('id')}']").inner_text()
        box.set_checked(any(people.name(who) in name for who in whom))
    press(editor, "kutsu")
    expect(editor.locator("#arvioijat .count")).to_have_text(str(len(whom)))
    return number


def refused(page: Page, number: str) -> None:
    """Whoever is barred has no field to vote in, and no other way either."""
    page.goto(f"/arvioinnit/{number}/lippu")
    expect(page.locator("main input[type=radio]")).to_have_count(0)
    judged(page)
    token = page.locator("form.ballot [name=csrf_token]").get_attribute("value") or ""
    told = page.evaluate("async number => (await fetch(`/api/v1/rounds/${number}/ballot`)).json()", number)
    items = {str(one["id"]): {"score": 9} if one["indicator"] else {"effect": "benefit"} for one in told["items"]}
    typed = {f"{name}_{item}": str(value) for item, answer in items.items() for name, value in answer.items()}
    form: dict[str, str | float | bool] = {"csrf_token": token, "version": "0", "phase": str(told["phase"]), **typed}
    forms: tuple[dict[str, str | float | bool], ...] = ({}, {"hand_in": "1"})
    for more in forms:
        assert page.request.post(f"/arvioinnit/{number}/lippu", form=form | more).status == 403
        ballot = {"version": 0, "answers": items, "hand_in": bool(more)}
        answer = page.request.put(f"/api/v1/rounds/{number}/ballot", data=ballot, headers={"X-CSRF-Token": token})
        assert (answer.status, answer.headers["content-type"]) == (403, "application/problem+json")
    page.locator("[name=comment]").fill("Muistakaa kesä.")
    press(page, "lippu")
    expect(page.locator("main [role=status]").first).to_be_visible()


def published(editor: Page, number: str, cause: str) -> str:
    """The decision of a closed round as the panel has it; the address of the decision."""
    editor.goto(f"/kierrokset/{number}/paatos")
    judged(editor)
    editor.locator(f"[name=cause][value={cause}]").check()
    press(editor, "paatos")
    expect(editor.locator("main [role=status]")).to_be_visible()
    found = editor.request.get(f"/api/v1/methods/{METHOD}/ratings")
    return str(found.json()["outcomes"][0]["decisions"][0]["url"]) if found.ok else ""
