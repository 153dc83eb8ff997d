"""The forms of an experience report: what a region writes, and why it takes a report back."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, SelectMultipleField, StringField

from registry.domain.experience_input import CHOICES, NUMBERS, WORDS
from registry.domain.models import ExperienceReport
from registry.web.forms.base import BaseForm, number_in


class ReportForm(BaseForm):
    """A report as it is written. `version` is the one that the page showed; the fields come from `experience_input`."""

    version = HiddenField()

    reach = StringField()
    reach_numerator = StringField()
    reach_denominator = StringField()
    effectiveness = StringField()
    adoption = StringField()
    implementation = StringField()
    hours = StringField()
    maintenance = StringField()
    changed = StringField()
    planned = StringField()
    core_kept = StringField()
    helped = SelectMultipleField(validate_choice=False)
    helped_note = StringField()
    cost = StringField()
    cost_amount = StringField()
    cost_year = StringField()
    cost_source = StringField()
    again = StringField()
    again_why = StringField()

    def typed(self) -> dict[str, Any]:
        """What was typed, by field."""
        return {name: self.data.get(name) for name in (*WORDS, *NUMBERS, *CHOICES, "helped")}

    @property
    def seen(self) -> int:
        """The version as a number; one that is none fits no report, so that it is a conflict and never an overwriting."""
        return number_in(self.version.data, -1)


class WithdrawalForm(BaseForm):
    """Why a report is taken back."""

    reason = StringField()
    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version as a number; -1 fits none."""
        return number_in(self.version.data, -1)


def of_report(report: ExperienceReport | None) -> dict[str, Any]:
    """What the form begins with: the report as it is kept, or nothing."""
    if report is None:
        return {"version": "0"}
    return shown(report.answers) | {"version": str(report.version)}


def shown(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as fields show them."""
    return {name: value if name == "helped" else str(value) for name, value in answers.items()}
