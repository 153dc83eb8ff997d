"""Markdown tables, the machine they were measured on, and their places in docs/benchmarks.md."""

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from registry.paths import CHECKOUT

DOCUMENT = CHECKOUT / "docs" / "benchmarks.md"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, columns padded so that it can be read as it is; the first column is words, the others figures."""
    widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [heads, rule, *rows]
    return "\n".join(f"| {' | '.join(_padded(line, widths))} |" for line in lines)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.ljust(width) if n == 0 else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def machine() -> str:
    """The machine and the day, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or "unknown processor"


def write(part: str, text: str, document: Path = DOCUMENT) -> None:
    """Put `text` and the machine between the markers of a part. Raises ValueError where the document has no such part."""
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    before, found, rest = document.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{document} has no place for {part}")
    new = f"{before}{begin}\n\nMeasured on {machine()}.\n\n{text.strip()}\n\n{end}{after}"
    document.write_text(new, encoding="utf-8")
