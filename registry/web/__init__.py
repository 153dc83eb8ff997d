"""The web floor: requests in, calls of the domain and the search, pages and JSON out. No rule lives here, and no query."""

from flask import Flask

from registry.paths import STATIC, TEMPLATES
from registry.settings import Settings, from_environment
from registry.web import api, auth, database, errors, oidc, rendering, security, views
from registry.web.i18n import LanguagePrefix


def create_app(settings: Settings | None = None) -> Flask:
    """The application for one installation; settings come from the environment where none are given."""
    app = Flask("registry.web", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config["SETTINGS"] = settings or from_environment()
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    for part in (database, security, auth, oidc, rendering, errors, views, api):
        part.init_app(app)
    return app
