"""Atom feeds of a method, an indicator and a region: every public change, in the language of the address."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from registry.domain import catalogue, changes
from registry.domain.changes import Change
from registry.domain.errors import NotFound
from registry.web import notes
from registry.web.database import db, search
from registry.web.feed import Feed, only_xml
from registry.web.rendering import local

bp = Blueprint("feeds", __name__)


@bp.get("/menetelmat/<method_id>/syote.atom")
def method(method_id: str) -> Response:
    """How a method changes, and what regions record of it."""
    known = search().catalogue(db()).methods
    if method_id not in known:
        raise NotFound("method", method_id)
    here = url_for("feeds.method", method_id=method_id), url_for("methods.show", method_id=method_id)
    return _answer("method", method_id, local(known[method_id].name), here, changes.of_methods(db(), [method_id]))


@bp.get("/indikaattorit/<key>/syote.atom")
def indicator(key: str) -> Response | Redirect:
    """How the methods of an indicator change, and what regions record of them. A code leads to the address with the slug."""
    found = catalogue.find_indicator(db(), key)
    if key != found.slug:
        return redirect(url_for("feeds.indicator", key=found.slug), 301)
    here = url_for("feeds.indicator", key=key), url_for("indicators.show", key=key)
    linked = search().catalogue(db()).linked_to([found.code])
    return _answer("indicator", found.code, local(found.short), here, changes.of_methods(db(), linked))


@bp.get("/alueet/<slug>/syote.atom")
def region(slug: str) -> Response:
    """What a region records."""
    regions = search().reference(db()).regions
    if slug not in regions:
        raise NotFound("region", slug)
    here = url_for("feeds.region", slug=slug), url_for("regions.show", slug=slug)
    return _answer("region", slug, local(regions[slug].short), here, changes.of_region(db(), slug))


def _answer(kind: str, key: str, name: str, here: tuple[str, str], found: Sequence[Change]) -> Response:
    """A feed whose own address and whose page are `here`."""
    path, page = here
    feed = Feed(
        key=f"{kind}:{key}",
        name=name,
        path=path,
        page=page,
        changes=found,
        published=search().catalogue(db()).methods,
        regions=search().reference(db()).regions,
        redacted=notes.redacted(change.entry for change in found if change.entry),
        saved=changes.last_saved(db(), kind, key),
    )
    response = Response(only_xml(render_template("feeds/feed.xml", feed=feed)), mimetype="application/atom+xml")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    conditional: Response = response.make_conditional(request)  # type: ignore[assignment]
    return conditional
