"""Measures the results of the HYTE status survey: two made-up rounds of all 22 regions, through the real server with two processes, signed in.

    python -m benchmarks.survey                 about two minutes
    python -m benchmarks.survey --write         also into docs/benchmarks.md

Fails when the p95 of the heat map, the comparison or a region's page is 150 ms or more.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import click
from flask import Flask
from sqlmodel import Session

from benchmarks import catalogue, query_count, report, scoring, servers, survey_rows
from benchmarks.client import Connection, Times
from registry import db
from registry.domain import accounts, sessions
from registry.domain.accounts_input import InviteInput
from registry.domain.models.base import utc_now
from registry.domain.permissions import Grant, Role, system
from registry.settings import Settings
from registry.web import create_app
from registry.web.auth import COOKIE, TOKEN

WORKERS: Final = 2
GOAL: Final = 150.0
REGIONS: Final = ("kainuu", "lappi", "helsinki", "pirkanmaa", "keski-uusimaa", "pohjanmaa")


@dataclass(frozen=True)
class Page:
    """A kind of address; `many` are asked in turn. Of those with a `goal` the p95 must stay under it."""

    name: str
    many: Sequence[str]
    goal: bool = True


@dataclass(frozen=True)
class Amounts:
    """How much is asked of each kind."""

    asked: int
    warm_up: int


@dataclass
class Result:
    """What a page took."""

    page: Page
    times: Times
    cpu: float
    queries: int = 0

    def milliseconds(self, share: float) -> float:
        """What a share of the requests took at most."""
        return 1000 * scoring.percentile(self.times.seconds, share)

    @property
    def kilobytes(self) -> float:
        """The size of an answer."""
        return self.times.size / len(self.times.seconds) / 1024


FULL: Final = Amounts(asked=300, warm_up=20)
QUICK: Final = Amounts(asked=30, warm_up=4)


def pages(first: str, second: str) -> list[Page]:
    """What is asked of the second round."""
    here = f"/hyte-status/{second}/tulokset"
    return [
        Page("the heat map", [here]),
        Page("the heat map of a theme", [f"{here}?teema=lapset-ja-perheet"]),
        Page("two rounds compared", [f"{here}?vertaa={first}"]),
        Page("a region beside the country", [f"{here}/{region}" for region in REGIONS]),
        Page("methods that were named", [f"{here}/menetelmat"], goal=False),
        Page("free texts", [f"{here}/tekstit?kysymys=kypsyys"], goal=False),
        Page("all answers as CSV", [f"{here}.csv"], goal=False),
        Page("all answers as XLSX", [f"{here}.xlsx"], goal=False),
    ]


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Few requests: to see that it runs, not to quote.")
@click.option("--write", is_flag=True, help="Write the table into docs/benchmarks.md.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep, and use again, what is made here."
)
def main(quick: bool, write: bool, keep: Path | None) -> None:
    amounts = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="hyte-survey-") as temporary:
        folder = (keep or Path(temporary)).resolve() / "survey"
        settings = catalogue.settings_for(folder)
        headers = _made(settings)
        results = _measured(folder, settings, headers, amounts)
    text = table(results, amounts)
    click.echo(f"\n{report.machine()}\n\n{text}")
    if write:
        report.write("survey", text)
    sys.exit(1 if any(one.page.goal and one.milliseconds(0.95) >= GOAL for one in results) else 0)


def _made(settings: Settings) -> dict[str, str]:
    """The real catalogue with both rounds, made where they are not there yet; the headers of a signed-in observer."""
    if not (settings.data_dir / "hyte.sqlite").exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        click.echo("Making the catalogue and two rounds ...")
        catalogue.fill(settings, 0, lambda _done, _of: None)
        engine = db.make_engine(settings.database_url)
        with db.transaction(engine) as session:
            survey_rows.fill(session)
            _observer(session)
        engine.dispose()
    return signed_in(create_app(settings), 1)


def _observer(session: Session) -> None:
    given = InviteInput(email="observer@example.org", name="Esimerkki", grants=frozenset({Grant(Role.OBSERVER)}))
    invited, _token = accounts.invite(session, system("benchmark"), given, utc_now())
    accounts.become(session, invited, None, utc_now())


def signed_in(app: Flask, person_id: int) -> dict[str, str]:
    """The headers of a browser on which somebody has signed in."""
    engine = app.extensions["hyte"].engine
    with db.transaction(engine) as session:
        token = sessions.begin(session, person_id, "benchmark")
    engine.dispose()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return {"Cookie": f"{COOKIE['SESSION_COOKIE_NAME']}={signer.dumps({TOKEN: token})}"}


def _measured(folder: Path, settings: Settings, headers: Mapping[str, str], amounts: Amounts) -> list[Result]:
    first, second = survey_rows.ROUNDS
    asked = pages(first, second)
    with servers.ours(folder, WORKERS) as server:
        server.settle()
        results = [_one(server, page, headers, amounts) for page in asked]
    counts = query_count.counted(settings, [(page.many[0], page.many[-1]) for page in asked], headers)
    for result, count in zip(results, counts, strict=True):
        result.queries = count
    return results


def _one(server: servers.Server, page: Page, headers: Mapping[str, str], amounts: Amounts) -> Result:
    connection, times, paths = Connection(server.port, headers), Times(), cycle(page.many)
    for path in islice(paths, amounts.warm_up):
        connection.get(path)
    used = server.cpu_seconds()
    for path in islice(paths, amounts.asked):
        times.take(connection, path)
    cpu = 1000 * (server.cpu_seconds() - used) / amounts.asked
    connection.close()
    result = Result(page, times, cpu)
    click.echo(f"  {page.name}: p95 {result.milliseconds(0.95):.1f} ms")
    return result


def table(results: Sequence[Result], amounts: Amounts) -> str:
    """The table and what it is of."""
    worst = max(one.milliseconds(0.95) for one in results if one.page.goal)
    rows = [
        [
            one.page.name,
            *(f"{one.milliseconds(share):.1f}" for share in (0.5, 0.95, 0.99)),
            f"{one.cpu:.1f}",
            f"{one.kilobytes:.0f}",
            str(one.queries),
        ]
        for one in results
    ]
    heads = ["one connection, milliseconds", "p50", "p95", "p99", "CPU", "kB", "queries"]
    return (
        f"Heat map, comparison and a region's page under {GOAL:.0f} ms (p95)? Worst {worst:.0f} ms: **{'yes' if worst < GOAL else 'no'}**\n\n"
        f"Two rounds of 22 regions, made up; every region has answered everything. {WORKERS} server processes. {amounts.asked} requests of each "
        f"kind after {amounts.warm_up} others, signed in as an observer.\n\n{report.table(heads, rows)}"
    )


if __name__ == "__main__":
    main()
