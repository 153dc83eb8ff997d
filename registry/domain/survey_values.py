"""One answer of the survey as a value: what may stand in it by the kind of its question, when a question counts as answered, and its words.

Half-written answers are kept: nothing that somebody typed is refused for being unfinished. An emptied answer is `{}`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from registry.domain.errors import Invalid, InvalidInput
from registry.domain.proposal_terms import ProposalKind
from registry.domain.survey_definition import LEVELS, Question, Slot
from registry.domain.survey_terms import QuestionKind

Value = dict[str, Any]
LONGEST: Final = 4000
LONGEST_TITLE: Final = 200
MOST_CHOICES: Final = 60
MOST_METHODS: Final = 60
MOST_PROPOSALS: Final = 20
FIELDS: Final[dict[QuestionKind, tuple[str, ...]]] = {
    QuestionKind.CHOICE: ("choice",),
    QuestionKind.CHOICES: ("choices",),
    QuestionKind.TEXT: ("text",),
    QuestionKind.MATURITY: ("level", "text"),
    QuestionKind.METHODS: ("methods", "text"),
    QuestionKind.PROPOSALS: ("proposals",),
}
"""What stands in the answer to each kind of question."""
ENOUGH: Final[dict[QuestionKind, tuple[str, ...]]] = FIELDS | {QuestionKind.MATURITY: ("level",)}
"""Which of them makes it an answer: any of these."""


def name_of(slot: Slot) -> str:
    """What a place for an answer is called in a form and in problems: `kypsyys_P1`, or the question alone."""
    question, code = slot
    return f"{question}_{code}" if code else question


def read_value(question: Question, code: str, given: Mapping[str, Any], methods: Collection[str]) -> Value:
    """An answer in its one form, without what is empty; `methods` are the ids that may be named.

    Raises InvalidInput(name_of(slot), not_asked | not_a_choice | too_long | too_many_named | not_a_text).
    """
    reader = _Reader(name_of((question.id, code)), question, methods)
    return reader.read(given)


def is_answered(question: Question, value: Mapping[str, Any] | None) -> bool:
    """Whether a value answers its question: a text beside a level that is not chosen does not."""
    return any((value or {}).get(name) not in (None, "", [], ()) for name in ENOUGH[question.kind])


def words_of(value: Mapping[str, Any]) -> str:
    """The free text of an answer: what a search reads."""
    parts = [str(value.get("text", ""))]
    parts += [f"{one.get('title', '')}\n{one.get('text', '')}" for one in value.get("proposals", ())]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def lacking_in(question: Question, code: str, value: Mapping[str, Any]) -> list[Invalid]:
    """What keeps a half-written answer from being handed in: a proposal needs its title and its kind."""
    name = name_of((question.id, code))
    if any(not one.get("title") or not one.get("kind") for one in value.get("proposals", ())):
        return [Invalid(name, "proposal_unfinished")]
    return []


class _Reader:
    """Reads one answer, and keeps what is wrong in it."""

    def __init__(self, name: str, question: Question, methods: Collection[str]) -> None:
        self._name, self._question, self._methods = name, question, methods
        self._problems: list[Invalid] = []

    def read(self, given: Mapping[str, Any]) -> Value:
        asked = FIELDS[self._question.kind]
        if any(name not in asked for name in given):
            self._wrong("not_asked")
        readers: dict[str, Callable[[Any], Any]] = {
            "choice": self._choice,
            "choices": self._choices,
            "text": self._text,
            "level": self._level,
            "methods": self._chosen_methods,
            "proposals": self._proposals,
        }
        value = {name: readers[name](given[name]) for name in asked if given.get(name) not in (None, "", [], ())}
        if self._problems:
            raise InvalidInput(self._problems)
        return {name: one for name, one in value.items() if one not in (None, "", [])}

    def _wrong(self, code: str, **values: object) -> None:
        self._problems.append(Invalid(self._name, code, **values))

    def _choice(self, typed: Any) -> str:
        return next(iter(self._among([typed], [one.id for one in self._question.options])), "")

    def _choices(self, typed: Any) -> list[str]:
        return self._among(typed, [one.id for one in self._question.options])

    def _among(self, typed: Any, known: Sequence[str]) -> list[str]:
        """What was chosen, in the order of what may be."""
        chosen = typed if isinstance(typed, list | tuple) else [typed]
        if len(chosen) > MOST_CHOICES:
            self._wrong("too_many_named", most=MOST_CHOICES)
            return []
        for one in chosen:
            if one not in known:
                self._wrong("not_a_choice", typed=str(one))
        return [one for one in known if one in chosen]

    def _level(self, typed: Any) -> int | None:
        level = int(typed) if str(typed).isdecimal() and len(str(typed)) == 1 else -1
        if isinstance(typed, bool) or level not in range(LEVELS):
            self._wrong("not_a_choice", typed=str(typed))
            return None
        return level

    def _chosen_methods(self, typed: Any) -> list[str]:
        chosen = list(dict.fromkeys(typed)) if isinstance(typed, list | tuple) and _all_text(typed) else [str(typed)]
        if len(chosen) > MOST_METHODS:
            self._wrong("too_many_named", most=MOST_METHODS)
            return []
        for one in chosen:
            if one not in self._methods:
                self._wrong("not_a_choice", typed=one)
        return sorted(chosen)

    def _text(self, typed: Any, longest: int = LONGEST) -> str:
        if not isinstance(typed, str):
            self._wrong("not_a_text")
            return ""
        text = typed.replace("\0", "").replace("\r\n", "\n").strip()
        if len(text) > longest:
            self._wrong("too_long", most=longest, length=len(text))
        return text

    def _proposals(self, typed: Any) -> list[dict[str, str]]:
        if not isinstance(typed, list | tuple) or not all(isinstance(one, Mapping) for one in typed):
            self._wrong("not_a_text")
            return []
        if len(typed) > MOST_PROPOSALS:
            self._wrong("too_many_named", most=MOST_PROPOSALS)
            return []
        read = [self._proposal(one) for one in typed]
        return [one for one in read if one.get("title") or one.get("text")]

    def _proposal(self, typed: Mapping[str, Any]) -> dict[str, str]:
        if any(name not in ("kind", "title", "text") for name in typed):
            self._wrong("not_asked")
        kind = typed.get("kind") or ""
        if kind and kind not in list(ProposalKind):
            self._wrong("not_a_choice", typed=str(kind))
        title = self._text(typed.get("title") or "", LONGEST_TITLE)
        one = {"kind": str(kind), "title": title, "text": self._text(typed.get("text") or "")}
        return {name: text for name, text in one.items() if text}


def _all_text(typed: Sequence[Any]) -> bool:
    return all(isinstance(one, str) for one in typed)
