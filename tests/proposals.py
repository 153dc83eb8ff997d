"""What tests of proposals share: something to see for a walk through all routes, and a row in every table.

    key = proposals.sent(session, "region_editor", title="…")        # a proposal that somebody sends
    proposals.step(session, key, ProposalStatus.ACCEPTED)            # the editor moves it on

The caller commits.
"""

from datetime import UTC, date, datetime
from typing import Any, Final

from sqlmodel import Session

from registry.domain import dates, proposals
from registry.domain.models import Proposal, ProposalAttachment, ProposalComment, ProposalStep, ProposalSupporter
from registry.domain.proposal_input import ProposalInput
from registry.domain.proposal_terms import ProposalKind, ProposalSource, ProposalStatus
from tests import people, samples

TITLE: Final = f"Tasapainoryhmiä myös iltaisin {samples.NASTY}"
AT: Final = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
NASTY: Final = "Ö & \u2028 'x' \"y\"\n\u200b\U0001f9d1\u200d\U0001f4bb \\ 100 %"
PERSON: Final = 1001
METHOD: Final = samples.ALL[0].id


def given(**more: Any) -> ProposalInput:
    """A proposal before it is sent."""
    base: dict[str, Any] = {
        "kind": ProposalKind.NEED,
        "title": TITLE,
        "text": "Ryhmiä toivotaan iltaan.\nMoni on töissä.",
    }
    return ProposalInput.model_validate(base | more)


def sent(session: Session, who: str = "region_editor", *, public: bool = False, **more: Any) -> int:
    """A proposal that one of `people.py` sends; its number. With `public` the editor makes it public."""
    made = proposals.send(session, people.actor(session, who), given(**more), dates.today())
    if public:
        proposals.set_public(session, people.actor(session, "editor"), made.id or 0, True, version=1)
    return made.id or 0


def step(session: Session, key: int, to: ProposalStatus, answer: str = "Kiitos, tämä otetaan.") -> None:
    """The editor moves a proposal on."""
    version = session.get_one(Proposal, key, populate_existing=True).version
    editor = people.actor(session, "editor")
    proposals.take_step(session, editor, key, to.value, answer, version=version, today=dates.today())


def for_walk(session: Session) -> None:
    """What the examples in the list of routes point to: 1 public with everything, 2 not public, 3 public and declined. The caller commits."""
    first = sent(session, public=True, kind=ProposalKind.METHOD_CHANGE, method_id="tasapaino", indicator_code="O2")
    step(session, first, ProposalStatus.ACCEPTED)
    reviewer = people.actor(session, "reviewer")
    proposals.support(session, reviewer, first)
    proposals.support(session, people.actor(session, "other_region_editor"), first)
    proposals.comment(session, reviewer, first, f"Sama tarve {samples.NASTY}")
    second = sent(session, "editor", kind=ProposalKind.COEFFICIENT_CHANGE, title="Kerroin", source_note="Kokous")
    third = sent(session, "reviewer", public=True, kind=ProposalKind.NEW_METHOD, title="Uusi menetelmä")
    step(session, third, ProposalStatus.DECLINED, "Sama on jo luettelossa.")
    for key, of in ((second, first), (third, first)):
        version = session.get_one(Proposal, key).version
        proposals.set_duplicate(session, people.actor(session, "editor"), key, of, version=version)


def for_backup(session: Session) -> None:
    """A row in every table of the feature, with texts and numbers that are hard to keep."""
    session.add(
        Proposal(
            id=1001, kind=ProposalKind.STOP_METHOD, title=NASTY.splitlines()[0], text=NASTY, method_id=METHOD, indicator_code="O2",
            source=ProposalSource.REGION, source_note=NASTY.splitlines()[0], region_slug="kainuu", status=ProposalStatus.ACCEPTED,
            is_public=True, sent_by=PERSON, sent_at=AT, version=7,
        )
    )  # fmt: skip
    session.flush()
    newer = Proposal(
        id=1002, kind=ProposalKind.NEED, title="Sama", text="", source=ProposalSource.REVIEWER, status=ProposalStatus.RECEIVED, sent_at=AT
    )  # fmt: skip
    session.add(newer)
    session.flush()
    session.get_one(Proposal, 1001).duplicate_of = 1002  # a row that points to a later one
    session.flush()
    digest = "a" * 64
    session.add_all(
        [
            ProposalStep(
                proposal_id=1001, status=ProposalStatus.ACCEPTED, answer=NASTY, taken_on=date(2026, 3, 2), taken_by=PERSON, taken_at=AT
            ),
            ProposalSupporter(proposal_id=1001, person_id=PERSON, region_slug="kainuu", since=AT),
            ProposalComment(proposal_id=1001, text=NASTY, written_by=PERSON, written_at=AT),
            ProposalAttachment(
                proposal_id=1001, name="Ä b.pdf", media_type="application/pdf", size=0, digest=digest, added_by=PERSON, added_at=AT
            ),
        ]
    )  # fmt: skip
