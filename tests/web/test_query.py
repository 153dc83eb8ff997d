"""Addresses of lists: read into requests and written back, so that every state of a list has one."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from registry.domain.experience_terms import Again
from registry.domain.vocabulary import Group, Link, RatingClass, Setting, Sort, TargetGroup
from registry.search.facets import Catalogue, Filters
from registry.search.service import Request
from registry.web import query

CODES = ("P1", "O2", "O5")
THEMES = ("lapset-ja-perheet", "paihteet-ja-vammat")
REGIONS = ("kainuu", "lappi")
EMPTY = Catalogue(1, [], CODES)


def read(pairs: list[tuple[str, str]], names: dict[str, str] = query.PAGE_NAMES) -> tuple[Request, list[query.Unknown]]:
    return query.read(MultiDict(pairs), names, EMPTY, THEMES, REGIONS, "fi")


def some(values: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([str(value) for value in values]), max_size=3, unique=True).map(tuple)  # type: ignore[attr-defined]


requests = st.builds(
    Request,
    q=st.text(st.characters(exclude_categories=("C",)), max_size=40).map(lambda text: " ".join(text.split())),
    filters=st.builds(
        Filters, indicator=some(CODES), rating=some(RatingClass), group=some(Group), link=some(Link), theme=some(THEMES),
        target_group=some(TargetGroup), setting=some(Setting), region=some(REGIONS), status=some(query.STATUSES),
    ),
    sort=st.sampled_from(Sort),
    exact=st.booleans(),
)  # fmt: skip


@given(requests)
def test_what_an_address_says_is_what_was_asked(request: Request) -> None:
    address = query.page_args(request)
    again, unknown = read(parse_qsl(address.removeprefix("?"), keep_blank_values=True))
    assert (again, unknown) == (request, [])


@given(requests, st.integers(2, 99))
def test_the_page_is_kept_only_where_it_is_asked_for(request: Request, number: int) -> None:
    assert read(parse_qsl(query.page_args(request, page=number)[1:]))[0].page == number
    assert "sivu=" not in query.page_args(request)


@given(requests, st.sampled_from([("indicator", "O2"), ("rating", "A"), ("theme", "lapset-ja-perheet")]))
def test_choosing_twice_is_not_choosing(request: Request, choice: tuple[str, str]) -> None:
    name, value = choice
    once = query.toggled(request, name, value)
    assert (value in once) is (value not in request.filters.values(name))
    assert set(once) ^ {value} == set(request.filters.values(name))


@pytest.mark.parametrize("names", [query.PAGE_NAMES, query.API_NAMES], ids=["page", "api"])
@given(
    st.lists(
        st.tuples(st.sampled_from([*query.PAGE_NAMES.values(), *query.API_NAMES]), st.text(max_size=20)), max_size=8
    )
)
def test_any_address_is_read(names: dict[str, str], pairs: list[tuple[str, str]]) -> None:
    request, unknown = read(pairs, names)
    assert 1 <= request.page <= 10**6
    assert 1 <= request.per_page <= query.LARGEST_PAGE
    assert {one.name for one in unknown} <= set(names.values())
    assert set(request.filters.rating) <= set(RatingClass)


@pytest.mark.parametrize(("typed", "page"), [("1", 1), ("2", 2), ("007", 7), ("", 1), ("1000000", 10**6)])
def test_numbers(typed: str, page: int) -> None:
    request, unknown = read([("sivu", typed)])
    assert (request.page, unknown) == (page, [])


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "²", "٣", "1000001", "00000000001999", "9" * 5000, "kaksi", "1e3"])
@pytest.mark.parametrize("name", ["page", "per_page"])
def test_what_is_no_number_is_told(typed: str, name: str) -> None:
    request, unknown = read([(name, typed)], query.API_NAMES)
    assert (request.page, request.per_page) == (1, 20)
    assert [one.name for one in unknown] == [name]


def test_the_largest_page() -> None:
    assert read([("per_page", "100")], query.API_NAMES)[0].per_page == 100
    assert read([("per_page", "101")], query.API_NAMES)[1]
    assert read([("per_page", "50")])[0].per_page == 20


def test_values_are_kept_once_and_in_order() -> None:
    request, unknown = read(
        [("indikaattori", "o2"), ("indikaattori", "P1"), ("indikaattori", "O2"), ("indikaattori", "")]
    )
    assert (request.filters.indicator, unknown) == (("O2", "P1"), [])


def test_every_page_word_has_its_value_and_no_other() -> None:
    kinds = {"group": Group, "link": Link, "sort": Sort, "status": query.STATUSES, "again": Again}
    for name, words in query.PAGE_WORDS.items():
        assert set(words) == {str(member) for member in kinds[name]}
        assert len(set(words.values())) == len(words)


def test_long_and_odd_words_are_cut_and_cleaned() -> None:
    assert len(read([("q", "ä" * 9000)])[0].q) == query.LONGEST_QUERY
    assert read([("q", "  a\x00b\t\uffffc ")])[0].q == "a b c"
