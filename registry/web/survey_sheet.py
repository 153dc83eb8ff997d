"""The answers of a round as a table: one row for each region, question and indicator, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from registry.domain import survey_results
from registry.domain.proposal_terms import ProposalKind
from registry.domain.survey_definition import Question
from registry.domain.survey_results import Answer
from registry.search.facets import Catalogue
from registry.search.service import Reference
from registry.sheets.plain_table import Cell
from registry.web.i18n import gettext
from registry.web.labels import label
from registry.web.rendering import local
from registry.web.survey_results_page import Reading
from registry.web.use_map import by_name

HEADER: Final = (
    "round", "region", "region_name", "question", "question_text", "indicator", "indicator_name", "level", "choice", "methods",
    "method_names", "text", "proposals", "made_up",
)  # fmt: skip


def table(reading: Reading, reference: Reference, known: Catalogue) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows: regions by name, then questions and indicators in their order."""
    questions = {one.id: (place, one) for place, one in enumerate(reading.asked.definition.questions)}
    regions = {region.slug: place for place, region in enumerate(by_name(reference.regions.values()))}
    codes = {code: place for place, code in enumerate(reference.indicators)}
    known_only = [one for one in reading.answers if one.question in questions and one.region in regions]
    known_only.sort(key=lambda one: (regions[one.region], questions[one.question][0], codes.get(one.indicator, -1)))
    rows = [_row(reading, one, questions[one.question][1], reference, known) for one in known_only if one.value]
    return list(HEADER), rows


def _row(reading: Reading, one: Answer, question: Question, reference: Reference, known: Catalogue) -> list[Cell]:
    indicator = reference.indicators.get(one.indicator)
    named = [method for method in survey_results.methods_of(one.value) if method in known.methods]
    level = survey_results.levels([one], question.id).get((one.region, one.indicator))
    return [
        reading.asked.key,
        one.region,
        local(reference.regions[one.region].short),
        question.id,
        local(question.text),
        one.indicator,
        local(indicator.short) if indicator else "",
        level,
        "; ".join(_chosen(question, one.value)),
        " ".join(named),
        "; ".join(local(known.methods[method].name) for method in named),
        survey_results.text_of(one.value),
        "\n\n".join(_proposal(given) for given in one.value.get("proposals", ())),
        gettext("Example data, made up.") if reading.asked.made_up else "",
    ]


def _chosen(question: Question, value: Mapping[str, Any]) -> Sequence[str]:
    taken = survey_results.chosen_of(value)
    return [local(option.text) for option in question.options if option.id in taken]


def _proposal(given: Mapping[str, str]) -> str:
    """A proposal in a cell: its kind and title, and its text on the next line."""
    kind = given.get("kind", "")
    head = f"{label(ProposalKind(kind))}: " if kind in set(ProposalKind) else ""
    return "\n".join(filter(None, (head + given.get("title", ""), given.get("text", ""))))
