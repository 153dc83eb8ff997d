"""Catalogues of any size with realistic Finnish texts, the same ones each time.

They stand beside the real content and recombine it: a base method and two or three that share a
theme or a target group with it lend their sentences, names, keywords, outcomes and evidence, until there are 3 to 6 kB of Finnish.
A real catalogue's words grow with it, so each made method also gets a compound of its own and places where it is said to be used.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from registry.content.check import check
from registry.domain.method_input import MethodInput
from registry.domain.vocabulary import Link
from registry.paths import CONTENT

SEED: Final = 20261101
CODES: Final = (*(f"P{n}" for n in range(1, 9)), *(f"O{n}" for n in range(1, 6)))
LEAST_TEXT, MOST_TEXT = 3000, 6000
LONGEST_BASE = 60
WORDS: Final = Path(__file__).with_name("words.yaml")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")

Plain = dict[str, Any]


def real_methods() -> list[MethodInput]:
    """The methods of the real content."""
    read, problems = check(CONTENT)
    if problems:
        raise ValueError(f"the content has {len(problems)} problems")
    return [given for document in read for given in document.inputs if isinstance(given, MethodInput)]


def made(count: int, real: Sequence[MethodInput]) -> Iterator[MethodInput]:
    """`count` methods made from the real ones. A method depends on its number only, so a larger catalogue holds a smaller one."""
    maker = Maker(real)
    for number in range(len(real), len(real) + count):
        yield maker.make(number)


class Maker:
    """Makes methods from real ones."""

    def __init__(self, real: Sequence[MethodInput]) -> None:
        self._real = [method.plain() for method in real]
        words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
        self._beginnings, self._ends, self._places = (words[name].split() for name in ("beginnings", "ends", "places"))

    def make(self, number: int) -> MethodInput:
        """The method of this number."""
        chance = random.Random(f"{SEED}-{number}")
        base = chance.choice(self._real)
        sources = [base, *_kin(base, self._real, chance)]
        compound = chance.choice(self._beginnings) + chance.choice(self._ends)
        places = chance.sample(self._places, 2)
        outcomes = _outcomes(sources, chance)
        plain: Plain = {
            "id": f"{base['id'][:LONGEST_BASE].rstrip('-')}-{number:05}",
            "added": f"{chance.randint(2027, 2031)}-{chance.randint(1, 12):02}",
            "updated": f"2032-{chance.randint(1, 12):02}",
            "name": _name(base, sources[1], compound, places[0]),
            "name_translated": ["sv", "en"],
            "themes": _some([theme for source in sources for theme in source["themes"]], 1, 2, chance),
            "lede": {lang: _mixed([s["lede"][lang] for s in sources], 2, chance) for lang in ("fi", "sv", "en")},
            "summary": {lang: _mixed([s["summary"][lang] for s in sources], 5, chance) for lang in ("sv", "en")},
            "keywords": _keywords(sources, compound, chance),
            "target": base["target"],
            "target_groups": _some([one for source in sources for one in source["target_groups"]], 1, 3, chance),
            "setting": sources[-1]["setting"],
            "settings": _some([one for source in sources for one in source["settings"]], 1, 4, chance),
            "owner": base["owner"],
            "outcomes": outcomes,
            "indicators": _links(outcomes, sources, chance),
            "evidence": _evidence(sources, chance),
            "sections": _sections(sources, chance),
        }
        plain["sections"]["place"] = _in_places(plain["sections"].get("place", ""), compound, places)
        _lengthen(plain, self._real, chance)
        return MethodInput.model_validate(plain)


def finnish(plain: Plain) -> int:
    """Letters of Finnish in a method."""
    texts = [plain["name"]["fi"], plain["lede"]["fi"], plain["target"], plain["setting"], plain["owner"]]
    texts += [*plain["keywords"]["fi"], *plain["sections"].values()]
    texts += [item["source"] + item["finding"] for item in plain["evidence"]]
    texts += [outcome["name"]["fi"] + outcome["finding"]["fi"] for outcome in plain["outcomes"]]
    texts += [link["why"] for link in plain["indicators"]]
    return sum(map(len, texts))


def _kin(base: Plain, real: Sequence[Plain], chance: random.Random) -> list[Plain]:
    near = [
        one
        for one in real
        if one is not base and set(one["themes"] + one["target_groups"]) & set(base["themes"] + base["target_groups"])
    ]
    return chance.sample(near, min(len(near), chance.randint(2, 3)))


def _name(base: Plain, other: Plain, compound: str, place: str) -> dict[str, str]:
    main = next(outcome["name"] for outcome in other["outcomes"] if outcome.get("main"))
    heads = {lang: re.split(r"\s*[(:,–]", base["name"][lang])[0] for lang in ("fi", "sv", "en")}
    names = {lang: f"{heads[lang]}: {main[lang].lower()} ({place})" for lang in heads}
    return names | {"fi": f"{compound.capitalize()} {heads['fi']}: {main['fi'].lower()} ({place})"}


def _outcomes(sources: Sequence[Plain], chance: random.Random) -> list[Plain]:
    pool = [outcome for source in sources for outcome in source["outcomes"]]
    chosen = chance.sample(pool, min(len(pool), chance.randint(1, 3)))
    unique = {outcome["id"]: outcome for outcome in chosen}
    return [outcome | {"main": place == 0} for place, outcome in enumerate(unique.values())]


def _links(outcomes: Sequence[Plain], sources: Sequence[Plain], chance: random.Random) -> list[Plain]:
    reasons = [link["why"] for source in sources for link in source.get("indicators", [])]
    return [
        {
            "code": code,
            "link": chance.choice(list(Link)).value,
            "through": chance.choice(outcomes)["id"],
            "why": chance.choice(reasons or ["Yhteys on välillinen."]),
        }
        for code in chance.sample(CODES, chance.randint(1, 3))
    ]


def _evidence(sources: Sequence[Plain], chance: random.Random) -> list[Plain]:
    pool = [item for source in sources for item in source.get("evidence", [])]
    checked = [item for item in pool if item["checked"]]
    rest = chance.sample(pool, min(len(pool), chance.randint(2, 4)))
    first = chance.choice(checked)
    return [_without_outcomes(item) for item in [first, *(item for item in rest if item is not first)]]


def _without_outcomes(item: Plain) -> Plain:
    figures = [
        {name: value for name, value in figure.items() if name != "outcome"} for figure in item.get("figures", [])
    ]
    return {name: value for name, value in item.items() if name != "figures"} | (
        {"figures": figures} if figures else {}
    )


def _keywords(sources: Sequence[Plain], compound: str, chance: random.Random) -> dict[str, list[str]]:
    most = {"fi": 20, "sv": 10, "en": 10}
    found = {
        lang: _some(
            [word for source in sources for word in source["keywords"][lang]], most[lang] // 2, most[lang], chance
        )
        for lang in most
    }
    return found | {"fi": [compound, *found["fi"]]}


def _sections(sources: Sequence[Plain], chance: random.Random) -> dict[str, str]:
    keys = list(dict.fromkeys(key for source in sources for key in source["sections"]))
    kept = [key for key in keys if key in {"minute", "procedures"} or chance.random() < 0.7]
    return {key: _mixed([s["sections"].get(key, "") for s in sources], chance.randint(2, 6), chance) for key in kept}


def _in_places(text: str, compound: str, places: Sequence[str]) -> str:
    used = f"{compound.capitalize()} on ollut käytössä paikassa {places[0]} ja kokeilussa paikassa {places[1]}."
    return f"{text} {used}".strip()


def _lengthen(plain: Plain, real: Sequence[Plain], chance: random.Random) -> None:
    """Add sentences from anywhere until the text is long enough, then drop the last evidence while it is too long."""
    wanted = chance.randint(LEAST_TEXT, MOST_TEXT - 500)
    missing = wanted - finnish(plain)
    added: list[str] = []
    while missing > 0:
        sentence = chance.choice(sentences(chance.choice(real)["sections"]["procedures"]))
        added.append(sentence)
        missing -= len(sentence) + 1
    if added:
        plain["sections"]["procedures"] = " ".join([plain["sections"]["procedures"], *added])
    while finnish(plain) > MOST_TEXT and len(plain["evidence"]) > 1:
        plain["evidence"].pop()


def sentences(text: str) -> list[str]:
    """The sentences of a text, line breaks and lists taken as spaces."""
    return _SENTENCE_END.split(" ".join(text.replace("\n- ", " ").split()))


def _mixed(texts: Sequence[str], most: int, chance: random.Random) -> str:
    """Sentences of several texts, the first text's first one leading."""
    pool = [sentence for text in texts for sentence in sentences(text) if sentence]
    first, *rest = pool or [""]
    return " ".join([first, *chance.sample(rest, min(len(rest), most - 1))])


def _some(values: Sequence[str], least: int, most: int, chance: random.Random) -> list[str]:
    unique = list(dict.fromkeys(values))
    return chance.sample(unique, min(len(unique), chance.randint(least, most)))
