"""For a region's editors: the methods that they named in the survey, to be confirmed as entries of the ledger or set aside."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import dates, survey_offers, surveys
from registry.domain.errors import Conflict, Invalid
from registry.domain.models import SurveyRound
from registry.domain.permissions import Action
from registry.domain.survey_offers import MAY_BECOME, Offer
from registry.search import cards
from registry.search.cards import Card
from registry.search.facets import Filters
from registry.web import auth
from registry.web.database import db, search
from registry.web.forms.survey_offers import OffersForm, blank, offers_form

bp = Blueprint("survey_offers", __name__)
Page = str | Response | tuple[str, int]
PREFIX = "version_"


@bp.get("/alueet/<slug>/kyselyn-menetelmat/<key>")
def show(slug: str, key: str) -> str:
    """What waits for the region's word."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    about = surveys.find(db(), key)
    waiting = survey_offers.offers(db(), auth.actor(), about, slug, dates.today())
    form = offers_form([offer.method for offer in waiting])(blank(waiting))
    return _page(slug, about, waiting, form)


@bp.post("/alueet/<slug>/kyselyn-menetelmat/<key>")
def save(slug: str, key: str) -> Page:
    """Do what was decided, all of it or nothing: then everything is shown again as it was typed."""
    auth.demand(Action.RECORD_ADOPTION, slug)
    session, actor, today = db(), auth.actor(), dates.today()
    about, shown = surveys.find(session, key), _shown()
    waiting = survey_offers.offers(session, actor, about, slug, today)
    form = offers_form({*shown, *(offer.method for offer in waiting)})(blank(waiting))
    status = 422
    if form.is_ours():
        try:
            done, aside = survey_offers.answer(session, actor, about, slug, form.typed(shown), today)
            session.commit()
            return redirect(url_for("survey_offers.show", slug=slug, key=key, vahvistettu=done, sivuun=aside), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        session.rollback()
        about = surveys.find(session, key)
        waiting = survey_offers.offers(session, actor, about, slug, today)
        form.has_seen(waiting)
    return _page(slug, about, waiting, form, conflict=status == 409), status


def _shown() -> list[str]:
    """The published methods that the sent form was about, by their hidden fields."""
    known = search().catalogue(db()).methods
    sent = {name.removeprefix(PREFIX) for name in request.form if name.startswith(PREFIX)}
    return sorted(sent & known.keys())


def _page(slug: str, about: SurveyRound, waiting: Sequence[Offer], form: OffersForm, *, conflict: bool = False) -> str:
    session = db()
    known, reference = search().catalogue(session), search().reference(session)
    gone = [method for method in _shown() if method not in {offer.method for offer in waiting}] if conflict else []
    return render_template(
        "survey_results/offers.html",
        region=reference.regions[slug],
        asked=about,
        rows=[(offer, _card(offer)) for offer in waiting if offer.method in known.methods],
        indicators=reference.indicators,
        set_aside=[
            known.methods[one]
            for one in survey_offers.set_aside(session, auth.actor(), about, slug)
            if one in known.methods
        ],
        gone=[known.methods[method] for method in gone if method in known.methods],
        statuses=MAY_BECOME,
        form=form,
        conflict=conflict,
    )


def _card(offer: Offer) -> Card:
    """The method with the rating that it has for the indicators it was named for."""
    known = search().catalogue(db())
    (card,) = cards.of(known.methods, [offer.method], Filters(indicator=tuple(offer.indicators)))
    return card
