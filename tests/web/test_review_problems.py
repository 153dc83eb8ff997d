"""Every code with which the panel's domain refuses something has its words, and the values that the words ask for."""

import ast
import re
from typing import Final

import pytest

from registry.paths import CHECKOUT
from registry.web.problems import TABLES, WORDS

FILES: Final = (
    "rounds", "seats", "ballots", "round_input", "decision_rules", "decisions", "appeals", "curation", "method_typed",
)  # fmt: skip


def refusals() -> list[tuple[str, str, tuple[str, ...]]]:
    """Field, code and names of values of every `Invalid(...)` that is written out; what follows `{` in a field is left away."""
    found = []
    for name in FILES:
        tree = ast.parse((CHECKOUT / "registry" / "domain" / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Invalid":
                field, code = node.args
                values = tuple(sorted(keyword.arg or "" for keyword in node.keywords))
                found += [(_text(field), one, values) for one in _codes(code)]
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    return node.value.rstrip("_") if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _codes(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_codes(node.body), *_codes(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@pytest.mark.parametrize(("field", "code", "values"), sorted(set(refusals()), key=str), ids=str)
def test_there_are_words(field: str, code: str, values: tuple[str, ...]) -> None:
    words = WORDS.get(f"{field}.{code}") or WORDS.get(f"{field.partition('_')[0]}.{code}") or WORDS.get(code)
    assert words, f"no words for {field}.{code}"
    assert set(re.findall(r"%\((\w+)\)s", words)) <= {*values, ""}, words


def test_there_are_refusals_to_look_at() -> None:
    assert len(refusals()) > 50


def test_no_feature_says_the_words_of_another() -> None:
    keys = [key for table in TABLES for key in table]
    assert sorted(keys) == sorted(set(keys))
