"""The catalogues of the interface: what is said in code and templates, and whether Finnish and Swedish say all of it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from registry.paths import LOCALE, PACKAGE, TEMPLATES

LANGUAGES: Final = ("fi", "sv")
EPOCH: Final = datetime(2026, 11, 22, tzinfo=UTC)
"""One date in all headers: when a message changed, history tells better."""
KEYWORDS: Final = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
PLACES: Final = re.compile(r"%\(\w+\)s|\{\w+\}")
SOURCES: Final = (
    (PACKAGE, [("**.py", "python")]),
    (TEMPLATES, [("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.xml", "jinja2")]),
)
_JINJA: Final = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
OPTIONS: Final = {"**.html": _JINJA, "**.txt": _JINJA, "**.xml": _JINJA}


@cache
def extract() -> Catalog:
    """Every message of code and templates, read once in a process."""
    catalogue = Catalog(project="hyte-registry", charset="utf-8")
    for folder, methods in SOURCES:
        found = extract_from_dir(folder, methods, OPTIONS, keywords=KEYWORDS)
        for name, _line, message, comments, context in found:
            catalogue.add(message, None, [(f"{folder.name}/{name}", 0)], auto_comments=comments, context=context)
    return catalogue


def path_of(language: str) -> Path:
    """The catalogue file of a language."""
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue of a language, empty where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def update(language: str) -> None:
    """Bring a catalogue up to the messages of today; what is no longer said goes out."""
    catalogue = read(language)
    catalogue.update(extract(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.project, catalogue.version, catalogue.fuzzy = "hyte-registry", "1", False
    catalogue.header_comment, catalogue.creation_date = f"# The registry's interface in {language}.", EPOCH
    catalogue.revision_date, catalogue.last_translator, catalogue.language_team = EPOCH, "", ""
    catalogue.msgid_bugs_address = ""
    catalogue.obsolete.clear()
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(
            target, catalogue, sort_output=True, no_location=True, ignore_obsolete=True, omit_header=False, width=120
        )


def problems(language: str) -> list[str]:
    """What a catalogue lacks, has too much, or says with other placeholders than the message."""
    wanted = {message.id for message in extract() if message.id}
    catalogue = read(language)
    there = {message.id: message for message in catalogue if message.id}
    found = [f"{language}: not in the catalogue: {name}" for name in wanted - there.keys()]
    found += [f"{language}: no longer said: {name}" for name in there.keys() - wanted]
    for name, message in there.items():
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not all(strings):
            found.append(f"{language}: not translated: {name}")
        found += [f"{language}: {error}: {name}" for error in message.check(catalogue)]
        found += [f"{language}: {place} is lost: {name}" for place in _lost_places(message, strings)]
    return sorted(found)


def _lost_places(message: Message, strings: Iterable[str | None]) -> set[str]:
    """Places to fill that a translation lacks; a form for one thing may leave its number out."""
    *plural, last = [message.id] if isinstance(message.id, str) else message.id
    wanted = set(PLACES.findall(last)) - ({"%(num)s"} if plural else set())
    return {place for text in strings if text for place in wanted - set(PLACES.findall(text))}
