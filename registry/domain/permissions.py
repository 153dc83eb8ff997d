"""Who may do what, in one table. A domain function demands what it needs; the web floor asks the same table what to offer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.domain.errors import NotAllowed


class Role(StrEnum):
    """What a person is to the registry; one person may be several things."""

    REGION_EDITOR = "region_editor"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    OBSERVER = "observer"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What somebody may want to do. Reading what is public is no action."""

    USE_OWN_ACCOUNT = "use_own_account"
    RECORD_ADOPTION = "record_adoption"
    SEE_REGIONS_DESK = "see_regions_desk"
    ANSWER_MISMATCH = "answer_mismatch"
    SET_REGION_CONTACT = "set_region_contact"
    SEE_ALL_MISMATCHES = "see_all_mismatches"
    MANAGE_PEOPLE = "manage_people"
    READ_OUTBOX = "read_outbox"
    REDACT = "redact"
    READ_EVENTS = "read_events"
    EDIT_METHODS = "edit_methods"
    RUN_ROUNDS = "run_rounds"
    REVIEW = "review"
    PUBLISH_DECISIONS = "publish_decisions"
    ANSWER_APPEALS = "answer_appeals"
    READ_PROPOSALS = "read_proposals"
    SEND_PROPOSALS = "send_proposals"
    HANDLE_PROPOSALS = "handle_proposals"
    REPORT_EXPERIENCE = "report_experience"
    READ_EXPERIENCE_DRAFTS = "read_experience_drafts"
    ASK_FOR_SUPPORT = "ask_for_support"
    SEE_SUPPORT = "see_support"
    GIVE_SUPPORT = "give_support"
    EDIT_WEBINARS = "edit_webinars"
    EDIT_RECOMMENDATIONS = "edit_recommendations"
    ANSWER_SURVEY = "answer_survey"
    RUN_SURVEYS = "run_surveys"
    READ_SURVEY_RESULTS = "read_survey_results"


EVERY_ROLE: Final = frozenset(Role)
TABLE: Final[dict[Action, frozenset[Role]]] = {
    Action.USE_OWN_ACCOUNT: EVERY_ROLE,
    Action.RECORD_ADOPTION: frozenset({Role.REGION_EDITOR}),
    Action.SEE_REGIONS_DESK: frozenset({Role.REGION_EDITOR, Role.EDITOR}),
    Action.ANSWER_MISMATCH: frozenset({Role.REGION_EDITOR}),
    Action.SET_REGION_CONTACT: frozenset({Role.REGION_EDITOR}),
    Action.SEE_ALL_MISMATCHES: frozenset({Role.EDITOR}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Action.READ_OUTBOX: frozenset({Role.ADMINISTRATOR}),
    Action.REDACT: frozenset({Role.ADMINISTRATOR}),
    Action.READ_EVENTS: frozenset({Role.ADMINISTRATOR}),
    Action.EDIT_METHODS: frozenset({Role.EDITOR}),
    Action.RUN_ROUNDS: frozenset({Role.EDITOR}),
    Action.REVIEW: frozenset({Role.REVIEWER}),
    Action.PUBLISH_DECISIONS: frozenset({Role.EDITOR}),
    Action.ANSWER_APPEALS: frozenset({Role.EDITOR}),
    Action.READ_PROPOSALS: frozenset({Role.REGION_EDITOR, Role.REVIEWER, Role.EDITOR, Role.OBSERVER}),
    Action.SEND_PROPOSALS: frozenset({Role.REGION_EDITOR, Role.REVIEWER, Role.EDITOR}),
    Action.HANDLE_PROPOSALS: frozenset({Role.EDITOR}),
    Action.REPORT_EXPERIENCE: frozenset({Role.REGION_EDITOR}),
    Action.READ_EXPERIENCE_DRAFTS: frozenset({Role.REGION_EDITOR, Role.EDITOR, Role.OBSERVER}),
    Action.ASK_FOR_SUPPORT: frozenset({Role.REGION_EDITOR}),
    Action.SEE_SUPPORT: frozenset({Role.REGION_EDITOR, Role.EDITOR}),
    Action.GIVE_SUPPORT: frozenset({Role.EDITOR}),
    Action.EDIT_WEBINARS: frozenset({Role.EDITOR}),
    Action.EDIT_RECOMMENDATIONS: frozenset({Role.EDITOR}),
    Action.ANSWER_SURVEY: frozenset({Role.REGION_EDITOR}),
    Action.RUN_SURVEYS: frozenset({Role.EDITOR}),
    Action.READ_SURVEY_RESULTS: frozenset({Role.REGION_EDITOR, Role.EDITOR, Role.OBSERVER}),
}
OF_A_REGION: Final = frozenset(
    {
        Action.RECORD_ADOPTION,
        Action.SEE_REGIONS_DESK,
        Action.ANSWER_MISMATCH,
        Action.SET_REGION_CONTACT,
        Action.REPORT_EXPERIENCE,
        Action.READ_EXPERIENCE_DRAFTS,
        Action.ASK_FOR_SUPPORT,
        Action.SEE_SUPPORT,
        Action.ANSWER_SURVEY,
    }
)
"""Actions that a region editor may do in their own region only."""


@dataclass(frozen=True)
class Grant:
    """A role that somebody has; `region` is the slug of the one region of a region editor, None for the other roles."""

    role: Role
    region: str | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: a person by their number, a command or import by its name, or nobody (a visitor who has not signed in)."""

    person_id: int | None = None
    name: str = ""
    email: str = ""
    grants: frozenset[Grant] = frozenset()

    @property
    def key(self) -> str:
        """What the event log calls the actor: a number and never a name, so that a person's name can be redacted in one place."""
        return f"person:{self.person_id}" if self.person_id is not None else self.name

    @property
    def is_nobody(self) -> bool:
        """Whether this is a visitor who has not signed in."""
        return self.person_id is None and not self.name

    @property
    def roles(self) -> frozenset[Role]:
        """The roles, whatever their region."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that the person edits, by slug."""
        return tuple(sorted(grant.region for grant in self.grants if grant.region))


NOBODY: Final = Actor()


def system(name: str) -> Actor:
    """An actor that is no person: a command or an import, trusted because whoever runs it has the machine."""
    return Actor(name=name)


def may(actor: Actor, action: Action, region: str | None = None) -> bool:
    """Whether `actor` may do `action`; in `region` where the action is of one. A command or import may do everything."""
    if actor.person_id is None:
        return not actor.is_nobody
    allowed = TABLE[action]
    return any(
        grant.role in allowed
        and (grant.role is not Role.REGION_EDITOR or action not in OF_A_REGION or grant.region == region)
        for grant in actor.grants
    )


def demand(actor: Actor, action: Action, region: str | None = None) -> None:
    """Raises NotAllowed where `actor` may not do `action` (in `region`)."""
    if not may(actor, action, region):
        raise NotAllowed(f"{actor.key or 'nobody'} may not {action} {region or ''}".strip(), action, region)
