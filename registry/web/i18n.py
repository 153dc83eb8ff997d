"""Languages of the interface: which one a request is in, its messages, and addresses in the other languages.

Finnish has no prefix. `/sv` and `/en` are moved from the path to SCRIPT_NAME before Flask sees the request, so every `url_for` stays in
its language. Message ids are English; the catalogues are read from their `.po` files, so there is nothing to compile.
"""

import io
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import g, has_app_context, has_request_context, request

from registry.domain.vocabulary import Language
from registry.paths import LOCALE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIXES: Final = {Language.SV: "/sv", Language.EN: "/en"}
RESERVED: Final = "%/:?#[]@!$&'()*+,;=~"
NATIVE_NAMES: Final = {Language.FI: "Suomi", Language.SV: "Svenska", Language.EN: "English"}


class LanguagePrefix:
    """WSGI middleware that takes the language off the path."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        # some clients send bytes as they are; quoted, they can be read as any others
        environ["QUERY_STRING"] = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe=RESERVED)
        environ["hyte.root"] = environ.get("SCRIPT_NAME", "")
        environ["hyte.language"] = Language.FI
        for language, prefix in PREFIXES.items():
            if path == prefix or path.startswith(prefix + "/"):
                environ["hyte.language"] = language
                environ["SCRIPT_NAME"] = environ["hyte.root"] + prefix
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
        return self._app(environ, start_response)


def current_language() -> Language:
    """The language of this request; Finnish outside of one."""
    return g.get("language", Language.FI) if has_app_context() else Language.FI


def language_of_request() -> Language:
    """The language that the address says."""
    language: Language = request.environ.get("hyte.language", Language.FI)
    return language


@lru_cache
def translations(language: Language) -> NullTranslations:
    """The messages of a language."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def gettext(message: str, **values: object) -> str:
    """A message in the language of the request."""
    text: str = translations(current_language()).ugettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """A message for a number of things in the language of the request."""
    text: str = translations(current_language()).ungettext(singular, plural, number)
    return text % ({"num": number} | values)


def mark(message: str) -> str:
    """Marks a message for the catalogues; it is looked up where it is shown."""
    return message


def in_all_languages(message: str) -> dict[str, str]:
    """A message in every language, by language."""
    return {language.value: translations(language).ugettext(message) for language in Language}


def path_in(language: Language, path: str | None = None) -> str:
    """The address of this page (or of `path`, without prefix) in another language."""
    root = request.environ.get("hyte.root", "") if has_request_context() else ""
    query = f"?{request.query_string.decode()}" if path is None and request.query_string else ""
    return f"{root}{PREFIXES.get(language, '')}{quote(request.path if path is None else path, safe='/:@!$&()*+,;=~')}{query}"
