"""The words for what an administrator can take out of the record (see labels.py)."""

from collections.abc import Mapping
from typing import Final

from registry.domain.redactable import RedactionKind
from registry.web.i18n import mark as _

REDACTION_WORDS: Final[Mapping[RedactionKind, str]] = {
    RedactionKind.ADOPTION_NOTE: _("note of an entry"),
    RedactionKind.MISMATCH_ANSWER: _("answer to an observation"),
    RedactionKind.INTEREST_NOTE: _("what a reviewer wrote of their interests"),
    RedactionKind.BALLOT_REASONS: _("reasons of a ballot"),
    RedactionKind.BALLOT_COMMENT: _("comment of a ballot"),
    RedactionKind.DEPARTURE: _("reason for departing from the panel"),
    RedactionKind.OWNER_REPLY: _("reply of an owner"),
    RedactionKind.APPEAL_WHO: _("who asked for a new look"),
    RedactionKind.APPEAL_GROUNDS: _("grounds of a request for a new look"),
    RedactionKind.APPEAL_ANSWER: _("answer to a request for a new look"),
    RedactionKind.SUPPORT_WISH: _("wish of a request for support"),
    RedactionKind.SUPPORT_NOTE: _("note of a request for support"),
    RedactionKind.SUPPORT_STEP: _("step of a request for support"),
    RedactionKind.SUPPORT_END: _("why a request for support ended"),
    RedactionKind.EXPERIENCE: _("texts of an experience report"),
    RedactionKind.PROPOSAL_TITLE: _("title of a proposal"),
    RedactionKind.PROPOSAL_TEXT: _("text of a proposal"),
    RedactionKind.PROPOSAL_SOURCE: _("where a proposal came from"),
    RedactionKind.PROPOSAL_ANSWER: _("answer to a proposal"),
    RedactionKind.PROPOSAL_COMMENT: _("comment on a proposal"),
    RedactionKind.PROPOSAL_FILE: _("file of a proposal"),
    RedactionKind.SURVEY_ANSWER: _("answer to the survey"),
    RedactionKind.SURVEY_BACK: _("why answers to the survey were given back"),
    RedactionKind.PERSON: _("person"),
}
