"""`/regions`: the 21 counties and Helsinki."""

from flask import Blueprint, Response, url_for

from registry.domain import catalogue
from registry.domain.models import Region
from registry.web.api.answers import answer, use_language
from registry.web.api.problems import problem
from registry.web.api.schemas import Names, RegionList, RegionOut
from registry.web.database import db
from registry.web.rendering import absolute, local

bp = Blueprint("api_regions", __name__)


@bp.get("/regions")
def index() -> Response:
    """All regions in the order of their codes."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    return answer(RegionList(items=[_item(row) for row in catalogue.regions(db())]))


def _item(row: Region) -> RegionOut:
    return RegionOut(
        slug=row.slug,
        code=row.code,
        url=absolute(url_for("regions.show", slug=row.slug)),
        name=local(row.name),
        names=Names.model_validate(row.name),
        short=local(row.short),
        type=row.type,
        population=row.population,
        cooperation_area=row.cooperation_area,
        website=row.website,
        tile=(row.tile_column, row.tile_row),
    )
