"""The made-up experience reports, by the domain's own actions: regions tell of methods that they use in the ledger or have given up.

How a region would do it again follows what it did: who gave a method up because it did nothing says no more often. The regions whose
editors a newcomer can be (`story.FEATURED`) have one of every state: published twice, changed since, a draft, one taken back.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from sqlmodel import Session, select

from registry.demo import story, texts
from registry.demo.dated import dated
from registry.demo.people import STORYTELLER
from registry.domain import experience, installation, ledger
from registry.domain.experience_input import ExperienceInput
from registry.domain.experience_terms import Again, CoreKept, Eric, Planned
from registry.domain.ledger import Entry
from registry.domain.models import ExperienceReport, ExperienceVersion
from registry.domain.statuses import IN_USE, LEAVING

WHAT: Final = "experience reports"
FILE: Final = Path(__file__).with_name("experience.yaml")
SHARE: Final = 0.25
"""How many of the methods that a region has lived with it has reported on."""
OWN: Final = 6
"""How many a featured region writes of."""
TOLD: Final = {
    "in_use": (Again.YES, Again.YES, Again.WITH_CHANGES, Again.NO),
    "left": (Again.NO, Again.NO, Again.WITH_CHANGES),
}
IN_WORDS: Final = ("adoption", "implementation", "maintenance", "changed", "helped_note", "cost")
ONE_OF: Final = 0.6


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return session.exec(select(ExperienceReport.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Make them up as of `today`; how many. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    chance = random.Random(story.SEED)
    lived: dict[str, list[Entry]] = {}
    for entry in ledger.states(session, today - timedelta(days=180)):
        if entry.status in IN_USE or entry.status in LEAVING:
            lived.setdefault(entry.region, []).append(entry)
    return sum(
        _tell_of_region(_Teller(session, chance, today), slug, entries) for slug, entries in sorted(lived.items())
    )


def _tell_of_region(teller: "_Teller", slug: str, entries: Sequence[Entry]) -> int:
    chosen = sorted(entries, key=lambda entry: (teller.chance.random(), entry.method))
    if slug not in story.FEATURED:
        chosen = chosen[: round(len(chosen) * SHARE)]
        for entry in chosen:
            teller.publish(entry)
        return len(chosen)
    chosen = chosen[:OWN]
    for number, entry in enumerate(chosen):
        teller.tell_each_state(number, entry)
    return len(chosen)


class _Teller:
    """Writes reports, each as of its day."""

    def __init__(self, session: Session, chance: random.Random, today: date) -> None:
        self._session, self.chance, self._today = session, chance, today

    def tell_each_state(self, number: int, entry: Entry) -> None:
        """A draft, one taken back, one published twice, one changed since it was published, and others."""
        if number == 0:
            self._save(entry, self._today - timedelta(days=4), whole=False)
            return
        self.publish(entry)
        if number == 1:
            reason = self._say(entry, _words(self._language(entry))["withdrawn"])
            with dated(self._session, self._today - timedelta(days=9), _date_back):
                experience.withdraw(self._session, STORYTELLER, entry.region, entry.method, reason, version=1)
        elif number == 2:
            self.publish(entry, version=1, day=self._today - timedelta(days=12))
        elif number == 3:
            self._save(entry, self._today - timedelta(days=2), version=1)

    def publish(self, entry: Entry, *, version: int = 0, day: date | None = None) -> None:
        """A published report, of some day of the last months where none is given."""
        on = day or self._today - timedelta(days=self.chance.randint(20, 150))
        with dated(self._session, on, _date_back):
            experience.publish(
                self._session,
                STORYTELLER,
                entry.region,
                entry.method,
                self._made_up(entry, on),
                version=version,
                today=on,
            )

    def _save(self, entry: Entry, on: date, *, version: int = 0, whole: bool = True) -> None:
        given = self._made_up(entry, on)
        if not whole:
            given = ExperienceInput(reach=given.reach, helped=given.helped)
        with dated(self._session, on, _date_back):
            experience.save(self._session, STORYTELLER, entry.region, entry.method, given, version=version)

    def _made_up(self, entry: Entry, on: date) -> ExperienceInput:
        chance, words = self.chance, _words(self._language(entry))
        again = chance.choice(TOLD["left" if entry.status in LEAVING else "in_use"])
        values: dict[str, Any] = {
            name: self._say(entry, chance.choice(words[name])) for name in IN_WORDS if chance.random() < ONE_OF
        }
        values |= {"again": again, "reach": self._say(entry, chance.choice(words["reach"]))}
        values |= {name: self._say(entry, chance.choice(words[name][again])) for name in ("again_why", "effectiveness")}
        if chance.random() < ONE_OF:
            invited = chance.randint(8, 90) * 10
            values |= {"reach_denominator": invited, "reach_numerator": round(invited * chance.uniform(0.15, 0.8))}
        if "implementation" in values:
            values["hours"] = chance.randint(8, 60) * 10
        if "changed" in values:
            values |= {"planned": chance.choice(list(Planned)), "core_kept": chance.choice(list(CoreKept))}
        if "cost" in values and chance.random() < ONE_OF:
            source = chance.choice(words["cost_source"])
            values |= {"cost_amount": chance.randint(3, 60) * 500, "cost_year": on.year - 1, "cost_source": source}
        helped = set(chance.sample(list(Eric), chance.randint(1, 4)))
        return ExperienceInput.model_validate(values | {"helped": tuple(tag for tag in Eric if tag in helped)})

    def _language(self, entry: Entry) -> str:
        return "sv" if texts.SWEDISH.get(entry.region, 0.0) > ONE_OF else "fi"

    def _say(self, entry: Entry, words: str) -> str:
        return f"{texts.everything()['mark'][self._language(entry)]}{words}"


@lru_cache(maxsize=1)
def _everything() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def _words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = _everything()[language]
    return found


def _date_back(row: object, at: datetime, is_new: bool) -> None:
    """What is written of a report has the day of the story, too."""
    if isinstance(row, ExperienceReport):
        row.saved_at = at
    elif isinstance(row, ExperienceVersion):
        row.published_at = at if is_new else row.published_at
        row.withdrawn_at = row.withdrawn_at and at
