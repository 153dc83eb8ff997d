"""`/indicators`: the 13 indicators with how many methods of each class they have."""

from flask import Blueprint, Response, url_for

from registry.domain import catalogue
from registry.domain.models import Indicator
from registry.web.api.answers import answer, use_language
from registry.web.api.problems import problem
from registry.web.api.schemas import IndicatorList, IndicatorOut, Names
from registry.web.database import db, search
from registry.web.rendering import absolute, local

bp = Blueprint("api_indicators", __name__)


@bp.get("/indicators")
def index() -> Response:
    """All indicators in their order."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    gap = search().catalogue(db()).gap_map()
    return answer(IndicatorList(items=[_item(row, gap[row.code]) for row in catalogue.indicators(db())]))


def _item(row: Indicator, methods: dict[str, int]) -> IndicatorOut:
    return IndicatorOut(
        code=row.code,
        slug=row.slug,
        url=absolute(url_for("indicators.show", key=row.slug)),
        kind=row.kind,
        name=local(row.name),
        names=Names.model_validate(row.name),
        short=local(row.short),
        weight=row.weight,
        direction=row.direction,
        theme=row.theme_id,
        unit=row.unit,
        age_group=row.age_group,
        methods=methods,
    )
