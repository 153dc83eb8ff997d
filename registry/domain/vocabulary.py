"""The words that the whole registry agrees on. Values are what stands in files, addresses and JSON; labels live in `web/labels.py`."""

from enum import StrEnum
from typing import Final


class RatingClass(StrEnum):
    """The class of an outcome, derived from effect and certainty (rating.py); never typed in."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    U = "U"


class Group(StrEnum):
    """How classes are spoken of: D, E and U are undecided, never bad."""

    MOST_EFFECTIVE = "most_effective"
    PROMISING = "promising"
    UNDECIDED = "undecided"
    LEAST_BENEFICIAL = "least_beneficial"


GROUP_OF: Final[dict[RatingClass, Group]] = {
    RatingClass.A: Group.MOST_EFFECTIVE,
    RatingClass.B: Group.MOST_EFFECTIVE,
    RatingClass.C: Group.PROMISING,
    RatingClass.D: Group.UNDECIDED,
    RatingClass.E: Group.UNDECIDED,
    RatingClass.U: Group.UNDECIDED,
    RatingClass.F: Group.LEAST_BENEFICIAL,
    RatingClass.G: Group.LEAST_BENEFICIAL,
}

CLASS_ORDER: Final = tuple(RatingClass(letter) for letter in "ABCDEUFG")
"""The order in lists: what works, what is not known, what does not work."""


class Effect(StrEnum):
    BENEFIT = "benefit"
    NONE = "none"
    HARM = "harm"
    MIXED = "mixed"
    NOT_STUDIED = "not_studied"


class Size(StrEnum):
    LARGE = "large"
    MODERATE = "moderate"
    SMALL = "small"


class Certainty(StrEnum):
    """GRADE certainty of evidence for one outcome."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"


class GradeDomain(StrEnum):
    """Why certainty was moved or not: the GRADE domains, and the written rationale where nothing was studied."""

    RISK_OF_BIAS = "risk_of_bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication_bias"
    LARGE_EFFECT = "large_effect"
    DOSE_RESPONSE = "dose_response"
    NOT_DOWNGRADED = "not_downgraded"
    RATIONALE = "rationale"


class Standing(StrEnum):
    """Whose reading a rating is: the editors' (preliminary), the panel's (decided), or one past its review date (expired)."""

    PRELIMINARY = "preliminary"
    DECIDED = "decided"
    EXPIRED = "expired"


class Link(StrEnum):
    """How an outcome bears on an indicator."""

    COUNTED = "counted"
    DIRECT = "direct"
    INDIRECT = "indirect"


LINK_ORDER: Final = (Link.COUNTED, Link.DIRECT, Link.INDIRECT)


class EvidenceKind(StrEnum):
    REGISTRY_RATING = "registry_rating"
    SYSTEMATIC_REVIEW = "systematic_review"
    META_ANALYSIS = "meta_analysis"
    RCT = "rct"
    QUASI_EXPERIMENTAL = "quasi_experimental"
    OBSERVATIONAL = "observational"
    GUIDELINE = "guideline"


class Measure(StrEnum):
    """Effect measures of the literature; ratios have no effect at 1, differences at 0."""

    RR = "RR"
    OR = "OR"
    IRR = "IRR"
    RAR = "RaR"
    HR = "HR"
    PR = "PR"
    MD = "MD"
    SMD = "SMD"
    D = "d"
    G = "g"
    ES = "ES"
    RD = "RD"
    PERCENT = "percent"


RATIOS: Final = frozenset({Measure.RR, Measure.OR, Measure.IRR, Measure.RAR, Measure.HR, Measure.PR})
STANDARDISED: Final = frozenset({Measure.SMD, Measure.D, Measure.G, Measure.ES})


class IndicatorKind(StrEnum):
    PROCESS = "process"
    OUTCOME = "outcome"


class Direction(StrEnum):
    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


class TargetGroup(StrEnum):
    BABIES_FAMILIES = "babies_families"
    UNDER_SCHOOL_AGE = "under_school_age"
    SCHOOL_AGE = "school_age"
    YOUNG_PEOPLE = "young_people"
    PARENTS = "parents"
    WORKING_AGE = "working_age"
    UNEMPLOYED = "unemployed"
    OLDER_PEOPLE = "older_people"
    DISEASE_RISK = "disease_risk"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    MANY_SERVICES = "many_services"
    VIOLENCE = "violence"
    PROFESSIONALS = "professionals"
    WHOLE_POPULATION = "whole_population"


class Setting(StrEnum):
    CHILD_HEALTH_CLINIC = "child_health_clinic"
    EARLY_EDUCATION = "early_education"
    SCHOOL = "school"
    SCHOOL_HEALTH = "school_health"
    PRIMARY_CARE = "primary_care"
    HOSPITAL = "hospital"
    EMERGENCY = "emergency"
    MENTAL_HEALTH_SERVICES = "mental_health_services"
    SOCIAL_SERVICES = "social_services"
    EMPLOYMENT_SERVICES = "employment_services"
    WORKPLACE = "workplace"
    YOUTH_WORK = "youth_work"
    HOME = "home"
    RESIDENTIAL_CARE = "residential_care"
    MUNICIPALITY = "municipality"
    NGO = "ngo"
    ONLINE = "online"
    JUSTICE = "justice"
    COMMUNITY = "community"
    MEDIA = "media"


class Tidier(StrEnum):
    """The TIDieR items that belong to a method; 10 (modifications) and 12 (how well, actual) belong to the regions."""

    NAME = "name"
    WHY = "why"
    MATERIALS = "materials"
    PROCEDURES = "procedures"
    PROVIDER = "provider"
    MODE = "mode"
    PLACE = "place"
    DOSE = "dose"
    TAILORING = "tailoring"
    FIDELITY = "fidelity"


SECTIONS: Final = (
    "minute",
    *(item.value for item in Tidier if item is not Tidier.NAME),
    "applies",
    "not_applies",
    "unknown",
)
"""The sections of a method's text, in their order; the name is no section."""


class CostKind(StrEnum):
    START_UP = "start_up"
    YEARLY = "yearly"
    PER_PARTICIPANT = "per_participant"
    OTHER = "other"


class State(StrEnum):
    """Where a method is on its way: only published ones are public."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Language(StrEnum):
    FI = "fi"
    SV = "sv"
    EN = "en"


class Sort(StrEnum):
    RELEVANCE = "relevance"
    RATING = "rating"
    NAME = "name"
    NEWEST = "newest"
