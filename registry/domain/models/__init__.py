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

__all__ = [
    "AdoptionConfirmation",
    "AdoptionEntry",
    "AdoptionSpan",
    "CatalogueVersion",
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
    "MismatchAnswer",
    "Outcome",
    "Page",
    "PasswordReset",
    "Person",
    "Redaction",
    "Region",
    "RegionContact",
    "RoleGrant",
    "SignInAttempt",
    "SignedIn",
    "Theme",
]
