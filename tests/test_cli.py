"""The `hyte` command: what it says and with which code it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from registry import db
from registry.cli import main
from registry.content import documents
from registry.domain import methods
from registry.paths import CONTENT
from registry.settings import Settings, from_environment
from tests import samples
from tests.content import folder as content
from tests.page import PageClient


@pytest.fixture
def run(settings: Settings) -> Any:
    """The command in the small world."""

    def run(*args: str) -> Result:
        return CliRunner().invoke(main, args, env={"HYTE_DATA_DIR": str(settings.data_dir), "DATABASE_URL": ""})

    return run


def test_check_of_our_content_is_clean(run: Any) -> None:
    result = run("content", "check")
    assert result.exit_code == 0
    assert result.output.startswith("0 problems")
    assert "104 methods" in result.output


def test_check_says_what_is_wrong_and_fails(run: Any, tmp_path: Path) -> None:
    folder = content.make(tmp_path / "content")
    line = content.edit(folder, content.METHOD, "themes", 0, value="muut")
    result = run("content", "check", str(folder))
    assert result.exit_code == 1
    assert f"{content.METHOD}:{line}: themes.0: unknown theme: muut" in result.output
    assert run("content", "check", str(tmp_path / "none")).exit_code == 2


def test_export_and_import_back(run: Any, tmp_path: Path) -> None:
    assert run("content", "export", str(tmp_path / "out")).exit_code == 0
    result = run("content", "import", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "0 written" in result.output
    assert "0 conflicts" in result.output


def test_import_shows_progress_and_indexes(run: Any, tmp_path: Path) -> None:
    run("content", "export", str(tmp_path / "out"))
    new = samples.method("uusi", name=samples.names("Kuutamokävely"))
    (tmp_path / "out/methods/uusi.md").write_text(documents.write_one(new), encoding="utf-8")
    result = run("content", "import", str(tmp_path / "out"))
    assert "1 written" in result.output
    assert " files" in result.output
    assert json.loads(run("search", "kuutamokävely", "--json").output)["items"][0]["id"] == "uusi"


def test_import_refuses_a_folder_with_problems(run: Any, tmp_path: Path) -> None:
    folder = content.make(tmp_path / "content")
    content.edit(folder, content.METHOD, "themes", 0, value="muut")
    result = run("content", "import", str(folder))
    assert result.exit_code == 1
    assert "themes.0" in result.output


def test_conflicts_are_told_with_both_versions(run: Any, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("content", "export", str(folder))
    run("content", "import", str(folder))
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        methods.save(session, "editor", samples.BALANCE.model_copy(update={"owner": "Verkossa"}))
    engine.dispose()
    content.edit(folder, content.METHOD, "owner", value="Tiedostossa")
    result = run("content", "import", str(folder))
    assert "owner: Verkossa" in result.output
    assert "owner: Tiedostossa" in result.output
    assert "1 conflicts" in result.output
    assert "1 written" in run("content", "import", "--overwrite", str(folder)).output


@pytest.mark.parametrize(
    ("args", "query"),
    [
        (["kaatuminen"], "q=kaatuminen"),
        (
            ["kaatuminen", "--indicator", "O2", "--indicator", "O1", "--rating", "A"],
            "q=kaatuminen&indicator=O2&indicator=O1&rating=A",
        ),
        (["fallolyckor", "--lang", "sv", "--per-page", "2"], "q=fallolyckor&lang=sv&per_page=2"),
        (
            ["", "--target-group", "older_people", "--sort", "name", "--page", "2"],
            "target_group=older_people&sort=name&page=2",
        ),
        (
            ["kaatuminen", "--region", "satakunta", "--status", "not_recorded", "--status", "in_use"],
            "q=kaatuminen&region=satakunta&status=not_recorded&status=in_use",
        ),
    ],
)
def test_search_answers_what_the_api_answers(run: Any, client: PageClient, args: list[str], query: str) -> None:
    result = run("search", *args, "--json")
    assert result.exit_code == 0
    assert json.loads(result.output) == client.get(f"/api/v1/methods?{query}").get_json()


def test_search_for_people(run: Any) -> None:
    lines = run("search", "kaatuminen").output.splitlines()
    assert lines[0].startswith("A  Voima- ja tasapainoharjoittelu")
    assert lines[-1].isdigit()
    assert run("search", "kaatuminen", "--rating", "X").exit_code == 1


def test_search_of_everything(run: Any, client: PageClient) -> None:
    result = run("search", "kaatuminen", "--kind", "all", "--json")
    assert json.loads(result.output) == client.get("/api/v1/search?q=kaatuminen").get_json()
    lines = run("search", "kaatuminen", "--kind", "method").output.splitlines()
    assert lines[0].startswith("method  Voima- ja tasapainoharjoittelu")
    assert run("search", "kaatuminen", "--kind", "support").exit_code == 1


def test_rebuild_tells_how_many(run: Any) -> None:
    result = run("index", "rebuild")
    assert result.exit_code == 0
    done = int(result.output.splitlines()[-1].split(" ")[0])
    assert done > len(samples.PUBLIC) + 13  # and what the content has of other kinds
    assert f"{done} / {done} documents" in result.output


def test_messages_are_checked(run: Any) -> None:
    result = run("messages", "check")
    assert result.exit_code == (0 if result.output.startswith("0 problems") else 1)


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    bare = from_environment({})
    assert (bare.port, bare.host, bare.workers, bare.base_url) == (8000, "127.0.0.1", 2, None)
    given = from_environment(
        {
            "HYTE_DATA_DIR": str(tmp_path),
            "PORT": "81",
            "DATABASE_URL": "postgresql://x/y",
            "HYTE_BASE_URL": "https://a.fi/",
        }
    )
    assert (given.data_dir, given.port, given.database_url, given.base_url) == (
        tmp_path,
        81,
        "postgresql://x/y",
        "https://a.fi",
    )
    assert from_environment({"HYTE_DATA_DIR": str(tmp_path)}).database_url == f"sqlite:///{tmp_path / 'hyte.sqlite'}"
    assert CONTENT.is_dir()
