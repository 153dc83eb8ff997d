"""One size measured: our index, then both servers side by side, every search asked of one and then of the other.

Searches are never repeated: those of the warm-up, of the page, of its JSON twin and of the load are all different.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import datasette_side, generator, indexing, scoring, servers, workload
from benchmarks.client import Connection, Rate, Times
from benchmarks.servers import Server

KINDS = ("html", "json")
CONNECTIONS = 8
OURS, THEIRS = "ours", "datasette"
_PATHS = {"html": "/menetelmat", "json": "/api/v1/methods"}

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Amounts:
    """What is measured: searches of each kind, rounds of load, and whether Datasette looks for facets to suggest (its default)."""

    searches: int
    warm_up: int
    rounds: int
    round_seconds: float
    suggests: bool = False


@dataclass(frozen=True)
class Side:
    """What one server did with pages of one kind: milliseconds, processor time an answer, answers a second, mean size."""

    p50: float
    p95: float
    cpu: float
    per_second: float
    kilobytes: float


@dataclass(frozen=True)
class Result:
    """All figures of one size; `sides` by kind and server."""

    size: int
    index: indexing.Built
    datasette_file: datasette_side.Made
    sides: dict[str, dict[str, Side]]
    started: dict[str, float]
    memory_mb: dict[str, float]

    def ratio(self, kind: str) -> float:
        """Our p95 as a share of Datasette's."""
        return self.sides[kind][OURS].p95 / self.sides[kind][THEIRS].p95

    @property
    def fast_enough(self) -> bool:
        """Whether our search page's p95 is at most Datasette's."""
        return self.ratio("html") <= 1


def measure(folder: Path, size: int, amounts: Amounts, tell: Tell) -> Result:
    """Index the catalogue in `folder` and measure both servers on it."""
    tell(f"{size} methods: building the index ...")
    built = indexing.build(folder)
    tell(f"index: {built.seconds:.1f} s, {built.size_mb:.1f} MB, peak memory {built.peak_mb:.0f} MB")
    file = datasette_side.make(folder)
    queries = workload.queries(generator.real_methods())
    with servers.ours(folder) as ours, datasette_side.running(folder, suggests=amounts.suggests) as theirs:
        both = {OURS: ours, THEIRS: theirs}
        _warm_up(both, list(islice(queries, amounts.warm_up)))
        sides = {kind: _kind(both, kind, queries, amounts, tell) for kind in KINDS}
        memory = {name: server.memory_mb() for name, server in both.items()}
    started = {name: server.started for name, server in both.items()}
    return Result(size, built, file, sides, started, memory)


def address(name: str, query: str, kind: str) -> str:
    """The address of a search on one of the servers."""
    if name == THEIRS:
        return datasette_side.address(query, kind)
    return f"{_PATHS[kind]}?{urlencode({'q': query})}"


def _warm_up(both: dict[str, Server], queries: list[str]) -> None:
    for name, server in both.items():
        connection = Connection(server.port)
        for query in queries:
            for kind in KINDS:
                body = connection.get(address(name, query, kind))
        if name == THEIRS:
            datasette_side.check(json.loads(body))
        connection.close()


def _kind(both: dict[str, Server], kind: str, queries: Iterator[str], amounts: Amounts, tell: Tell) -> dict[str, Side]:
    before = {name: server.cpu_seconds() for name, server in both.items()}
    times = _one_by_one(both, kind, list(islice(queries, amounts.searches)))
    used = {name: server.cpu_seconds() - before[name] for name, server in both.items()}
    rates = _loaded(both, kind, queries, amounts)
    sides = {}
    for name in both:
        taken, rate = times[name], rates[name]
        p50, p95 = (1000 * scoring.percentile(taken.seconds, share) for share in (0.5, 0.95))
        cpu = 1000 * used[name] / len(taken.seconds)
        sides[name] = Side(p50, p95, cpu, rate.per_second, taken.size / len(taken.seconds) / 1024)
        tell(f"{kind} {name}: {' '.join(f'{key} {value:.1f}' for key, value in asdict(sides[name]).items())}")
    return sides


def _one_by_one(both: dict[str, Server], kind: str, queries: list[str]) -> dict[str, Times]:
    """Each query to both servers in turn, the first to be asked changing, on one connection each."""
    connections = {name: Connection(server.port) for name, server in both.items()}
    times = {name: Times() for name in both}
    names = list(both)
    for number, query in enumerate(queries):
        for name in names if number % 2 else reversed(names):
            times[name].take(connections[name], address(name, query, kind))
    for connection in connections.values():
        connection.close()
    return times


def _loaded(both: dict[str, Server], kind: str, queries: Iterator[str], amounts: Amounts) -> dict[str, Rate]:
    """Rounds of load on one server and then on the other."""
    rates = {name: Rate() for name in both}
    for _ in range(amounts.rounds):
        for name, server in both.items():
            paths = (address(name, query, kind) for query in queries)
            rates[name].run(server.port, paths, CONNECTIONS, amounts.round_seconds)
    return rates
