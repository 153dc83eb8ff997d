"""What was written: a text where it is, and a marker with its reason where an administrator took it out. Notes of entries are public."""

from collections.abc import Iterable

from registry.domain import redaction
from registry.domain.ledger import Entry
from registry.domain.mismatches import Mismatch
from registry.domain.models import Appeal, Decision, OwnerReply
from registry.domain.redaction import Redacted, RedactionKind
from registry.web.database import db


def redacted(entries: Iterable[Entry]) -> dict[int, Redacted]:
    """The markers of those entries whose note was taken out, by the id of the entry. One query."""
    without = [str(entry.entry_id) for entry in entries if entry.note is None]
    found = redaction.of_kind(db(), RedactionKind.ADOPTION_NOTE, without)
    return {int(subject): marker for subject, marker in found.items()}


def redacted_of_decision(
    decision: Decision, reply: OwnerReply | None, asked: Iterable[Appeal]
) -> dict[tuple[str, int], Redacted]:
    """The markers of what was taken out of a decision, by kind and number. One query, and one each for a reply or answers that are gone."""
    gone = {
        RedactionKind.DEPARTURE: [] if decision.departs else [str(decision.id)],
        RedactionKind.OWNER_REPLY: [str(reply.id)] if reply and reply.replied_on and not reply.reply else [],
        RedactionKind.APPEAL_ANSWER: [str(one.id) for one in asked if one.answer == ""],
    }
    return {
        (kind.value, int(subject)): marker
        for kind, subjects in gone.items()
        for subject, marker in redaction.of_kind(db(), kind, subjects).items()
    }


def redacted_answers(mismatches: Iterable[Mismatch]) -> dict[int, Redacted]:
    """The markers of those answers whose text was taken out, by the id of the answer. One query, or none."""
    answers = [one.answer for one in mismatches if one.answer]
    without = [str(answer.answer_id) for answer in answers if answer.because is None]
    found = redaction.of_kind(db(), RedactionKind.MISMATCH_ANSWER, without)
    return {int(subject): marker for subject, marker in found.items()}
