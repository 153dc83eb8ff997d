"""What a method's input refuses, and where it says the fault is."""

from copy import deepcopy
from typing import Any

import pytest

from registry.domain.method_input import MethodInput, lacking_places
from tests import samples
from tests.strategies import refused

WHOLE = samples.BALANCE.plain()


def changed(path: str, value: Any, whole: dict[str, Any] = WHOLE) -> dict[str, Any]:
    """The balance method with the value at a dotted path changed; None takes it out."""
    values = deepcopy(whole)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inside: Any = values
    for step in way:
        inside = inside[step]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return values


def test_the_sample_is_taken_and_said_again() -> None:
    assert MethodInput.model_validate(WHOLE) == samples.BALANCE


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("id", "Iso Kirjain", "id"),
        ("id", "a" * 81, "id"),
        ("added", "2026-13", "added"),
        ("updated", "2026", "updated"),
        ("name.sv", None, "name.sv"),
        ("name.en", "  ", "name.en"),
        ("lede.fi", "kaksi\nriviä", "lede.fi"),
        ("lede.de", "auf Deutsch", "lede.de"),
        ("summary.sv", None, "summary.sv"),
        ("themes", [], "themes"),
        ("target_groups", [], "target_groups"),
        ("target_groups", ["kissat"], "target_groups.0"),
        ("settings", ["kuu"], "settings.0"),
        ("owner", None, "owner"),
        ("uusi_kentta", "x", "uusi_kentta"),
        ("state", "julki", "state"),
        ("outcomes", [], "outcomes"),
        ("outcomes.0.reasons", [], "outcomes.0.reasons"),
        ("outcomes.0.effect", "ehkä", "outcomes.0.effect"),
        ("outcomes.0.certainty", None, "outcomes.0"),
        ("outcomes.0.effect", "not_studied", "outcomes.0"),
        ("outcomes.0.effect", "none", "outcomes.0"),
        ("outcomes.0.main", None, ""),
        ("outcomes.1.main", True, ""),
        ("outcomes.1.id", "kaatumiset", ""),
        ("indicators.0.code", "P9", "indicators.0.code"),
        ("indicators.0.code", "o2", "indicators.0.code"),
        ("indicators.0.link", "arvattu", "indicators.0.link"),
        ("indicators.0.why", None, "indicators.0.why"),
        ("indicators.0.through", "muu-tulos", ""),
        ("evidence.0.kind", "blogi", "evidence.0.kind"),
        ("evidence.0.year", 1066, "evidence.0.year"),
        ("evidence.0.doi", "https://doi.org/10.1002/x", "evidence.0.doi"),
        ("evidence.0.doi", "10.1002/väli lyönti", "evidence.0.doi"),
        ("evidence.0.url", "example.org", "evidence.0.url"),
        ("evidence.1.citation", None, "evidence.1"),
        ("evidence.0.checked", False, "evidence.0"),
        ("evidence.0.figures.0.low", 0.9, "evidence.0.figures.0"),
        ("evidence.0.figures.0.high", None, "evidence.0.figures.0"),
        ("evidence.0.figures.0.value", None, "evidence.0.figures.0"),
        ("evidence.0.figures.1.measure", None, "evidence.0.figures.1"),
        ("evidence.0.figures.0.studies", 0, "evidence.0.figures.0.studies"),
        ("cost.0.year", None, "cost.0"),
        ("cost.0", {"text": "Noin 5 euroa"}, "cost.0"),
        ("cost.0", {"text": "Viisi euroa", "amount": 5, "year": 2020}, "cost.0"),
        ("cost.0.currency", "SEK", "cost.0.currency"),
        ("age", {}, "age"),
        ("age", {"from": 70, "to": 60}, "age"),
        ("age.from", -1, "age.from"),
        ("known_use.0.adoption.status", "abandoned", "known_use.0.adoption.status"),
        ("known_use.0.adoption.since", "viime vuonna", "known_use.0.adoption.since"),
        ("sections.minute", " ", "sections.minute"),
        ("sections.minute", "Teksti.\n## Otsikko", "sections.minute"),
        ("sections.muu", "Teksti.", "sections"),
    ],
)  # fmt: skip
def test_refuses(path: str, value: Any, field: str) -> None:
    found = refused(changed(path, value))
    places = {".".join(map(str, place)) for location, said in found for place in lacking_places(said) or [location]}
    assert field in places, found


def test_a_draft_may_lack_swedish_and_english_and_nothing_else() -> None:
    begun = changed("state", "draft")
    for path in ("name.sv", "lede.en", "summary.sv", "outcomes.0.name.en", "outcomes.0.finding.sv"):
        begun = changed(path, None, begun)
    draft = MethodInput.model_validate(begun)
    assert draft.lacking_languages() == [
        "name-sv", "lede-en", "summary-sv", "outcomes-0-name-en", "outcomes-0-finding-sv",
    ]  # fmt: skip
    assert MethodInput.model_validate(draft.plain()) == draft
    ((_, said),) = refused(begun | {"state": "published"})
    assert len(lacking_places(said)) == 5
    assert refused(changed("name.fi", None, begun))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("cost.0", {"text": "Maksuton"}),
        ("cost.0", {"text": "Viisi euroa", "year": 2020, "url": "https://example.org/"}),
        ("evidence.0.url", None),
        ("evidence.0.doi", None),
        ("evidence.0.year", None),
        ("age", {"to": 18}),
        ("indicators", []),
        ("sections", {}),
    ],
)
def test_takes(path: str, value: Any) -> None:
    assert refused(changed(path, value)) == []


@pytest.mark.parametrize("id_", ["kotikaynti", "pelottelu"])
def test_least_beneficial_needs_checked_evidence(id_: str) -> None:
    values = next(method for method in samples.PUBLIC if method.id == id_).plain()
    for item in values["evidence"]:
        item["checked"] = False
    assert any("F or G" in message for _, message in refused(values))


def test_least_beneficial_on_any_outcome_counts() -> None:
    values = samples.UNRATED.plain()
    values["outcomes"].append(samples.outcome("muu", "none", "moderate"))
    assert any("F or G" in message for _, message in refused(values))


def test_plain_leaves_out_what_says_nothing() -> None:
    assert {"state", "equity", "cost", "name_translated", "age", "replaced_by"}.isdisjoint(samples.CHECKUP.plain())
