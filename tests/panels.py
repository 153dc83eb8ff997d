"""A panel at work in the small world, by the domain's own functions: a round about a method, nine reviewers, their votes, its close, a decision.

    number = panels.open_round(session)                 # an editor opens a round about `tasapaino`
    panels.sit(session, number)                         # nine are invited and declare; the last two are barred
    panels.vote_all(session, number)                    # everybody who may hands in the ballot of the open phase
    panels.move(session, number, RoundState.ROUND_2)
    panels.published(session)                           # all of it at once: the decisions (`closed`: all but the decisions)

The reviewers are called `reviewer_1` ... `reviewer_9`; `people.client(app, "reviewer_3")` is signed in as the third. The caller commits.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from sqlmodel import Session, select

from registry.domain import accounts, appeals, ballots, dates, decisions, passwords, results, rounds, seats
from registry.domain.accounts_input import InviteInput
from registry.domain.decisions import ChoiceInput, PublishInput
from registry.domain.models import Decision, Person, ReviewRound
from registry.domain.permissions import Actor, Grant, Role, system
from registry.domain.review_terms import Background, Cause, Interest, RoundKind, RoundState
from registry.domain.rounds import RoundInput
from tests import people

NINE: Final = tuple(f"reviewer_{number}" for number in range(1, 10))
BARRED: Final = {"reviewer_8": Interest.DEVELOPER, "reviewer_9": Interest.AUTHOR}
"""Who has an interest that bars the vote."""
SECRET: Final = "Salainen selitys sidonnaisuudesta"
"""What the barred write about their interest: nobody but themselves may see it."""
METHOD: Final = "tasapaino"
OUTCOMES: Final = ("kaatumiset", "lonkkamurtumat")
INDICATORS: Final = ("O2", "O1")
BENEFIT: Final = {"effect": "benefit", "size": "moderate", "certainty": "high"}
HARM: Final = {"effect": "harm", "certainty": "high"}


def days(number: int) -> date:
    """The day so many days from today."""
    return dates.today() + timedelta(days=number)


def nine(session: Session) -> list[Actor]:
    """Nine reviewers with what they bring: scientists and practitioners by turns, from three regions. Made where they are not there."""
    for number, who in enumerate(one for one in NINE if not _is_there(session, one)):
        given = InviteInput(email=people.email(who), name=people.name(who), grants=frozenset({Grant(Role.REVIEWER)}))
        invited, _token = accounts.invite(session, system("tests"), given, people.NOW)
        accounts.become(session, invited, _password_hash(), people.NOW)
        background = (Background.SCIENTIST, Background.PRACTITIONER)[number % 2]
        region = (None, "kainuu", "lappi")[number % 3]
        seats.set_profile(session, system("tests"), people.person_id(session, who), background, region)
    return [people.actor(session, who) for who in NINE]


@cache
def _password_hash() -> str:
    return passwords.hashed(people.PASSWORD)  # slow on purpose: once for all of them


def _is_there(session: Session, who: str) -> bool:
    return session.exec(select(Person.id).where(Person.email == people.email(who))).first() is not None


def open_round(session: Session, method: str = METHOD, **more: Any) -> int:
    """Open a round about a method, two weeks a phase, and give its number; `more` are other fields of `RoundInput`."""
    asked = {"outcomes": OUTCOMES, "indicators": INDICATORS} if method == METHOD else {}
    base = {
        "method_id": method,
        "question": "Vahvistaako menetelmä tulosta tavalliseen palveluun verrattuna?",
        "round_1_until": days(14),
        "round_2_until": days(28),
    }
    given = RoundInput.model_validate(base | asked | more)
    return rounds.open_round(session, people.actor(session, "editor"), given, dates.today()).id or 0


def sit(session: Session, round_id: int, barred: Mapping[str, Interest] = BARRED) -> list[Actor]:
    """Invite all nine and let them declare; give the nine."""
    found = nine(session)
    seats.invite(session, people.actor(session, "editor"), round_id, [one.person_id or 0 for one in found])
    for who, actor in zip(NINE, found, strict=True):
        interests = [barred[who]] if who in barred else []
        ballots.declare(session, actor, round_id, interests, SECRET if interests else "", dates.today())
    return found


def answers(
    session: Session,
    round_id: int,
    axes: Mapping[str, str] = BENEFIT,
    score: int = 8,
    reason: str = "Näyttö on vahvaa.",
) -> dict[int, dict[str, Any]]:
    """A whole ballot that says the same of every outcome and every indicator."""
    return {
        item.id or 0: {**({"score": score} if item.indicator_code else axes), "reason": reason}
        for item in rounds.items(session, round_id)
    }


def vote(
    session: Session, round_id: int, actor: Actor, *, hand_in: bool = True, comment: str = "", **more: Any
) -> None:
    """Write the ballot of one reviewer in the open phase; `more` goes to `answers`."""
    phase = rounds.phase_of(rounds.find(session, round_id)) or 0
    known = ballots.ballot(session, actor, round_id, phase)
    version = known.version if known else 0
    given = answers(session, round_id, **more)
    ballots.write(session, actor, round_id, given, comment, version=version, hand_in=hand_in, today=dates.today())


def vote_all(session: Session, round_id: int, **more: Any) -> None:
    """Let everybody who may vote hand in the ballot of the open phase; reasons tell them apart."""
    sitting = {one.person_id for one in seats.progress(session, round_id) if not one.barred}
    for number, actor in enumerate(nine(session), start=1):
        if actor.person_id in sitting:
            vote(session, round_id, actor, **({"reason": f"Perustelu {number}."} | more))


def disagree(session: Session, round_id: int) -> None:
    """Let voters be of two minds, so that no class is decided and the recommendation is torn."""
    sitting = {one.person_id for one in seats.progress(session, round_id) if not one.barred}
    voters = [one for one in nine(session) if one.person_id in sitting]
    minds: tuple[tuple[Mapping[str, str], int], ...] = (
        (BENEFIT, 9),
        ({"effect": "none", "certainty": "low"}, 1),
        (HARM, 1),
    )
    for number, actor in enumerate(voters):
        axes, score = minds[number % 3]
        vote(session, round_id, actor, axes=axes, score=score, reason=f"Perustelu {number}: {axes['effect']}.")


def move(session: Session, round_id: int, to: RoundState) -> None:
    """Move a round on, as the editor does."""
    rounds.move(session, people.actor(session, "editor"), round_id, to, dates.today())


def closed(
    session: Session, method: str = METHOD, *, torn: bool = False, votes: Mapping[str, Any] | None = None, **more: Any
) -> int:
    """A round that has gone through both phases: its number. `votes` goes to `answers`; `torn` has the panel disagree."""
    round_id = open_round(session, method, **more)
    sit(session, round_id)
    while rounds.phase_of(rounds.find(session, round_id)):
        if torn:
            disagree(session, round_id)
        else:
            vote_all(session, round_id, **(votes or {}))
        is_first = rounds.find(session, round_id).state is RoundState.ROUND_1
        move(session, round_id, RoundState.ROUND_2 if is_first else RoundState.CLOSED)
    return round_id


def publish(session: Session, round_id: int, cause: Cause = Cause.FIRST, **more: Any) -> list[Decision]:
    """Publish what the panel decided, as it is; `more` are other fields of `PublishInput`."""
    editor = people.actor(session, "editor")
    choices = {
        one.item.outcome_id: ChoiceInput(
            effect=one.outcome.effect, size=one.outcome.size, certainty=one.outcome.certainty
        )
        for one in results.of_round(session, editor, round_id)
        if one.item.outcome_id and one.outcome and one.outcome.is_decided and one.outcome.effect
    }
    given = PublishInput.model_validate({"choices": choices, "cause": cause} | more)
    return decisions.publish(session, editor, round_id, given, dates.today())


def published(session: Session, method: str = METHOD, *, cause: Cause = Cause.FIRST, **more: Any) -> list[Decision]:
    """A whole round and its decisions; `more` goes to `closed`."""
    return publish(session, closed(session, method, **more), cause)


def light(session: Session, method: str = METHOD, **more: Any) -> int:
    """Open a light round about a method; give its number."""
    return open_round(session, method, kind=RoundKind.LIGHT, round_1_until=days(0), **more)


def about(session: Session, round_id: int) -> ReviewRound:
    """The round as it is."""
    return rounds.find(session, round_id)


def for_walk(session: Session) -> None:
    """What all routes are walked with: round 1 in its first phase with `reviewer` in it, round 2 decided (decision 1,
    appealed against), round 3 closed."""
    nine(session)
    reviewer = people.actor(session, "reviewer")
    seats.set_profile(session, reviewer, reviewer.person_id or 0, Background.SCIENTIST, None)
    first = open_round(session)
    sit(session, first)
    seats.invite(session, people.actor(session, "editor"), first, [reviewer.person_id or 0])
    ballots.declare(session, reviewer, first, [], "", dates.today())
    decided = published(session, "kotikaynti", outcomes=("laitoshoito",), indicators=("O2",))
    asked = {"who": "Pekka Pyytäjä", "contact": "pekka@example.fi", "grounds": "Tutkimus puuttui."}
    appeals.make(session, decided[0].id or 0, **asked, today=dates.today())
    closed(session, "ristiriitainen", outcomes=("oireet",), indicators=("P3",), torn=True)
