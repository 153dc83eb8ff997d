"""`hyte user`: people from the command line, for the first administrator and for when nobody can sign in."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

import click
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.cli.serving import prepare
from registry.domain import accounts, people, permissions, signing_in
from registry.domain.accounts_input import InviteInput, read_invitation
from registry.domain.errors import DomainError, Invalid, NotFound
from registry.domain.models.base import utc_now
from registry.domain.permissions import Role
from registry.settings import Settings, from_environment

COMMAND = permissions.system("hyte user")


@click.group()
def user() -> None:
    """The people of the service."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="What the person is called.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--region", help="The region of a region editor, such as kainuu.")
@click.option("--json", "as_json", is_flag=True, help='Print {"invitation": URL} and nothing else.')
def add(email: str, name: str, roles: tuple[str, ...], region: str | None, as_json: bool) -> None:
    """Invite EMAIL, and print the link by which the person chooses a password. It works once and for 14 days."""
    with _prepared(fill=True) as (settings, session):
        given = read_invitation(email, name, roles, region)
        invited, token = accounts.invite(session, COMMAND, given, utc_now())
        session.commit()
    link = f"{settings.public_url}/kutsu/{token}"
    if as_json:
        click.echo(json.dumps({"invitation": link}))
    else:
        click.echo(f"Invitation for {invited.email}, works once until {invited.expires_at:%Y-%m-%d}:\n{link}")


@user.command("list")
def list_people() -> None:
    """Everybody, and the invitations that wait."""
    with _prepared() as (_settings, session):
        for one in people.everybody(session, COMMAND):
            state = "" if one.active else "  (out of use)"
            click.echo(f"{one.email}  {one.name}  {_roles(one.grants)}{state}")
        for invited in accounts.invitations(session, COMMAND, utc_now()):
            until = f"{invited.expires_at:%Y-%m-%d}"
            click.echo(f"{invited.email}  {invited.name}  {_roles(invited.grants)}  (invited, until {until})")


@user.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Take EMAIL out of use: no signing in, and every session ends. What the person did stays."""
    _set_active(email, False)


@user.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Take EMAIL back into use."""
    _set_active(email, True)


@user.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new link for EMAIL: to choose a new password, or to accept an invitation that waits."""
    with _prepared() as (settings, session):
        now = utc_now()
        waiting = accounts.invitation_for(session, email.strip().lower(), now)
        if waiting is not None:
            given = InviteInput(email=waiting.email, name=waiting.name, grants=waiting.grants)
            path = f"/kutsu/{accounts.invite(session, COMMAND, given, now)[1]}"
        else:
            person = people.find_by_email(session, COMMAND, email)
            path = f"/salasana/{signing_in.make_reset(session, COMMAND, person.id, now)}"
        session.commit()
    click.echo(f"{settings.public_url}{path}")


def _set_active(email: str, active: bool) -> None:
    with _prepared() as (_settings, session):
        person = people.find_by_email(session, COMMAND, email)
        people.set_active(session, COMMAND, person.id, active)
        session.commit()
    click.echo(f"{person.email} is {'in use' if active else 'out of use'}")


def _roles(grants: frozenset[permissions.Grant]) -> str:
    named = (
        f"{one.role.value}:{one.region}" if one.region else one.role.value for one in accounts.sorted_grants(grants)
    )
    return ", ".join(named)


@contextmanager
def _prepared(*, fill: bool = False) -> Iterator[tuple[Settings, Session]]:
    """The settings and a session of a database with today's tables; what the domain refuses is said, and ends with 1.

    With `fill` an empty database gets its content first: a region editor needs a region.
    """
    from registry.web.problems import in_english

    settings = from_environment()
    engine: Engine = db.make_engine(settings.database_url)
    if fill:
        with redirect_stdout(sys.stderr):  # what a command prints is its answer alone
            prepare(settings)
    else:
        db.migrate(engine)
    try:
        with db.session_for(engine) as session:
            yield settings, session
    except Invalid as error:
        raise click.ClickException("\n".join(f"{one.field}: {in_english(one)}" for one in error.problems)) from error
    except NotFound as error:
        raise click.ClickException(
            "there is nobody in use with this address, and no invitation waits for it"
        ) from error
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    finally:
        engine.dispose()
