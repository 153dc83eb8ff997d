"""What is counted and shown of the sets of a day, beside what the ledger itself says; and that each day has its own."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.domain import dates, ledger
from registry.domain.statuses import Status
from registry.search import service as searching
from registry.search.adoption_sets import AdoptionSets
from registry.search.service import SearchService
from tests import told

IDS = [f"m{number}" for number in range(40)]
REGIONS = ("kainuu", "lappi", "helsinki", "satakunta")


def set_of(ids: object) -> int:
    return sum(1 << IDS.index(one) for one in ids if one in IDS)  # type: ignore[attr-defined]


@pytest.fixture(params=range(5))
def held(request: pytest.FixtureRequest) -> list[tuple[str, str, Status]]:
    """Some of what three regions do; the fourth has said nothing."""
    chance = random.Random(request.param)
    pairs = [(region, method) for region in REGIONS[:3] for method in IDS if chance.random() < 0.4]
    return [(region, method, chance.choice(list(Status))) for region, method in pairs]


def test_counts_and_methods_are_those_of_the_rows(held: list[tuple[str, str, Status]]) -> None:
    grouped: dict[tuple[str, Status], list[str]] = {}
    for region, method, status in held:
        grouped.setdefault((region, status), []).append(method)
    sets = AdoptionSets(REGIONS, grouped, (1 << len(IDS)) - 1, set_of)
    counted = Counter((region, status) for region, _, status in held)
    assert {
        (region, status): count for region, row in sets.counts().items() for status, count in row.items()
    } == counted
    for method in IDS:
        assert sets.of(set_of([method])) == {region: status for region, one, status in held if one == method}
    assert sets.recorded() == set_of({method for _, method, _ in held})


def test_what_is_not_published_counts_for_nothing() -> None:
    sets = AdoptionSets(REGIONS, {("kainuu", Status.IN_USE): ["luonnos"]}, (1 << len(IDS)) - 1, set_of)
    assert sets.counts() == {}
    assert sets.recorded() == 0


def test_every_day_has_its_own_sets_and_keeps_them(engine: Engine, service: SearchService) -> None:
    with db.session_for(engine) as session:
        told.fill(session)
        session.commit()
        days = [told.ago(months) for months in (0, 1, 4, 12, 45, 60)]
        for day in days:
            assert service.adoption(session, day).counts() == ledger.counts(session, day)
        assert service.adoption(session) is service.adoption(session, dates.today())
        assert service.adoption(session, days[3]) is service.adoption(session, days[3])
        assert service.adoption(session, days[3]) is not service.adoption(session, days[2])


def test_a_change_is_seen_on_every_day(session: Session, service: SearchService) -> None:
    day = told.ago(1)
    before = service.adoption(session, day).counts().get("satakunta")
    told.say(session, "satakunta", "tasapaino", Status.IN_USE, told.ago(2))
    session.commit()
    assert before is None
    assert service.adoption(session, day).counts()["satakunta"] == {Status.IN_USE: 1}
    assert "satakunta" not in service.adoption(session, told.ago(3)).counts()


def test_not_endlessly_many_days_are_kept(
    session: Session, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_DAYS", 5)
    for days in range(20):
        service.adoption(session, dates.today() - timedelta(days=days))
    kept = service._adoption
    assert kept is not None
    assert len(kept.days) <= 5
