"""The made-up panel, by the domain's own actions: nine reviewers, a round that was decided and asked about anew, one in each phase.

The panel votes near what the editors read in the evidence, so that no real method gets a made-up class far from its own. Two reviewers are
barred by their interests. The newcomer's own reviewer is invited to both open rounds and has everything before them.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlmodel import Session, select

from registry.demo import people, story, texts
from registry.demo.dated import dated
from registry.demo.people import STORYTELLER
from registry.domain import appeals, ballots, decisions, installation, methods, results, rounds, seats
from registry.domain.decisions import ChoiceInput, PublishInput
from registry.domain.models import Method, ReviewRound
from registry.domain.permissions import Actor, Role
from registry.domain.rating import Rating
from registry.domain.review_terms import Background, Interest, RoundState
from registry.domain.rounds import RoundInput
from registry.domain.vocabulary import Certainty, Effect, Group, RatingClass, Size

INTERESTS: Final = {7: Interest.DEVELOPER, 8: Interest.AUTHOR}
"""Whose interests bar their vote, by their place among the nine."""
SCORES: Final = {
    Group.MOST_EFFECTIVE: (7, 8, 8, 9),
    Group.PROMISING: (5, 6, 7, 7),
    Group.UNDECIDED: (3, 4, 5, 6),
    Group.LEAST_BENEFICIAL: (1, 2, 2, 3),
}
WANTED: Final = (Group.MOST_EFFECTIVE, Group.PROMISING, Group.UNDECIDED)
"""Of which groups the methods are: the decided one, the one in the second phase, the one in the first."""


def is_filled(session: Session) -> bool:
    """Whether there are rounds already."""
    return session.exec(select(ReviewRound.id).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Make the panel's work up as of `today`; how many rounds. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    chosen = _choose(methods.all_published(session))
    nine = _nine(session)
    chance = random.Random(story.SEED)
    for number, method in enumerate(chosen):
        _Story(session, method, nine, chance, today).tell(number)
    return len(chosen)


def _choose(published: Sequence[Method]) -> list[Method]:
    """A method of each wanted group that has something to vote on and a checked source, the first by its id."""
    chosen: list[Method] = []
    for group in WANTED:
        fitting = (
            one
            for one in published
            if one.links and one.has_checked_evidence and one not in chosen and _rating(one).group is group
        )
        chosen += [one for one, _ in zip(fitting, range(1), strict=False)]
    return chosen


def _rating(method: Method) -> Rating:
    return methods.rating_of(method, methods.main_outcome(method))


def _nine(session: Session) -> list[Actor]:
    """The nine with what they bring; scientists and practitioners by turns, some of the regions."""
    made = people.add_panel(session, 9)
    for number, actor in enumerate(made):
        background = (Background.SCIENTIST, Background.PRACTITIONER)[number % 2]
        region = (None, "pirkanmaa", "lappi")[number % 3]
        seats.set_profile(session, STORYTELLER, actor.person_id or 0, background, region)
    return made


class _Story:
    """One round, told up to where it stands."""

    def __init__(self, session: Session, method: Method, nine: Sequence[Actor], chance: random.Random, today: date):
        self._session, self._method, self._nine = session, method, nine
        self._chance, self._today = chance, today
        self._words: Mapping[str, Any] = texts.everything()["panel"]

    def tell(self, number: int) -> None:
        """The first is decided and asked about anew, the second in its second phase, the third in its first."""
        if number == 0:
            self._decided()
            return
        began = self._today - timedelta(days=(0, 20, 8)[number])
        round_id = self._open(began, first=(0, 14, 21)[number], second=(0, 32, 42)[number])
        self._invite_newcomer(round_id)
        if number == 1:
            self._vote(round_id, began + timedelta(days=9), voters=7)
            self._move(round_id, RoundState.ROUND_2, began + timedelta(days=15))
            self._vote(round_id, self._today, voters=3)
        else:
            self._vote(round_id, self._today, voters=4)

    def _decided(self) -> None:
        began = self._today - timedelta(days=70)
        round_id = self._open(began, first=14, second=28)
        for to, day in ((RoundState.ROUND_2, 15), (RoundState.CLOSED, 29)):
            self._vote(round_id, began + timedelta(days=day - 2), voters=7)
            self._move(round_id, to, began + timedelta(days=day))
        on = self._today - timedelta(days=35)
        with dated(self._session, on):
            made = decisions.publish(self._session, STORYTELLER, round_id, self._choices(round_id), on)
        asked = self._words["appeal"]
        if made:
            with dated(self._session, self._today - timedelta(days=6)):
                appeals.make(
                    self._session, made[0].id or 0, who=asked["who"], contact=asked["contact"],
                    grounds=self._marked(asked["grounds"]), today=self._today - timedelta(days=6),
                )  # fmt: skip

    def _choices(self, round_id: int) -> PublishInput:
        found = results.of_round(self._session, STORYTELLER, round_id)
        choices = {
            one.item.outcome_id: ChoiceInput(
                effect=one.outcome.effect, size=one.outcome.size, certainty=one.outcome.certainty
            )
            for one in found
            if one.item.outcome_id and one.outcome and one.outcome.effect and one.outcome.is_decided
            and one.outcome.letter is not RatingClass.G
        }  # fmt: skip
        return PublishInput(choices=choices)

    def _open(self, began: date, first: int, second: int) -> int:
        main = methods.main_outcome(self._method)
        given = RoundInput(
            method_id=self._method.id,
            outcomes=[main.id],
            indicators=sorted({link.indicator_code for link in self._method.links}),
            question=self._marked(self._words["question"]),
            round_1_until=began + timedelta(days=first),
            round_2_until=began + timedelta(days=second),
        )
        with dated(self._session, began):
            round_id = rounds.open_round(self._session, STORYTELLER, given, began).id or 0
            seats.invite(self._session, STORYTELLER, round_id, [one.person_id or 0 for one in self._nine])
        self._declare(round_id, began + timedelta(days=1))
        return round_id

    def _declare(self, round_id: int, on: date) -> None:
        with dated(self._session, on):
            for number, actor in enumerate(self._nine):
                interest = INTERESTS.get(number)
                note = self._marked(self._words["interests"][number - min(INTERESTS)]) if interest else ""
                ballots.declare(self._session, actor, round_id, [interest] if interest else [], note, on)
            *_, last = self._nine
            comment = self._marked(self._words["comment"])
            ballots.write(self._session, last, round_id, {}, comment, version=0, hand_in=False, today=on)

    def _vote(self, round_id: int, on: date, *, voters: int) -> None:
        """The first so many of those who may vote hand in a ballot."""
        with dated(self._session, on):
            for actor in self._nine[:voters]:
                ballots.write(
                    self._session, actor, round_id, self._answers(round_id), "", version=0, hand_in=True, today=on
                )

    def _answers(self, round_id: int) -> dict[int, dict[str, Any]]:
        return {
            item.id or 0: (self._score() if item.indicator_code else self._axes())
            | {"reason": self._marked(self._chance.choice(self._words["reasons"]))}
            for item in rounds.items(self._session, round_id)
        }

    def _score(self) -> dict[str, Any]:
        return {"score": self._chance.choice(SCORES[_rating(self._method).group])}

    def _axes(self) -> dict[str, Any]:
        """As the editors read it; one in five is less certain."""
        rating = _rating(self._method)
        if rating.effect is Effect.NOT_STUDIED:
            return {"effect": rating.effect}
        less = {Certainty.HIGH: Certainty.MODERATE, Certainty.MODERATE: Certainty.LOW}
        certainty = rating.certainty or Certainty.LOW
        if self._chance.random() < 1 / 5:
            certainty = less.get(certainty, certainty)
        size = {"size": rating.size or Size.SMALL} if rating.effect is Effect.BENEFIT else {}
        return {"effect": rating.effect, "certainty": certainty} | size

    def _move(self, round_id: int, to: RoundState, on: date) -> None:
        with dated(self._session, on):
            rounds.move(self._session, STORYTELLER, round_id, to, on)

    def _invite_newcomer(self, round_id: int) -> None:
        for part in people.parts(self._session):
            if part.role is Role.REVIEWER:
                seats.set_profile(self._session, STORYTELLER, part.person_id, Background.SCIENTIST, None)
                seats.invite(self._session, STORYTELLER, round_id, [part.person_id])

    def _marked(self, words: str) -> str:
        return f"{texts.everything()['mark']['fi']}{words}"
