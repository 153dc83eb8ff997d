"""The words for the vocabulary of proposals (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

PROPOSAL_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {}
