"""What a region might take up: most effective for an indicator by the outcome of the link, and nothing recorded."""

from sqlmodel import Session

from registry.domain import methods, opportunities
from registry.domain.models import Outcome
from registry.domain.vocabulary import Standing


def offered(session: Session, *recorded: str) -> list[tuple[str, str]]:
    published = methods.for_catalogue(session)
    return [(method.id, link.indicator_code) for method, link in opportunities.without_entry(published, recorded)]


def test_the_class_is_that_of_the_outcome_the_link_goes_through(session: Session) -> None:
    """Balance training is A for falls (O1, and O2 through them) and C for fractures; alcohol counselling is C, yet A for its recording."""
    assert offered(session) == [("alkoholineuvonta", "P6"), ("tasapaino", "O1"), ("terveystarkastus", "P8")]


def test_what_is_recorded_is_not_offered(session: Session) -> None:
    assert offered(session, "tasapaino", "kotikaynti") == [("alkoholineuvonta", "P6"), ("terveystarkastus", "P8")]
    assert offered(session, "tasapaino", "alkoholineuvonta", "terveystarkastus") == []


def test_what_is_past_its_review_is_not_offered(session: Session) -> None:
    outcome = session.get(Outcome, ("terveystarkastus", "tarkastus"))
    assert outcome is not None
    outcome.standing = Standing.EXPIRED
    session.flush()
    session.expire_all()
    assert "terveystarkastus" not in dict(offered(session))
