"""The answers of a survey in words: what stands in a value, a line a thing. For what was answered last time, by somebody else, or for good."""

from collections.abc import Iterator, Mapping
from typing import Any

from registry.domain.models.base import Texts
from registry.domain.proposal_terms import ProposalKind
from registry.domain.survey_definition import Question
from registry.domain.survey_terms import QuestionKind
from registry.web.labels import label
from registry.web.rendering import local


def lines(question: Question, value: Mapping[str, Any], methods: Mapping[str, Texts]) -> list[str]:
    """A value as lines of text; none where nothing is answered. `methods` are names by id."""
    found = list(_chosen(question, value, methods))
    if text := value.get("text"):
        found.append(str(text))
    return found


def level_of(question: Question, value: Mapping[str, Any]) -> str:
    """The level that was chosen with its name, “2 Agreed”; nothing where none was."""
    known = {one.level: one for one in question.levels}
    level = known.get(value.get("level", -1))
    return f"{level.level} {local(level.name)}" if level else ""


def _chosen(question: Question, value: Mapping[str, Any], methods: Mapping[str, Texts]) -> Iterator[str]:
    options = {one.id: local(one.text) for one in question.options}
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            chosen = value.get("choices", [value["choice"]] if "choice" in value else [])
            yield from (options.get(one, one) for one in chosen)
        case QuestionKind.MATURITY:
            if level := level_of(question, value):
                yield level
        case QuestionKind.METHODS:
            yield from sorted(local(methods[one]) if one in methods else one for one in value.get("methods", ()))
        case QuestionKind.PROPOSALS:
            yield from (_proposal(one) for one in value.get("proposals", ()))
        case _:
            return


def _proposal(one: Mapping[str, str]) -> str:
    words = label(ProposalKind(one["kind"])) if one.get("kind") else ""
    kind = f"{words[0].upper()}{words[1:]}: " if words else ""
    return f"{kind}{one.get('title', '')}" + (f"\n{one['text']}" if one.get("text") else "")
