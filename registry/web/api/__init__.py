"""The JSON API, version 1: read only, the same calls as the pages."""

from flask import Flask

from registry.web.api import adoptions, indicators, methods, openapi, regions, suggest


def init_app(app: Flask) -> None:
    """Register the API under /api/v1."""
    for feature in (methods, indicators, regions, adoptions, suggest, openapi):
        app.register_blueprint(feature.bp, url_prefix="/api/v1")
