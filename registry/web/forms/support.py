"""The forms of support: what a region asks, a note, the end, the steps."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectMultipleField, StringField

from registry.domain import checklists
from registry.domain.models import SupportStep
from registry.domain.support_input import StepInput
from registry.domain.support_terms import Direction
from registry.web.forms.base import BaseForm, number_in


class Typed(BaseForm):
    """A form whose fields the domain reads as texts."""

    def typed(self) -> dict[str, str]:
        """What was typed, as the domain reads it."""
        return {name: str(field.data or "") for name, field in self._fields.items() if name != "csrf_token"}


class AskForm(Typed):
    """What a region asks for."""

    direction = StringField()
    wish = StringField()


class NoteForm(Typed):
    """A note and its day."""

    held_on = StringField()
    note = StringField()


class TickForm(BaseForm):
    """Ticks of steps: those that the page showed, and those that there are now."""

    shown = SelectMultipleField(validate_choice=False)
    ticked = SelectMultipleField(validate_choice=False)

    def before(self) -> set[int]:
        """The steps that were ticked off on the page."""
        return {number_in(one, 0) for one in self.shown.data or ()}

    def after(self) -> set[int]:
        """The steps that are to be ticked off."""
        return {number_in(one, 0) for one in self.ticked.data or ()}

    def is_ticked(self, step: SupportStep) -> bool:
        """Whether a step has a tick on the page: as it was sent where it was changed there, otherwise as it is kept."""
        if step.id in self.before() ^ self.after():
            return step.id in self.after()
        return step.done_at is not None


class VersionForm(Typed):
    """A change of a request as it was seen; what is wrong is told above the page."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version as a number; one that is none fits nothing, so that it is a conflict and never an overwriting."""
        return number_in(self.version.data, -1)


class EndForm(VersionForm):
    """How and why a request ends."""

    outcome = StringField()
    ended_because = StringField()


class StepsForm(VersionForm):
    """A field for each phase, a step a line; `steps_form` adds them."""

    def take(self, data: dict[str, Any]) -> None:
        """Put other texts into the fields."""
        for name, text in data.items():
            self._fields[name].data = text


def steps_form(direction: Direction, steps: Sequence[StepInput], version: int) -> StepsForm:
    """The form of a checklist, filled with `steps` where nothing was sent."""
    data = written(direction, steps)
    made: type[StepsForm] = type("StepsForm", (StepsForm,), {name: StringField() for name in data})
    return made(data | {"version": str(version)})


def written(direction: Direction, steps: Sequence[StepInput]) -> dict[str, str]:
    """Steps as they are typed, by the name of their field."""
    return {f"steps_{phase}": "\n".join(texts) for phase, texts in checklists.by_phase(direction, steps).items()}
