"""The words for the vocabulary of surveys (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

SURVEY_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {}
