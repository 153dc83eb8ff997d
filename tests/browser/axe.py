"""axe-core in a page, as axe-playwright-python bundles it, and what it finds as lines to read."""

from pathlib import Path
from typing import Any, Final

import axe_playwright_python
from playwright.sync_api import Page

SCRIPT: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# axe takes what is in a closed <details> for hidden, but wide screens show the menu and the facets so.
OPEN_ALL: Final = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
RUN: Final = """async ([options, fold]) => {
    const folded = [...document.querySelectorAll('details:not([open])')];
    for (const one of folded) one.open = true;
    const { violations } = await axe.run(document, options);
    if (fold) for (const one of folded) one.open = false;
    return violations;
}"""


def faults(
    page: Page,
    *,
    tags: tuple[str, ...] = WCAG,
    rules: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    fold: bool = False,
) -> list[str]:
    """What axe finds on the page with everything unfolded: by tags, or by `rules` alone; `without` leaves rules out.

    Everything stays unfolded but where `fold` is asked for.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)  # not bound by the page's policy, which forbids foreign scripts
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": only}
    if not rules:
        options["rules"] = {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in without}
    violations = page.evaluate(RUN, [options, fold])
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in violations
        for node in violation["nodes"]
    ]
