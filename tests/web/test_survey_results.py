"""The results as their readers see them: the heat map, the comparison, a region, texts, methods and files."""

import csv
import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from openpyxl import load_workbook

from registry import db
from registry.domain import methods
from registry.domain.vocabulary import State
from registry.web import create_app
from tests import people, samples, surveys
from tests.page import Page, PageClient, text
from tests.web.test_query_count import counted
from tests.world import World

READERS = ("region_editor", "other_region_editor", "editor", "observer")
HERE = "/en/hyte-status/2025/tulokset"
FORMULA = '=HYPERLINK("http://evil.example";"x")'


@pytest.fixture(scope="module")
def told(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Two rounds: Kainuu and Lappi in the first, Kainuu, Lappi and Satakunta in the second, where Helsinki has only begun."""
    world = small_world.copy(tmp_path_factory.mktemp("results") / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        surveys.open_round(session, "2024", began=-400, days=500)
        for region in ("kainuu", "lappi"):
            surveys.answer_all(session, region, key="2024", level=2)
            surveys.hand_in(session, region, key="2024")
        surveys.open_round(session).made_up = True
        for region, level in (("kainuu", 4), ("lappi", 2), ("satakunta", 0)):
            surveys.answer_all(session, region, level=level, methods=("nuotti", "tasapaino"))
        surveys.answer(session, "lappi", ("kypsyys", "P1"), {"level": 1, "text": FORMULA})
        surveys.answer(session, "lappi", ("rakenteet-sanoin", ""), {"text": samples.NASTY})
        for region in ("kainuu", "lappi", "satakunta"):
            surveys.hand_in(session, region)
        surveys.answer(session, "helsinki", ("kypsyys", "P1"), {"level": 3, "text": "Helsingin luonnos"})
        methods.save(session, "tests", samples.PLAUSIBLE.model_copy(update={"state": State.RETIRED}))
    engine.dispose()
    app = create_app(world.settings)
    app.testing = True
    app.test_client_class = PageClient
    yield app
    app.extensions["hyte"].engine.dispose()


@pytest.fixture
def observer(told: Flask) -> PageClient:
    return people.client(told, "observer")


def row(page: Page, region: str) -> list[str]:
    """The cells of a region in the heat map."""
    table = page.one("table", class_="heat")
    link = f"{HERE}/{region}"
    (found,) = [one for one in table.iter("tr") if any(a.get("href") == link for a in one.iter("a"))]
    return [text(cell) for cell in found.iter("td")]


def test_the_heat_map_has_every_region_and_never_a_zero_for_silence(observer: PageClient) -> None:
    page = observer.get_page(HERE)
    assert row(page, "kainuu") == ["4"] * 13
    assert row(page, "satakunta") == ["0"] * 13
    assert row(page, "helsinki") == ["has not answered"]
    assert "3 of 22" in page.main
    assert len(list(page.one("table", class_="heat").iter("tr"))) == 1 + 22 + 2
    assert "Helsingin luonnos" not in page.html
    assert len(page.all("p", class_="note")) == 2  # made up, and still open


def test_a_theme_narrows_the_columns(observer: PageClient) -> None:
    page = observer.get_page(f"{HERE}?teema=paihteet-ja-vammat")
    assert row(page, "kainuu") == ["4", "4"]
    assert observer.get_page(f"{HERE}?teema=x&vertaa=2025").main.count("vertaa=2025") == 1


def test_rounds_are_compared_where_a_region_answered_both(observer: PageClient) -> None:
    page = observer.get_page(f"{HERE}?vertaa=2024")
    assert set(row(page, "kainuu")) == {"4 ↑ 2 up by 2"}
    assert row(page, "lappi") == ["1 ↓ 1 down by 1", *["2 = the same"] * 12]
    assert set(row(page, "satakunta")) == {"0"}
    foot = [[text(cell) for cell in one.iter("td")] for one in page.one("tfoot").iter("tr")]
    assert [cells[0] for cells in foot] == ["1", "2", "1", "0", "1", "3"]  # medians, then up, same, down, then how many


def test_how_choices_divide(observer: PageClient) -> None:
    tables = observer.get_page(HERE).all("table", class_="divided")
    assert len(tables) == 4
    assert [text(cell) for cell in tables[0].iter("td") if cell.get("class") == "num"] == ["3", "3", "0", "0", "0", "0"]


def test_a_region_beside_the_country(observer: PageClient) -> None:
    page = observer.get_page(f"{HERE}/kainuu")
    first = next(one for one in page.one("table", class_="against").iter("tr") if one.find("td") is not None)
    level, change, country, place = [text(cell) for cell in first.iter("td")]
    assert level.startswith("4")
    assert change == "↑ 2 up by 2"
    assert country == "1 (0.5–2.5), 3 regions"
    assert place == "Above the middle half"
    assert page.links()["/en/menetelmat/tasapaino"]
    assert "/en/menetelmat/nuotti" not in page.links()  # retired by now: counted, not named
    silent = observer.get_page(f"{HERE}/helsinki")
    assert "Helsingin luonnos" not in silent.html
    assert surveys.WORDS not in silent.html
    observer.get_page(f"{HERE}/ahvenanmaa", 404)


def test_methods_named_with_their_regions(observer: PageClient) -> None:
    page = observer.get_page(f"{HERE}/menetelmat")
    sections = page.all("table", class_="lettered")
    assert len(sections) == 13
    assert f"{HERE}/satakunta" in page.links(sections[0])
    assert "nuotti" not in "".join(page.links())


def test_texts_by_question_and_page(observer: PageClient) -> None:
    page = observer.get_page(f"{HERE}/tekstit?kysymys=menetelmat-kaytossa")
    assert len(page.all("article")) == 20
    assert len(observer.get_page(f"{HERE}/tekstit?kysymys=menetelmat-kaytossa&sivu=2").all("article")) == 3 * 13 - 20
    assert samples.NASTY in text(observer.get_page(f"{HERE}/tekstit?kysymys=rakenteet-sanoin").one("main"))


def test_the_files_have_a_row_for_each_answer_and_no_formula(observer: PageClient) -> None:
    rows = list(csv.DictReader(io.StringIO(observer.get(f"{HERE}.csv").get_data(as_text=True).removeprefix("\ufeff"))))
    assert {one["region"] for one in rows} == {"kainuu", "lappi", "satakunta"}
    (cell,) = [one for one in rows if (one["region"], one["question"], one["indicator"]) == ("lappi", "kypsyys", "P1")]
    assert (cell["level"], cell["text"]) == ("1", "'" + FORMULA)
    assert cell["made_up"]
    book = observer.get(f"{HERE}.xlsx").get_data()
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    assert sheet.max_row == len(rows) + 1
    assert all(c.data_type != "f" for line in sheet.iter_rows() for c in line)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("ending", ["", "/kainuu", "/menetelmat", "/tekstit", ".csv", ".xlsx"])
def test_readers_only_and_begun_rounds_only(told: Flask, ending: str) -> None:
    for who in people.EVERYONE:
        expected = 200 if who in READERS else 303 if who == "nobody" else 403
        response = people.client(told, who).get(f"{HERE}{ending}")
        assert response.status_code == expected
        assert expected == 200 or surveys.WORDS not in response.get_data(as_text=True)
    assert people.client(told, "editor").get(f"/hyte-status/ei-ole/tulokset{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["", "?vertaa=2024", "/kainuu", "/menetelmat", "/tekstit", ".csv"])
def test_a_fixed_small_number_of_queries(told: Flask, observer: PageClient, ending: str) -> None:
    """Whatever three regions said; the benchmark asks the same of 22."""
    observer.get(HERE + ending)
    with counted(told) as statements:
        assert observer.get(HERE + ending).status_code == 200
    assert len(statements) <= 12
    assert sum("survey_answer" in one for one in statements) <= 2
