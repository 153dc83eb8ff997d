"""The words for the vocabulary of proposals (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.proposal_terms import ProposalKind, ProposalSource, ProposalStatus
from registry.web.i18n import mark as _

PROPOSAL_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    ProposalKind: {
        ProposalKind.NEW_METHOD: _("new method"),
        ProposalKind.METHOD_CHANGE: _("change to a method"),
        ProposalKind.INDICATOR_CHANGE: _("change to an indicator"),
        ProposalKind.COEFFICIENT_CHANGE: _("change to the coefficient"),
        ProposalKind.NEED: _("need without a method"),
        ProposalKind.STOP_METHOD: _("giving a method up"),
    },
    ProposalSource: {
        ProposalSource.STAFF: _("logged by the staff"),
        ProposalSource.REGION: _("from a region"),
        ProposalSource.REVIEWER: _("from the sparring network"),
        ProposalSource.SURVEY: _("from the HYTE status survey"),
    },
    ProposalStatus: {
        ProposalStatus.RECEIVED: _("received"),
        ProposalStatus.UNDER_REVIEW: _("under review"),
        ProposalStatus.ACCEPTED: _("accepted"),
        ProposalStatus.DECLINED: _("not taken forward"),
        ProposalStatus.IN_PROGRESS: _("in progress"),
        ProposalStatus.DONE: _("done"),
    },
}
