"""axe-core in a page, as axe-playwright-python bundles it, and what it finds as lines to read."""

from pathlib import Path
from typing import Any, Final

import axe_playwright_python
from playwright.sync_api import Page

SCRIPT: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# axe takes what is in a closed <details> for hidden, but wide screens show the menu and the facets so.
OPEN_ALL: Final = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
RUN: Final = "options => axe.run(document, options)"


def faults(
    page: Page, *, tags: tuple[str, ...] = WCAG, rules: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> list[str]:
    """What axe finds on the page with everything unfolded: by tags, or by `rules` alone; `without` leaves rules out."""
    page.evaluate(OPEN_ALL)
    page.evaluate(SCRIPT)  # not bound by the page's policy, which forbids foreign scripts
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": only}
    if not rules:
        options["rules"] = {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in without}
    found = page.evaluate(RUN, options)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
