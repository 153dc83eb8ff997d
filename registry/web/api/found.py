"""`/search`: methods and all other public things at once. What is not public is in no answer, whoever asks."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from registry.domain.models import Method
from registry.domain.permissions import NOBODY
from registry.search.kinds import Thing
from registry.search.others import Elsewhere, Hit
from registry.search.service import Request
from registry.web import found_page, query
from registry.web.api.answers import answer, use_language
from registry.web.api.found_schemas import FOUND_KINDS, FoundItem, FoundList
from registry.web.api.problems import problem
from registry.web.database import db, search
from registry.web.rendering import absolute, local, method_path

bp = Blueprint("api_found", __name__)
METHOD = "method"
EVERY_METHOD = 10**6


@bp.get("/search")
def index() -> Response:
    """What is public and found by words, of every kind or of one."""
    language = use_language()
    if language is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    unknown: list[query.Unknown] = []
    chosen = query.chosen(request.args.getlist("kind")[:1], "kind", "kind", FOUND_KINDS, unknown)
    page = query.number(request.args, "page", 1, 10**6, unknown)
    per_page = query.number(request.args, "per_page", 20, query.LARGEST_PAGE, unknown)
    if unknown:
        return problem(400, f"{unknown[0].name} cannot be {unknown[0].value!r}", parameter=unknown[0].name)
    asked = found_page.Asked.read(request.args)
    wanted = Request(q=asked.q, language=language.value, exact=bool(request.args.get("exact")), per_page=EVERY_METHOD)
    return answer(_list(wanted, chosen[0] if chosen else None, page, per_page))


def _list(asked: Request, kind: str | None, page: int, per_page: int) -> FoundList:
    session = db()
    if not asked.q:
        return FoundList(total=0, page=page, pages=1, per_page=per_page, counts={}, items=[], query="", suggestion=None)
    found = search().search(session, asked)
    others = search().others(session)
    elsewhere = others.search(session, NOBODY, found.words, asked.language, exact=asked.exact)
    every = {METHOD: [Hit(METHOD, one) for one in found.ids], **elsewhere.hits}
    hits = [hit for name, some in every.items() if kind in {None, name} for hit in some]
    words = found.words
    return FoundList(
        total=len(hits),
        page=page,
        pages=max(1, -(-len(hits) // per_page)),
        per_page=per_page,
        counts={name: len(some) for name, some in every.items() if some},
        items=_items(elsewhere, hits[(page - 1) * per_page : page * per_page]),
        query=words.shown if words else "",
        suggestion=words.shown if words and words.corrected_from else elsewhere.suggestion,
    )


def _items(elsewhere: Elsewhere, hits: Sequence[Hit]) -> list[FoundItem]:
    """The things of some hits; one that is gone meanwhile is left out."""
    session = db()
    known = search().catalogue(session).methods
    things = search().others(session).things(session, NOBODY, [hit for hit in hits if hit.kind != METHOD])
    rest = {(thing.kind, thing.id): thing for thing in things}
    items = []
    for hit in hits:
        if hit.kind == METHOD and hit.id in known:
            items.append(_method(known[hit.id]))
        elif (hit.kind, hit.id) in rest:
            items.append(_thing(elsewhere, rest[hit.kind, hit.id]))
    return items


def _method(method: Method) -> FoundItem:
    return FoundItem(
        kind="method",
        id=method.id,
        title=local(method.name),
        url=absolute(method_path(method.id)),
        text=local(method.lede),
        day=None,
        region=None,
    )


def _thing(elsewhere: Elsewhere, thing: Thing) -> FoundItem:
    text = search().others(db()).marked(elsewhere, thing, local(thing.text), "fi", cut=True)
    return FoundItem(
        kind=thing.kind,
        id=thing.id,
        title=local(thing.title),
        url=absolute(found_page.address(thing)),
        text="".join(segment.text for segment in text),
        day=thing.day,
        region=thing.region,
    )
