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
from registry.domain.models.experience import ExperienceReport, ExperienceVersion
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
from registry.domain.models.proposals import (
    Proposal,
    ProposalAttachment,
    ProposalComment,
    ProposalStep,
    ProposalSupporter,
)
from registry.domain.models.recommendations import NationalRecommendation
from registry.domain.models.regions import Region
from registry.domain.models.reviewing import Ballot, ReviewerProfile, ReviewRound, RoundItem, RoundReviewer
from registry.domain.models.saved_versions import SavedVersion
from registry.domain.models.support import SupportChecklist, SupportNote, SupportRequest, SupportStep
from registry.domain.models.surveys import (
    SurveyAnswer,
    SurveyAnswerVersion,
    SurveyHandling,
    SurveyRound,
    SurveySubmission,
)
from registry.domain.models.webinars import Webinar

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
    "ExperienceReport",
    "ExperienceVersion",
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
    "NationalRecommendation",
    "Outcome",
    "OwnerReply",
    "Page",
    "PasswordReset",
    "Person",
    "Proposal",
    "ProposalAttachment",
    "ProposalComment",
    "ProposalStep",
    "ProposalSupporter",
    "Recommendation",
    "Redaction",
    "Region",
    "RegionContact",
    "ReviewRound",
    "ReviewerProfile",
    "RoleGrant",
    "RoundItem",
    "RoundReviewer",
    "SavedVersion",
    "SignInAttempt",
    "SignedIn",
    "SupportChecklist",
    "SupportNote",
    "SupportRequest",
    "SupportStep",
    "SurveyAnswer",
    "SurveyAnswerVersion",
    "SurveyHandling",
    "SurveyRound",
    "SurveySubmission",
    "Theme",
    "Webinar",
]
