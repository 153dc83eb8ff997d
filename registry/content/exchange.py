"""Import and export of the content folder: exact inverses, byte for byte.

An import never overwrites what was edited in the web since the last one: where both the file and the row changed it reports a
conflict and keeps the row, unless told to take the file; so it does where a method, a webinar or a recommendation is edited while
the import runs. What the panel has decided of an outcome no file changes, told to or not.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session, select

from registry.content import documents
from registry.content.check import check
from registry.content.documents import Document, Problem
from registry.domain import (
    adoption,
    catalogue,
    curation,
    dates,
    decided_outcomes,
    methods,
    national_recommendations,
    permissions,
    webinars,
)
from registry.domain.catalogue_input import IndicatorInput, PageInput, RegionInput, TermInput, ThemeInput
from registry.domain.errors import Conflict
from registry.domain.inputs import Input
from registry.domain.method_input import MethodInput
from registry.domain.models import GlossaryTerm, ImportedFile, Region, Theme
from registry.domain.recommendation_input import RecommendationInput
from registry.domain.webinar_input import WebinarInput

IMPORTER = "content import"
LISTS: Final[dict[str, type[Theme] | type[Region] | type[GlossaryTerm]]] = {
    "themes.yaml": Theme,
    "regions.yaml": Region,
    "glossary.yaml": GlossaryTerm,
}
Progress = Callable[[int, int, str], None]


class ContentRefused(Exception):
    """The folder has problems; nothing was imported."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class ContentConflict:
    """A file that changed both on disk and in the web, with both versions."""

    path: str
    in_file: str
    in_web: str


@dataclass(frozen=True)
class _Present:
    """What the registry has of a file, and the version it was read at, where it has versions."""

    path: str
    text: str
    version: int | None = None


@dataclass
class Report:
    """What an import did, by path."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[ContentConflict] = field(default_factory=list)


def import_folder(
    session: Session, folder: Path, *, overwrite: bool = False, progress: Progress | None = None
) -> Report:
    """Bring the content of `folder` into the database; the caller commits. Raises ContentRefused with all problems.

    What public pages say of a region's use of a method becomes an entry of the ledger, once (`adoption.take_mentions`).
    `progress` is told (done, of how many, path).
    """
    read, problems = check(folder)
    if problems:
        raise ContentRefused(problems)
    read = [document for document in read if documents.kind_of(document.path) != documents.SURVEYS]
    curation.keep_what_is(session, IMPORTER)  # what is there before the import is a revision, too
    present = {one.path: one for one in _texts(session)}
    known = {row.path: row for row in session.exec(select(ImportedFile))}
    report = Report()
    for number, document in enumerate(read, start=1):
        _import_one(session, document, present.get(document.path), known, overwrite, report)
        if progress:
            progress(number, len(read), document.path)
    for document in read:
        if document.path in report.written and document.path in LISTS:
            _take_out_others(session, document)
    session.flush()
    adoption.take_mentions(session, permissions.system(IMPORTER), dates.today())
    return report


def _import_one(
    session: Session,
    document: Document,
    present: _Present | None,
    known: dict[str, ImportedFile],
    overwrite: bool,
    report: Report,
) -> None:
    text = documents.write(document)
    in_web = present.text if present else None
    last = known.get(document.path)
    if in_web is not None and not overwrite:
        edited = last is None or _digest(in_web) != last.digest
        if edited and in_web != text:
            if last is not None and _digest(text) == last.digest:
                report.kept.append(document.path)
            else:
                report.conflicts.append(ContentConflict(document.path, text, in_web))
            return
    if in_web == text:
        report.unchanged.append(document.path)
    elif in_web is not None and _touches_decided(session, document):
        report.conflicts.append(ContentConflict(document.path, text, in_web))
        return
    else:
        seen = None if overwrite else present.version if present else 0
        try:
            for position, given in enumerate(document.inputs):
                _save(session, given, position, seen)
        except Conflict:
            if not session.is_active:  # the database itself refused: nothing can be written any more
                raise
            in_web = next((one.text for one in _texts(session) if one.path == document.path), "")
            report.conflicts.append(ContentConflict(document.path, text, in_web))
            return
        report.written.append(document.path)
    if last is None:
        session.add(ImportedFile(path=document.path, digest=_digest(text)))
    elif last.digest != _digest(text):
        last.digest = _digest(text)


def _touches_decided(session: Session, document: Document) -> bool:
    """Whether a file says anything else of an outcome, or nothing, than the registry does since the panel decided of it."""
    for given in document.inputs:
        if isinstance(given, MethodInput) and (decided := decided_outcomes.in_force(session, given.id)):
            (method,) = methods.by_ids(session, [given.id])
            now = {outcome.id: outcome for outcome in methods.as_input(method).outcomes}
            then = {outcome.id: outcome for outcome in given.outcomes}
            return any(then.get(key) != now.get(key) for key in decided)
    return False


def _take_out_others(session: Session, document: Document) -> None:
    """What a list no longer has goes; last of all, when nothing points to it any more."""
    table = LISTS[document.path]
    kept = {str(getattr(given, "slug" if table is Region else "id")) for given in document.inputs}
    catalogue.keep_only(session, IMPORTER, table, kept)


def _save(session: Session, given: Input, position: int, seen: int | None) -> None:
    """Write one thing of a file. `seen` is the version that the import has read, which what has versions must still be at."""
    match given:
        case MethodInput():
            methods.save(session, IMPORTER, given, version=seen)
        case IndicatorInput():
            catalogue.save_indicator(session, IMPORTER, given)
        case ThemeInput():
            catalogue.save_theme(session, IMPORTER, given)
        case RegionInput():
            catalogue.save_region(session, IMPORTER, given, position)
        case TermInput():
            catalogue.save_term(session, IMPORTER, given, position)
        case PageInput():
            catalogue.save_page(session, IMPORTER, given)
        case WebinarInput():
            webinars.save(session, permissions.system(IMPORTER), given, version=seen)
        case RecommendationInput():
            national_recommendations.save(session, permissions.system(IMPORTER), given, version=seen)
        case _:
            raise TypeError(type(given).__name__)


def export_folder(session: Session, folder: Path) -> list[str]:
    """Write the whole content of the database into `folder`; the paths written."""
    written = []
    for one in _texts(session):
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(one.text, encoding="utf-8", newline="\n")
        written.append(one.path)
    return written


def _texts(session: Session) -> Iterator[_Present]:
    yield from _list("themes.yaml", catalogue.themes(session), catalogue.theme_input)
    for indicator in catalogue.indicators(session):
        text = documents.write_one(catalogue.indicator_input(indicator))
        yield _Present(f"indicators/{indicator.code.lower()}.md", text)
    yield from _list("regions.yaml", catalogue.regions(session), catalogue.region_input)
    yield from _list("glossary.yaml", catalogue.terms(session), catalogue.term_input)
    for page in catalogue.pages(session):
        yield _Present(f"pages/{page.slug}.{page.language}.md", documents.write_one(catalogue.page_input(page)))
    for method in methods.everything(session):
        yield _Present(f"methods/{method.id}.md", documents.write_one(methods.as_input(method)), method.version)
    for webinar in webinars.everything(session):
        yield _Present(f"webinars/{webinar.id}.md", documents.write_one(webinars.as_input(webinar)), webinar.version)
    for one in national_recommendations.everything(session):
        text = documents.write_one(national_recommendations.as_input(one))
        yield _Present(f"recommendations/{one.id}.md", text, one.version)


def _list(path: str, rows: Sequence[Any], as_input: Callable[[Any], Input]) -> Iterator[_Present]:
    if rows:
        yield _Present(path, documents.write_list([as_input(row) for row in rows]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
