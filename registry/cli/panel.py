"""`hyte panel compute`: the panel's statistics of votes in a file, so that anybody can check a result by hand."""

import csv
from collections import defaultdict
from pathlib import Path

import click

from registry.domain import panel as rules

COLUMNS = ("question", "vote")
FIGURES = ("question", "n", "median", "p30", "p70", "ipr", "ipras", "disagreement", "recommendation")


@click.group()
def panel() -> None:
    """The panel's arithmetic."""


@panel.command("compute")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def compute(file: Path) -> None:
    """Print the statistics of the 1-9 votes in FILE, a CSV with the columns question and vote, one vote a row."""
    votes = read(file)
    click.echo(",".join(FIGURES))
    for question, given in votes.items():
        found = rules.score(given)
        figures = (found.n, found.median, found.p30, found.p70, found.ipr, found.ipras)
        advice = found.advice.value if found.advice else ""
        name = f'"{question}"' if "," in question else question
        click.echo(",".join([name, *(f"{figure:g}" for figure in figures), str(found.disagreement).lower(), advice]))


def read(file: Path) -> dict[str, list[int]]:
    """The votes by question, in the order of the file. Raises ClickException with the row of anything that is no vote."""
    votes: dict[str, list[int]] = defaultdict(list)
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.DictReader(source)
        if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
            raise click.ClickException(f"no column {missing[0]!r}: the file needs question and vote")
        for row in rows:
            typed = (row["vote"] or "").strip()
            if typed not in {str(vote) for vote in range(rules.LOWEST, rules.HIGHEST + 1)}:
                raise click.ClickException(f"row {rows.line_num}: {typed!r} is no vote from 1 to 9")
            votes[(row["question"] or "").strip()].append(int(typed))
    if not votes:
        raise click.ClickException("no votes")
    return votes
