"""The definitions of surveys in `content/surveys/`, a small join: read from their files, since the database has those of opened rounds only."""

from pathlib import Path
from typing import Final

from registry.content import canonical
from registry.domain import survey_definition
from registry.domain.survey_definition import Definition
from registry.paths import CONTENT

FOLDER: Final = "surveys"


def available(content: Path = CONTENT) -> list[Definition]:
    """All definitions, newest key first. Raises FileError or InvalidInput where a file is not what it should be."""
    return [read(path) for path in sorted((content / FOLDER).glob("*.yaml"), reverse=True)]


def read(path: Path) -> Definition:
    """The definition in a file. Raises FileError or InvalidInput."""
    values, _tree = canonical.load(path.read_text(encoding="utf-8"))
    return survey_definition.read(values if isinstance(values, dict) else {})
