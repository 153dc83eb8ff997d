"""The words of the made-up people, read from `texts.yaml`. Each says of itself that it is made up."""

import random
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("texts.yaml")
SWEDISH: Final = {
    "pohjanmaa": 0.8,
    "ita-uusimaa": 0.4,
    "lansi-uusimaa": 0.2,
    "varsinais-suomi": 0.1,
    "keski-pohjanmaa": 0.2,
}
"""How often the people of a region write in Swedish; elsewhere they write in Finnish."""


@lru_cache(maxsize=1)
def everything() -> dict[str, Any]:
    """The whole file."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def note(about: str, region: str, chance: random.Random) -> str:
    """A note about something, in a language of the region, with its mark."""
    language = "sv" if chance.random() < SWEDISH.get(region, 0.0) else "fi"
    words: str = chance.choice(everything()["notes"][about][language])
    return f"{everything()['mark'][language]}{words}"
