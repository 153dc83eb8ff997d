"""Headers that every answer carries: nothing inline, nothing from elsewhere. What no address may hold. How much may be sent.

What other sites may not send: a form has its token (forms/base.py). Before that a browser says where it sends from, and from elsewhere
nothing is taken at all.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HSTS: Final = "max-age=31536000"
MOST_SENT: Final = 4 * 1024 * 1024
"""Bytes that a request may have; where files are sent, its view lets it have more (`request.max_content_length`)."""
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OURS: Final = frozenset({"same-origin", "none"})
"""What Sec-Fetch-Site says of a page of ours, and of an address that was typed in."""


def init_app(app: Flask) -> None:
    """Put the headers on every answer, and refuse what another site sends."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_SENT
    if proxies := app.config["SETTINGS"].proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]

    @app.before_request
    def refuse_nul() -> None:
        if "\0" in request.path:  # nothing of ours is named so, and PostgreSQL takes it in no text
            abort(404)

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method not in READING and not _is_sent_from_here():
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return response


def _is_sent_from_here() -> bool:
    """Whether a browser sends from a page of ours; what says nothing of it is no browser of today, and still needs the token."""
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "none") not in OURS:
        return False
    if origin is None:
        return True
    base: str | None = current_app.config["SETTINGS"].base_url
    return urlsplit(origin).netloc == request.host or (base is not None and _origin(base) == origin)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
