"""The words for the log of events: what was done, to what kind of thing, and the details, in neutral words.

An action that has no words yet is shown by its code; tests/web/test_events.py knows all that the domain writes.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.events import PEOPLE, PERSON, Happened, number_of
from registry.domain.permissions import Role
from registry.domain.proposal_terms import ProposalKind, ProposalSource, ProposalStatus
from registry.domain.review_terms import Background, Cause, Interest, RoundKind, RoundState
from registry.domain.statuses import MismatchKind, Status
from registry.domain.vocabulary import State
from registry.web.i18n import gettext
from registry.web.i18n import mark as _
from registry.web.labels import label

ACTIONS: Final[dict[str, str]] = {
    "adoption.confirmed": _("entries confirmed"),
    "adoption.corrected": _("entry corrected"),
    "adoption.recorded": _("entry recorded"),
    "adoption.withdrawn": _("entry taken out as a mistake"),
    "appeal.answered": _("request for a new look answered"),
    "appeal.made": _("request for a new look received"),
    "appeal.told": _("editors told by mail of a request for a new look"),
    "ballot.handed_in": _("ballot handed in"),
    "contact.removed": _("role mailbox removed"),
    "contact.set": _("role mailbox given"),
    "experience.begun": _("experience report begun"),
    "experience.published": _("experience report published"),
    "experience.withdrawn": _("experience report taken back"),
    "indicator.saved": _("indicator saved"),
    "invitation.accepted": _("invitation accepted"),
    "invitation.withdrawn": _("invitation taken back"),
    "method.added": _("method added"),
    "method.changed": _("method changed"),
    "method.decided": _("decision published"),
    "method.restored": _("old version brought back"),
    "mismatch.answered": _("observation answered"),
    "owner.asked": _("owner asked for a reply"),
    "owner.replied": _("owner's reply written down"),
    "page.saved": _("page saved"),
    "person.invited": _("person invited"),
    "person.password_changed": _("password changed"),
    "person.password_reset": _("forgotten password replaced"),
    "person.renamed": _("name changed"),
    "person.reset_made": _("link for a new password made"),
    "person.roles_changed": _("roles changed"),
    "person.taken_back": _("account taken back into use"),
    "person.taken_out_of_use": _("account taken out of use"),
    "proposal.attached": _("files added to a proposal"),
    "proposal.commented": _("proposal commented on"),
    "proposal.drafted": _("draft method made of a proposal"),
    "proposal.duplicate": _("proposal said to be a duplicate"),
    "proposal.moved": _("proposal moved on with an answer"),
    "proposal.not_duplicate": _("proposal said to be no duplicate"),
    "proposal.published": _("proposal made public"),
    "proposal.sent": _("proposal sent"),
    "proposal.support_taken_back": _("support of a proposal taken back"),
    "proposal.supported": _("proposal supported"),
    "proposal.withdrawn": _("proposal no longer public"),
    "recommendation.added": _("national recommendation added"),
    "recommendation.changed": _("national recommendation changed"),
    "redaction.made": _("text or name taken out"),
    "region.removed": _("region removed"),
    "region.saved": _("region saved"),
    "reviewer.described": _("background of a reviewer given"),
    "revisions.begun": _("first revisions kept"),
    "round.declared": _("interests declared"),
    "round.extended": _("round given more time"),
    "round.invited": _("reviewers invited to a round"),
    "round.moved": _("round moved on"),
    "round.opened": _("round opened"),
    "round.told": _("reviewers told by mail"),
    "support.asked": _("support asked for"),
    "support.checklist_saved": _("steps of support adapted to a method"),
    "support.ended": _("request for support ended"),
    "support.noted": _("note of support written"),
    "support.steps_changed": _("steps of support changed"),
    "support.taken": _("request for support taken up"),
    "support.ticked": _("steps of support ticked off"),
    "support.unticked": _("ticks of support taken back"),
    "survey.closed": _("round of the survey closed"),
    "survey.extended": _("round of the survey given another last day"),
    "survey.given_back": _("answers to the survey given back"),
    "survey.handed_in": _("answers to the survey handed in"),
    "survey.methods_handled": _("methods named in the survey confirmed or set aside"),
    "survey.opened": _("round of the survey opened"),
    "survey.reminded": _("regions reminded of the survey by mail"),
    "term.removed": _("word removed"),
    "term.saved": _("word saved"),
    "theme.removed": _("theme removed"),
    "theme.saved": _("theme saved"),
    "webinar.added": _("webinar added"),
    "webinar.cancelled": _("webinar cancelled"),
    "webinar.changed": _("webinar changed"),
}
KINDS: Final[dict[str, str]] = {
    "adoption": _("use of a method"),
    "adoption_note": _("note of an entry"),
    "appeal": _("request for a new look"),
    "appeal_answer": _("answer to a request for a new look"),
    "appeal_grounds": _("grounds of a request for a new look"),
    "appeal_who": _("who asked for a new look"),
    "ballot_comment": _("comment of a ballot"),
    "ballot_reasons": _("reasons of a ballot"),
    "departure": _("reason for departing from the panel"),
    "experience": _("experience report"),
    "indicator": _("indicator"),
    "interest_note": _("what a reviewer wrote of their interests"),
    "invitation": _("invitation"),
    "key": _("which"),
    "method": _("method"),
    "mismatch": _("observation"),
    "mismatch_answer": _("answer to an observation"),
    "owner_reply": _("reply of an owner"),
    "page": _("page"),
    "person": _("person"),
    "proposal": _("development proposal"),
    "proposal_answer": _("answer to a proposal"),
    "proposal_comment": _("comment on a proposal"),
    "proposal_file": _("file of a proposal"),
    "proposal_source": _("where a proposal came from"),
    "proposal_text": _("text of a proposal"),
    "proposal_title": _("title of a proposal"),
    "recommendation": _("national recommendation"),
    "region": _("region"),
    "round": _("round of the panel"),
    "support": _("request for support"),
    "support_checklist": _("steps of support for a method"),
    "support_end": _("why a request for support ended"),
    "support_note": _("note of a request for support"),
    "support_step": _("step of a request for support"),
    "support_wish": _("wish of a request for support"),
    "survey_answer": _("answer to the survey"),
    "survey_back": _("why answers to the survey were given back"),
    "survey_round": _("round of the survey"),
    "term": _("word of the glossary"),
    "theme": _("theme"),
    "webinar": _("webinar"),
}
DETAILS: Final[dict[str, str]] = {
    "about": _("about what"),
    "added": _("added"),
    "background": _("background"),
    "barred": _("barred from voting"),
    "before": _("before"),
    "cause": _("cause"),
    "corrects": _("corrects entry"),
    "count": _("how many"),
    "decision": _("decision"),
    "decisions": _("decisions"),
    "departs": _("departs from the panel in"),
    "closes_on": _("until"),
    "day": _("day"),
    "due": _("until"),
    "entries": _("entries"),
    "entry": _("entry"),
    "grants": _("roles"),
    "indicators": _("indicators"),
    "interests": _("interests declared"),
    "method": _("method"),
    "mismatch": _("observation"),
    "number": _("number of the entry"),
    "opens_on": _("from"),
    "outcomes": _("outcomes"),
    "people": _("people"),
    "phase": _("phase"),
    "proposal": _("proposal"),
    "proposal_kind": _("kind of proposal"),
    "proposal_source": _("source"),
    "region": _("region"),
    "removed": _("removed"),
    "restored": _("version brought back"),
    "round": _("round of the panel"),
    "round_1_until": _("first phase until"),
    "round_2_until": _("second phase until"),
    "round_kind": _("kind of round"),
    "since": _("since"),
    "state": _("state"),
    "status": _("status"),
    "step_from": _("status before"),
    "step_to": _("status"),
    "supersedes": _("in the place of decisions"),
    "to": _("to"),
    "until": _("until"),
    "valid_until": _("valid until"),
    "version": _("version"),
}
VALUES: Final[dict[str, type[StrEnum]]] = {
    "added": Role,
    "background": Background,
    "before": RoundState,
    "cause": Cause,
    "grants": Role,
    "interests": Interest,
    "mismatch": MismatchKind,
    "proposal_kind": ProposalKind,
    "proposal_source": ProposalSource,
    "removed": Role,
    "round_kind": RoundKind,
    "state": State,
    "status": Status,
    "step_from": ProposalStatus,
    "step_to": ProposalStatus,
    "to": RoundState,
}
MOST_VALUES: Final = 20


def action_words(code: str) -> str:
    """What was done."""
    return _say(ACTIONS, code)


def kind_words(code: str) -> str:
    """To what kind of thing."""
    return _say(KINDS, code)


def _say(words: Mapping[str, str], code: str) -> str:
    return gettext(words[code]) if code in words else code


def actor_words(key: str, names: Mapping[int, str]) -> str:
    """Who acted: a person by name and number, a command by its own name."""
    number = number_of(key)
    if number is None:
        return key
    return f"{names.get(number) or gettext('name taken out')} ({number})"


def subject_words(event: Happened, names: dict[int, str]) -> str:
    """The thing, as the log names it; people by name and number."""
    return actor_words(f"{PERSON}:{event.subject}", names) if event.kind == PERSON else event.subject


def details(event: Happened, names: Mapping[int, str] | None = None) -> Iterator[tuple[str, str]]:
    """What more the event says, as words and values; people by name and number where `names` has them."""
    for key, value in event.details.items():
        values = value if isinstance(value, list) else [value]
        shown = [_value(key, one, names or {}) for one in values[:MOST_VALUES] if one is not None]
        more = [f"… ({len(values)})"] if len(values) > MOST_VALUES else []
        if shown:
            yield _say(DETAILS, key), ", ".join(shown + more)


def _value(key: str, value: Any, names: Mapping[int, str]) -> str:
    """A value in words where it is a word of the vocabulary or a person; a role may have its region behind it."""
    if key == PEOPLE:
        return actor_words(f"{PERSON}:{value}", names)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    word, _colon, region = str(value).partition(":")
    try:
        said = label(VALUES[key](word))
    except (KeyError, ValueError):
        return str(value)
    return f"{said} ({region})" if region else said
