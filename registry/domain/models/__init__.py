"""The tables, one file a feature."""

from registry.domain.models.accounts import (
    Invitation,
    Mail,
    PasswordReset,
    Person,
    RoleGrant,
    SignedIn,
    SignInAttempt,
)
from registry.domain.models.adoption import (
    AdoptionConfirmation,
    AdoptionEntry,
    AdoptionSpan,
    MismatchAnswer,
    RegionContact,
)
from registry.domain.models.decisions import Appeal, Decision, MethodRevision, OwnerReply, Recommendation
from registry.domain.models.history import (
    CatalogueVersion,
    EmptySearch,
    Event,
    ImportedFile,
    IndexOutbox,
    Installation,
    Redaction,
)
from registry.domain.models.indicators import Indicator, Theme
from registry.domain.models.methods import EvidenceItem, IndicatorLink, Method, Outcome
from registry.domain.models.pages import GlossaryTerm, Page
from registry.domain.models.regions import Region
from registry.domain.models.reviewing import Ballot, ReviewerProfile, ReviewRound, RoundItem, RoundReviewer

__all__ = [
    "AdoptionConfirmation",
    "AdoptionEntry",
    "AdoptionSpan",
    "Appeal",
    "Ballot",
    "CatalogueVersion",
    "Decision",
    "EmptySearch",
    "Event",
    "EvidenceItem",
    "GlossaryTerm",
    "ImportedFile",
    "IndexOutbox",
    "Indicator",
    "IndicatorLink",
    "Installation",
    "Invitation",
    "Mail",
    "Method",
    "MethodRevision",
    "MismatchAnswer",
    "Outcome",
    "OwnerReply",
    "Page",
    "PasswordReset",
    "Person",
    "Recommendation",
    "Redaction",
    "Region",
    "RegionContact",
    "ReviewRound",
    "ReviewerProfile",
    "RoleGrant",
    "RoundItem",
    "RoundReviewer",
    "SignInAttempt",
    "SignedIn",
    "Theme",
]
