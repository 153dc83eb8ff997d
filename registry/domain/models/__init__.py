"""The tables, one file a feature."""

from registry.domain.models.history import CatalogueVersion, EmptySearch, Event, ImportedFile, IndexOutbox
from registry.domain.models.indicators import Indicator, Theme
from registry.domain.models.methods import EvidenceItem, IndicatorLink, Method, Outcome
from registry.domain.models.pages import GlossaryTerm, Page
from registry.domain.models.regions import Region

__all__ = [
    "CatalogueVersion",
    "EmptySearch",
    "Event",
    "EvidenceItem",
    "GlossaryTerm",
    "ImportedFile",
    "IndexOutbox",
    "Indicator",
    "IndicatorLink",
    "Method",
    "Outcome",
    "Page",
    "Region",
    "Theme",
]
