"""The JSON API, version 1: the same calls as the pages. Read only, but for a reviewer's own ballot and a region's own draft."""

from flask import Flask

from registry.web.api import (
    adoptions,
    ballots,
    experiences,
    found,
    indicators,
    methods,
    openapi,
    proposals,
    ratings,
    recommendations,
    regions,
    suggest,
    surveys,
    webinars,
)


def init_app(app: Flask) -> None:
    """Register the API under /api/v1."""
    for feature in (
        methods,
        ratings,
        indicators,
        regions,
        adoptions,
        ballots,
        experiences,
        proposals,
        surveys,
        webinars,
        recommendations,
        found,
        suggest,
        openapi,
    ):
        app.register_blueprint(feature.bp, url_prefix="/api/v1")
