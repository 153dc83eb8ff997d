"""Pages, one file a feature. A view reads the request, calls one thing and renders."""

from flask import Flask

from registry.web.views import (
    accounts,
    adoption,
    demo,
    events,
    feeds,
    front,
    indicators,
    methods,
    oidc,
    own_account,
    pages,
    people,
    redaction,
    regions,
    service,
    sheets,
    themes,
    use_map,
)


def init_app(app: Flask) -> None:
    """Register the pages."""
    for feature in (
        front,
        methods,
        indicators,
        themes,
        regions,
        use_map,
        adoption,
        sheets,
        pages,
        accounts,
        own_account,
        oidc,
        people,
        redaction,
        events,
        feeds,
        service,
        demo,
    ):
        app.register_blueprint(feature.bp)
