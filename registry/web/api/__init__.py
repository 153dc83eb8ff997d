"""The JSON API, version 1: the same calls as the pages. Read only, but for a reviewer's own ballot."""

from flask import Flask

from registry.web.api import adoptions, ballots, indicators, methods, openapi, ratings, regions, suggest


def init_app(app: Flask) -> None:
    """Register the API under /api/v1."""
    for feature in (methods, ratings, indicators, regions, adoptions, ballots, suggest, openapi):
        app.register_blueprint(feature.bp, url_prefix="/api/v1")
