"""Eight people write into the ledger at once through the real server, while its processes are killed: longer than the tests can.

    python -m benchmarks.writers --seconds 120
    python -m benchmarks.writers --write          also into docs/benchmarks.md

Fails when an acknowledged entry is missing or twice there, or when anything else does not fit.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

import click

from benchmarks import catalogue, crowd, crowd_check, report, scoring, servers

WORKERS: Final = 3
METHODS: Final = 104
SHOWN: Final = 20


@click.command(help=__doc__)
@click.option("--seconds", default=120.0, show_default=True)
@click.option("--write", is_flag=True, help="Write the figures into docs/benchmarks.md.")
def main(seconds: float, write: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="hyte-writers-") as temporary:
        settings = catalogue.settings_for(Path(temporary))
        catalogue.fill(settings, METHODS, _quietly)
        with servers.ours(settings.data_dir, WORKERS) as server:
            run = crowd.run(server, settings, seconds)
            found = crowd_check.problems(run, settings, server.port)
    text = table(run, found)
    click.echo(f"\n{report.machine()}\n\n{text}")
    for problem in found[:SHOWN]:
        click.echo(problem, err=True)
    if write:
        report.write("writers", text)
    sys.exit(1 if found else 0)


def _quietly(_done: int, _of: int) -> None:
    pass


def table(run: crowd.Run, found: list[str]) -> str:
    """What happened, as a table."""
    said = run.said
    p50, p95 = (1000 * scoring.percentile(said.seconds, share) for share in (0.5, 0.95))
    rows = [
        ["entries acknowledged", f"{len(said.acknowledged):,}"],
        ["… a second", f"{len(said.acknowledged) / run.seconds:.1f}"],
        ["conflicts shown and sent again with the text kept", f"{said.answers['409']:,}"],
        ["moves refused by the rules", f"{said.answers['422']:,}"],
        ["server processes killed", f"{run.killed:,}"],
        ["forms broken off by that, in doubt", f"{len(said.in_doubt):,}"],
        ["changes of the catalogue meanwhile", f"{run.changes:,}"],
        ["an answer to a sent form, p50 ms", f"{p50:.0f}"],
        ["an answer to a sent form, p95 ms", f"{p95:.0f}"],
        ["**entries lost, doubled or wrong; anything else that does not fit**", f"**{len(found)}**"],
    ]
    heads = [f"{len(crowd.REGIONS)} people, {WORKERS} server processes, {run.seconds:.0f} s", "figure"]
    return report.table(heads, rows)


if __name__ == "__main__":
    main()
