"""The forms of the survey: a section of answers as it was typed, handing in, and what staff do with a round.

The fields of an answer are called by its place: `kypsyys_P1.level`, `kypsyys_P1.text`, `kypsyys_P1.version`. What was typed goes to the domain
as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from flask import request
from wtforms import HiddenField, StringField

from registry.domain.models.base import Texts
from registry.domain.survey_answers import Typed
from registry.domain.survey_definition import Question, Slot
from registry.domain.survey_terms import QuestionKind
from registry.domain.survey_values import FIELDS, MOST_PROPOSALS, name_of
from registry.web.forms.base import BaseForm, number_in

PARTS_OF_PROPOSAL: Final = ("kind", "title", "text")


class SectionForm(BaseForm):
    """One section. `wrong` has what could not be saved, by the name of the place."""

    wrong: Mapping[str, Sequence[str]] = {}

    @property
    def problems(self) -> list[tuple[str | None, str]]:
        """What is wrong: the form's own, then that of each place."""
        return [*super().problems, *((name, words) for name, said in self.wrong.items() for words in said)]


class HandInForm(BaseForm):
    """Handing in; nothing but the token."""


class RoundForm(BaseForm):
    """A new round: which definition, from when until when."""

    definition = StringField()
    opens_on = StringField()
    closes_on = StringField()


class UntilForm(BaseForm):
    """Another last day. `version` is the round that was seen."""

    until = StringField()
    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version as a number; -1 fits none."""
        return number_in(self.version.data, -1)


class BackForm(BaseForm):
    """Why answers are given back."""

    why = StringField()


def typed(slots: Mapping[Slot, Question], methods: Mapping[str, Texts]) -> dict[Slot, Typed]:
    """What the sent form has of these places; a place that is not in it is left out. `methods` are names by id."""
    found = {}
    for slot, question in slots.items():
        name = name_of(slot)
        if f"{name}.version" in request.form:
            version = number_in(request.form[f"{name}.version"], -1)
            found[slot] = Typed(_value(question, name, methods), version)
    return found


def _value(question: Question, name: str, methods: Mapping[str, Texts]) -> dict[str, Any]:
    readers: dict[str, Callable[[], Any]] = {
        "choices": lambda: request.form.getlist(f"{name}.choices"),
        "methods": lambda: [*request.form.getlist(f"{name}.methods"), *_added(name, methods)],
        "proposals": lambda: _proposals(name),
    }
    return {
        part: readers[part]() if part in readers else request.form.get(f"{name}.{part}", "")
        for part in FIELDS[question.kind]
    }


def _added(name: str, methods: Mapping[str, Texts]) -> list[str]:
    """The method whose name was typed into the search field; what is no method goes to the domain as it is, to be refused there."""
    words = request.form.get(f"{name}.add", "").strip()
    wanted = words.casefold()
    known = (key for key, names in methods.items() if wanted in {key, *(one.casefold() for one in names.values())})
    return [next(known, words)] if words else []


def _proposals(name: str) -> list[dict[str, str]]:
    rows = ({part: request.form.get(f"{name}.{part}.{n}", "") for part in PARTS_OF_PROPOSAL} for n in _numbers(name))
    return [row for row in rows if row["title"].strip() or row["text"].strip()]


def _numbers(name: str) -> range:
    return range(sum(key.startswith(f"{name}.title.") for key in request.form) and MOST_PROPOSALS + 5)


def shown_rows(question: Question, value: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows of proposals that a form has: those that are there, and an empty one."""
    if question.kind is not QuestionKind.PROPOSALS:
        return []
    return [*value.get("proposals", ()), {}]
