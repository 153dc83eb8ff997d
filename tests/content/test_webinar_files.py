"""Files of webinars and recommendations: what is wrong in them is told, they come back byte for byte, and an import keeps edits."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from registry.content import documents
from registry.content.check import check
from registry.content.exchange import export_folder, import_folder
from registry.domain import methods, national_recommendations, webinars
from registry.domain.models import Method, NationalRecommendation, Webinar
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.webinar_input import WebinarInput
from tests import webinar_samples
from tests.content import folder as content
from tests.content.folder import METHOD

WEBINAR = f"webinars/{webinar_samples.SEEN}.md"
TOLD = f"recommendations/{webinar_samples.TOLD}.md"


@pytest.fixture
def folder(session: Session, tmp_path: Path) -> Path:
    """A small folder with one file of each."""
    webinar_samples.webinar(session)
    webinar_samples.recommendation(session)
    made = content.make(tmp_path / "content")
    for path, given in (
        (WEBINAR, webinars.as_input(webinars.find(session, webinar_samples.SEEN))),
        (TOLD, national_recommendations.as_input(national_recommendations.find(session, webinar_samples.TOLD))),
    ):
        (made / path).parent.mkdir()
        (made / path).write_text(documents.write_one(given), encoding="utf-8", newline="\n")
    session.rollback()
    return made


@pytest.mark.parametrize(
    ("path", "way", "value", "field", "message"),
    [
        (WEBINAR, ("methods", 0), "ei-ole", "methods.0", "unknown method: ei-ole"),
        (WEBINAR, ("indicators", 0), "X1", "indicators.0", "pattern"),
        (WEBINAR, ("themes",), ["ei-ole"], "themes.0", "unknown theme: ei-ole"),
        (WEBINAR, ("starts_at",), 570, "starts_at", "valid string"),
        (WEBINAR, ("held_on",), None, "document", "a time needs a day"),
        (WEBINAR, ("ends_at",), "08:00", "document", "the end must be after"),
        (WEBINAR, ("id",), "muu", "id", "the file must be webinars/muu.md"),
        (WEBINAR, ("kind",), "luento", "kind", "Input should be"),
        (TOLD, ("methods", 0), "ei-ole", "methods.0", "unknown method: ei-ole"),
        (TOLD, ("scope",), None, "scope", "Field required"),
        (TOLD, ("id",), "muu", "id", "the file must be recommendations/muu.md"),
    ],
)
def test_the_one_fault_is_told(
    folder: Path, path: str, way: tuple[str | int, ...], value: Any, field: str, message: str
) -> None:
    assert check(folder)[1] == []
    content.edit(folder, path, *way, value=value)
    found = [one for one in check(folder)[1] if message in one.message]
    assert [(one.path, one.field) for one in found] == [(path, field)]


def test_a_finding_in_finnish_is_needed(folder: Path) -> None:
    content.replace(folder, TOLD, "\nTarjoa", "\n<!-- sv -->\n\nTarjoa")
    assert any("Finnish" in one.message for one in check(folder)[1])


@pytest.mark.parametrize(
    "given",
    [
        WebinarInput(id="x", kind="clinic", title={"fi": "X"}),
        WebinarInput(
            id="x",
            kind="webinar",
            title={"fi": "X: y", "sv": "Ö"},
            held_on="2026-12-01",
            starts_at="09:00",
            description={"en": "Last", "fi": "---\nEnsin\n\n- a"},
        ),
        RecommendationInput(
            id="x", scope="national", issuer={"fi": "THL"}, title={"fi": "X"}, finding={"sv": "b", "fi": "a"}
        ),
    ],
    ids=["bare", "whole", "recommendation"],
)  # fmt: skip
def test_what_is_written_is_read_again(given: WebinarInput | RecommendationInput) -> None:
    path = f"{'webinars' if isinstance(given, WebinarInput) else 'recommendations'}/x.md"
    text = documents.write_one(given)
    again = documents.read(path, text)
    assert again.inputs == (given,)
    assert documents.write(again) == text


@pytest.mark.parametrize("path", [WEBINAR, TOLD, METHOD])
def test_what_is_edited_while_an_import_runs_is_a_conflict(session: Session, folder: Path, path: str) -> None:
    import_folder(session, folder)
    before = (folder / path).read_text(encoding="utf-8")
    content.edit(folder, path, "owner" if path == METHOD else "url" if path == TOLD else "link", value="https://a.fi/1")
    edits = [lambda: edit_meanwhile(session, path)]

    def meanwhile(_done: int, _of: int, _path: str) -> None:
        while edits:
            edits.pop()()

    report = import_folder(session, folder, progress=meanwhile)
    (conflict,) = report.conflicts
    assert conflict.path == path
    assert path not in report.written
    export_folder(session, folder)
    after = (folder / path).read_text(encoding="utf-8")
    assert "https://a.fi/2" in after
    assert after == conflict.in_web != before
    assert versions_of(session, path) == 2  # the refused import moved nothing


def edit_meanwhile(session: Session, path: str) -> None:
    """Somebody saves a thing while the import is at its first file."""
    if path == WEBINAR:
        webinar = webinars.as_input(webinars.find(session, webinar_samples.SEEN))
        changed = webinar.model_copy(update={"link": "https://a.fi/2"})
        webinars.save(session, webinar_samples.system("tests"), changed)
    elif path == TOLD:
        told = national_recommendations.as_input(national_recommendations.find(session, webinar_samples.TOLD))
        national_recommendations.save(
            session, webinar_samples.system("tests"), told.model_copy(update={"url": "https://a.fi/2"})
        )
    else:
        (method,) = methods.by_ids(session, [Path(path).stem])
        changed_method = methods.as_input(method).model_copy(update={"owner": "https://a.fi/2"})
        methods.save(session, "tests", changed_method)


def versions_of(session: Session, path: str) -> int:
    table = {WEBINAR: Webinar, TOLD: NationalRecommendation, METHOD: Method}[path]
    found = session.get(table, Path(path).stem)
    assert found
    return found.version


def test_an_import_keeps_what_was_edited(session: Session, folder: Path, tmp_path: Path) -> None:
    assert import_folder(session, folder).conflicts == []
    mine = webinars.as_input(webinars.find(session, webinar_samples.SEEN)).model_copy(update={"source": "Toimitus"})
    webinars.save(session, webinar_samples.system("tests"), mine)
    kept = import_folder(session, folder)
    assert kept.kept == [WEBINAR]
    content.edit(folder, WEBINAR, "recording", value="https://example.fi/tallenne")
    text = (folder / WEBINAR).read_text(encoding="utf-8")
    (conflict,) = import_folder(session, folder).conflicts
    assert (conflict.path, conflict.in_file) == (WEBINAR, text)
    assert "Toimitus" in conflict.in_web
    assert webinars.find(session, webinar_samples.SEEN).source == "Toimitus"
    import_folder(session, folder, overwrite=True)
    export_folder(session, tmp_path / "out")
    for path in (WEBINAR, TOLD):
        assert (tmp_path / "out" / path).read_bytes() == (folder / path).read_bytes()
