"""The words for the vocabulary of experience reports (see labels.py): states, RE-AIM, ERIC, FRAME, would one do it again."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.experience_terms import Again, CoreKept, Eric, Planned, ReAim, ReportState
from registry.web.i18n import mark as _

EXPERIENCE_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    ReportState: {
        ReportState.DRAFT: _("a draft"),
        ReportState.PUBLISHED: _("public"),
        ReportState.WITHDRAWN: _("taken back"),
    },
    ReAim: {
        ReAim.REACH: _("Whom it reached"),
        ReAim.EFFECTIVENESS: _("What changed for people"),
        ReAim.ADOPTION: _("Who took it into their work"),
        ReAim.IMPLEMENTATION: _("How it was carried out"),
        ReAim.MAINTENANCE: _("Whether it lasted"),
    },
    Eric: {
        Eric.EVALUATIVE: _("following up and improving step by step"),
        Eric.INTERACTIVE_ASSISTANCE: _("support and guidance during the work"),
        Eric.ADAPT: _("fitting it to local conditions"),
        Eric.STAKEHOLDERS: _("cooperation of those concerned"),
        Eric.TRAIN: _("training and materials"),
        Eric.SUPPORT_CLINICIANS: _("easing the work of professionals"),
        Eric.ENGAGE_CONSUMERS: _("involving clients"),
        Eric.FINANCIAL: _("money and incentives"),
        Eric.INFRASTRUCTURE: _("changed structures, premises or systems"),
    },
    Planned: {
        Planned.PLANNED: _("planned beforehand"),
        Planned.REACTIVE: _("in response to what came up"),
    },
    CoreKept: {
        CoreKept.KEPT: _("yes"),
        CoreKept.PARTLY: _("in part"),
        CoreKept.NOT_KEPT: _("no"),
    },
    Again: {
        Again.YES: _("yes"),
        Again.WITH_CHANGES: _("yes, with changes"),
        Again.NO: _("no"),
    },
}
