"""The words for the vocabulary of supports (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

SUPPORT_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {}
