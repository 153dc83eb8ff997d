"""What templates can use: messages, labels, Markdown through a sanitiser, numbers and dates in the reader's language."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

import nh3
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask, current_app, g, request, url_for
from markdown import Markdown
from markupsafe import Markup, escape

from registry.domain import dates
from registry.domain.dates import FINLAND
from registry.domain.models import Method
from registry.domain.statuses import ExitWhy, Precision, Status
from registry.domain.vocabulary import GradeDomain, Language
from registry.paths import STATIC
from registry.web import i18n, labels, vote_plots
from search_index import Segment

_PARENTHESIS: Final = re.compile(r"^(?P<main>.+?)(?P<rest>\s*\([^()]*\))\s*$")
ALLOWED_TAGS: Final = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "li", "ol",
    "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES: Final = {"a": {"href", "title"}, "th": {"scope"}, "h2": {"id"}, "h3": {"id"}, "abbr": {"title"}}


def init_app(app: Flask) -> None:
    """Set up the templates and the language of each request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        markdown=markdown,
        number=number,
        percent=percent,
        day=day,
        value_and_name=value_and_name,
        month=month,
        moment=moment,
        holds_from=holds_from,
        name_parts=name_parts,
        marked=marked,
        lower_headings=lower_headings,
        lower_first=lower_first,
        with_settings=with_settings,
    )
    app.jinja_env.globals.update(
        label=labels.label, role_work=labels.role_work, class_short=labels.class_short, CLASS_WORDS=labels.CLASS_WORDS, asset=asset,
        Language=Language, NATIVE_NAMES=i18n.NATIVE_NAMES, path_in=i18n.path_in, local=local, settings=app.config["SETTINGS"],
        absolute=absolute, path_of=path_of, method_path=method_path, entry_path=entry_path, in_finnish_only=in_finnish_only,
        GradeDomain=GradeDomain, vote_plots=vote_plots,
        ExitWhy=ExitWhy, Status=Status, in_demo=app.extensions["hyte"].is_demo,
    )  # fmt: skip

    @app.before_request
    def take_language() -> None:
        g.language = i18n.language_of_request()

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        return {"language": i18n.current_language()}


def local(texts: Mapping[str, str]) -> str:
    """The text of the reader's language, or the Finnish one where there is none."""
    return texts.get(i18n.current_language()) or texts.get("fi", "")


def in_finnish_only() -> bool:
    """Whether the reader's language is one that long texts are not written in."""
    return i18n.current_language() is not Language.FI


@lru_cache(maxsize=256)
def _path(_root: str, endpoint: str) -> str:
    return url_for(endpoint)


def path_of(endpoint: str) -> str:
    """The address of a page without parameters. Every page names two dozen of them, and `url_for` is slow."""
    return _path(request.script_root, endpoint)


@lru_cache(maxsize=8)
def _method_folder(_root: str) -> str:
    return url_for("methods.show", method_id="x").removesuffix("x")


def method_path(method_id: str) -> str:
    """The address of a method."""
    return _method_folder(request.script_root) + method_id


@lru_cache(maxsize=256)
def _region_path(_root: str, slug: str) -> str:
    return url_for("regions.show", slug=slug)


def entry_path(slug: str, method_id: str, entry_id: int) -> str:
    """The address of an entry of the ledger among all of its region and method."""
    return f"{_region_path(request.script_root, slug)}/merkinnat?menetelma={method_id}#m{entry_id}"


def absolute(path: str) -> str:
    """The full address of a path of this service."""
    base: str | None = current_app.config["SETTINGS"].base_url
    return (base or request.host_url.rstrip("/")) + path


@lru_cache(maxsize=512)
def markdown(text: str) -> Markup:
    """Markdown as HTML, sanitised; column heads get their scope."""
    html = Markdown(extensions=["tables", "toc", "sane_lists"], output_format="html").convert(text)
    html = re.sub(r"<th(?=[ >])", '<th scope="col"', html)
    return Markup(nh3.clean(html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel=None))  # noqa: S704


def number(value: float, digits: int = 4) -> str:
    """A number in the reader's language, thousands parted."""
    return format_decimal(round(value, digits), locale=i18n.current_language())


def percent(share: float) -> str:
    """A share of 0 to 1 as a percentage."""
    sign = "%" if i18n.current_language() is Language.EN else " %"
    return f"{number(share * 100, 2)}{sign}"


def day(value: date) -> str:
    """A date as people of the language write it; of a point of time, the day it was in Finland."""
    if isinstance(value, datetime):
        value = dates.day_of(value)
    pattern = "d MMMM y" if i18n.current_language() is Language.EN else "d.M.y"
    return format_date(value, pattern, locale=i18n.current_language())


def month(value: date) -> str:
    """The month of a day as people of the language write it."""
    pattern = "MMMM y" if i18n.current_language() is Language.EN else "M/y"
    return format_date(value, pattern, locale=i18n.current_language())


def holds_from(value: date, precision: Precision) -> str:
    """The day from which an entry holds, as exactly as it is known."""
    if precision is Precision.UNKNOWN:
        return labels.label(precision)
    if precision is Precision.YEAR:
        return str(value.year)
    return month(value) if precision is Precision.MONTH else day(value)


def value_and_name(method: Method) -> tuple[str, str]:
    """A method as an option of a list: its id and its name."""
    return method.id, local(method.name)


def moment(value: datetime) -> str:
    """A point of time as the clock shows it in Finland."""
    local_time = value.astimezone(FINLAND)
    return f"{day(local_time)} {format_time(local_time, 'H:mm', locale=i18n.current_language())}"


def name_parts(name: str) -> tuple[str, str]:
    """A long name as its main part and the parenthesis at its end, which may be empty."""
    found = _PARENTHESIS.match(name)
    return (found["main"], found["rest"].strip()) if found else (name, "")


def marked(segments: Sequence[Segment]) -> Markup:
    """A text with its searched words marked."""
    return Markup("").join(
        Markup("<mark>%s</mark>") % segment.text if segment.marked else escape(segment.text) for segment in segments
    )


def lower_headings(html: Markup) -> Markup:
    """Headings one level down, for a text that stands under a heading of the page."""
    return Markup(re.sub(r"(</?h)([2-5])", lambda tag: f"{tag[1]}{int(tag[2]) + 1}", html))  # noqa: S704


def lower_first(text: str) -> str:
    """A name in the middle of a sentence; abbreviations keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def with_settings(text: str) -> str:
    """A page with the installation's contact and controller in their places."""
    settings = current_app.config["SETTINGS"]
    unset = i18n.gettext("not set in this installation")
    return text.replace("{{ contact }}", settings.contact or unset).replace(
        "{{ controller }}", settings.controller or unset
    )


@lru_cache(maxsize=64)
def _version(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]


def asset(path: str) -> str:
    """The address of a static file; it changes with the content, so the file may be kept for long."""
    root = request.environ.get("hyte.root", "")
    return f"{root}{current_app.static_url_path}/{path}?v={_version(path)}"
