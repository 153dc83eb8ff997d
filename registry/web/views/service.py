"""For machines: is the service well, what may be crawled, what is there."""

from flask import Blueprint, Response, render_template, url_for

from registry.domain import catalogue, national_recommendations, webinars
from registry.web.database import db, search
from registry.web.rendering import absolute
from registry.web.views.pages import SLUGS

bp = Blueprint("service", __name__)


@bp.get("/healthz")
def health() -> Response:
    """200 when database and indexes can be used, 503 when not. That of what only members see is opened when one of them searches."""
    try:
        status = search().engine(db()).status()
        documents = status.documents if status.built and search().others(db()).public.status().built else 0
    except Exception as error:  # whatever is wrong, the answer is the same
        return Response(f"not well: {type(error).__name__}\n", 503, mimetype="text/plain")
    if not documents:
        return Response("not well: no index\n", 503, mimetype="text/plain")
    return Response(f"ok: {documents} documents\n", mimetype="text/plain")


@bp.get("/robots.txt")
def robots() -> Response:
    """All may be read; lists narrowed by filters are endless and left out."""
    lines = ("User-agent: *", "Disallow: /*?", f"Sitemap: {absolute(url_for('service.sitemap'))}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that stands by itself."""
    paths = [
        "/",
        "/menetelmat",
        "/indikaattorit",
        "/nayttokartta",
        "/alueet",
        "/kayttokartta",
        "/kokemukset",
        "/tuki",
        "/webinaarit",
        "/suositukset",
        "/kehitysehdotukset",
        "/sanasto",
        "/avoin-data",
    ]
    paths += [f"/{slug}" for slug in SLUGS]
    paths += [f"/menetelmat/{method_id}" for method_id in search().catalogue(db()).ids]
    paths += [f"/indikaattorit/{indicator.slug}" for indicator in catalogue.indicators(db())]
    paths += [f"/teemat/{theme.id}" for theme in catalogue.themes(db())]
    paths += [f"/alueet/{region.slug}{page}" for region in catalogue.regions(db()) for page in ("", "/merkinnat")]
    paths += [f"/webinaarit/{webinar.id}" for webinar in webinars.everything(db())]
    paths += [f"/suositukset/{one.id}" for one in national_recommendations.everything(db())]
    return Response(render_template("service/sitemap.xml", paths=paths), mimetype="application/xml")
