"""The forms of an editor's work with the panel: a round, invitations, more time, what reviewers bring, a decision, the owner's reply."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, Final

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField

from registry.domain import dates
from registry.domain.models import Method
from registry.domain.results import Result
from registry.domain.statuses import Precision
from registry.web.forms.base import BaseForm

PHASE_DAYS: Final = 14
AXES: Final = ("effect", "size", "certainty", "departs")


class RoundForm(BaseForm):
    """What a round asks, and until when."""

    outcomes = SelectMultipleField(validate_choice=False)
    indicators = SelectMultipleField(validate_choice=False)
    question = StringField()
    statutory = SelectMultipleField(validate_choice=False)
    proposing_region = SelectField(validate_choice=False)
    round_1_until = StringField()
    round_2_until = StringField()

    def typed(self) -> dict[str, Any]:
        """What was typed, as the domain reads it."""
        lists = {name: self._fields[name].data or [] for name in ("outcomes", "indicators", "statutory")}
        texts = ("question", "proposing_region", "round_1_until", "round_2_until")
        return lists | {name: self._fields[name].data or "" for name in texts}


def blank(method: Method, question: str, today: date) -> dict[str, object]:
    """What a new round begins with: everything asked, two weeks for each phase."""
    return {
        "outcomes": [outcome.id for outcome in method.outcomes],
        "indicators": list(dict.fromkeys(link.indicator_code for link in method.links)),
        "question": question,
        "round_1_until": _day(today + timedelta(days=PHASE_DAYS)),
        "round_2_until": _day(today + timedelta(days=2 * PHASE_DAYS)),
    }


def _day(value: date) -> str:
    return dates.written(value, Precision.DAY)


class InvitationForm(BaseForm):
    """Whom to invite into a round."""

    reviewers = SelectMultipleField(validate_choice=False)

    def person_ids(self) -> list[int]:
        """The chosen reviewers; what is no number is nobody's."""
        return [int(typed) if typed.isdecimal() and len(typed) < 10 else 0 for typed in self.reviewers.data or ()]


class ExtensionForm(BaseForm):
    """Until when the open phase lasts."""

    until = StringField()


class MoveForm(BaseForm):
    """Where to a round is moved; what is wrong with that is told above the page, for there is no field to see."""

    to = HiddenField()


class ProfileForm(BaseForm):
    """What a reviewer brings, and where they work."""

    background = StringField()
    region = SelectField(validate_choice=False)


class ReplyForm(BaseForm):
    """What the owner of a method replied."""

    reply = StringField()


class DecisionForm(BaseForm):
    """What is decided: fields of each outcome are added by `decision_form`."""

    cause = StringField()
    valid_until = StringField()

    def typed(self) -> dict[str, str]:
        """What was typed, as the domain reads it."""
        return {name: str(field.data or "") for name, field in self._fields.items() if name != "csrf_token"}


def decision_form(outcomes: Collection[str], data: Mapping[str, object]) -> DecisionForm:
    """The form of a decision with the axes and the reason for each of `outcomes`."""
    fields = {f"{name}_{key}": StringField() for key in outcomes for name in AXES}
    made: type[DecisionForm] = type("DecisionForm", (DecisionForm,), fields)
    return made(data)


def as_the_panel(results: Collection[Result], cause: str) -> dict[str, object]:
    """What a decision begins with: what the votes came to."""
    data: dict[str, object] = {"cause": cause}
    for result in results:
        if result.outcome is not None:
            axes = {"effect": result.outcome.effect, "size": result.outcome.size, "certainty": result.outcome.certainty}
            data |= {f"{name}_{result.item.outcome_id}": value.value if value else "" for name, value in axes.items()}
    return data
