"""Measures a search page with facets and its JSON twin over HTTP, beside Datasette with SQLite FTS5 on the same texts in the same run.

    python -m benchmarks.speed                          104, 1,000 and 10,000 methods
    python -m benchmarks.speed --sizes 104,1000 --quick
    python -m benchmarks.speed --write                  also into docs/benchmarks.md

Fails when our page's p95 is above Datasette's at any size. docs/benchmarks.md tells how it is measured.
"""

import json
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import click

from benchmarks import catalogue, report, speed_tables
from benchmarks.comparison import Amounts, Result, measure

SIZES = "104,1000,10000"
FULL = Amounts(searches=300, warm_up=60, rounds=3, round_seconds=6.0)
QUICK = Amounts(searches=60, warm_up=20, rounds=1, round_seconds=3.0)


def _sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> list[int]:
    try:
        return [int(part) for part in value.split(",")]
    except ValueError as error:
        raise click.BadParameter("numbers with commas between") from error


@click.command(help=__doc__)
@click.option("--sizes", default=SIZES, show_default=True, callback=_sizes)
@click.option("--quick", is_flag=True, help="Few searches: to see that it runs, not to quote.")
@click.option(
    "--suggest-facets", is_flag=True, help="Let Datasette also look for facets to suggest, as is its default."
)
@click.option("--write", is_flag=True, help="Write the tables into docs/benchmarks.md.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures here.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep, and use again, the catalogues here."
)
def main(
    sizes: list[int], quick: bool, suggest_facets: bool, write: bool, json_file: Path | None, keep: Path | None
) -> None:
    amounts = replace(QUICK if quick else FULL, suggests=suggest_facets)
    with tempfile.TemporaryDirectory(prefix="hyte-speed-") as temporary:
        results = [_measured(keep or Path(temporary), size, amounts) for size in sizes]
    text = speed_tables.tables(results, amounts)
    click.echo(f"\n{report.machine()}\n\n{text}")
    if json_file:
        json_file.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")
    if write:
        report.write("speed", text)
    sys.exit(0 if all(result.fast_enough for result in results) else 1)


def _measured(home: Path, size: int, amounts: Amounts) -> Result:
    folder = home.resolve() / str(size)
    if not (folder / "hyte.sqlite").exists():
        folder.mkdir(parents=True)
        click.echo(f"Making a catalogue of {size} methods ...")
        catalogue.fill(catalogue.settings_for(folder), size, _tell)
    return measure(folder, size, amounts, lambda line: click.echo(f"  {line}"))


def _tell(done: int, of: int) -> None:
    if done == of or done % 2000 == 0:
        click.echo(f"    {done} / {of} methods")


if __name__ == "__main__":
    main()
