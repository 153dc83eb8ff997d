"""The sections of a method's body: each has one Finnish heading, and they stand in one order.

TIDieR item 1 is the name; 10 and 12 belong to each region's own implementation, not here.
"""

from typing import Final

from registry.content.canonical import FileError
from registry.domain.vocabulary import Tidier

HEADINGS: Final[dict[str, str]] = {
    "minute": "Minuutissa",
    Tidier.WHY.value: "Miksi",
    Tidier.MATERIALS.value: "Materiaalit",
    Tidier.PROCEDURES.value: "Mitä tehdään",
    Tidier.PROVIDER.value: "Kuka toteuttaa",
    Tidier.MODE.value: "Miten",
    Tidier.PLACE.value: "Missä",
    Tidier.DOSE.value: "Kuinka paljon",
    Tidier.TAILORING.value: "Räätälöinti",
    Tidier.FIDELITY.value: "Laadun varmistus",
    "applies": "Koskee",
    "not_applies": "Ei koske",
    "unknown": "Mitä ei tiedetä",
}
_KEYS: Final = {heading: key for key, heading in HEADINGS.items()}


def parse(body: str, first_line: int) -> dict[str, str]:
    """Sections by key. Raises FileError for text before the first heading, an unknown, repeated or empty section, or a wrong order."""
    found: dict[str, str] = {}
    key, lines, start = "", list[str](), first_line
    for number, line in enumerate([*body.split("\n"), "## "], start=first_line):
        if not line.startswith("## "):
            lines.append(line)
            continue
        _close(found, key, lines, start)
        if line != "## ":
            key, lines, start = _key(line, number), [], number
    order = list(HEADINGS)
    if sorted(found, key=order.index) != list(found):
        raise FileError("the sections are not in their order", first_line)
    return found


def _key(line: str, number: int) -> str:
    heading = line.removeprefix("## ").strip()
    if heading not in _KEYS:
        raise FileError(f"unknown section: {heading}", number)
    return _KEYS[heading]


def _close(found: dict[str, str], key: str, lines: list[str], start: int) -> None:
    text = "\n".join(lines).strip()
    if not key:
        if text:
            blank = next(number for number, line in enumerate(lines) if line.strip())
            raise FileError("text before the first section", start + blank)
        return
    if not text:
        raise FileError(f"empty section: {HEADINGS[key]} (leave it out)", start)
    if key in found:
        raise FileError(f"section twice: {HEADINGS[key]}", start)
    found[key] = text


def write(sections: dict[str, str]) -> str:
    """The body: sections in their order under their headings."""
    return "\n\n".join(f"## {HEADINGS[key]}\n\n{sections[key]}" for key in HEADINGS if key in sections)
