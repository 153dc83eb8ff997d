"""The kinds of things beside methods that are searched, in the order in which a page lists them."""

from typing import Final

from registry.search.kinds import experiences, proposals, recommendations, support, survey_answers, webinars
from registry.search.kinds.kind import Kind, Names, Thing

KINDS: Final[dict[str, Kind]] = {
    module.KIND.name: module.KIND
    for module in (recommendations, webinars, experiences, proposals, support, survey_answers)
}

__all__ = ["KINDS", "Kind", "Names", "Thing"]
