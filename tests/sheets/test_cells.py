"""No text becomes a formula, and every text comes back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.sheets.cells import clean, could_be_formula, for_xml, from_xml, guarded, unguarded

DANGEROUS = (
    "=1+1", "+358", "-viiva", "@SUM(A1)", "\t=1", "\rx", "\nx", " =1", "\u00a0=1", "\u3000+1", "\u200b=1", "\ufeff=1", "＝1", "＋1", "－1",
    "＠A", "'=1", "''=1", " \t @x", "﹦1",
)  # fmt: skip
HARMLESS = ("", "a=1", "'", "''", "'Kukkaro' on nimi", "1-2", " ", "ä", "'a=1", "–viiva", "#1", ";=1")
texts = st.one_of(
    st.text(),
    st.text(alphabet="'=+-@ \t\r\n\u00a0＝ａa_x0"),
    st.sampled_from([*DANGEROUS, *HARMLESS]),
)


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert could_be_formula(text)
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_does_not_is_left_alone(text: str) -> None:
    assert not could_be_formula(text)
    assert guarded(text) == text == unguarded(text)


@given(texts)
def test_a_guarded_text_is_harmless_and_comes_back(text: str) -> None:
    assert guarded(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert unguarded(guarded(text)) == text


@given(texts)
@example("_x000D_")
@example("_x005F_x000D_")
@example("x005F_")
def test_a_text_comes_back_from_a_workbook(text: str) -> None:
    assert from_xml(for_xml(text)) == clean(text)
    assert clean(clean(text)) == clean(text)


def test_what_spreadsheets_write_for_ends_of_lines_is_read() -> None:
    assert from_xml("a_x000D_\nb_x000a_c") == "a\nb\nc"
    assert from_xml("_xD800_a_x0000_") == "a"
