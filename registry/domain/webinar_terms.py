"""The words of the webinars."""

from enum import StrEnum


class WebinarKind(StrEnum):
    """A webinar of the series, or an open hour of the coefficient clinic."""

    WEBINAR = "webinar"
    CLINIC = "clinic"
