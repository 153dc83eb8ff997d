"""Forms are read as a browser reads them: what stands in them is what is sent."""

import pytest
from flask import Flask

from benchmarks.browser import Answer
from tests import people

PAGE = """
<form action="/haku"><input name="q" value="muu"></form>
<form action="/tallenna" method="post">
  <input type="hidden" name="version" value="3"><input name="since" value="1.11.2026"><input type="submit" value="x">
  <input type="radio" name="status" value="in_use" checked><input type="radio" name="status" value="abandoned">
  <input type="checkbox" name="why" value="a" checked><input type="checkbox" name="why" value="b">
  <input type="checkbox" name="why" value="c" checked>
  <select name="first"><option value="1">yksi</option><option value="2">kaksi</option></select>
  <select name="chosen"><option value="1">yksi</option><option value="2" selected>kaksi</option></select>
  <textarea name="note">
 rivi &lt;b&gt; &amp; äö
toinen</textarea><button name="withdraw" value="1">pois</button>
</form>
"""


def test_what_a_form_holds() -> None:
    assert Answer(200, PAGE, "").form("/tallenna") == {
        "version": ["3"],
        "since": ["1.11.2026"],
        "status": ["in_use"],
        "why": ["a", "c"],
        "first": ["1"],
        "chosen": ["2"],
        "note": [" rivi <b> & äö\ntoinen"],
    }
    with pytest.raises(LookupError):
        Answer(200, PAGE, "").form("/muualle")


def test_the_form_of_an_entry_can_be_sent_as_it_is_read(app: Flask) -> None:
    client = people.client(app, "region_editor")
    path = "/alueet/kainuu/menetelmat/tasapaino"
    fields = Answer(200, client.get(path).get_data(as_text=True), "").form(path)
    typed = {"status": ["preparing"], "since": ["2026"], "note": ["äö €"]}
    assert client.post(path, data=fields | typed).status_code == 303
