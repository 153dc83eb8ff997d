"""The indicators: their list, the page of one, and the evidence gap map with its table."""

import csv
import io

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from registry.domain import catalogue, dates, verdicts
from registry.domain.vocabulary import CLASS_ORDER, Group, Link, Standing
from registry.search import cards
from registry.web import proposals_part, recommendations_part, webinars_part
from registry.web.database import db, search
from registry.web.labels import class_short
from registry.web.rendering import local

bp = Blueprint("indicators", __name__)


@bp.get("/indikaattorit")
def index() -> str:
    """The 13 indicators with how many methods of which class each has."""
    return render_template(
        "indicators/index.html", indicators=catalogue.indicators(db()), gap=search().catalogue(db()).gap_map()
    )


@bp.get("/indikaattorit/<key>")
def show(key: str) -> str | Redirect:
    """What an indicator counts, and its methods by class. A code leads to the address with the slug."""
    indicator = catalogue.find_indicator(db(), key)
    if key != indicator.slug:
        return redirect(url_for("indicators.show", key=indicator.slug), 301)
    groups = cards.for_indicator(db(), indicator.code)
    now = {
        group: [card for card in found if card.rating.standing is not Standing.EXPIRED]
        for group, found in groups.items()
    }
    best = now[Group.MOST_EFFECTIVE]
    direct = sum(card.link is not None and card.link.link is not Link.INDIRECT for card in best)
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        theme=catalogue.find_theme(db(), indicator.theme_id),
        groups=groups,
        counts={group: len(found) for group, found in now.items()},
        total=sum(map(len, groups.values())),
        recommended=verdicts.recommended_for(db(), indicator.code),
        today=dates.today(),
        proposed=proposals_part.of_indicator(indicator.code),
        direct=direct,
        indirect=len(best) - direct,
        recommended_by=recommendations_part.of_indicator(indicator.code),
        webinars=webinars_part.of_indicator(indicator),
    )


@bp.get("/nayttokartta")
def gap_map() -> str:
    """Indicators by classes: where there is evidence, and where there is none."""
    indicators = catalogue.indicators(db())
    gap = search().catalogue(db()).gap_map()
    return render_template(
        "indicators/gap_map.html",
        indicators=indicators,
        gap=gap,
        letters=CLASS_ORDER,
        lacking=[indicator for indicator in indicators if not gap[indicator.code]["A"] + gap[indicator.code]["B"]],
    )


@bp.get("/nayttokartta.csv")
def gap_table() -> Response:
    """The gap map as a table."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["code", "indicator", *(f"{letter} {class_short(letter)}" for letter in CLASS_ORDER)])
    gap = search().catalogue(db()).gap_map()
    for indicator in catalogue.indicators(db()):
        writer.writerow([indicator.code, local(indicator.name), *gap[indicator.code].values()])
    headers = {"Content-Disposition": "attachment; filename=nayttokartta.csv"}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)
