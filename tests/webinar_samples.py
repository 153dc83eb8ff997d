"""What tests of webinars and recommendations share: some of each, something to see for a walk through all routes, a row in every table."""

from datetime import date, timedelta
from typing import Any, Final

from sqlmodel import Session

from registry.domain import dates, national_recommendations, webinars
from registry.domain.models import NationalRecommendation, Webinar
from registry.domain.permissions import system
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.webinar_input import WebinarInput

SEEN: Final = "tulossa"
"""The webinar of `webinar()`: about indicator O2 and the method `tasapaino`, in 30 days."""
TOLD: Final = "kaatumissuositus"
"""The recommendation of `recommendation()`: about the method `tasapaino`."""


def webinar(session: Session, key: str = SEEN, day: date | None = None, **more: Any) -> Webinar:
    """A webinar in 30 days, or on another day; `more` are other fields of `WebinarInput`."""
    base = {
        "id": key,
        "kind": "webinar",
        "title": {"fi": "Kaatumisten ehkäisy"},
        "held_on": day or dates.today() + timedelta(days=30),
        "starts_at": "09:30",
        "ends_at": "11:00",
        "indicators": ["O2"],
        "methods": ["tasapaino"],
        "organisations": ["Esimerkkiorganisaatio"],
        "material": [{"name": "Kalvot", "url": "https://example.fi/kalvot.pdf"}],
        "description": {"fi": "Miten kaatumisia ehkäistään."},
    }
    return webinars.save(session, system("tests"), WebinarInput.model_validate(base | more))


def recommendation(session: Session, key: str = TOLD, **more: Any) -> NationalRecommendation:
    """A national recommendation about a method; `more` are other fields of `RecommendationInput`."""
    base = {
        "id": key,
        "scope": "national",
        "issuer": {"fi": "Esimerkkilaitos", "sv": "Exempelinstitutet"},
        "title": {"fi": "Kaatumisten ehkäisy", "en": "Preventing falls"},
        "year": 2024,
        "strength": "Näytön aste A",
        "url": "https://example.fi/suositus",
        "checked": True,
        "methods": ["tasapaino"],
        "finding": {"fi": "Tarjoa tasapainoharjoittelua."},
    }
    return national_recommendations.save(session, system("tests"), RecommendationInput.model_validate(base | more))


def for_walk(session: Session) -> None:
    """What the examples in the list of routes point to. The caller commits."""
    webinar(session)
    recommendation(session)
    recommendation(session, "vieras", scope="international", title={"fi": "Vieras suositus"}, year=None, strength=None)


def for_backup(session: Session) -> None:
    """A row in every table of the feature, with texts and numbers that are hard to keep."""
    odd = "Ö & \u2028 'x' \"y\"\n\u200b\U0001f9d1\u200d\U0001f4bb \\ 100 %"
    webinar(session, "varmuuskopio", description={"fi": odd, "sv": odd}, cancelled=True, methods=[])
    recommendation(session, "varmuuskopio", finding={"fi": odd}, year=None, methods=[], indicators=["O2"])
