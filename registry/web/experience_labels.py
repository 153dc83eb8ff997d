"""The words for the vocabulary of experiences (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

EXPERIENCE_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {}
