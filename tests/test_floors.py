"""Imports go down only: the floors of docs/architecture.md, held by reading the code and not by running it."""

import ast
from pathlib import Path
from typing import Final

import pytest

from registry.paths import CHECKOUT

WEB_PACKAGES: Final = ("flask", "werkzeug", "wtforms", "flask_babel", "jinja2")
ROWS: Final = ("sqlmodel", "sqlalchemy")
FILES: Final = sorted(
    path.relative_to(CHECKOUT) for folder in ("registry", "search_index") for path in (CHECKOUT / folder).rglob("*.py")
)


def imports(path: Path) -> set[str]:
    """Every module, and every name taken from one, that a file imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def inside(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def who_imports(*packages: str) -> set[str]:
    return {module(path) for path in FILES if any(inside(name, *packages) for name in imports(path))}


def breaks(folder: str, *forbidden: str) -> list[str]:
    """Imports in `folder` of something forbidden there."""
    return [
        f"{path} imports {name}"
        for path in FILES
        if inside(module(path), folder)
        for name in sorted(imports(path))
        if inside(name, *forbidden)
    ]


def test_only_the_top_floor_knows_the_web() -> None:
    """`serving.py` hands the app to gunicorn for the command: it belongs to the top floor."""
    outside = {name for name in who_imports(*WEB_PACKAGES) if not inside(name, "registry.web", "registry.cli")}
    assert outside <= {"registry.serving"}


@pytest.mark.parametrize("package", ["whoosh", "pyvoikko"])
def test_engines_live_in_one_file_of_the_search_library(package: str) -> None:
    found = who_imports(package)
    assert len(found) == 1
    assert all(inside(name, "search_index") for name in found)


def test_the_bottom_floor_stands_alone() -> None:
    upper = [
        f"registry.{name}"
        for name in (
            "web",
            "search",
            "content",
            "sheets",
            "cli",
            "demo",
            "serving",
            "backup",
            "db",
            "settings",
            "paths",
            "messages",
        )
    ]
    assert not breaks("registry.domain", *upper, "search_index")
    assert not breaks("search_index", "registry", *ROWS, *WEB_PACKAGES)


@pytest.mark.parametrize("plumbing", ["backup", "db", "settings", "paths", "messages"])
def test_plumbing_knows_nothing_above_it(plumbing: str) -> None:
    assert not breaks(
        f"registry.{plumbing}", "registry.web", "registry.search", "registry.content", "registry.sheets", "registry.cli"
    )


@pytest.mark.parametrize("join", ["search", "content", "sheets", "demo"])
def test_the_joins_know_nothing_of_the_web(join: str) -> None:
    assert not breaks(f"registry.{join}", "registry.web", "registry.cli", "registry.serving")


def test_no_view_can_grow_a_query() -> None:
    assert {line.split(" ")[0] for line in breaks("registry.web", *ROWS)} <= {"registry/web/database.py"}
    assert not breaks("registry.web", "registry.migrations", "registry.content")


def test_views_do_not_know_each_other() -> None:
    lists = {"registry.web.views", "registry.web.api"}
    for path in FILES:
        if not inside(module(path), *lists) or module(path) in lists:
            continue
        others = {name for name in imports(path) if inside(name, "registry.web.views")} - {module(path)}
        # the service's map of the site lists the written pages by their table
        assert others <= {"registry.web.views.pages", "registry.web.views.pages.SLUGS"}, path


def test_forms_do_not_know_views() -> None:
    assert not breaks("registry.web.forms", "registry.web.views")


def test_no_file_is_a_god() -> None:
    longest = {str(path): len((CHECKOUT / path).read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert not {path: lines for path, lines in longest.items() if lines > 300 and "migrations" not in path}
