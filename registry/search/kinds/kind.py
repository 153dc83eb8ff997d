"""What a kind of things other than methods must say of itself to be searched: its documents, who may see what, and how a hit is shown.

Two conditions decide what is told, both asked of the database at the time of a search. `public` is what anybody may see. `private` is what a
person may see of the words that are not public: of a published report whose draft goes on, only those who may read the draft learn of its
words.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import dates
from registry.domain.models import Indicator, Method, Region
from registry.domain.permissions import Actor
from registry.domain.vocabulary import State
from search_index import Document, Role, Text

LANGUAGES: Final = ("fi", "sv", "en")
MOST_ROWS: Final = 900
"""Ids that are named in one statement; more are compared here."""


@dataclass(frozen=True)
class Thing:
    """Something that was found, as a list shows it. What people wrote themselves is Finnish as far as anybody knows.

    `note` is a short text of its own (an issuer, a round of the survey); `place` is what the address of its page is made of.
    """

    kind: str
    id: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    day: date | None = None
    region: str | None = None
    note: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)
    indicators: Sequence[str] = ()
    private: bool = False


@dataclass(frozen=True)
class Names:
    """Names of what other things are about. Only published methods have one here: a draft's name is nobody's to find."""

    methods: Mapping[str, Mapping[str, str]]
    indicators: Mapping[str, Mapping[str, str]]
    regions: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, session: Session) -> "Names":
        """The names as they are now. Three queries."""
        published = select(Method.id, Method.name).where(Method.state == State.PUBLISHED)
        return cls(
            dict(session.exec(published).all()),
            dict(session.exec(select(Indicator.code, Indicator.short)).all()),
            dict(session.exec(select(Region.slug, Region.short)).all()),
        )


Made = Iterator[tuple[bool, Document]]
"""Documents, each with whether it is for anybody. A thing may have one of either sort."""


@dataclass(frozen=True)
class Kind:
    """A kind of things. `public` and `private` give conditions of SQL on its table; None where nothing is public, or nothing is not."""

    name: str
    key: Any
    public: Callable[[], Any] | None
    private: Callable[[Actor], Any] | None
    documents: Callable[[Session, Names, Collection[str] | None], Made]
    things: Callable[[Session, Sequence[str], Any, bool], list[Thing]]
    about: Callable[[Session, Collection[str]], Collection[str]]
    """The ids of the things that are about any of these methods."""


def named(key: Any, ids: Collection[str] | None) -> Any:
    """The condition that a thing is one of `ids`; of any where there are none given. Keys are numbers or words, as the table has them."""
    if ids is None:
        return key.is_not(None)
    if key.type.python_type is int:
        return key.in_([int(one) for one in ids if one.isdecimal()])
    return key.in_(list(ids))


def written(role: Role, *parts: str | None) -> list[Text]:
    """What somebody wrote, as texts of a document."""
    return [Text(role, "fi", part) for part in parts if part and part.strip()]


def in_all(role: Role, texts: Mapping[str, str] | None) -> list[Text]:
    """A text in the languages that it has."""
    return [Text(role, language, texts[language]) for language in LANGUAGES if texts and texts.get(language)]


def day_of(moment: datetime | None) -> date | None:
    """The day that a moment was in Finland."""
    return None if moment is None else dates.day_of(moment)


def listing(session: Session, key: Any, column: Any, methods: Collection[str]) -> list[str]:
    """The keys of the rows whose list of methods, in `column`, holds any of these."""
    wanted = set(methods)
    return [str(one) for one, listed in session.exec(select(key, column)) if wanted.intersection(listed or ())]


def naming(session: Session, key: Any, column: Any, methods: Collection[str]) -> list[str]:
    """The keys of the rows whose method, in `column`, is any of these."""
    return [str(one) for one in session.exec(select(key).where(col(column).in_(list(methods))))]
