"""The words of an experience report: RE-AIM, three fields of FRAME, the nine groups of ERIC, and whether one would do it again."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a report is: a draft of its region, public, or taken back by the region with a reason."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ReAim(StrEnum):
    """The five dimensions of RE-AIM (Glasgow 1999); all optional."""

    REACH = "reach"
    EFFECTIVENESS = "effectiveness"
    ADOPTION = "adoption"
    IMPLEMENTATION = "implementation"
    MAINTENANCE = "maintenance"


class Eric(StrEnum):
    """The nine groups of implementation strategies (ERIC; Waltz 2015): what helped."""

    EVALUATIVE = "evaluative"
    INTERACTIVE_ASSISTANCE = "interactive_assistance"
    ADAPT = "adapt"
    STAKEHOLDERS = "stakeholders"
    TRAIN = "train"
    SUPPORT_CLINICIANS = "support_clinicians"
    ENGAGE_CONSUMERS = "engage_consumers"
    FINANCIAL = "financial"
    INFRASTRUCTURE = "infrastructure"


class Planned(StrEnum):
    """Whether a change to the method was planned (FRAME)."""

    PLANNED = "planned"
    REACTIVE = "reactive"


class CoreKept(StrEnum):
    """Whether the core elements of the method were kept in the change (FRAME: consistent with fidelity)."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


class Again(StrEnum):
    """Would you do it again?"""

    YES = "yes"
    WITH_CHANGES = "with_changes"
    NO = "no"
