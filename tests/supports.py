"""What tests of support share: something to see for a walk through all routes, and a row in every table."""

from datetime import UTC, date, datetime
from typing import Final

from sqlmodel import Session

from registry.domain import checklists, support
from registry.domain.models import Person, SupportChecklist, SupportNote, SupportRequest, SupportStep
from registry.domain.support_input import AskInput, EndInput, NoteInput, StepInput
from registry.domain.support_terms import Direction, Phase, SupportState
from tests import people, samples

NOW: Final = datetime(2026, 11, 20, 9, tzinfo=UTC)
WISH: Final = "Tarvitsemme apua koulutuksen <b>järjestämiseen</b> & aikatauluun."
NOTED: Final = "Sovimme, kuka vetää.\nSeuraava tapaaminen joulukuussa."
STEPS: Final = (
    StepInput(phase=Phase.EXPLORATION, text="Kirjatkaa tarve."),
    StepInput(phase=Phase.EXPLORATION, text="Lukekaa näyttö."),
    StepInput(phase=Phase.PREPARATION, text="Nimetkää vetäjä."),
    StepInput(phase=Phase.SUSTAINMENT, text="Tarkistakaa vuosittain."),
)
DONE: Final = EndInput(outcome=SupportState.DONE, because="Hyvin meni.")
CANCELLED: Final = EndInput(outcome=SupportState.CANCELLED, because="Aika ei riitä nyt.")


def asked(
    session: Session,
    method: str = "tasapaino",
    direction: Direction = Direction.ADOPT,
    *,
    who: str = "region_editor",
    region: str = "kainuu",
    at: datetime = NOW,
) -> SupportRequest:
    """A request of a region that nobody has taken up."""
    given = AskInput(direction=direction, wish=WISH)
    return support.ask(session, people.actor(session, who), region, method, given, at)


def taken(session: Session, method: str = "tasapaino", direction: Direction = Direction.ADOPT) -> SupportRequest:
    """A request that the editor has taken up, with steps of which the first is done, and a note of each side."""
    made, editor = asked(session, method, direction), people.actor(session, "editor")
    found = support.take(session, editor, made.id or 0, made.version, NOW)
    checklists.begin(session, editor, found, STEPS)
    first = checklists.steps_of(session, found.id or 0)[0]
    support.tick(session, editor, found.id or 0, set(), {first.id or 0}, NOW)
    for who in ("editor", "region_editor"):
        given = NoteInput(held_on=date(2026, 11, 21), text=NOTED)
        support.write_note(session, people.actor(session, who), found.id or 0, given, NOW)
    return found


def for_walk(session: Session) -> None:
    """Request 1 of Kainuu under way, one that waits and one that has ended; a checklist. The caller commits."""
    taken(session)
    asked(session, "kotikaynti", Direction.GIVE_UP)
    ended = asked(session, "nuotti")
    support.end(session, people.actor(session, "region_editor"), ended.id or 0, CANCELLED, ended.version, NOW)
    checklists.save(session, people.actor(session, "editor"), "tasapaino", Direction.ADOPT, STEPS, 0, NOW)


def for_backup(session: Session) -> None:
    """A row in every table of the feature, with texts and numbers that are hard to keep."""
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    nasty = "Ö & \u2028 'x' \"y\"\n\u200b\U0001f9d1\u200d\U0001f4bb \\ 100 %"
    person = Person(email="support@example.fi", name=nasty, active=False, created_at=at)
    session.add(person)
    session.flush()
    method = samples.ALL[0].id
    common = {
        "region_slug": "kainuu",
        "method_id": method,
        "direction": Direction.GIVE_UP,
        "wish": nasty,
        "asked_at": at,
    }
    session.add_all(
        [
            SupportRequest(**common, id=1001, state=SupportState.ASKED),
            SupportRequest(
                **common, id=1002, state=SupportState.CANCELLED, asked_by=person.id, taken_by=person.id, taken_at=at,
                ended_at=at, ended_because=nasty, version=7,
            ),
            SupportChecklist(
                method_id=method, direction=Direction.ADOPT, steps=[{"phase": "exploration", "text": nasty}], version=3,
                saved_by=person.id, saved_at=at,
            ),
        ]
    )  # fmt: skip
    session.flush()
    session.add_all(
        [
            SupportStep(request_id=1002, phase=Phase.REPLACE, position=0, text=nasty, done_at=at, done_by=person.id),
            SupportStep(request_id=1002, phase=Phase.IDENTIFY, position=1, text=nasty, removed_at=at),
            SupportNote(
                request_id=1002, held_on=date(1999, 12, 31), text=nasty, by_staff=True, written_by=person.id, written_at=at
            ),
        ]
    )  # fmt: skip
