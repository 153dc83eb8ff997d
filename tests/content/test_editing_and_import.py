"""An import after editing in the browser and after the panel: edits are kept, conflicts show both, what was decided is not touched."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, select

from registry import db
from registry.content.exchange import export_folder, import_folder
from registry.domain import curation, methods
from registry.domain.models import Decision, Method, MethodRevision, Outcome
from registry.domain.vocabulary import Effect, State
from registry.settings import Settings
from tests import panels, people, samples
from tests.content import folder as content
from tests.content.folder import METHOD
from tests.page import Page
from tests.web.editors import FORM, fields
from tests.web.sending import token_of
from tests.world import World


@pytest.fixture(scope="module")
def agreed(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small world, and beside it a folder `content` as the registry wrote it, and imported, so that both agree."""
    made = small_world.copy(tmp_path_factory.mktemp("agreed") / "data")
    engine = db.make_engine(made.settings.database_url)
    with db.transaction(engine) as session:
        export_folder(session, made.folder.parent / "content")
        import_folder(session, made.folder.parent / "content")
    engine.dispose()
    return made


@pytest.fixture
def settings(agreed: World, tmp_path: Path) -> Settings:
    return agreed.copy(tmp_path / "data").settings


@pytest.fixture
def folder(agreed: World, tmp_path: Path) -> Path:
    """The folder as the registry wrote it."""
    return Path(shutil.copytree(agreed.folder.parent / "content", tmp_path / "content"))


@pytest.fixture
def open_session(app: Flask) -> Iterator[Session]:
    with db.session_for(app.extensions["hyte"].engine) as session:
        yield session


def edit(app: Flask, **typed: str) -> None:
    """What an editor does in the browser."""
    client = people.client(app, "editor")
    page = client.get_page(FORM)
    sent = fields(page, FORM)
    for name, value in typed.items():
        sent[name] = value
    assert token_of(page) == sent["csrf_token"]
    response = client.post(FORM, data=sent)
    assert response.status_code == 303, Page(response).main


def test_an_edit_in_the_browser_is_kept_and_written_out(app: Flask, folder: Path, open_session: Session) -> None:
    edit(app, owner="Verkossa")
    report = import_folder(open_session, folder)
    open_session.commit()
    assert (report.kept, report.written, report.conflicts) == ([METHOD], [], [])
    assert methods.find(open_session, "tasapaino").details["owner"] == "Verkossa"
    export_folder(open_session, folder)
    assert "owner: Verkossa" in (folder / METHOD).read_text(encoding="utf-8")
    assert METHOD in import_folder(open_session, folder).unchanged


def test_a_file_that_changed_too_is_a_conflict_with_both(app: Flask, folder: Path, open_session: Session) -> None:
    edit(app, owner="Verkossa")
    content.edit(folder, METHOD, "owner", value="Tiedostossa")
    (conflict,) = import_folder(open_session, folder).conflicts
    assert "owner: Tiedostossa" in conflict.in_file
    assert "owner: Verkossa" in conflict.in_web


def test_a_state_given_in_the_browser_is_an_edit_too(app: Flask, folder: Path, open_session: Session) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        version = session.get_one(Method, "tasapaino").version
        actor = people.actor(session, "editor")
        curation.set_state(session, actor, "tasapaino", State.RETIRED, version=version, summary="")
    assert import_folder(open_session, folder).kept == [METHOD]
    assert open_session.get_one(Method, "tasapaino").state is State.RETIRED


def test_an_import_is_a_revision_like_any_other(folder: Path, open_session: Session) -> None:
    content.edit(folder, METHOD, "owner", value="Tiedostossa")
    assert import_folder(open_session, folder).written == [METHOD]
    newest = curation.revisions(open_session, "tasapaino")[0]
    assert (newest.saved_by, newest.document["owner"]) == ("content import", "Tiedostossa")


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize(
    "change", ["effect", "finding", "left out"], ids=["another effect", "another finding", "left out"]
)
def test_what_the_panel_decided_no_file_changes(
    folder: Path, open_session: Session, overwrite: bool, change: str
) -> None:
    panels.published(open_session)
    open_session.commit()
    before, decisions = decided(open_session), open_session.exec(select(Decision.id)).all()
    export_folder(open_session, folder)
    import_folder(open_session, folder)
    open_session.commit()
    content.write(folder, changed(open_session, change))
    report = import_folder(open_session, folder, overwrite=overwrite)
    open_session.commit()
    assert [conflict.path for conflict in report.conflicts] == [METHOD]
    assert METHOD not in report.written
    assert decided(open_session) == before
    assert open_session.exec(select(Decision.id)).all() == decisions


def changed(session: Session, change: str) -> samples.MethodInput:
    given = methods.as_input(methods.find(session, "tasapaino"))
    first, *rest = given.outcomes
    texts = first.finding.model_copy(update={"fi": "Muuta."})
    if change == "left out":
        rest = [one.model_copy(update={"main": True}) for one in rest]
        links = [link for link in given.indicators if link.through != first.id]
        evidence = [item.model_copy(update={"figures": []}) for item in given.evidence]
        return given.model_copy(update={"outcomes": rest, "indicators": links, "evidence": evidence})
    axes = {"effect": Effect.MIXED, "size": None} if change == "effect" else {"finding": texts}
    return given.model_copy(update={"outcomes": [first.model_copy(update=axes), *rest]})


def test_the_rest_of_a_decided_method_is_taken(folder: Path, open_session: Session) -> None:
    panels.published(open_session)
    open_session.commit()
    before = decided(open_session)
    export_folder(open_session, folder)
    import_folder(open_session, folder)
    content.edit(folder, METHOD, "owner", value="Tiedostossa")
    assert import_folder(open_session, folder).written == [METHOD]
    open_session.commit()
    assert decided(open_session) == before
    assert methods.find(open_session, "tasapaino").details["owner"] == "Tiedostossa"
    assert (
        open_session.get(MethodRevision, ("tasapaino", open_session.get_one(Method, "tasapaino").version)) is not None
    )


def decided(session: Session) -> list[tuple[object, ...]]:
    rows = session.exec(select(Outcome).where(Outcome.method_id == "tasapaino").order_by(Outcome.position)).all()
    return [(row.id, row.effect, row.size, row.certainty, row.standing, row.decision_id, row.finding) for row in rows]
