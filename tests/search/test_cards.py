"""A method in a list wears the rating that the list is about."""

import pytest
from sqlmodel import Session

from registry.domain import methods
from registry.domain.vocabulary import CLASS_ORDER, LINK_ORDER, Group
from registry.search import cards
from registry.search.facets import Filters
from tests import samples


def card_of(session: Session, method_id: str, **chosen: str) -> cards.Card:
    (card,) = cards.for_page(session, [method_id], Filters(**{name: (value,) for name, value in chosen.items()}))
    return card


@pytest.mark.parametrize(
    ("chosen", "letter", "kind", "outcome"),
    [
        ({}, "A", None, "kaatumiset"),
        ({"rating": "A"}, "A", None, "kaatumiset"),
        ({"indicator": "O2"}, "A", "indirect", "kaatumiset"),
        ({"indicator": "O2", "link": "direct"}, "C", "direct", "lonkkamurtumat"),
        ({"indicator": "O2", "rating": "C"}, "C", "direct", "lonkkamurtumat"),
        ({"indicator": "O2", "group": "promising"}, "C", "direct", "lonkkamurtumat"),
        ({"indicator": "O1"}, "A", "direct", "kaatumiset"),
        ({"indicator": "P8"}, "A", None, "kaatumiset"),
    ],
)
def test_the_best_link_that_meets_the_filters(
    session: Session, chosen: dict[str, str], letter: str, kind: str, outcome: str
) -> None:
    card = card_of(session, "tasapaino", **chosen)
    assert (card.rating.letter, card.link and card.link.link, card.outcome.id) == (letter, kind, outcome)


def test_certainty_is_that_of_the_outcome_the_link_goes_through(session: Session) -> None:
    card = card_of(session, "alkoholineuvonta", indicator="P6")
    assert (card.rating.letter, card.rating.certainty, card.outcome.id) == ("A", "high", "kirjaaminen")
    assert cards.own(card.method).rating.letter == "C"


def test_cards_keep_the_order_and_leave_out_what_is_not_public(session: Session) -> None:
    ids = ["pelottelu", "luonnos", "tasapaino", "ei-ole", "nuotti"]
    assert [card.method.id for card in cards.for_page(session, ids, Filters())] == ["pelottelu", "tasapaino", "nuotti"]
    assert cards.for_page(session, [], Filters()) == []


def test_an_indicators_methods_by_group(session: Session) -> None:
    groups = cards.for_indicator(session, "O1")
    assert list(groups) == list(Group)
    assert {group: [card.method.id for card in found] for group, found in groups.items()} == {
        Group.MOST_EFFECTIVE: ["tasapaino"],
        Group.PROMISING: ["alkoholineuvonta"],
        Group.UNDECIDED: [],
        Group.LEAST_BENEFICIAL: ["pelottelu"],
    }


def test_inside_a_group_by_class_then_link_then_name(whole_session: Session) -> None:
    for code in ("O2", "P6", "P3"):
        for group, found in cards.for_indicator(whole_session, code).items():
            places = [
                (
                    CLASS_ORDER.index(card.rating.letter),
                    LINK_ORDER.index(card.link.link) if card.link else -1,
                    card.method.name["fi"].lower(),
                )
                for card in found
            ]
            assert places == sorted(places)
            assert all(card.link is not None and card.link.indicator_code == code for card in found)
            assert all(card.rating.group is group for card in found)


def test_own_rating_is_the_main_outcomes(session: Session) -> None:
    for method in methods.all_published(session):
        card = cards.own(method)
        assert card.outcome.main
        assert card.link is None
        assert card.rating.letter == samples.CLASSES[method.id]
