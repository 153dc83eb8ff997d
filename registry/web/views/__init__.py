"""Pages, one file a feature. A view reads the request, calls one thing and renders."""

from flask import Flask

from registry.web.views import front, indicators, methods, pages, regions, service, themes


def init_app(app: Flask) -> None:
    """Register the pages."""
    for feature in (front, methods, indicators, themes, regions, pages, service):
        app.register_blueprint(feature.bp)
