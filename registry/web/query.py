"""What the address of a list says: the same filters with Finnish names on pages and English ones in the API.

Values that mean nothing are told, not swallowed: the API refuses them, a page leaves them out and says so.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from registry.domain.vocabulary import Group, Link, RatingClass, Setting, Sort, TargetGroup
from registry.search.adoption_sets import STATUSES
from registry.search.facets import FACETS, Catalogue, Filters
from registry.search.service import Request

PAGE_NAMES: Final[dict[str, str]] = {
    "q": "q",
    "indicator": "indikaattori",
    "rating": "arvio",
    "group": "ryhma",
    "link": "yhteys",
    "theme": "teema",
    "target_group": "kohderyhma",
    "setting": "ymparisto",
    "region": "alue",
    "status": "tila",
    "sort": "jarjestys",
    "page": "sivu",
    "exact": "tasmalleen",
    "choose": "monta",
}
API_NAMES: Final[dict[str, str]] = {name: name for name in (*PAGE_NAMES, "per_page") if name != "choose"}
PAGE_WORDS: Final[dict[str, dict[str, str]]] = {
    "group": {
        "most_effective": "vaikuttavimmat",
        "promising": "lupaavat",
        "undecided": "ratkaisematta",
        "least_beneficial": "vahahyotyisimmat",
    },
    "link": {"counted": "lasketaan", "direct": "suora", "indirect": "valillinen"},
    "status": {
        "exploring": "selvitetaan",
        "preparing": "valmistellaan",
        "piloting": "pilotoidaan",
        "in_use": "kaytossa",
        "sustained": "vakiintunut",
        "phasing_out": "luovutaan",
        "abandoned": "luovuttu",
        "rejected": "ei-oteta",
        "not_recorded": "ei-merkintaa",
    },
    "again": {"yes": "kylla", "with_changes": "muutoksin", "no": "ei"},
    "sort": {"relevance": "osuvuus", "rating": "luokka", "name": "nimi", "newest": "uusin"},
}
FILTERS: Final = FACETS
LARGEST_PAGE: Final = 100
LONGEST_QUERY: Final = 500
MOST_DIGITS: Final = 9


@dataclass(frozen=True)
class Unknown:
    """A value that means nothing, by the name it had in the address."""

    name: str
    value: str


def read(
    args: MultiDict[str, str],
    names: Mapping[str, str],
    catalogue: Catalogue,
    themes: Iterable[str],
    regions: Iterable[str],
    language: str,
) -> tuple[Request, list[Unknown]]:
    """The request that `args` says, and the values in it that mean nothing."""
    allowed = _allowed(catalogue, themes, regions)
    unknown: list[Unknown] = []
    filters = {name: chosen(args.getlist(names[name]), name, names[name], allowed[name], unknown) for name in FILTERS}
    sort = chosen(args.getlist(names["sort"])[:1], "sort", names["sort"], [kind.value for kind in Sort], unknown)
    request = Request(
        q=" ".join(readable(args.get(names["q"], "")).split())[:LONGEST_QUERY],
        filters=Filters(**filters),
        sort=Sort(sort[0]) if sort else Sort.RELEVANCE,
        page=number(args, names["page"], 1, 10**6, unknown),
        per_page=number(args, names.get("per_page", ""), 20, LARGEST_PAGE, unknown),
        language=language,
        exact=bool(args.get(names["exact"])),
    )
    return request, unknown


def _allowed(catalogue: Catalogue, themes: Iterable[str], regions: Iterable[str]) -> dict[str, Sequence[str]]:
    return {
        "indicator": catalogue.indicator_codes,
        "rating": [letter.value for letter in RatingClass],
        "group": [group.value for group in Group],
        "link": [link.value for link in Link],
        "theme": list(themes),
        "target_group": [group.value for group in TargetGroup],
        "setting": [setting.value for setting in Setting],
        "region": list(regions),
        "status": STATUSES,
    }


def chosen(
    values: Sequence[str], name: str, shown: str, allowed: Collection[str], unknown: list[Unknown]
) -> tuple[str, ...]:
    """Those of the `values` of a filter that are `allowed`, each once; the others become `unknown`, by the name that is shown."""
    words = {word: value for value, word in PAGE_WORDS.get(name, {}).items()}
    found: list[str] = []
    for typed in values:
        if not typed:
            continue
        value = words.get(typed, typed)
        value = value.upper() if name in {"indicator", "rating"} else value
        if value not in allowed:
            unknown.append(Unknown(shown, readable(typed)))
        elif value not in found:
            found.append(value)
    return tuple(found)


def number(args: MultiDict[str, str], name: str, default: int, largest: int, unknown: list[Unknown]) -> int:
    """A number from 1 to `largest`; the default where it is missing, and where it is none, which then is `unknown`."""
    typed = args.get(name, "") if name else ""
    if not typed:
        return default
    if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS and 1 <= int(typed) <= largest:
        return int(typed)
    unknown.append(Unknown(name, readable(typed)))
    return default


def readable(typed: str) -> str:
    """What was typed with spaces for the signs that no page may hold: control characters, and what is no character at all."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cn", "Cs"} else sign for sign in typed)


def page_args(request: Request, **changes: object) -> str:
    """The query string of a page for a request with some things changed; a change to None or () takes the thing out."""
    pairs: list[tuple[str, str]] = []
    values: dict[str, object] = {"q": request.q, "exact": "1" if request.exact else None}
    values |= {name: request.filters.values(name) for name in FILTERS}
    values |= {"sort": request.sort.value if request.sort is not Sort.RELEVANCE else None, "page": request.page}
    values |= {"page": None} | changes
    for name, value in values.items():
        for one in value if isinstance(value, tuple) else (value,):
            if one not in (None, "", 1):
                pairs.append((PAGE_NAMES[name], PAGE_WORDS.get(name, {}).get(str(one), str(one))))
    return f"?{urlencode(pairs)}" if pairs else ""


class Addresses:
    """The addresses of a list with one filter chosen anew: what all of them share is encoded once."""

    def __init__(self, request: Request) -> None:
        bare = replace(request, filters=Filters())
        self._rest = page_args(bare).removeprefix("?")
        self._parts = {name: self._encoded(name, request.filters.values(name)) for name in FILTERS}

    def _encoded(self, name: str, values: tuple[str, ...]) -> str:
        words = PAGE_WORDS.get(name, {})
        return urlencode([(PAGE_NAMES[name], words.get(value, value)) for value in values])

    def with_choice(self, name: str, values: tuple[str, ...]) -> str:
        """The query string with other values of one filter."""
        parts = [self._rest, *(self._encoded(name, values) if one == name else self._parts[one] for one in FILTERS)]
        return "?" + "&".join(filter(None, parts))


def toggled(request: Request, name: str, value: str) -> tuple[str, ...]:
    """The chosen values of a filter after choosing, or unchoosing, one."""
    chosen = request.filters.values(name)
    return tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
