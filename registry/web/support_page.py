"""The page of one request for support, with the forms that its people have: what two views show."""

from collections.abc import Mapping
from typing import Final

from flask import render_template, request, url_for

from registry.domain import dates, redaction, support_list
from registry.domain.errors import Invalid
from registry.domain.redaction import Redacted, RedactionKind
from registry.domain.statuses import Precision
from registry.domain.support_list import Case
from registry.domain.support_terms import Direction, SupportState
from registry.web import auth
from registry.web.database import db
from registry.web.forms.support import EndForm, NoteForm, TickForm, VersionForm

WAYS: Final = {"kayttoonotto": Direction.ADOPT, "luopuminen": Direction.GIVE_UP}
"""The directions as addresses have them."""
GONE: Final = Invalid("method", "gone")
"""What is said where the method left the registry while somebody wrote."""
WORDS: Final = {direction: word for word, direction in WAYS.items()}


def show(
    request_id: int,
    *,
    note: NoteForm | None = None,
    end: EndForm | None = None,
    take: VersionForm | None = None,
    ticks: TickForm | None = None,
    conflict: bool = False,
    moved: bool = False,
) -> str:
    """The page, with a form that could not be taken in where there is one. Raises as `support_list.case`.

    `conflict`: the request was changed meanwhile; `moved`: its steps were, while they were ticked.
    """
    case = support_list.case(db(), auth.actor(), request_id)
    today = dates.today()
    version = {"version": str(case.request.version)}
    if conflict:
        for form in (end, take):
            if form is not None:
                form.version.data = version["version"]
    return render_template(
        "support/show.html",
        case=case,
        today=today,
        note=note or NoteForm({"held_on": dates.written(today, Precision.DAY)}, sent_here=False),
        end=end or EndForm(version, sent_here=False),
        take=take or VersionForm(version, sent_here=False),
        ticks=ticks or TickForm(sent_here=False),
        conflict=conflict,
        moved=moved,
        redacted=redacted(case),
        report=report_of(case),
        way=WORDS[case.request.direction],
        done=request.args.get("tehty"),
    )


def report_of(case: Case) -> str | None:
    """Where the region writes its experience report, when the request has ended and the method is public."""
    if case.is_open or not case.is_public:
        return None
    return url_for("experience.edit", slug=case.request.region_slug, method_id=case.request.method_id)


def redacted(case: Case) -> Mapping[tuple[str, int], Redacted]:
    """The markers of what was taken out of a request, by kind and number. One query for each kind that has something gone."""
    number, ended = str(case.request.id), case.request.state is SupportState.CANCELLED
    gone = {
        RedactionKind.SUPPORT_WISH: [] if case.request.wish else [number],
        RedactionKind.SUPPORT_END: [number] if ended and not case.request.ended_because else [],
        RedactionKind.SUPPORT_STEP: [str(step.id) for step in case.steps if not step.text],
        RedactionKind.SUPPORT_NOTE: [str(note.id) for note in case.notes if not note.text],
    }
    return redaction.markers(db(), gone)
