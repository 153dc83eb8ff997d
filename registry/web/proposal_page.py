"""The page of one proposal with all its forms; shown by itself, and again where something in one of the forms needs mending."""

from dataclasses import dataclass

from flask import render_template, request

from registry.domain import attachments, dates, proposal_drafts, proposal_page, redaction
from registry.domain.models import Indicator, Region
from registry.domain.permissions import Action
from registry.domain.proposal_page import Whole
from registry.domain.proposal_terms import MOVES, ProposalStatus
from registry.domain.redactable import RedactionKind
from registry.domain.redaction import Redacted
from registry.web import auth
from registry.web.database import db, search
from registry.web.forms import proposals as forms
from registry.web.forms.base import BaseForm
from registry.web.labels import capital, label


@dataclass(frozen=True)
class ProposalPage:
    """A proposal and what its reader may do with it."""

    whole: Whole
    indicator: Indicator | None
    regions: dict[str, Region]
    taken: dict[tuple[str, int], Redacted]

    @property
    def moves(self) -> list[tuple[str, str, str]]:
        """The statuses that may follow, for a choice."""
        wanted = MOVES[self.whole.proposal.status]
        return [(one.value, capital(label(one)), "") for one in ProposalStatus if one in wanted]

    @property
    def may_handle(self) -> bool:
        """Whether the reader is of the staff."""
        return auth.may(Action.HANDLE_PROPOSALS)

    @property
    def may_send(self) -> bool:
        """Whether the reader may support and comment."""
        return auth.may(Action.SEND_PROPOSALS)

    @property
    def may_attach(self) -> bool:
        """Whether the reader may add files, and there is room for one."""
        has_room = len(self.whole.attachments) < attachments.MOST
        return has_room and attachments.may_add(auth.actor(), self.whole.proposal)

    @property
    def may_draft(self) -> bool:
        """Whether the reader may make a draft of it."""
        return auth.may(Action.EDIT_METHODS) and proposal_drafts.can_be_drafted(self.whole.proposal)

    @property
    def is_supported(self) -> bool:
        """Whether the reader supports it."""
        return self.whole.supported_by(auth.actor())

    def who(self, person: int | None) -> str:
        """What somebody is called, for members; nothing where the name is not known or was taken out."""
        return self.whole.names.get(person or 0, "")


def of(proposal_id: int) -> ProposalPage:
    """A proposal that the reader may see. Raises NotFound."""
    session, actor = db(), auth.actor()
    whole = proposal_page.of(session, actor, proposal_id)
    reference = search().reference(session)
    indicator = reference.indicators.get(whole.proposal.indicator_code or "")
    return ProposalPage(whole, indicator, dict(reference.regions), _taken(whole))


def _taken(whole: Whole) -> dict[tuple[str, int], Redacted]:
    """The markers of texts that were taken out. A query for each kind that is missing something."""
    about, key = whole.proposal, str(whole.proposal.id)
    gone = {
        RedactionKind.PROPOSAL_TITLE: [] if about.title else [key],
        RedactionKind.PROPOSAL_TEXT: [] if about.text else [key],
        RedactionKind.PROPOSAL_ANSWER: [str(one.id) for one in whole.steps[1:] if not one.answer],
        RedactionKind.PROPOSAL_COMMENT: [str(one.id) for one in whole.comments if not one.text],
        RedactionKind.PROPOSAL_FILE: [str(one.id) for one in whole.attachments if not one.name],
    }
    return redaction.markers(db(), gone)


def render(proposal_id: int, **shown: BaseForm) -> str:
    """The page, with the form that was sent in the place of an empty one."""
    page = of(proposal_id)
    made = (_blank(page) | shown) if page.may_send else {}  # a visitor sends nothing and needs no token
    for form in made.values():
        if isinstance(form, forms.VersionedForm):
            form.version.data = str(page.whole.proposal.version)
    if "support" in shown and "comment" in made and (said := made["support"]["comment"].data):
        made["comment"]["comment"].data = said  # where it is seen, and can be sent by itself
    wrong = next((form for form in made.values() if form.problems), None)
    return render_template(
        "proposals/show.html",
        page=page,
        wrong=wrong,
        done=request.args.get("tehty"),
        today=dates.today(),
        most=attachments.MOST,
        accept=",".join(f".{ending}" for ending in attachments.TYPES),
        largest=attachments.LARGEST // attachments.MEGABYTE,
        **{f"{name}_form": form for name, form in made.items()},
    )


def _blank(page: ProposalPage) -> dict[str, BaseForm]:
    """The forms as they stand before anything is typed."""
    version = {"version": str(page.whole.proposal.version)}
    original = page.whole.proposal.duplicate_of
    return {
        "step": forms.StepForm(version, sent_here=False),
        "public": forms.PublicForm(version, sent_here=False),
        "duplicate": forms.DuplicateForm(version | {"duplicate_of": str(original or "")}, sent_here=False),
        "support": forms.SupportForm(sent_here=False),
        "comment": forms.CommentForm(sent_here=False),
        "files": forms.FilesForm(sent_here=False),
        "draft": forms.VersionedForm(version, sent_here=False),
    }
