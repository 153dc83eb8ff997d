"""The real content: clean, whole, and rated by the table. Counts come from the files themselves."""

import re
from collections import Counter

import pytest
import yaml
from sqlmodel import Session

from registry.content import canonical
from registry.content.check import check
from registry.domain import catalogue, methods
from registry.domain.method_input import MethodInput
from registry.domain.rating import MATRIX
from registry.domain.vocabulary import Certainty, Effect, Language, Link
from registry.paths import CONTENT
from registry.search import cards
from registry.search.facets import Filters
from registry.search.service import SearchService
from tests.world import World, service

COLUMNS = list(Certainty)
NO_FILTERS = Filters()


@pytest.fixture(scope="module")
def whole_service(whole_world: World) -> SearchService:
    return service(whole_world.settings)


@pytest.fixture(scope="module")
def raw() -> dict[str, dict]:
    """The front matter of every method, read without the project's own models."""
    files = sorted((CONTENT / "methods").glob("*.md"))
    return {file.stem: yaml.safe_load(canonical.split(file.read_text(encoding="utf-8"))[0]) for file in files}


def test_clean_and_whole() -> None:
    read, problems = check(CONTENT)
    assert problems == []
    kinds = Counter(document.path.split("/")[0] for document in read)
    assert kinds == {
        "methods": 104,
        "indicators": 13,
        "pages": 15,
        "surveys": 1,
        "webinars": 5,
        "recommendations": 18,
        "themes.yaml": 1,
        "regions.yaml": 1,
        "glossary.yaml": 1,
    }


def test_every_row_is_there(whole_session: Session, raw: dict[str, dict]) -> None:
    assert {method.id for method in methods.all_published(whole_session)} == set(raw)
    assert len(catalogue.indicators(whole_session)) == 13
    assert len(catalogue.regions(whole_session)) == 22
    assert len(catalogue.themes(whole_session)) == 4


def test_every_class_is_by_the_matrix(whole_session: Session, raw: dict[str, dict]) -> None:
    for method in methods.all_published(whole_session):
        checked = any(item["checked"] for item in raw[method.id]["evidence"])
        for row, outcome in zip(method.outcomes, raw[method.id]["outcomes"], strict=True):
            if not checked:
                expected = "U"
            elif outcome["effect"] == "not_studied":
                expected = "D" if outcome.get("plausible", True) else "U"
            else:
                expected = MATRIX[Effect(outcome["effect"])][COLUMNS.index(Certainty(outcome["certainty"]))]
            assert methods.rating_of(method, row).letter == expected, (method.id, row.id)


def test_indicator_links_are_those_of_the_files(
    whole_session: Session, whole_service: SearchService, raw: dict[str, dict]
) -> None:
    linked = Counter(
        code for method in raw.values() for code in {link["code"] for link in method.get("indicators", [])}
    )
    known = whole_service.catalogue(whole_session)
    facet = known.facets(known.everything, NO_FILTERS, whole_service.adoption(whole_session))
    assert {count.value: count.count for count in facet["indicator"]} == linked
    for code in linked:
        assert sum(map(len, cards.for_indicator(whole_session, code).values())) == linked[code]
        assert len(methods.linked_to(whole_session, code)) == linked[code]


def test_every_indicator_has_methods(raw: dict[str, dict]) -> None:
    codes = {link["code"] for method in raw.values() for link in method.get("indicators", [])}
    assert codes == {*(f"P{n}" for n in range(1, 9)), *(f"O{n}" for n in range(1, 6))}


def test_counted_links_go_to_process_indicators_only(raw: dict[str, dict]) -> None:
    counted = {
        link["code"] for method in raw.values() for link in method.get("indicators", []) if link["link"] == Link.COUNTED
    }
    assert counted
    assert all(code.startswith("P") for code in counted)


def test_every_certainty_has_its_reasons_and_every_method_its_minute(
    raw: dict[str, dict], whole_session: Session
) -> None:
    for method in methods.all_published(whole_session):
        assert method.sections.get("minute"), method.id
        assert all(outcome.reasons for outcome in method.outcomes), method.id
        assert method.evidence, method.id


def test_least_beneficial_say_what_instead(whole_session: Session) -> None:
    for method in methods.all_published(whole_session):
        if cards.own(method).rating.group == "least_beneficial":
            assert set(method.details["instead"]) == {"fi", "sv", "en"}, method.id


def test_no_remarks_of_the_collectors_reach_the_reader() -> None:
    """Notes to the editors, links to nowhere and unfinished places."""
    traces = re.compile(
        r"\b(TODO|FIXME|TBD|lorem|muistista|ei nähty|from memory)\b|example\.(com|org)|localhost|\?\?\?", re.IGNORECASE
    )
    hits = [
        f"{path.name}:{number}: {line.strip()}"
        for path in CONTENT.rglob("*.md")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if traces.search(line)
    ]
    assert hits == []


def test_written_pages_have_no_unknown_places_to_fill() -> None:
    places = {
        place
        for path in (CONTENT / "pages").glob("*.md")
        for place in re.findall(r"\{\{.*?\}\}", path.read_text("utf-8"))
    }
    assert places <= {"{{ contact }}", "{{ controller }}"}


def test_pages_are_in_three_languages() -> None:
    slugs = {path.name.split(".")[0] for path in (CONTENT / "pages").glob("*.md")}
    assert {path.name for path in (CONTENT / "pages").glob("*.md")} == {
        f"{slug}.{lang}.md" for slug in slugs for lang in Language
    }


def test_an_input_of_each_is_the_file_again(raw: dict[str, dict]) -> None:
    for values in raw.values():
        plain = MethodInput.model_validate(values).plain()
        assert list(plain) == list(values)
        assert plain == values
