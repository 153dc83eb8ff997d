"""An engine for documents of which not everybody may learn. It finds, and tells nothing else.

Its words mend no typing error, suggest nothing and weigh nothing: what it answers depends on the query and on the documents that whoever asks
may see, so that nobody can find out by asking what the others hold.
"""

from __future__ import annotations

from search_index.among import OPEN, Only
from search_index.correct import Corrector
from search_index.documents import SearchResult, Suggestion
from search_index.query import Planner
from search_index.suggest import Suggester
from search_index.whoosh_engine import State, WhooshEngine
from search_index.whoosh_store import Snapshot


class SealedEngine(WhooshEngine):
    """As `WhooshEngine`, but searched only among documents that may be told of."""

    def _state(self, snapshot: Snapshot, generation: str) -> State:
        planner = Planner(self._analyzer, self._synonyms, OPEN, Corrector({}))
        return State(generation, snapshot, planner, Suggester([]))

    def _counted(self, snapshot: Snapshot, allowed: int) -> int:  # noqa: ARG002
        return allowed

    def search(self, text: str, *, language: str = "fi", exact: bool = True, only: Only | None = None) -> SearchResult:
        if only is None:
            raise ValueError("a sealed index is searched only among what may be told of")
        return super().search(text, language=language, exact=exact, only=only)

    def suggest(self, prefix: str, *, language: str = "fi", limit: int = 8) -> tuple[Suggestion, ...]:  # noqa: ARG002
        return ()

    def written(self, word: str) -> frozenset[str]:  # noqa: ARG002
        return frozenset()
