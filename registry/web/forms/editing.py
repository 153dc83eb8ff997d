"""The forms of an editor: a method whole, its state, and bringing a revision back."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask import request
from wtforms import HiddenField, StringField

from registry.domain.errors import Invalid
from registry.domain.method_input import MethodInput
from registry.web.forms import editing_tree as tree
from registry.web.forms.base import BaseForm, number_in
from registry.web.forms.editing_nodes import Drawing, Node, Options, draw
from registry.web.forms.editing_spec import CHAPTERS, FIELDS, NEW, Chapter
from registry.web.forms.editing_tree import Field
from registry.web.problems import words_of


class VersionedForm(BaseForm):
    """A form about the revision that the editor had before them."""

    version = HiddenField()
    selite = StringField(filters=[lambda typed: tree.clean(typed or "")])
    """What was changed and why: the summary of the revision. A method has a summary of its own, so the field has another name."""

    @property
    def seen(self) -> int:
        """The revision that the editor had before them."""
        return number_in(self.version.data, 0)

    @property
    def why(self) -> str:
        """What the editor says of the change."""
        return self.selite.data or ""

    def refuse(self, problems: Iterable[Invalid]) -> None:
        """Put what the domain would not take at its fields."""
        own = {"summary": "selite"}
        super().refuse(Invalid(own.get(one.field, one.field), one.code, **one.values) for one in problems)


class StateForm(VersionedForm):
    """Publishing, retiring or taking back."""

    state = StringField()


class RestoreForm(VersionedForm):
    """Bringing a revision back."""

    number = HiddenField()

    @property
    def wanted(self) -> int:
        """Which revision is brought back."""
        return number_in(self.number.data, 0)


class MethodForm(VersionedForm):
    """A whole method. `problems` and `refuse` know its parts by the paths of their fields."""

    PREVIEW: ClassVar = "esikatsele"
    ADD: ClassVar = "lisaa"
    BACK: ClassVar = "jatka"

    def __init__(
        self, given: MethodInput | None = None, version: int = 0, *, is_new: bool = False, **more: Any
    ) -> None:
        """The form of a method as it is saved, or of none; or as it was sent, where it was."""
        super().__init__({"version": str(version)}, **more)
        self.fields: tuple[Field, ...] = (NEW, *FIELDS) if is_new else FIELDS
        self.is_new = is_new
        self.wrong: dict[str, list[str]] = {}
        self.added = ""
        if request.method == "POST" and more.get("sent_here", True):
            self.sent = tree.sent(self.fields, request.form)
        else:
            self.sent = tree.Sent(
                tree.typed_of(self.fields, given.model_dump(mode="json", by_alias=True) if given else {})
            )

    @property
    def typed(self) -> tree.Typed:
        """What was typed."""
        return self.sent.typed

    def values(self, before: MethodInput | None) -> dict[str, Any]:
        """What was typed, for the domain to judge. What is chosen of a list keeps the order that it has in the method as it is saved."""
        found = tree.values(self.fields, self.typed)
        for one in self.fields:
            if before and isinstance(one, tree.Leaf) and one.kind == "choices":
                known = [str(value) for value in getattr(before, one.key)]
                kept = [value for value in known if value in found[one.key]]
                found[one.key] = kept + [value for value in found[one.key] if value not in kept]
        return found

    def take(self, plain: Mapping[str, Any]) -> None:
        """Fill the form with other values than were sent."""
        self.sent = tree.Sent(tree.typed_of(self.fields, plain), self.sent.empty)

    def add_row(self) -> str | None:
        """One more empty row of the list whose button was pressed; its name, None where no such button was."""
        name = request.form.get(self.ADD, "")
        if name not in set(tree.places(self.fields, self.typed)):
            return None
        self.sent.empty[name] = self.sent.empty.get(name, 0) + 1
        self.added = name
        return name

    def refuse(self, problems: Iterable[Invalid]) -> None:
        """Put what the domain would not take at its field, or at the nearest part around it."""
        known = set(tree.places(self.fields, self.typed)) - {"summary"}
        for problem in problems:
            place = problem.field
            while place and place not in known:
                place = place.rpartition("-")[0]
            if place:
                self.wrong.setdefault(place, []).append(words_of(problem))
            else:
                super().refuse([problem])

    @property
    def problems(self) -> list[tuple[str | None, str]]:
        """What is wrong, in the order of the page."""
        order = [place for place in tree.places(self.fields, self.typed) if place in self.wrong]
        inner = [(place, words) for place in order for words in self.wrong[place]]
        return [*super().problems, *inner] if not self.selite.errors else [*inner, *super().problems]

    def chapters(self, choices: Mapping[str, Options]) -> list[tuple[Chapter, list[Node]]]:
        """The form as it is drawn: its chapters with their nodes."""
        errors = {place: tuple(words) for place, words in self.wrong.items()}
        drawing = Drawing(errors, self.sent.empty, choices, self.added)
        first = (NEW,) if self.is_new else ()
        return [
            (chapter, draw((*(first if number == 0 else ()), *chapter.fields), self.typed, drawing))
            for number, chapter in enumerate(CHAPTERS)
        ]

    def outcome_ids(self) -> list[tuple[str, str]]:
        """The outcomes as they are typed just now, to be pointed to."""
        rows = self.typed.get("outcomes", [])
        return [(row["id"].strip(), row["name"].get("fi", "")) for row in rows if row.get("id", "").strip()]

    def as_sent(self) -> list[tuple[str, str]]:
        """All that was sent, to be sent again after a look at the preview."""
        own = {"csrf_token", self.PREVIEW, self.ADD, self.BACK}
        sent = request.form.items(multi=True)
        return [(tree.clean(name), tree.clean(value)) for name, value in sent if name not in own]
