"""Answers that a browser keeps as a file."""

from typing import Final

from flask import Response

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(content: str | bytes, kind: str, name: str) -> Response:
    """A file of a media type, with the name under which it is kept: one of ours, without signs that a header minds."""
    return Response(content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename={name}"})
