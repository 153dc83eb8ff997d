"""The form of a webinar or a recommendation, from what was typed to what is saved: errors and conflicts lose nothing that was typed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import redirect, render_template, request
from werkzeug import Response

from registry.domain import webinar_typed
from registry.domain.errors import Conflict, Invalid
from registry.domain.models import NationalRecommendation, Webinar
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.webinar_input import WebinarInput
from registry.web import auth, webinar_desk
from registry.web.database import commit, db
from registry.web.forms.webinars import VersionedForm

Answer = str | Response | tuple[str, int]
Row = TypeVar("Row", Webinar, NationalRecommendation)
Given = TypeVar("Given", WebinarInput, RecommendationInput)


@dataclass(frozen=True)
class Desk(Generic[Row, Given]):
    """What tells the form of the one kind from that of the other; `page` is the address of what was saved."""

    kind: str
    form: type[VersionedForm]
    values: Callable[[Mapping[str, Any], int], dict[str, Any]]
    read: Callable[[str | None, Mapping[str, Any], webinar_typed.Known, Collection[str]], Given]
    find: Callable[[Any, str], Row]
    everything: Callable[[Any], Sequence[Row]]
    as_input: Callable[[Row], Given]
    save: Callable[..., Row]
    template: str
    page: Callable[[str], str]

    def plain(self, row: Row | None) -> dict[str, Any]:
        """The thing as plain values; nothing of one that is not there yet."""
        return self.as_input(row).plain() if row else {}

    def taken(self) -> set[str]:
        """The short names that are in use."""
        return {one.id for one in self.everything(db())}


def new(desk: Desk[Row, Given], blank: Mapping[str, Any]) -> Answer:
    """The form of a thing that is not there yet, or the answer to it."""
    return _page(desk, desk.form(blank), None) if request.method == "GET" else _answer(desk, None)


def edit(desk: Desk[Row, Given], key: str) -> Answer:
    """The form of a thing as it is, or the answer to it. Raises NotFound."""
    row = desk.find(db(), key)
    if request.method == "GET":
        return _page(desk, desk.form(desk.values(desk.plain(row), row.version)), row)
    return _answer(desk, row)


def _answer(desk: Desk[Row, Given], row: Row | None) -> Answer:
    form, key = desk.form(), row.id if row else None
    if not form.is_ours():
        return _page(desk, form, row), 422
    try:
        given = desk.read(key, form.typed(), webinar_desk.known(desk.plain(row)), () if key else desk.taken())
        saved = desk.save(db(), auth.actor(), given, version=form.seen).id
        commit()
        return redirect(desk.page(saved), 303)
    except Invalid as error:
        db().rollback()
        form.refuse(error.problems)
        return _page(desk, form, desk.find(db(), key) if key else None), 422
    except Conflict:
        db().rollback()
        now = desk.find(db(), given.id)
        found = webinar_desk.clash(desk.kind, now.id, form.seen, desk.plain(now), now.version, given.plain())
        return _page(desk, desk.form(desk.values(found.both, now.version), sent_here=False), now, found), 409


def _page(desk: Desk[Row, Given], form: VersionedForm, row: Row | None, found: webinar_desk.Clash | None = None) -> str:
    return render_template(
        desk.template,
        form=form,
        one=row,
        clash=found,
        choices=webinar_desk.choices(desk.plain(row)),
        earlier=webinar_desk.earlier(desk.kind, row.id) if row else [],
        place=webinar_desk.place_words,
        say=webinar_desk.value_words,
    )
