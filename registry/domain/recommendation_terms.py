"""The words of the national recommendations."""

from enum import StrEnum


class RecommendationScope(StrEnum):
    """Whom a recommendation is given for: Finland, by a Finnish issuer, or another country or the whole world."""

    NATIONAL = "national"
    INTERNATIONAL = "international"
