"""Documents in, hits out: a search library for Finnish, Swedish and English that knows neither methods nor the web."""

from search_index.among import Only
from search_index.documents import Document, Hit, Role, SearchResult, Segment, Suggestion, Text
from search_index.engine import SearchEngine, Status
from search_index.sealed_engine import SealedEngine
from search_index.synonyms import SynonymGroup, groups_from_glossary
from search_index.voikko import warm_up
from search_index.whoosh_engine import WhooshEngine, is_built

__all__ = [
    "Document",
    "Hit",
    "Only",
    "Role",
    "SealedEngine",
    "SearchEngine",
    "SearchResult",
    "Segment",
    "Status",
    "Suggestion",
    "SynonymGroup",
    "Text",
    "WhooshEngine",
    "groups_from_glossary",
    "is_built",
    "warm_up",
]
