"""`hyte user`: from a fresh data directory to the first administrator, and people from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.cli import main
from registry.domain import accounts, sessions, signing_in
from registry.domain.models import Invitation
from registry.domain.models.base import utc_now
from registry.domain.permissions import NOBODY, Grant, Role
from registry.settings import Settings
from tests import people
from tests.people import PASSWORD, email, name
from tests.world import World, lend_words

ADMINISTRATOR = ("--name", "Ylläpitäjä", "--role", "administrator")


def command(folder: Path, *args: str, **more: str) -> Result:
    environment = {"HYTE_DATA_DIR": str(folder), "DATABASE_URL": "", "HYTE_BASE_URL": "", "PORT": "", "HYTE_HOST": ""}
    return CliRunner().invoke(main, args, env=environment | more)


@pytest.fixture
def run(settings: Settings) -> Any:
    """The command in the small world."""
    return lambda *args, **more: command(settings.data_dir, *args, **more)


def invited(session: Session, link: str) -> accounts.Invited:
    return accounts.find_invitation(session, link.rpartition("/kutsu/")[2], utc_now())


def test_the_first_administrator_on_a_fresh_data_directory(whole_pattern: World, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    lend_words(whole_pattern, folder)
    result = command(folder, "user", "add", "Admin@Example.fi", *ADMINISTRATOR, "--json")
    assert result.exit_code == 0, result.output
    assert list(json.loads(result.stdout)) == ["invitation"]
    link = json.loads(result.stdout)["invitation"]
    assert link.startswith("http://127.0.0.1:8000/kutsu/")
    assert "Importing content" in result.stderr
    engine = db.make_engine(f"sqlite:///{folder / 'hyte.sqlite'}")
    with db.transaction(engine) as session:
        found = invited(session, link)
        assert (found.email, found.name, found.grants) == (
            "admin@example.fi",
            "Ylläpitäjä",
            {Grant(Role.ADMINISTRATOR)},
        )
        accounts.accept(session, link.rpartition("/")[2], PASSWORD, utc_now())
        assert signing_in.sign_in(session, "admin@example.fi", PASSWORD, "", utc_now())
    engine.dispose()


def test_a_region_editor_with_another_role(run: Any, session: Session) -> None:
    args = ("uusi@example.fi", "--name", "Uusi", "--role", "region_editor", "--role", "reviewer", "--region", "kainuu")
    result = run("user", "add", *args, "--json", HYTE_BASE_URL="https://menetelmat.fi/")
    link = json.loads(result.stdout)["invitation"]
    assert link.startswith("https://menetelmat.fi/kutsu/")
    assert invited(session, link).grants == {Grant(Role.REGION_EDITOR, "kainuu"), Grant(Role.REVIEWER)}


def test_for_people_to_read(run: Any) -> None:
    result = run("user", "add", "uusi@example.fi", *ADMINISTRATOR, PORT="8123", HYTE_HOST="10.0.0.1")
    assert "uusi@example.fi" in result.stdout
    assert "http://10.0.0.1:8123/kutsu/" in result.stdout


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("uusi@example.fi", "--name", "Uusi", "--role", "kuningas"), 2, "kuningas"),
        (("uusi@example.fi", "--role", "editor"), 2, "--name"),
        (("uusi@example.fi", "--name", "Uusi"), 2, "--role"),
        ((), 2, "EMAIL"),
        (("ei osoite", "--name", "", "--role", "region_editor"), 1, "email: "),
        (("uusi@example.fi", "--name", "Uusi", "--role", "region_editor"), 1, "region: "),
        (("uusi@example.fi", "--name", "Uusi", "--role", "region_editor", "--region", "ahvenanmaa"), 1, "region: "),
        (("uusi@example.fi", "--name", "Uusi", "--role", "editor", "--region", "kainuu"), 1, "region: "),
        ((email("editor"), "--name", "Uusi", "--role", "editor"), 1, "email: "),
    ],
)
def test_what_cannot_be_added(run: Any, session: Session, args: tuple[str, ...], code: int, says: str) -> None:
    result = run("user", "add", *args, "--json")
    assert result.exit_code == code
    assert says in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output
    assert session.exec(select(Invitation)).all() == []


def test_everything_that_is_wrong_is_said_at_once(run: Any) -> None:
    result = run("user", "add", "ei osoite", "--name", " ", "--role", "region_editor")
    assert [line.split(":")[0] for line in result.stderr.rpartition("Error: ")[2].splitlines()] == [
        "email",
        "name",
        "region",
    ]


def test_list(run: Any) -> None:
    run("user", "add", "uusi@example.fi", *ADMINISTRATOR)
    run("user", "disable", email("observer"))
    lines = run("user", "list").stdout.splitlines()
    assert len(lines) == 7
    by_email = {line.split()[0]: line for line in lines}
    assert f"{name('region_editor')}  region_editor:kainuu" in by_email[email("region_editor")]
    assert "out of use" in by_email[email("observer")]
    assert "invited" in by_email["uusi@example.fi"]


def test_out_of_use_and_back(run: Any, engine: Engine) -> None:
    with db.transaction(engine) as session:
        token = sessions.begin(session, people.person_id(session, "editor"))
    assert run("user", "disable", email("editor").upper()).exit_code == 0
    with db.session_for(engine) as session:
        assert sessions.find(session, token) == NOBODY
    assert run("user", "enable", email("editor")).exit_code == 0
    with db.session_for(engine) as session:
        assert signing_in.sign_in(session, email("editor"), PASSWORD, "", utc_now())


def test_the_last_administrator_stays(run: Any) -> None:
    result = run("user", "disable", email("administrator"))
    assert result.exit_code == 1
    assert "only administrator" in result.stderr


def test_a_new_link(run: Any, session: Session) -> None:
    first = run("user", "add", "uusi@example.fi", *ADMINISTRATOR, "--json")
    again = run("user", "link", "Uusi@example.fi").stdout.strip()
    assert again != json.loads(first.stdout)["invitation"]
    assert invited(session, again).email == "uusi@example.fi"
    reset = run("user", "link", email("editor")).stdout.strip()
    assert reset.startswith("http://127.0.0.1:8000/salasana/")
    assert signing_in.find_reset(session, reset.rpartition("/")[2], utc_now()).email == email("editor")


@pytest.mark.parametrize("what", ["disable", "enable", "link"])
def test_nobody_by_that_address(run: Any, what: str) -> None:
    result = run("user", what, "ei@ole.fi")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nobody" in result.stderr
