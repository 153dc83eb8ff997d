"""Written pages, and the glossary."""

from flask import Blueprint, render_template

from registry.domain import catalogue
from registry.web.database import db
from registry.web.i18n import current_language

bp = Blueprint("pages", __name__)

SLUGS = ("tietoja", "arviointi", "saavutettavuus", "tietosuoja", "viittaaminen")


def _show(slug: str) -> str:
    return render_template("pages/show.html", page=catalogue.find_page(db(), slug, current_language()))


for _slug in SLUGS:
    bp.add_url_rule(f"/{_slug}", _slug, _show, defaults={"slug": _slug})


@bp.get("/sanasto")
def glossary() -> str:
    """The words of the field that have a definition, in the reader's order of letters."""
    language = current_language().value
    defined = [term.entry for term in catalogue.terms(db()) if "definition" in term.entry and term.entry.get(language)]
    return render_template("pages/glossary.html", terms=sorted(defined, key=lambda term: term[language].lower()))


@bp.get("/avoin-data")
def open_data() -> str:
    """How to read the catalogue by machine."""
    return render_template("pages/open_data.html")
