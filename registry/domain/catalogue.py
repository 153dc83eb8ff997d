"""Indicators, themes, regions, words and pages: saved from inputs, read as rows, turned back into inputs."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, col, select

from registry.domain import history
from registry.domain.catalogue_input import IndicatorInput, PageInput, RegionInput, TermInput, ThemeInput
from registry.domain.errors import NotFound
from registry.domain.models import GlossaryTerm, Indicator, Page, Region, Theme
from registry.domain.vocabulary import Language

Row = TypeVar("Row", bound=SQLModel)


def save_theme(session: Session, actor: str, given: ThemeInput) -> None:
    """Write a theme and record it; the caller commits."""
    plain = given.model_dump(mode="json")
    session.merge(Theme(id=given.id, position=given.order, **{k: plain[k] for k in ("name", "lede", "indicators")}))
    session.flush()
    history.record(session, actor, "theme.saved", "theme", given.id)


def save_indicator(session: Session, actor: str, given: IndicatorInput) -> None:
    """Write an indicator and record it; the caller commits."""
    values = given.model_dump(mode="json")
    session.merge(Indicator(theme_id=values.pop("theme"), position=values.pop("order"), **values))
    session.flush()
    history.record(session, actor, "indicator.saved", "indicator", given.code)


def save_region(session: Session, actor: str, given: RegionInput, position: int) -> None:
    """Write a region and record it; the caller commits."""
    values = given.model_dump(mode="json")
    column, row = values.pop("tile")
    session.merge(Region(position=position, tile_column=column, tile_row=row, **values))
    session.flush()
    history.record(session, actor, "region.saved", "region", given.slug)


def save_term(session: Session, actor: str, given: TermInput, position: int) -> None:
    """Write a word of the glossary and record it; the caller commits."""
    entry = given.model_dump(mode="json", exclude_defaults=True)
    session.merge(GlossaryTerm(id=given.id, position=position, entry=entry))
    session.flush()
    history.record(session, actor, "term.saved", "term", given.id)


def save_page(session: Session, actor: str, given: PageInput) -> None:
    """Write a page and record it; the caller commits."""
    session.merge(Page(**given.model_dump()))
    session.flush()
    history.record(session, actor, "page.saved", "page", f"{given.slug}.{given.language}")


def keep_only(
    session: Session, actor: str, table: type[Theme] | type[Region] | type[GlossaryTerm], kept: Collection[str]
) -> None:
    """Take the rows out of a list whose keys are not in `kept`, and record each; the caller commits."""
    kind = {Theme: "theme", Region: "region", GlossaryTerm: "term"}[table]
    for row in session.exec(select(table)).all():
        (key,) = inspect(row).identity
        if key not in kept:
            session.delete(row)
            history.record(session, actor, f"{kind}.removed", kind, key)
    session.flush()


def indicators(session: Session) -> Sequence[Indicator]:
    """The 13 indicators in their order."""
    return session.exec(select(Indicator).order_by(col(Indicator.position))).all()


def find_indicator(session: Session, code_or_slug: str) -> Indicator:
    """An indicator by its code (any case) or slug. Raises NotFound."""
    statement = select(Indicator).where((Indicator.code == code_or_slug.upper()) | (Indicator.slug == code_or_slug))
    return _found(session.exec(statement).first(), "indicator", code_or_slug)


def themes(session: Session) -> Sequence[Theme]:
    """The four themes in their order."""
    return session.exec(select(Theme).order_by(col(Theme.position))).all()


def find_theme(session: Session, theme_id: str) -> Theme:
    """A theme. Raises NotFound."""
    return _found(session.get(Theme, theme_id), "theme", theme_id)


def regions(session: Session) -> Sequence[Region]:
    """The 22 regions in the order of their official codes."""
    return session.exec(select(Region).order_by(col(Region.position))).all()


def find_region(session: Session, slug: str) -> Region:
    """A region. Raises NotFound."""
    return _found(session.get(Region, slug), "region", slug)


def terms(session: Session) -> Sequence[GlossaryTerm]:
    """All words of the glossary, in the order of the file."""
    return session.exec(select(GlossaryTerm).order_by(col(GlossaryTerm.position))).all()


def pages(session: Session) -> Sequence[Page]:
    """All pages in all languages."""
    return session.exec(select(Page).order_by(col(Page.slug), col(Page.language))).all()


def find_page(session: Session, slug: str, language: Language) -> Page:
    """A page in one language. Raises NotFound."""
    return _found(session.get(Page, (slug, language)), "page", f"{slug}.{language}")


def _found(row: Row | None, kind: str, key: str) -> Row:
    if row is None:
        raise NotFound(kind, key)
    return row


def indicator_input(row: Indicator) -> IndicatorInput:
    """The indicator as it would come in."""
    values = row.model_dump(exclude={"theme_id", "position"})
    return IndicatorInput.model_validate(values | {"theme": row.theme_id, "order": row.position})


def theme_input(row: Theme) -> ThemeInput:
    """The theme as it would come in."""
    return ThemeInput.model_validate(row.model_dump(exclude={"position"}) | {"order": row.position})


def region_input(row: Region) -> RegionInput:
    """The region as it would come in."""
    values = row.model_dump(exclude={"position", "tile_column", "tile_row"})
    return RegionInput.model_validate(values | {"tile": (row.tile_column, row.tile_row)})


def term_input(row: GlossaryTerm) -> TermInput:
    """The word as it would come in."""
    return TermInput.model_validate(row.entry)


def page_input(row: Page) -> PageInput:
    """The page as it would come in."""
    return PageInput.model_validate(row.model_dump())
