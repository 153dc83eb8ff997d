"""The words for the vocabulary's values, in one place. Message ids are English; the catalogues have Finnish and Swedish."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.permissions import Role
from registry.domain.redactable import RedactionKind
from registry.domain.statuses import ExitHow, ExitWhy, MismatchKind, Precision, Replacement, Source, Status
from registry.domain.vocabulary import (
    Certainty,
    CostKind,
    Direction,
    Effect,
    EvidenceKind,
    GradeDomain,
    Group,
    IndicatorKind,
    Link,
    RatingClass,
    Setting,
    Size,
    Sort,
    Standing,
    TargetGroup,
    Tidier,
)
from registry.sheets.plan import Fate
from registry.web.experience_labels import EXPERIENCE_LABELS
from registry.web.i18n import gettext, in_all_languages
from registry.web.i18n import mark as _
from registry.web.proposal_labels import PROPOSAL_LABELS
from registry.web.redaction_labels import REDACTION_WORDS
from registry.web.review_labels import REVIEW_LABELS
from registry.web.support_labels import SUPPORT_LABELS
from registry.web.survey_labels import SURVEY_LABELS
from registry.web.webinar_labels import WEBINAR_LABELS

CLASS_WORDS: Final[dict[RatingClass, str]] = {
    RatingClass.A: _("Effective, strong evidence"),
    RatingClass.B: _("Effective, moderate evidence"),
    RatingClass.C: _("Promising"),
    RatingClass.D: _("Plausible, effect not shown"),
    RatingClass.E: _("Uncertain or conflicting evidence"),
    RatingClass.F: _("No effect"),
    RatingClass.G: _("Harmful"),
    RatingClass.U: _("Not rated"),
}
CLASS_SHORT: Final[dict[RatingClass, str]] = {
    RatingClass.A: _("Strong evidence"),
    RatingClass.B: _("Moderate evidence"),
    RatingClass.C: _("Promising"),
    RatingClass.D: _("Plausible"),
    RatingClass.E: _("Uncertain"),
    RatingClass.F: _("No effect"),
    RatingClass.G: _("Harmful"),
    RatingClass.U: _("Not rated"),
}
GROUP_WORDS: Final[dict[Group, str]] = {
    Group.MOST_EFFECTIVE: _("Most effective"),
    Group.PROMISING: _("Promising methods"),
    Group.UNDECIDED: _("Undecided"),
    Group.LEAST_BENEFICIAL: _("Least beneficial"),
}
WORDS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    RatingClass: CLASS_WORDS,
    Group: GROUP_WORDS,
    Effect: {
        Effect.BENEFIT: _("benefit"),
        Effect.NONE: _("no difference"),
        Effect.HARM: _("harm"),
        Effect.MIXED: _("conflicting"),
        Effect.NOT_STUDIED: _("not studied"),
    },
    Size: {Size.LARGE: _("large"), Size.MODERATE: _("moderate size"), Size.SMALL: _("small")},
    Certainty: {
        Certainty.HIGH: _("High certainty"),
        Certainty.MODERATE: _("Moderate certainty"),
        Certainty.LOW: _("Low certainty"),
        Certainty.VERY_LOW: _("Very low certainty"),
    },
    Standing: {
        Standing.PRELIMINARY: _("preliminary rating"),
        Standing.DECIDED: _("decided"),
        Standing.EXPIRED: _("expired"),
    },
    Status: {
        Status.EXPLORING: _("exploring"),
        Status.PREPARING: _("preparing"),
        Status.PILOTING: _("piloting"),
        Status.IN_USE: _("in use"),
        Status.SUSTAINED: _("sustained"),
        Status.PHASING_OUT: _("phasing out"),
        Status.ABANDONED: _("abandoned"),
        Status.REJECTED: _("decided not to adopt"),
    },
    ExitHow: {
        ExitHow.REPLACE: _("replaced with another method"),
        ExitHow.REMOVE: _("ended altogether"),
        ExitHow.REDUCE: _("reduced"),
        ExitHow.RESTRICT: _("restricted"),
    },
    ExitWhy: {
        ExitWhy.NOT_EFFECTIVE: _("not effective"),
        ExitWhy.HARMFUL: _("harmful"),
        ExitWhy.BETTER_METHOD: _("a better method"),
        ExitWhy.NOT_NEEDED: _("no longer needed"),
        ExitWhy.FUNDING_ENDED: _("funding ended"),
        ExitWhy.STAFF_LOST: _("skilled staff left"),
        ExitWhy.POLITICAL_DECISION: _("a decision of management or politics"),
        ExitWhy.POOR_FIT: _("did not fit the work"),
        ExitWhy.MERGED: _("merged with another"),
    },
    Replacement: {
        Replacement.METHOD: _("a method of the registry"),
        Replacement.OTHER: _("something that is not in the registry"),
        Replacement.NOTHING: _("nothing"),
    },
    Source: {
        Source.REGION_EDITOR: _("recorded by the region"),
        Source.SURVEY_ANSWER: _("the region’s answer to a survey"),
        Source.PUBLIC_PAGE: _("public source, not confirmed by the region"),
    },
    Fate: {
        Fate.NEW: _("new entry"),
        Fate.UNCHANGED: _("unchanged"),
        Fate.WAITS: _("waits for an earlier row"),
        Fate.ERROR: _("needs mending"),
    },
    Precision: {
        Precision.DAY: _("to the day"),
        Precision.MONTH: _("to the month"),
        Precision.YEAR: _("to the year"),
        Precision.UNKNOWN: _("beginning not known"),
    },
    MismatchKind: {
        MismatchKind.LEAST_BENEFICIAL_IN_USE: _("least beneficial and in use"),
        MismatchKind.GOOD_METHOD_LOST: _("most effective and ended"),
    },
    RedactionKind: REDACTION_WORDS,
    Role: {
        Role.REGION_EDITOR: _("region editor"),
        Role.REVIEWER: _("member of the sparring network"),
        Role.EDITOR: _("editor"),
        Role.OBSERVER: _("observer"),
        Role.ADMINISTRATOR: _("administrator"),
    },
    Link: {Link.COUNTED: _("counted"), Link.DIRECT: _("direct"), Link.INDIRECT: _("indirect")},
    GradeDomain: {
        GradeDomain.RISK_OF_BIAS: _("Risk of bias"),
        GradeDomain.INCONSISTENCY: _("Inconsistency"),
        GradeDomain.INDIRECTNESS: _("Indirectness"),
        GradeDomain.IMPRECISION: _("Imprecision"),
        GradeDomain.PUBLICATION_BIAS: _("Publication bias"),
        GradeDomain.LARGE_EFFECT: _("Large effect"),
        GradeDomain.DOSE_RESPONSE: _("Dose–response"),
        GradeDomain.NOT_DOWNGRADED: _("Not lowered"),
        GradeDomain.RATIONALE: _("Rationale"),
    },
    EvidenceKind: {
        EvidenceKind.REGISTRY_RATING: _("Registry rating"),
        EvidenceKind.SYSTEMATIC_REVIEW: _("Systematic review"),
        EvidenceKind.META_ANALYSIS: _("Meta-analysis"),
        EvidenceKind.RCT: _("Randomised trial"),
        EvidenceKind.QUASI_EXPERIMENTAL: _("Quasi-experimental study"),
        EvidenceKind.OBSERVATIONAL: _("Observational study"),
        EvidenceKind.GUIDELINE: _("Guideline"),
    },
    IndicatorKind: {
        IndicatorKind.PROCESS: _("process indicator"),
        IndicatorKind.OUTCOME: _("outcome indicator"),
    },
    Direction: {
        Direction.HIGHER_IS_BETTER: _("higher is better"),
        Direction.LOWER_IS_BETTER: _("lower is better"),
    },
    TargetGroup: {
        TargetGroup.BABIES_FAMILIES: _("Expectant and baby families"),
        TargetGroup.UNDER_SCHOOL_AGE: _("Children under school age"),
        TargetGroup.SCHOOL_AGE: _("School-age children"),
        TargetGroup.YOUNG_PEOPLE: _("Young people and young adults"),
        TargetGroup.PARENTS: _("Parents"),
        TargetGroup.WORKING_AGE: _("Working-age people"),
        TargetGroup.UNEMPLOYED: _("Unemployed people"),
        TargetGroup.OLDER_PEOPLE: _("Older people"),
        TargetGroup.DISEASE_RISK: _("People at risk of disease"),
        TargetGroup.MENTAL_HEALTH: _("People with mental health symptoms"),
        TargetGroup.SUBSTANCE_USE: _("People who use alcohol or drugs"),
        TargetGroup.MANY_SERVICES: _("People who need many services"),
        TargetGroup.VIOLENCE: _("People who have met or used violence"),
        TargetGroup.PROFESSIONALS: _("Professionals and work communities"),
        TargetGroup.WHOLE_POPULATION: _("The whole population"),
    },
    Setting: {
        Setting.CHILD_HEALTH_CLINIC: _("Child health clinic"),
        Setting.EARLY_EDUCATION: _("Early childhood education"),
        Setting.SCHOOL: _("School or college"),
        Setting.SCHOOL_HEALTH: _("School health and student welfare"),
        Setting.PRIMARY_CARE: _("Primary health care"),
        Setting.HOSPITAL: _("Hospital"),
        Setting.EMERGENCY: _("Emergency care"),
        Setting.MENTAL_HEALTH_SERVICES: _("Mental health and substance use services"),
        Setting.SOCIAL_SERVICES: _("Social services"),
        Setting.EMPLOYMENT_SERVICES: _("Employment services"),
        Setting.WORKPLACE: _("Workplace and occupational health"),
        Setting.YOUTH_WORK: _("Youth work"),
        Setting.HOME: _("Home and home care"),
        Setting.RESIDENTIAL_CARE: _("Round-the-clock care"),
        Setting.MUNICIPALITY: _("Municipal services and sport"),
        Setting.NGO: _("Organisations"),
        Setting.ONLINE: _("Online and telephone"),
        Setting.JUSTICE: _("Police and justice"),
        Setting.COMMUNITY: _("Community, shops and traffic"),
        Setting.MEDIA: _("Media"),
    },
    Tidier: {
        Tidier.NAME: _("Name"),
        Tidier.WHY: _("Why"),
        Tidier.MATERIALS: _("Materials"),
        Tidier.PROCEDURES: _("What is done"),
        Tidier.PROVIDER: _("Who does it"),
        Tidier.MODE: _("How"),
        Tidier.PLACE: _("Where"),
        Tidier.DOSE: _("How much"),
        Tidier.TAILORING: _("Tailoring"),
        Tidier.FIDELITY: _("Keeping quality"),
    },
    CostKind: {
        CostKind.START_UP: _("Start-up"),
        CostKind.YEARLY: _("Yearly"),
        CostKind.PER_PARTICIPANT: _("Per participant"),
        CostKind.OTHER: _("Cost"),
    },
    Sort: {
        Sort.RELEVANCE: _("relevance"),
        Sort.RATING: _("class"),
        Sort.NAME: _("name"),
        Sort.NEWEST: _("newest"),
    },
    **REVIEW_LABELS,
    **PROPOSAL_LABELS,
    **EXPERIENCE_LABELS,
    **SUPPORT_LABELS,
    **WEBINAR_LABELS,
    **SURVEY_LABELS,
}
ROLE_WORK: Final[dict[Role, str]] = {
    Role.REGION_EDITOR: _("Records what one region uses and gives up."),
    Role.REVIEWER: _("Reviews methods in the network."),
    Role.EDITOR: _("Looks after methods and sees the observations of all regions."),
    Role.OBSERVER: _("Reads what members see and changes nothing."),
    Role.ADMINISTRATOR: _("Looks after people, roles and mail."),
}
INDEXED: Final = (TargetGroup, Setting)
IN_SHEETS: Final[tuple[type[StrEnum], ...]] = (Status, ExitHow, ExitWhy, Replacement, Source, Precision)


def label(value: StrEnum) -> str:
    """The words for a value in the language of the request."""
    return gettext(WORDS[type(value)][value])


def role_work(role: Role) -> str:
    """What somebody in a role does here."""
    return gettext(ROLE_WORK[role])


def class_short(letter: RatingClass) -> str:
    """The short word of a class, for column heads and facets."""
    return gettext(CLASS_SHORT[letter])


def indexed_words() -> dict[str, dict[str, str]]:
    """The words of target groups and settings in all languages, by value: what a search may be typed in."""
    return {value: in_all_languages(word) for kind in INDEXED for value, word in WORDS[kind].items()}


def sheet_words() -> dict[type[StrEnum], dict[str, dict[str, str]]]:
    """The words of the ledger's values in all languages, by kind and value: what a spreadsheet holds and may be filled with."""
    return {kind: {value.value: in_all_languages(word) for value, word in WORDS[kind].items()} for kind in IN_SHEETS}


def capital(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]
