"""The words for the vocabulary of webinars (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

WEBINAR_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {}
