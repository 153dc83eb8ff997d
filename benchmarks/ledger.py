"""Measures the pages of the ledger over 22 regions x 1,000 methods x 10 years of entries, through the real server with two processes.

    python -m benchmarks.ledger                 a few minutes, half of it the catalogue and the ledger
    python -m benchmarks.ledger --keep FOLDER   keeps them there for the next run
    python -m benchmarks.ledger --write         also into docs/benchmarks.md

Fails when the country page's p95 is 150 ms or more, when a page's queries grow with the number of methods, or when a server process dies.
"""

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import click

from benchmarks import catalogue, ledger_rows, query_count, report, scoring, servers
from benchmarks.client import Connection, Rate, Times
from registry import db
from registry.domain import dates

WORKERS: Final = 2
METHODS: Final = 1000
GOAL: Final = 150.0
CONNECTIONS: Final = 4
PAST_DAYS: Final = 3000
REGIONS: Final = (
    "pirkanmaa",
    "helsinki",
    "kainuu",
    "ita-uusimaa",
    "lappi",
    "pohjanmaa",
    "kymenlaakso",
    "varsinais-suomi",
)


@dataclass(frozen=True)
class Page:
    """A kind of address; `many` are the addresses that are asked in turn."""

    name: str
    many: Sequence[str]
    is_country: bool = False


@dataclass(frozen=True)
class Amounts:
    """How much is asked."""

    asked: int
    warm_up: int
    seconds: float


@dataclass
class Result:
    """What a page took."""

    page: Page
    times: Times
    rate: Rate
    cpu: float
    queries: int

    def milliseconds(self, share: float) -> float:
        """What a share of the requests took at most."""
        return 1000 * scoring.percentile(self.times.seconds, share)

    @property
    def kilobytes(self) -> float:
        """The size of an answer."""
        return self.times.size / len(self.times.seconds) / 1024


FULL: Final = Amounts(asked=200, warm_up=10, seconds=6.0)
QUICK: Final = Amounts(asked=30, warm_up=4, seconds=2.0)


def pages(methods: Sequence[str], today: date) -> list[Page]:
    """What is asked: today, and past days of which none is asked for twice of a kind, as a day once asked for is kept in memory."""
    chance = random.Random(ledger_rows.SEED)
    days = [str(today - timedelta(days=ago)) for ago in chance.sample(range(1, 365 * ledger_rows.YEARS), PAST_DAYS)]
    places = [chance.choice(REGIONS) for _ in days]
    seen = [chance.choice(methods) for _ in days]
    return [
        Page("the country, `/alueet`", ["/alueet"], is_country=True),
        Page("the country on a past day", [f"/alueet?pvm={day}" for day in days], is_country=True),
        Page("the matrix, `/kayttokartta`", ["/kayttokartta"], is_country=True),
        Page("the matrix on a past day", [f"/kayttokartta?pvm={day}" for day in days], is_country=True),
        Page("a region, `/alueet/…`", [f"/alueet/{place}" for place in REGIONS]),
        Page("a region on a past day", [f"/alueet/{place}?pvm={day}" for place, day in zip(places, days, strict=True)]),
        Page("entries of a region, `/alueet/…/merkinnat`", [f"/alueet/{place}/merkinnat" for place in REGIONS]),
        Page("search by region and status", [f"/menetelmat?alue={place}&tila=in_use" for place in REGIONS]),
        Page("a method's page", [f"/menetelmat/{method}" for method in seen]),
        Page("`/api/v1/adoptions?region=…`", [f"/api/v1/adoptions?region={place}" for place in REGIONS]),
        Page("`/api/v1/adoptions?method=…&date=…`", [
            f"/api/v1/adoptions?method={method}&date={day}" for method, day in zip(seen, days, strict=True)
        ]),
    ]  # fmt: skip


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Few requests: to see that it runs, not to quote.")
@click.option("--write", is_flag=True, help="Write the tables into docs/benchmarks.md.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep, and use again, what is made here."
)
@click.option("--only", help="Only pages whose name has this in it.")
def main(quick: bool, write: bool, keep: Path | None, only: str | None) -> None:
    amounts = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="hyte-ledger-") as temporary:
        folder = (keep or Path(temporary)).resolve() / f"ledger-{METHODS}"
        entries, methods = _made(folder)
        asked = [page for page in pages(methods, dates.today()) if not only or only in page.name]
        results, deaths = _measured(folder, asked, amounts)
    text = tables(results, amounts, entries)
    click.echo(f"\n{report.machine()}\n\n{text}")
    if deaths:
        click.echo(f"{deaths} server processes died", err=True)
    if write:
        report.write("ledger", text)
    slow = [one for one in results if one.page.is_country and one.milliseconds(0.95) >= GOAL]
    sys.exit(1 if slow or deaths else 0)


def _made(folder: Path) -> tuple[int, list[str]]:
    """The catalogue with its ledger, made where it is not there yet; how many entries, and the ids of the methods."""
    settings = catalogue.settings_for(folder)
    if not (folder / "hyte.sqlite").exists():
        folder.mkdir(parents=True, exist_ok=True)
        click.echo(f"Making a catalogue of {METHODS} methods ...")
        catalogue.fill(settings, METHODS, lambda done, of: _tell("methods", done, of))
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        if ledger_rows.count(session) < METHODS:
            click.echo("Making a ledger ...")
            ledger_rows.empty(session)
            ledger_rows.fill(session, dates.today(), lambda done, of: _tell("regions", done, of))
        found = ledger_rows.count(session), ledger_rows.method_ids(session)
    engine.dispose()
    return found


def _measured(folder: Path, asked: Sequence[Page], amounts: Amounts) -> tuple[list[Result], int]:
    with servers.ours(folder, WORKERS) as server:
        server.settle()
        workers = server.workers()
        results = [_one(server, page, amounts) for page in asked]
        deaths = len(set(workers) - set(server.workers()))
    counted = query_count.counted(catalogue.settings_for(folder), [(page.many[0], page.many[-1]) for page in asked])
    for result, count in zip(results, counted, strict=True):
        result.queries = count
    return results, deaths


def _one(server: servers.Server, page: Page, amounts: Amounts) -> Result:
    connection, times, rate = Connection(server.port), Times(), Rate()
    for path in islice(_endless(page.many), amounts.warm_up):
        connection.get(path)
    paths, used = _endless(page.many), server.cpu_seconds()
    for path in islice(paths, amounts.warm_up, amounts.warm_up + amounts.asked):
        times.take(connection, path)
    cpu = 1000 * (server.cpu_seconds() - used) / amounts.asked
    connection.close()
    rate.run(server.port, paths, CONNECTIONS, amounts.seconds)
    result = Result(page, times, rate, cpu, 0)
    click.echo(f"  {page.name}: p95 {result.milliseconds(0.95):.1f} ms, {rate.per_second:.1f} a second")
    return result


def _endless(paths: Sequence[str]) -> Iterator[str]:
    while True:
        yield from paths


def tables(results: Sequence[Result], amounts: Amounts, entries: int) -> str:
    """The tables and what they are of."""
    country = [one for one in results if one.page.is_country]
    worst = max((one.milliseconds(0.95) for one in country), default=0.0)
    rows = [
        [
            one.page.name,
            *(f"{one.milliseconds(share):.1f}" for share in (0.5, 0.95, 0.99)),
            f"{one.cpu:.1f}",
            f"{one.rate.per_second:.1f}",
            f"{one.kilobytes:.0f}",
            str(one.queries),
        ]
        for one in results
    ]
    heads = [
        "one connection, milliseconds",
        "p50",
        "p95",
        "p99",
        "CPU",
        f"{CONNECTIONS} connections, answers a second",
        "kB",
        "queries",
    ]
    return (
        f"Country page's p95 under {GOAL:.0f} ms? Worst {worst:.0f} ms: **{'yes' if worst < GOAL else 'no'}**\n\n"
        f"{entries:,} entries of 22 regions and {METHODS:,} methods over {ledger_rows.YEARS} years. {WORKERS} server processes. "
        f"{amounts.asked} requests of each kind after {amounts.warm_up} others, then {amounts.seconds:.0f} s of load.\n\n"
        f"{report.table(heads, rows)}"
    )


def _tell(what: str, done: int, of: int) -> None:
    if done == of or done % max(1, of // 4) == 0:
        click.echo(f"    {done} / {of} {what}")


if __name__ == "__main__":
    main()
