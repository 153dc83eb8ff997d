"""Indicators, themes, regions, words and pages: read in order, found by their names, the same out as in."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from registry.domain import catalogue, history
from registry.domain.errors import NotFound
from registry.domain.vocabulary import IndicatorKind, Language


def test_thirteen_indicators_in_order(session: Session) -> None:
    codes = [indicator.code for indicator in catalogue.indicators(session)]
    assert sorted(codes) == sorted([*(f"P{n}" for n in range(1, 9)), *(f"O{n}" for n in range(1, 6))])
    assert [indicator.position for indicator in catalogue.indicators(session)] == list(range(1, 14))


def test_weights_are_those_of_the_coefficient(session: Session) -> None:
    weights = {IndicatorKind.PROCESS: 0.0625, IndicatorKind.OUTCOME: 0.1}
    found = catalogue.indicators(session)
    assert all(indicator.weight == weights[indicator.kind] for indicator in found)
    assert sum(indicator.weight for indicator in found) == pytest.approx(1)


def test_every_indicator_has_one_theme(session: Session) -> None:
    listed = [code for theme in catalogue.themes(session) for code in theme.indicators]
    assert sorted(listed) == sorted(indicator.code for indicator in catalogue.indicators(session))
    for theme in catalogue.themes(session):
        assert all(catalogue.find_indicator(session, code).theme_id == theme.id for code in theme.indicators)


def test_regions_each_on_a_tile_of_its_own(session: Session) -> None:
    regions = catalogue.regions(session)
    assert len(regions) == 22
    assert len({(region.tile_column, region.tile_row) for region in regions}) == 22
    assert [region.code for region in regions] == sorted(region.code for region in regions)


@pytest.mark.parametrize("key", ["O2", "o2", "lonkkamurtumat"])
def test_an_indicator_is_found_by_code_or_slug(session: Session, key: str) -> None:
    assert catalogue.find_indicator(session, key).code == "O2"


@pytest.mark.parametrize(
    ("find", "keys"),
    [
        (catalogue.find_indicator, ("X1",)),
        (catalogue.find_indicator, ("",)),
        (catalogue.find_theme, ("ei-ole",)),
        (catalogue.find_region, ("ahvenanmaa",)),
        (catalogue.find_page, ("ei-ole", Language.FI)),
    ],
)
def test_what_is_not_there_is_said_by_name(session: Session, find: Callable[..., Any], keys: tuple[Any, ...]) -> None:
    with pytest.raises(NotFound):
        find(session, *keys)


@pytest.mark.parametrize(
    ("rows", "as_input", "save"),
    [
        (catalogue.indicators, catalogue.indicator_input, catalogue.save_indicator),
        (catalogue.themes, catalogue.theme_input, catalogue.save_theme),
        (catalogue.regions, catalogue.region_input, catalogue.save_region),
        (catalogue.terms, catalogue.term_input, catalogue.save_term),
        (catalogue.pages, catalogue.page_input, catalogue.save_page),
    ],
)  # fmt: skip
def test_saved_again_it_is_the_same(session: Session, rows: Any, as_input: Any, save: Any) -> None:
    before = [row.model_dump() for row in rows(session)]
    number = history.catalogue_number(session)
    listed = save in {catalogue.save_region, catalogue.save_term}
    for position, given in enumerate([as_input(row) for row in rows(session)]):
        save(session, "tester", given, *([position] if listed else []))
    session.expire_all()
    assert [row.model_dump() for row in rows(session)] == before
    assert history.catalogue_number(session) == number + len(before)


def test_every_page_is_in_three_languages(session: Session) -> None:
    found = {(page.slug, page.language) for page in catalogue.pages(session)}
    slugs = {slug for slug, _ in found}
    assert found == {(slug, language) for slug in slugs for language in Language}
