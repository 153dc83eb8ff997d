"""A content folder small enough to see a single fault in."""

from pathlib import Path
from typing import Any

import yaml

from registry.content import canonical, documents
from registry.domain.method_input import MethodInput
from registry.paths import CONTENT
from tests import samples

METHOD = "methods/tasapaino.md"


def make(folder: Path) -> Path:
    """Themes and indicators as they are, and two methods: one least beneficial, one in its place."""
    for path in (
        "themes.yaml",
        "regions.yaml",
        *(f"indicators/{file.name}" for file in (CONTENT / "indicators").glob("*.md")),
    ):
        _write(folder, path, (CONTENT / path).read_text(encoding="utf-8"))
    for method in (samples.BALANCE, samples.NO_EFFECT):
        write(folder, method)
    return folder


def write(folder: Path, method: MethodInput) -> None:
    """Put a method into the folder in its canonical form."""
    _write(folder, f"methods/{method.id}.md", documents.write_one(method))


def edit(folder: Path, path: str, *way: str | int, value: Any) -> int:
    """Change one value in a file's front matter, in canonical form even where the value is wrong; the line it then stands on."""
    front, body, _ = canonical.split((folder / path).read_text(encoding="utf-8"))
    values = inside = yaml.safe_load(front)
    for step in way[:-1]:
        inside = inside[step]
    if value is None:
        del inside[way[-1]]
    else:
        inside[way[-1]] = value
    text = canonical.join(values, body)
    _write(folder, path, text)
    return canonical.line_of(yaml.compose(canonical.split(text)[0]), way) + 2


def replace(folder: Path, path: str, old: str, new: str) -> int:
    """Change a text in a file; the line where it stood."""
    text = (folder / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    _write(folder, path, text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


def _write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8", newline="\n")
