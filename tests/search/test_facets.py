"""Filters and facet counts: what is counted is what one gets, checked one by one and against the naive way.

The ledger is a made-up one beside the methods: `Known.ledger` by region and method, `Known.adoption` the same as sets.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import db
from registry.domain import catalogue, methods
from registry.domain.models import Method
from registry.domain.statuses import Status
from registry.domain.vocabulary import CLASS_ORDER, GROUP_OF, Link, Setting, Sort, TargetGroup
from registry.search.adoption_sets import STATUSES, AdoptionSets
from registry.search.facets import FACETS, Catalogue, Filters
from tests import samples
from tests.search import naive
from tests.world import World

REGIONS = ("helsinki", "kainuu", "lappi")
SMALL_LEDGER = {
    "helsinki": {"tasapaino": "in_use", "kotikaynti": "abandoned", "luonnos": "in_use"},
    "kainuu": {"tasapaino": "piloting", "terveystarkastus": "in_use"},
    "lappi": {},
}


@dataclass(frozen=True)
class Known:
    """A catalogue with its copy in memory, and a ledger with its."""

    catalogue: Catalogue
    published: Sequence[Method]
    codes: list[str]
    ledger: naive.Ledger
    adoption: AdoptionSets

    def ids(self, filters: Filters) -> set[str]:
        """What meets the filters."""
        known = self.catalogue
        return set(
            known.ordered(known.narrowed(known.everything, filters, self.adoption), None, Sort.NAME, filters, "fi")
        )

    def naively(self, filters: Filters) -> set[str]:
        """What meets the filters, found out one by one."""
        return naive.chosen(self.published, filters, self.ledger)

    def counts(self, filters: Filters, found: int | None = None) -> dict[str, dict[str, int]]:
        """The counts of all facets by value."""
        known = self.catalogue
        counted = known.facets(known.everything if found is None else found, filters, self.adoption)
        return {name: {count.value: count.count for count in counts} for name, counts in counted.items()}


def sets_of(known: Catalogue, ledger: naive.Ledger) -> AdoptionSets:
    held: dict[tuple[str, Status], list[str]] = {}
    for region, row in ledger.items():
        for method, status in row.items():
            held.setdefault((region, Status(status)), []).append(method)
    return AdoptionSets(list(ledger), held, known.everything, known.set_of)


def load(world: World, ledger: naive.Ledger | None = None) -> Known:
    engine = db.make_engine(world.settings.database_url)
    with db.session_for(engine) as session:
        published = methods.for_catalogue(session)
        codes = [indicator.code for indicator in catalogue.indicators(session)]
    engine.dispose()
    known = Catalogue(1, published, codes)
    ledger = ledger or random_ledger(known.ids)
    return Known(known, published, codes, ledger, sets_of(known, ledger))


def random_ledger(ids: Sequence[str]) -> naive.Ledger:
    """Each region has recorded a third of the methods; of a few methods nobody has recorded anything."""
    chance = random.Random(3)
    touched = [method_id for method_id in ids if chance.random() < 0.9]
    return {
        region: {method_id: chance.choice(list(Status)).value for method_id in touched if chance.random() < 1 / 3}
        for region in REGIONS
    }


@pytest.fixture(scope="module")
def small(small_world: World) -> Known:
    return load(small_world, SMALL_LEDGER)


@pytest.fixture(scope="module")
def whole(whole_world: World) -> Known:
    return load(whole_world)


def ids(known: Known, **chosen: str | tuple[str, ...]) -> set[str]:
    return known.ids(Filters(**{name: (value,) if isinstance(value, str) else value for name, value in chosen.items()}))


def test_without_filters_everything(small: Known) -> None:
    assert ids(small) == {method.id for method in samples.PUBLIC}
    assert not Filters()
    assert Filters(region=("kainuu",))


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        # tasapaino is A for falls, C for hip fractures; to O2 directly through the second, indirectly through the first
        ({"indicator": "O2", "rating": "A"}, {"tasapaino"}),
        ({"indicator": "O2", "rating": "C"}, {"tasapaino"}),
        ({"indicator": "O2", "rating": "A", "link": "indirect"}, {"tasapaino"}),
        ({"indicator": "O2", "rating": "A", "link": "direct"}, set()),
        ({"indicator": "O2", "rating": "C", "link": "indirect"}, set()),
        ({"indicator": "O2", "group": "most_effective", "link": "direct"}, set()),
        ({"indicator": "O2", "group": "promising", "link": "direct"}, {"tasapaino"}),
        ({"indicator": "O1", "rating": "A", "link": "direct"}, {"tasapaino"}),
        ({"indicator": ("O1", "O2"), "rating": "A", "link": "direct"}, {"tasapaino"}),
        ({"indicator": "O2", "rating": "A", "group": "promising"}, set()),
        ({"indicator": "O2", "rating": ("A", "F"), "link": "direct"}, {"kotikaynti"}),
        # without an indicator rating and group are the method's own
        ({"rating": "A"}, {"tasapaino"}),
        ({"rating": "C"}, {"alkoholineuvonta"}),
        ({"rating": "A", "link": "direct"}, {"tasapaino"}),
        ({"group": "least_beneficial"}, {"kotikaynti", "pelottelu"}),
        ({"group": "undecided"}, {"nuotti", "ristiriitainen", "arvioimaton"}),
        ({"rating": "A", "group": "least_beneficial"}, set()),
        ({"link": "counted"}, {"terveystarkastus", "alkoholineuvonta"}),
        # an indicator through an outcome that is better known than the main one
        ({"indicator": "P6", "rating": "A"}, {"alkoholineuvonta"}),
        ({"indicator": "P6", "rating": "C"}, set()),
        ({"theme": ("paihteet-ja-vammat", "lapset-ja-perheet")}, {"alkoholineuvonta", "pelottelu", "ristiriitainen"}),
        ({"target_group": "older_people", "setting": "primary_care"}, {"tasapaino"}),
        # the region alone: something is recorded there; the status alone: in any region
        ({"region": "kainuu"}, {"tasapaino", "terveystarkastus"}),
        ({"region": ("kainuu", "helsinki")}, {"tasapaino", "terveystarkastus", "kotikaynti"}),
        ({"region": "lappi"}, set()),
        ({"status": "in_use"}, {"tasapaino", "terveystarkastus"}),
        ({"status": ("abandoned", "piloting")}, {"tasapaino", "kotikaynti"}),
        # together they speak of one and the same entry
        ({"region": "kainuu", "status": "in_use"}, {"terveystarkastus"}),
        ({"region": ("kainuu", "helsinki"), "status": "in_use"}, {"tasapaino", "terveystarkastus"}),
        ({"region": ("kainuu", "lappi"), "status": ("abandoned", "sustained")}, set()),
        # not recorded: with regions in at least one of them, without in none at all
        ({"status": "not_recorded"}, {"alkoholineuvonta", "nuotti", "ristiriitainen", "pelottelu", "arvioimaton"}),
        ({"region": "helsinki", "status": "not_recorded"},
         {"terveystarkastus", "alkoholineuvonta", "nuotti", "ristiriitainen", "pelottelu", "arvioimaton"}),
        ({"region": ("helsinki", "kainuu"), "status": "not_recorded"},
         {"terveystarkastus", "kotikaynti", "alkoholineuvonta", "nuotti", "ristiriitainen", "pelottelu", "arvioimaton"}),
        ({"region": "kainuu", "status": ("not_recorded", "in_use"), "indicator": ("O2", "P8")}, {"terveystarkastus", "kotikaynti"}),
        ({"region": "kainuu", "rating": "A"}, {"tasapaino"}),
    ],
)  # fmt: skip
def test_narrowing(small: Known, chosen: dict[str, str | tuple[str, ...]], found: set[str]) -> None:
    assert ids(small, **chosen) == found


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("other", FACETS)
def test_each_count_is_what_choosing_it_gives(small: Known, name: str, other: str) -> None:
    """Every value of one facet with every value of another, and alone."""
    values = naive.values(small.published, small.codes, small.ledger)
    for first in [(), *((value,) for value in values[other])]:
        counts = small.counts(Filters(**{other: first}))[name]
        assert set(counts) == set(values[name])
        for value, count in counts.items():
            chosen = {other: first} | {name: (value,)}
            assert count == len(ids(small, **chosen)) == len(small.naively(Filters(**chosen))), chosen


def test_a_facet_does_not_hide_its_own_values(small: Known) -> None:
    alone = small.counts(Filters())
    for name in FACETS:
        chosen = Filters(**{name: (next(iter(alone[name])),)})
        assert small.counts(chosen)[name] == alone[name]


def filters_over(
    settings: Sequence[str], groups: Sequence[str], codes: Sequence[str], themes: Sequence[str]
) -> st.SearchStrategy[Filters]:
    def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from([str(value) for value in values]), max_size=3, unique=True).map(tuple)

    return st.builds(
        Filters, indicator=some(codes), rating=some(CLASS_ORDER), group=some(list(dict.fromkeys(GROUP_OF.values()))), link=some(list(Link)),
        theme=some(themes), target_group=some(groups), setting=some(settings), region=some(REGIONS), status=some(STATUSES),
    )  # fmt: skip


CODES = [*(f"P{n}" for n in range(1, 9)), *(f"O{n}" for n in range(1, 6))]
THEMES = ["lapset-ja-perheet", "aikuisten-arjen-terveys", "paihteet-ja-vammat", "paljon-palveluita-tarvitsevat"]
any_filters = filters_over(list(Setting), list(TargetGroup), CODES, THEMES)


@given(any_filters)
def test_the_bits_agree_with_the_naive_way(whole: Known, filters: Filters) -> None:
    assert whole.ids(filters) == whole.naively(filters)
    assert whole.counts(filters) == naive.facets(whole.published, filters, whole.codes, whole.ledger)


@given(any_filters, st.data())
def test_counts_over_some_hits_are_of_those_hits(whole: Known, filters: Filters, data: st.DataObject) -> None:
    hits = set(data.draw(st.lists(st.sampled_from(whole.catalogue.ids), max_size=30)))
    found = whole.catalogue.set_of([*hits, "not-published"])
    assert found.bit_count() == len(hits)
    inside = [method for method in whole.published if method.id in hits]
    counted = whole.counts(filters, found)
    naively = naive.facets(inside, filters, whole.codes, whole.ledger)
    for name in set(FACETS) - {"theme"}:  # a theme without hits is not among the naive values
        assert counted[name] == naively[name]


@given(any_filters, st.sampled_from(Sort), st.sampled_from(["fi", "sv", "en"]))
def test_every_order_has_the_same_methods(whole: Known, filters: Filters, sort: Sort, language: str) -> None:
    known = whole.catalogue
    ordered = known.ordered(known.narrowed(known.everything, filters, whole.adoption), None, sort, filters, language)
    assert len(ordered) == len(set(ordered))
    assert set(ordered) == whole.naively(filters)


def test_the_ledger_may_name_what_is_not_published(small: Known) -> None:
    assert small.ledger["helsinki"]["luonnos"] == "in_use"
    assert small.counts(Filters())["region"] == {"helsinki": 2, "kainuu": 2, "lappi": 0}


def test_where_nothing_is_recorded_everything_is_not_recorded(small: Known) -> None:
    known = small.catalogue
    nothing = sets_of(known, {region: {} for region in REGIONS})
    facets = known.facets(known.everything, Filters(), nothing)
    assert [count.count for count in facets["region"]] == [0, 0, 0]
    assert {count.value: count.count for count in facets["status"]} == dict.fromkeys(STATUSES, 0) | {
        "not_recorded": len(known.ids)
    }


def test_orders(small: Known) -> None:
    known = small.catalogue

    def order(sort: Sort, filters: Filters | None = None, ranked: list[str] | None = None) -> list[str]:
        filters = filters or Filters()
        return known.ordered(known.narrowed(known.everything, filters, small.adoption), ranked, sort, filters, "fi")

    assert order(Sort.NAME) == [
        "alkoholineuvonta", "arvioimaton", "kotikaynti", "nuotti", "pelottelu", "ristiriitainen", "terveystarkastus", "tasapaino",
    ]  # fmt: skip
    classes = [samples.CLASSES[method_id] for method_id in order(Sort.RATING)]
    assert classes == sorted(classes, key="ABCDEUFG".index)
    assert order(Sort.RELEVANCE) == order(Sort.RATING)
    assert order(Sort.RELEVANCE, ranked=["pelottelu", "ei-ole", "nuotti"]) == ["pelottelu", "nuotti"]
    assert order(Sort.NEWEST)[0] == "nuotti"
    assert order(Sort.NEWEST)[-1] == "arvioimaton"
    # for an indicator by the class of the link, not the method's own: alkoholineuvonta is C for O1, pelottelu G
    assert order(Sort.RATING, Filters(indicator=("O1",))) == ["tasapaino", "alkoholineuvonta", "pelottelu"]


def test_names_are_in_the_order_of_the_finnish_alphabet() -> None:
    names = ["Äly", "Åbo", "zeta", "Öljy", "alku"]
    made = [
        Method(**(_columns() | {"id": f"m{number}", "name": samples.names(name)}), outcomes=_outcomes(), links=[])
        for number, name in enumerate(names)
    ]
    known = Catalogue(1, made, [])
    ordered = known.ordered(known.everything, None, Sort.NAME, Filters(), "fi")
    assert [names[int(method_id[1:])] for method_id in ordered] == ["alku", "zeta", "Åbo", "Äly", "Öljy"]


def _columns() -> dict[str, object]:
    return {"added": "2026-11", "themes": [], "target_groups": [], "settings": [], "has_checked_evidence": True}


def _outcomes() -> list[methods.Outcome]:
    return [methods.Outcome(id="x", main=True, effect="mixed", certainty="low")]


def test_counts_for_the_front_page_and_the_map(small: Known) -> None:
    known = small.catalogue
    assert known.own_counts() == dict.fromkeys("ABCDEUFG", 1)
    assert known.theme_counts()["paihteet-ja-vammat"] == 2
    gap = known.gap_map()
    assert gap["O2"] == {"A": 1, "B": 0, "C": 1, "D": 0, "E": 0, "U": 0, "F": 1, "G": 0}
    for code, row in gap.items():
        for letter, count in row.items():
            assert count == len(ids(small, indicator=code, rating=letter))
