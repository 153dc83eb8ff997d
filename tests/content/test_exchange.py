"""Import and export are exact inverses, and what was edited in the web is not lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.content import documents, exchange
from registry.content.exchange import ContentRefused, export_folder, import_folder
from registry.domain import catalogue, history, methods
from registry.domain.models import Event, IndexOutbox
from registry.paths import CONTENT
from tests import samples
from tests.content import folder as content
from tests.content.folder import METHOD
from tests.world import World


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored() -> dict[str, bytes]:
    """What of the real content the database holds: definitions of surveys are read from their files."""
    return {path: raw for path, raw in tree(CONTENT).items() if not path.startswith("surveys/")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return content.make(tmp_path / "content")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    engine = db.make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    db.migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(fresh: Engine, folder: Path) -> Iterator[Session]:
    """A database into which the folder was brought."""
    with db.session_for(fresh) as session:
        import_folder(session, folder)
        session.commit()
        yield session


def edited(session: Session, owner: str) -> None:
    """An edit in the web."""
    methods.save(session, "editor", samples.BALANCE.model_copy(update={"owner": owner}))
    session.commit()


def test_export_gives_the_same_bytes(whole_session: Session, tmp_path: Path) -> None:
    written = export_folder(whole_session, tmp_path)
    assert tree(tmp_path) == stored()
    assert sorted(written) == sorted(stored())


def test_a_second_import_changes_nothing(whole_world: World, tmp_path: Path) -> None:
    engine = db.make_engine(whole_world.copy(tmp_path / "copy").settings.database_url)
    with db.session_for(engine) as session:
        before = history.catalogue_number(session), len(session.exec(select(Event)).all())
        report = import_folder(session, CONTENT)
        session.commit()
        assert sorted(report.unchanged) == sorted(stored())
        assert (report.written, report.kept, report.conflicts) == ([], [], [])
        assert (history.catalogue_number(session), len(session.exec(select(Event)).all())) == before
        assert not session.exec(select(IndexOutbox)).all()
    engine.dispose()


def test_progress_is_told_for_every_file(fresh: Engine, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    with db.session_for(fresh) as session:
        report = import_folder(session, folder, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(1, 18))
    assert {of for _, of, _ in told} == {17}
    assert sorted(path for *_, path in told) == sorted(report.written)


def test_a_folder_with_a_problem_is_refused_whole(fresh: Engine, folder: Path) -> None:
    content.edit(folder, METHOD, "themes", 0, value="muut")
    with db.session_for(fresh) as session:
        with pytest.raises(ContentRefused) as caught:
            import_folder(session, folder)
        assert [problem.field for problem in caught.value.problems] == ["themes.0"]
        assert not session.exec(select(Event)).all()


def test_a_changed_file_is_taken(session: Session, folder: Path) -> None:
    content.edit(folder, METHOD, "owner", value="Uusi omistaja")
    report = import_folder(session, folder)
    assert report.written == [METHOD]
    assert methods.find(session, "tasapaino").details["owner"] == "Uusi omistaja"


def test_an_edit_in_the_web_is_kept(session: Session, folder: Path) -> None:
    edited(session, "Verkossa")
    for _ in range(2):
        report = import_folder(session, folder)
        session.commit()
        assert (report.kept, report.written, report.conflicts) == ([METHOD], [], [])
    assert methods.find(session, "tasapaino").details["owner"] == "Verkossa"


def test_both_changed_is_a_conflict_with_both_versions(session: Session, folder: Path) -> None:
    edited(session, "Verkossa")
    content.edit(folder, METHOD, "owner", value="Tiedostossa")
    for _ in range(2):  # told again until somebody decides
        report = import_folder(session, folder)
        session.commit()
        (conflict,) = report.conflicts
        assert conflict.path == METHOD
        assert "owner: Tiedostossa" in conflict.in_file
        assert conflict.in_file == (folder / METHOD).read_text(encoding="utf-8")
        assert "owner: Verkossa" in conflict.in_web
    assert methods.find(session, "tasapaino").details["owner"] == "Verkossa"


@pytest.mark.parametrize("in_file", ["Tiedostossa", "THL"])
def test_overwrite_takes_the_file(session: Session, folder: Path, in_file: str) -> None:
    edited(session, "Verkossa")
    content.edit(folder, METHOD, "owner", value=in_file)
    assert import_folder(session, folder, overwrite=True).written == [METHOD]
    session.commit()
    assert methods.find(session, "tasapaino").details["owner"] == in_file
    assert METHOD in import_folder(session, folder).unchanged


def test_the_same_change_on_both_sides_is_no_conflict(session: Session, folder: Path) -> None:
    edited(session, "Sama")
    content.edit(folder, METHOD, "owner", value="Sama")
    assert METHOD in import_folder(session, folder).unchanged
    session.commit()
    content.edit(folder, METHOD, "owner", value="Uudempi")
    assert import_folder(session, folder).written == [METHOD]


def test_a_method_made_in_the_web_is_not_overwritten_by_a_new_file(session: Session, folder: Path) -> None:
    made = samples.method("uusi", owner="Verkossa")
    methods.save(session, "editor", made)
    session.commit()
    content.write(folder, made.model_copy(update={"owner": "Tiedostossa"}))
    report = import_folder(session, folder)
    assert [conflict.path for conflict in report.conflicts] == ["methods/uusi.md"]
    assert methods.find(session, "uusi").details["owner"] == "Verkossa"


def test_a_word_taken_out_of_the_file_goes(fresh: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    words = documents.read("glossary.yaml", (CONTENT / "glossary.yaml").read_text(encoding="utf-8")).inputs[:4]
    with db.session_for(fresh) as session:
        for kept in (words, words[1:], [words[3], words[1]]):
            (folder / "glossary.yaml").write_text(documents.write_list(kept), encoding="utf-8")
            assert import_folder(session, folder).written == ["glossary.yaml"]
            session.commit()
            assert [term.id for term in catalogue.terms(session)] == [word.id for word in kept]
        assert import_folder(session, folder).unchanged == ["glossary.yaml"]


def test_import_marks_the_index_and_nothing_else(session: Session, folder: Path) -> None:
    rows = session.exec(select(IndexOutbox)).all()
    assert {row.subject for row in rows if row.kind == "method"} == {"tasapaino", "kotikaynti"}
    assert {event.actor for event in session.exec(select(Event))} == {exchange.IMPORTER}
