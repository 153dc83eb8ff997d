"""`hyte adoption`: the ledger of adoption and abandonment as spreadsheets, in and out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Final

import click
from sqlmodel import Session

from registry import db
from registry.cli.serving import prepare
from registry.domain import catalogue, dates, people, permissions
from registry.domain.errors import DomainError, Invalid, NotFound
from registry.domain.permissions import Actor
from registry.settings import from_environment
from registry.sheets import exporting, ledger_sheet, reading, writing
from registry.sheets.columns import CODE
from registry.sheets.ledger_sheet import Ask
from registry.sheets.plan import Fate, Judged, Plan, Wrong

COMMAND: Final = permissions.system("hyte adoption")
LANGUAGES: Final = (CODE, "fi", "sv", "en")


@click.group()
def adoption() -> None:
    """What regions use and give up."""


@adoption.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--as", "email", required=True, help="Whose entries they become; what that person may record is taken.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
def import_sheet(file: str, email: str, dry_run: bool) -> None:
    """Take the rows of FILE (CSV or XLSX; - for standard input) into the ledger: all, or none where one has an error."""
    from registry.web.labels import sheet_words

    with _prepared() as session:
        ask = Ask(sheet_words(), dates.today(), limits=reading.COMMAND)
        actor = _person(session, email)
        with click.open_file(file, "rb") as source:
            content = source.read()
        if dry_run:
            plan, taken = ledger_sheet.check(session, actor, content, ask), False
        else:
            plan, taken = ledger_sheet.take(session, actor, content, ask)
        if taken:
            session.commit()
    _tell(plan)
    click.echo(_outcome(plan, taken))
    sys.exit(0 if plan.is_clean else 1)


@adoption.command("export")
@click.option("--region", "regions", multiple=True, help="Such as kainuu; repeat for several. All where none is given.")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: standard output.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=CODE, show_default=True, help="Of headers and words.")
def export_sheet(regions: tuple[str, ...], kind: str, output: Path | None, lang: str) -> None:
    """Write the entries that stand as a sheet that can be imported again."""
    from registry.web.labels import sheet_words

    with _prepared() as session:
        for region in regions:
            catalogue.find_region(session, region)
        words = sheet_words()
        table = exporting.entries(session, words, lang, regions)
        with click.open_file(str(output or "-"), "wb") as out:
            if kind == "xlsx":
                out.write(writing.workbook(table, words))
            else:
                out.writelines(line.encode() for line in writing.csv_lines(table))


def _person(session: Session, email: str) -> Actor:
    """The person as who acts. Raises NotFound where there is none in use."""
    found = people.find_by_email(session, COMMAND, email)
    if not found.active:
        raise NotFound("person", "")
    return Actor(found.id, found.name, found.email, found.grants)


def _tell(plan: Plan) -> None:
    for place in plan.unknown:
        click.echo(f"column {place.letter} ({place.header}) is not known and was left out", err=True)
    if plan.left_out:
        click.echo(f"rows that begin with # were left out: {', '.join(map(str, plan.left_out))}", err=True)
    for row in plan.rows:
        click.echo(f"row {row.row}: {_row(row)}")
        for wrong in row.wrong:
            click.echo(f"row {wrong.row}, {_wrong(wrong)}", err=True)


def _row(row: Judged) -> str:
    what = f"{row.region or '?'}/{row.method or '?'}"
    if row.given is not None:
        what += f" {row.given.status} since {dates.written(row.given.since, row.given.precision)}"
    waits = f" for row {row.waits_for}" if row.waits_for is not None else ""
    return f"{what}: {row.fate}{waits}"


def _wrong(wrong: Wrong) -> str:
    from registry.web.problems import in_english

    where = f"column {wrong.place.letter} ({wrong.place.header})" if wrong.place else f"no column {wrong.column}"
    return f"{where}, {wrong.text!r}: {in_english(wrong.problem)}"


def _outcome(plan: Plan, taken: bool) -> str:
    counts = ", ".join(f"{plan.count(fate)} {fate}" for fate in Fate if plan.count(fate) or fate is Fate.NEW)
    return counts if taken else f"{counts}; nothing was written"


@contextmanager
def _prepared() -> Iterator[Session]:
    """A session of a database that is up to date; what the domain refuses is said, and ends with 1."""
    from registry.web.problems import in_english

    settings = from_environment()
    with redirect_stdout(sys.stderr):  # what a command prints is its answer alone
        prepare(settings)
    engine = db.make_engine(settings.database_url)
    try:
        with db.session_for(engine) as session:
            yield session
    except Invalid as error:
        raise click.ClickException("\n".join(in_english(one) for one in error.problems)) from error
    except NotFound as error:
        told = "there is nobody in use with this address" if error.kind == people.KIND else str(error)
        raise click.ClickException(told) from error
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    finally:
        engine.dispose()
