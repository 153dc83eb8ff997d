"""The figures of a speed run as tables, with the verdict first."""

from collections.abc import Sequence

from benchmarks import servers
from benchmarks.comparison import CONNECTIONS, KINDS, OURS, THEIRS, Amounts, Result
from benchmarks.report import table

KIND_WORDS = {"html": "page", "json": "JSON"}


def tables(results: Sequence[Result], amounts: Amounts) -> str:
    """All tables as Markdown."""
    return "\n\n".join(
        (_verdict(results), _how(amounts), _times(results), _loads(results), _index(results), _servers(results))
    )


def _verdict(results: Sequence[Result]) -> str:
    lines = [
        f"- {result.size:,} methods: our p95 is {result.ratio('html'):.2f} × Datasette's: "
        f"**{'yes' if result.fast_enough else 'NO'}**"
        for result in results
    ]
    return "Search page with facets, p95 at most Datasette's?\n\n" + "\n".join(lines)


def _how(amounts: Amounts) -> str:
    return (
        f"{amounts.searches} different searches of each kind after {amounts.warm_up} others, {servers.WORKERS} server process each. "
        f"Load: {amounts.rounds} × {amounts.round_seconds:.0f} s a server and kind. "
        f"Datasette's suggested facets: {'on' if amounts.suggests else 'off'}."
    )


def _times(results: Sequence[Result]) -> str:
    heads = (
        "one connection, milliseconds",
        "ours p50",
        "ours p95",
        "Datasette p50",
        "Datasette p95",
        "p95 ratio",
        "CPU ours",
        "Datasette",
    )
    rows = []
    for result in results:
        for kind in KINDS:
            ours, theirs = result.sides[kind][OURS], result.sides[kind][THEIRS]
            figures = (ours.p50, ours.p95, theirs.p50, theirs.p95)
            cells = [
                *(f"{value:.1f}" for value in figures),
                f"{result.ratio(kind):.2f}",
                f"{ours.cpu:.1f}",
                f"{theirs.cpu:.1f}",
            ]
            rows.append((_named(result, kind), *cells))
    return table(heads, rows)


def _loads(results: Sequence[Result]) -> str:
    heads = (f"{CONNECTIONS} connections, answers a second", "ours", "Datasette", "ours kB", "Datasette kB")
    rows = []
    for result in results:
        for kind in KINDS:
            ours, theirs = result.sides[kind][OURS], result.sides[kind][THEIRS]
            figures = (
                f"{ours.per_second:.1f}",
                f"{theirs.per_second:.1f}",
                f"{ours.kilobytes:.0f}",
                f"{theirs.kilobytes:.0f}",
            )
            rows.append((_named(result, kind), *figures))
    return table(heads, rows)


def _named(result: Result, kind: str) -> str:
    return f"{result.size:,} methods, {KIND_WORDS[kind]}"


def _index(results: Sequence[Result]) -> str:
    heads = (
        "building the index",
        "seconds",
        "index MB",
        "peak memory MB",
        "of it before MB",
        "SQLite file s",
        "SQLite file MB",
    )
    rows = []
    for result in results:
        built, file = result.index, result.datasette_file
        figures = (built.seconds, built.size_mb, built.peak_mb, built.base_mb, file.seconds, file.size_mb)
        rows.append((f"{result.size:,} methods", *(f"{value:.1f}" for value in figures)))
    return table(heads, rows)


def _servers(results: Sequence[Result]) -> str:
    heads = ("servers", "ours up in s", "Datasette up in s", "ours memory MB", "Datasette memory MB")
    rows = []
    for result in results:
        up, memory = result.started, result.memory_mb
        figures = (f"{up[OURS]:.1f}", f"{up[THEIRS]:.1f}", f"{memory[OURS]:.0f}", f"{memory[THEIRS]:.0f}")
        rows.append((f"{result.size:,} methods", *figures))
    return table(heads, rows)
