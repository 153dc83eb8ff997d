"""Methods as hypothesis makes them: any shape that the input allows, with texts that trip careless writers of YAML and Markdown."""

from typing import Any, Final

from hypothesis import strategies as st
from pydantic import ValidationError

from registry.domain.method_input import MethodInput
from registry.domain.vocabulary import (
    Certainty,
    CostKind,
    Effect,
    EvidenceKind,
    Language,
    Link,
    Setting,
    TargetGroup,
    Tidier,
)

TRAPS: Final = (
    "yes", "no", "null", "~", "1e3", "0x1F", "2026-11-22", "12:30", "- viiva", "# risu", "avain: arvo", "'", '"', "''", "|", ">-",
    "!tagi", "&ankkuri", "*viite", "%YAML", "@", "`", "{a}", "[b]", "a, b", "---", "...", "ääkköset å", "—", "\u00a0x\u00a0y", "𝔘",
    "rivi\u2028jatkuu", "\x85x\x85", "sana " * 60 + "loppu", "p" * 300,
)  # fmt: skip
plain = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(lambda s: s.strip())
lines = st.one_of(st.sampled_from(TRAPS), plain)
paragraphs = st.lists(lines, min_size=1, max_size=4).map("\n\n".join).filter(lambda text: "\n## " not in f"\n{text}")
slugs = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}\Z")
months = st.builds("{:04d}-{:02d}".format, st.integers(2000, 2099), st.integers(1, 12))
three = st.fixed_dictionaries({"fi": lines, "sv": lines, "en": lines})
word_lists = st.lists(lines, max_size=3)
urls = st.sampled_from(
    ["https://example.org/a?b=c&d=e#f", "http://xn--bcher-kva.example/ä", "https://doi.org/10.1/x(y)"]
)
years = st.integers(1950, 2100)


def subset(kind: Any, least: int = 0) -> st.SearchStrategy[list[Any]]:
    """Some members of an enum, by value."""
    return st.lists(st.sampled_from([member.value for member in kind]), min_size=least, max_size=3, unique=True)


@st.composite
def outcomes(draw: st.DrawFn, id_: str, main: bool) -> dict[str, Any]:
    effect = draw(st.sampled_from(Effect))
    made = draw(
        st.fixed_dictionaries(
            {"name": three, "finding": three, "plausible": st.booleans()},
            optional={"figure": lines, "figure_note": lines},
        )
    )
    made |= {"id": id_, "main": main, "effect": effect, "reasons": [{"domain": "rationale", "text": draw(lines)}]}
    if effect is not Effect.NOT_STUDIED:
        made["certainty"] = draw(st.sampled_from(Certainty))
    if effect in {Effect.BENEFIT, Effect.HARM}:
        made["size"] = draw(st.sampled_from([None, "large", "moderate", "small"]))
    return made


figures = st.one_of(
    st.fixed_dictionaries(
        {"label": lines}, optional={"studies": st.integers(1, 99), "participants": st.integers(1, 10**6), "note": lines}
    ),
    st.builds(
        lambda ends, label: {"label": label, "measure": "RR", "low": ends[0], "value": ends[1], "high": ends[2]},
        st.lists(st.floats(0.01, 100, allow_nan=False), min_size=3, max_size=3).map(sorted),
        lines,
    ),
)
evidence = st.fixed_dictionaries(
    {"kind": st.sampled_from(EvidenceKind), "source": lines, "finding": lines, "checked": st.just(True), "url": urls},
    optional={
        "year": years, "rating": lines, "citation": lines, "doi": st.just("10.1000/xyz(1)"),
        "figures": st.lists(figures, max_size=2),
    },
)  # fmt: skip
costs = st.fixed_dictionaries(
    {"text": lines, "kind": st.sampled_from(CostKind), "year": years, "source": lines},
    optional={"amount": st.floats(0, 10**7), "currency": st.sampled_from(["EUR", "USD"]), "unit": lines, "url": urls},
)
ages = st.tuples(st.integers(0, 60), st.integers(60, 120)).flatmap(
    lambda ends: st.sampled_from([{"from": ends[0]}, {"to": ends[1]}, {"from": ends[0], "to": ends[1]}])
)
sections = st.dictionaries(
    st.sampled_from(["minute", *(item.value for item in Tidier if item is not Tidier.NAME), "unknown"]),
    paragraphs,
    max_size=4,
)


@st.composite
def method_inputs(draw: st.DrawFn, themes: tuple[str, ...] = ("paihteet-ja-vammat",)) -> MethodInput:
    """A valid method. Its themes are among those given, its indicators among the real ones."""
    ids = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
    main = draw(st.sampled_from(ids))
    codes = draw(st.lists(st.sampled_from(["P1", "P8", "O1", "O2"]), max_size=3, unique=True))
    required = {
        "id": slugs, "added": months, "updated": months, "name": three, "lede": three,
        "summary": st.fixed_dictionaries({"sv": lines, "en": lines}),
        "keywords": st.fixed_dictionaries({"fi": word_lists, "sv": word_lists, "en": word_lists}),
        "themes": st.lists(st.sampled_from(themes), min_size=1, unique=True), "target": lines, "setting": lines, "owner": lines,
        "target_groups": subset(TargetGroup, 1), "settings": subset(Setting, 1),
        "evidence": st.lists(evidence, min_size=1, max_size=2),
    }  # fmt: skip
    optional = {
        "state": st.sampled_from(["draft", "published", "retired"]), "name_translated": subset(Language), "age": ages,
        "training": st.fixed_dictionaries({"text": lines}, optional={"url": urls}), "cost": st.lists(costs, max_size=2),
        "equity": lines, "materials_languages": subset(Language), "check_current": lines, "counterpart": lines,
        "replaced_by": st.lists(slugs, max_size=2), "instead": three, "phase_out": word_lists, "sections": sections,
        "known_use": st.lists(st.fixed_dictionaries({"where": lines, "text": lines}, optional={"url": urls}), max_size=2),
    }  # fmt: skip
    values = draw(st.fixed_dictionaries(required, optional=optional))
    values["outcomes"] = [draw(outcomes(id_, id_ == main)) for id_ in ids]
    values["indicators"] = [
        {"code": code, "link": draw(st.sampled_from(Link)), "through": draw(st.sampled_from(ids)), "why": draw(lines)}
        for code in codes
    ]
    return MethodInput.model_validate(values)


def refused(values: dict[str, Any]) -> list[tuple[tuple[int | str, ...], str]]:
    """Where and why a method would not be taken; empty where it would."""
    try:
        MethodInput.model_validate(values)
    except ValidationError as error:
        return [(found["loc"], found["msg"]) for found in error.errors()]
    return []
