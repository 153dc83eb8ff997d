"""No test in a browser reads a page that may still be on its way: after a click it waits, held by reading the code and not by running it."""

import ast
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

FOLDER = Path(__file__).parent / "browser"
PRESSING = {"click", "dblclick", "tap"}
KEYS = {"press"}
WAITING = {"expect", "wait_for", "wait_for_url", "wait_for_function", "wait_for_load_state"}
# What is read as it is at that moment, or goes away from it; other calls of Playwright wait for what they need.
READING = {
    "all", "all_inner_texts", "all_text_contents", "content", "count", "evaluate", "evaluate_all", "faults", "goto", "inner_text", "input_value",
    "is_checked", "is_visible", "judged", "reload", "text_content", "title", "url",
}  # fmt: skip
AROUND = {"expect_navigation", "expect_response", "expect_request", "expect_download", "expect_popup"}


def test_who_presses_waits() -> None:
    """By `follow`, `tap` or `enter` of `walking.py`, or by an `expect` or a `wait_for` right behind."""
    found = [
        f"{path.name}:{line}"
        for path in sorted(FOLDER.glob("*.py"))
        for line in hasty(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_rule_is_awake() -> None:
    click, read = "page.locator('a').click()", "assert page.locator('h1').count()"
    assert list(hasty(f"{click}\n{read}")) == [1]
    assert list(hasty(f"{click}\nassert page.url")) == [1]
    assert list(hasty(f"def press(page):\n    {click}\npress(page)\n{read}")) == [2]
    assert list(hasty(f"page.keyboard.press('Enter')\n{read}")) == [1]
    assert list(hasty(f"with page.expect_navigation():\n    {click}\n{read}")) == []
    assert list(hasty(f"{click}\nexpect(page).to_have_url('/')\n{read}")) == []
    assert list(hasty(f"page.keyboard.press('Tab')\n{read}")) == []
    assert list(hasty(f"def test_it(page):\n    {click}")) == []


def hasty(code: str) -> Iterator[int]:
    """Lines that press something and do not wait for what comes of it."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.With) and AROUND & set().union(*(called(item.context_expr) for item in node.items)):
            for inner in ast.walk(node):
                inner.waits = True  # type: ignore[attr-defined]
        last_may = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(body, list):
                yield from _in_a_row(body, last_may)


def _in_a_row(body: list[ast.stmt], last_may: bool) -> Iterator[int]:
    for statement, following in zip_longest(body, body[1:]):
        simple = isinstance(statement, ast.Expr | ast.Assign | ast.Return) and not hasattr(statement, "waits")
        if simple and presses(statement) and not (last_may if following is None else is_patient(following)):
            yield statement.lineno


def is_patient(statement: ast.AST) -> bool:
    """Whether a statement waits, or needs not."""
    names = called(statement) | {node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)}
    return bool(names & WAITING) or not names & READING


def presses(statement: ast.AST) -> bool:
    """Whether a statement clicks, or presses a key that sends or follows."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            keys = [key.value for key in node.args if isinstance(key, ast.Constant)]
            if node.func.attr in PRESSING or (node.func.attr in KEYS and "Enter" in keys):
                return True
    return False


def called(node: ast.AST) -> set[str]:
    """The names of what is called in it."""
    functions = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {getattr(function, "attr", "") or getattr(function, "id", "") for function in functions}
