"""Two rounds of the HYTE status survey that all 22 regions have answered in full: made up, marked so, and the same ones each time.

The rounds ask what `content/surveys/2025.yaml` asks. The rows go in as they are, since the way through the form is one answer at a time.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import yaml
from sqlalchemy import insert
from sqlmodel import Session, col, select

from registry.domain import catalogue, survey_definition
from registry.domain.models import IndicatorLink, Method, SurveyAnswer, SurveyRound, SurveySubmission
from registry.domain.survey_definition import Definition, Question
from registry.domain.survey_terms import QuestionKind, SurveyState
from registry.domain.vocabulary import State
from registry.paths import CONTENT

SEED: Final = 20261129
ROUNDS: Final = {"esimerkki-2024": date(2024, 4, 1), "esimerkki-2025": date(2025, 4, 1)}
"""The keys of the rounds, and when they opened."""
HIGHER: Final = 0.35
"""How often a level is one higher in the second round; one in ten is one lower."""
WORDS: Final = (
    "Esimerkkivastaus, keksitty: tietoa käsitellään johtoryhmässä neljännesvuosittain, ja vastuuhenkilö on nimetty. "
    "Kuntien kanssa on sovittu yhteisestä seurannasta, mutta kirjaaminen vaihtelee yksiköittäin ja vaatii koulutusta."
)


def fill(session: Session) -> list[str]:
    """Write the rounds with all answers and submissions, and give their keys. The caller commits."""
    regions = [region.slug for region in catalogue.regions(session)]
    codes = [indicator.code for indicator in catalogue.indicators(session)]
    definition = survey_definition.read(yaml.safe_load((CONTENT / "surveys" / "2025.yaml").read_text(encoding="utf-8")))
    linked = methods(session)
    for later, (key, opened) in enumerate(ROUNDS.items()):
        made = SurveyRound(
            key=key,
            title={language: f"{text} {opened.year}" for language, text in _TITLE.items()},
            definition=survey_definition.plain(definition.model_copy(update={"key": key})),
            state=SurveyState.CLOSED,
            opens_on=opened,
            closes_on=opened.replace(month=6),
            made_up=True,
        )
        session.add(made)
        session.flush()
        common = {
            "round_id": made.id,
            "saved_by": None,
            "saved_at": datetime(opened.year, 5, 1, tzinfo=UTC),
            "version": 1,
        }
        rows = [common | one for slug in regions for one in answers(slug, definition, codes, linked, later=bool(later))]
        session.connection().execute(insert(SurveyAnswer), rows)
        session.add_all(SurveySubmission(round_id=made.id or 0, region_slug=slug, handed_in=True) for slug in regions)
    session.flush()
    return list(ROUNDS)


_TITLE: Final = {
    "fi": "HYTE-status, keksitty esimerkki",
    "sv": "HYTE-status, påhittat exempel",
    "en": "HYTE status, made-up example",
}


def methods(session: Session) -> dict[str, list[str]]:
    """The published methods of each indicator."""
    found: dict[str, list[str]] = {}
    statement = select(IndicatorLink.indicator_code, Method.id).join(Method).where(Method.state == State.PUBLISHED)
    for code, method in session.exec(statement.distinct().order_by(col(IndicatorLink.indicator_code), col(Method.id))):
        found.setdefault(code, []).append(method)
    return found


def answers(
    region: str, definition: Definition, codes: Sequence[str], linked: Mapping[str, Sequence[str]], *, later: bool
) -> Iterator[dict[str, Any]]:
    """A region's answers to all questions, as rows; `later` is the second round, which moves some levels of the first."""
    for question in definition.questions:
        for name, code in survey_definition.slots_of(question, codes):
            chance = random.Random(f"{SEED}-{region}-{name}-{code}")
            value = _value(question, linked.get(code, ()), chance)
            if later and question.kind is QuestionKind.MATURITY:
                value["level"] = _moved(value["level"], chance)
            yield {"region_slug": region, "question": name, "indicator_code": code, "value": value}


def _moved(level: int, chance: random.Random) -> int:
    drawn = chance.random()
    return min(4, level + 1) if drawn < HIGHER else max(0, level - 1) if drawn > 0.9 else level


def _value(question: Question, linked: Sequence[str], chance: random.Random) -> dict[str, Any]:
    options = [option.id for option in question.options]
    match question.kind:
        case QuestionKind.CHOICE:
            return {"choice": chance.choice(options)}
        case QuestionKind.CHOICES:
            return {"choices": _some(options, chance)}
        case QuestionKind.TEXT:
            return {"text": WORDS}
        case QuestionKind.MATURITY:
            return {
                "level": chance.choices(range(5), (1, 3, 4, 3, 1))[0],
                "text": WORDS if chance.random() < 0.3 else "",
            }
        case QuestionKind.METHODS:
            return {"methods": sorted(chance.sample(linked, min(len(linked), chance.randint(0, 4)))), "text": ""}
        case QuestionKind.PROPOSALS:
            return {"proposals": [{"kind": "need", "title": "Esimerkki, keksitty", "text": WORDS}]}


def _some(options: Sequence[str], chance: random.Random) -> list[str]:
    """Some of the options, in their order; what says that there is none of the others never stands with them."""
    fitting = [option for option in options if not option.startswith("ei")]
    chosen = set(chance.sample(fitting, chance.randint(1, len(fitting))))
    return [option for option in options if option in chosen]
