"""The made-up proposals, by the domain's own actions: every kind, every status, public ones and not, one that became a draft method."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from sqlmodel import Session, select

from registry.demo import texts
from registry.demo.dated import NOON, dated
from registry.domain import installation, proposal_drafts, proposals
from registry.domain.models import (
    Method,
    Person,
    Proposal,
    ProposalComment,
    ProposalStep,
    ProposalSupporter,
)
from registry.domain.permissions import Actor, Grant, Role
from registry.domain.proposal_input import ProposalInput
from registry.domain.vocabulary import State

WHAT: Final = "proposals"
FILE: Final = Path(__file__).with_name("proposals.yaml")
MAILBOXES: Final = {"editor": "toimittaja@example.org", "reviewer": "arvioija@example.org"}
ROLES: Final = {"editor": Role.EDITOR, "reviewer": Role.REVIEWER}


@lru_cache(maxsize=1)
def _told() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["proposals"]
    return found


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return session.exec(select(Proposal.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Make them up as of `today`; how many. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    story = _Story(session, today)
    for one in _told():
        story.tell(one)
    return len(_told())


class _Story:
    """The proposals, one after another."""

    def __init__(self, session: Session, today: date) -> None:
        self._session, self._today = session, today
        self._numbers: list[int] = []

    def tell(self, one: Mapping[str, Any]) -> None:
        """Send it, support it, comment on it, move it on, and make it public where it is."""
        day, region = self._day(one["ago"]), one.get("region")
        given = ProposalInput(
            kind=one["kind"],
            title=self._marked(one["title"]),
            text=self._marked(one["text"]),
            method_id=self._method(one.get("method")),
            indicator_code=one.get("indicator"),
            region_slug=region,
            source_note=one.get("source_note"),
        )
        with dated(self._session, day):
            made = proposals.send(self._session, self._actor(one["who"]), given, day)
            key = made.id or 0
            self._numbers.append(key)
            if one.get("public"):
                proposals.set_public(self._session, self._actor("editor"), key, True, version=self._version(key))
        self._said(one, key)
        self._steps(one, key)
        self._date(key, day)

    def _said(self, one: Mapping[str, Any], key: int) -> None:
        with dated(self._session, self._day(max(0, one["ago"] - 3))):
            for who in one["supporters"]:
                actor = self._actor(who)
                if one.get("public") or who in {one["who"], one.get("region")}:
                    proposals.support(self._session, actor, key)
            for who, text in one.get("comments", ()):
                proposals.comment(self._session, self._actor(who), key, self._marked(text))

    def _steps(self, one: Mapping[str, Any], key: int) -> None:
        editor = self._actor("editor")
        for ago, to, answer in one["steps"]:
            day = self._day(ago)
            with dated(self._session, day):
                words = self._marked(answer)
                proposals.take_step(self._session, editor, key, to, words, version=self._version(key), today=day)
        with dated(self._session, self._day(one["steps"][-1][0] if one["steps"] else 0)):
            if place := one.get("duplicate_of"):
                original = self._numbers[place - 1]
                proposals.set_duplicate(self._session, editor, key, original, version=self._version(key))
            if one.get("draft"):
                proposal_drafts.make(self._session, editor, key, version=self._version(key), today=self._today)

    def _date(self, key: int, day: date) -> None:
        """Let what was made now have been made on its day; steps have theirs."""
        noon = datetime.combine(day, NOON)
        self._session.get_one(Proposal, key).sent_at = noon
        parts: tuple[tuple[Any, str], ...] = ((ProposalSupporter, "since"), (ProposalComment, "written_at"))
        for table, name in parts:
            for row in self._session.exec(select(table).where(table.proposal_id == key)):
                setattr(row, name, noon + timedelta(days=1))
        for step in self._session.exec(select(ProposalStep).where(ProposalStep.proposal_id == key)):
            step.taken_at = datetime.combine(step.taken_on, NOON)
        self._session.flush()

    def _version(self, key: int) -> int:
        return self._session.get_one(Proposal, key).version

    def _method(self, key: str | None) -> str | None:
        """The method, where the catalogue of this demo has it."""
        found = self._session.get(Method, key) if key else None
        return found.id if found and found.state is State.PUBLISHED else None

    def _actor(self, who: str) -> Actor:
        mailbox = MAILBOXES.get(who, f"alue.{who}@example.org")
        person = self._session.exec(select(Person).where(Person.email == mailbox)).one()
        grant = Grant(ROLES[who]) if who in ROLES else Grant(Role.REGION_EDITOR, who)
        return Actor(person.id, person.name, person.email, frozenset({grant}))

    def _day(self, ago: int) -> date:
        return self._today - timedelta(days=ago)

    def _marked(self, words: str) -> str:
        return f"{texts.everything()['mark']['fi']}{words}"
