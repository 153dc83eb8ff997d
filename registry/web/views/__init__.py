"""Pages, one file a feature. A view reads the request, calls one thing and renders."""

from flask import Flask

from registry.web.views import (
    accounts,
    adoption,
    appeals,
    decisions,
    decisions_desk,
    demo,
    editing,
    events,
    feeds,
    front,
    indicators,
    methods,
    oidc,
    own_account,
    pages,
    panelists,
    people,
    redaction,
    regions,
    reviewing,
    revisions,
    rounds,
    service,
    sheets,
    themes,
    use_map,
    worklist,
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
        decisions,
        appeals,
        adoption,
        sheets,
        worklist,
        editing,
        revisions,
        reviewing,
        rounds,
        panelists,
        decisions_desk,
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
