"""The search of all that is no method: what anybody may see in one index, what is not public in another, and the database's word on both.

An index says which things the words meet; the database says, in the same moment and before anything is counted, which of them may be told of
(`kinds/kind.py`). The two are apart so that nothing private moves what the public is told: typing errors are mended, and rarity is counted, by
public words alone. A visitor's search does not touch the other index at all.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import String, bindparam, cast, literal, select, union_all
from sqlmodel import Session

from registry.domain.permissions import NOBODY, Actor
from registry.search.excerpts import excerpt
from registry.search.kinds import KINDS, Thing
from registry.search.kinds.kind import MOST_ROWS
from search_index import SealedEngine, SearchResult, Segment, SynonymGroup, WhooshEngine

PUBLIC: Final = "public"
MEMBERS: Final = "members"
"""The folders of the two, in that of the methods' index."""
NOTHING: Final = SearchResult()
STATEMENTS: Final = 512


@dataclass(frozen=True)
class Hit:
    """A thing that was found, by its id; `private` where it was found by words that are not public."""

    kind: str
    id: str
    private: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """What was found beside methods, by kind and best first. `suggestion` are the words that were searched in the place of those typed."""

    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    suggestion: str | None = None
    public_terms: frozenset[str] = frozenset()
    private_terms: frozenset[str] = frozenset()

    def counts(self) -> dict[str, int]:
        """How many things of each kind were found, of those kinds that have any."""
        return {kind: len(hits) for kind, hits in self.hits.items()}

    @property
    def total(self) -> int:
        """How many things were found."""
        return sum(map(len, self.hits.values()))


class Others:
    """The two engines of an installation. Each is opened when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._groups: Sequence[SynonymGroup] = ()
        self._making = threading.Lock()
        self._public: WhooshEngine | None = None
        self._members: SealedEngine | None = None

    def take(self, groups: Sequence[SynonymGroup]) -> None:
        """Use these synonyms from now on."""
        with self._making:
            self._groups, self._public, self._members = groups, None, None

    @property
    def public(self) -> WhooshEngine:
        """The index of what anybody may see."""
        with self._making:
            if self._public is None:
                self._public = WhooshEngine(self._folder / PUBLIC, self._groups)
            return self._public

    @property
    def members(self) -> SealedEngine:
        """The index of what is not public."""
        with self._making:
            if self._members is None:
                self._members = SealedEngine(self._folder / MEMBERS, self._groups)
            return self._members

    def search(
        self, session: Session, actor: Actor, words: SearchResult | None, language: str, *, exact: bool = False
    ) -> Elsewhere:
        """What else is found for the words of a search of methods. Never raises for what was typed.

        Words are searched as they were typed; only where that finds nothing, and unless `exact` forbids it, with typing errors mended.
        """
        if words is None:
            return Elsewhere()
        typed = words.corrected_from or words.shown
        found = self._found(session, actor, typed, language)
        if found.total or exact:
            return found
        instead = words.shown if words.corrected_from else self._mended(session, typed, language)
        if not instead or instead == typed:
            return found
        again = self._found(session, actor, instead, language)
        return Elsewhere(again.hits, instead, again.public_terms, again.private_terms) if again.total else found

    def _found(self, session: Session, actor: Actor, text: str, language: str) -> Elsewhere:
        public = self.public.search(text, language=language, exact=True, only=_told(session, None))
        private = NOTHING
        if not actor.is_nobody:
            private = self.members.search(text, language=language, only=_told(session, actor))
        scored = {id_: (score, False) for id_, score in zip(public.ids, public.scores, strict=True)}
        for id_, score in zip(private.ids, private.scores, strict=True):
            scored.setdefault(id_, (score, True))
        hits: dict[str, list[Hit]] = defaultdict(list)
        for id_ in sorted(scored, key=lambda id_: -scored[id_][0]):
            kind, _, key = id_.partition(":")
            hits[kind].append(Hit(kind, key, scored[id_][1]))
        return Elsewhere({kind: hits[kind] for kind in KINDS if kind in hits}, None, public.terms, private.terms)

    def _mended(self, session: Session, typed: str, language: str) -> str | None:
        """The words with their typing errors mended by public words: each stands in something that is still public now."""
        may = _told(session, None)
        found = self.public.search(typed, language=language, only=may)
        before = set(typed.lower().split())
        new = [word for word in found.shown.lower().split() if word not in before]
        return (
            found.shown if new and all(may(sorted(self.public.written(word.strip('"”“.,')))) for word in new) else None
        )

    def things(self, session: Session, actor: Actor, hits: Sequence[Hit]) -> list[Thing]:
        """The things of some hits in their order, read as they are now: what may be seen no longer is left out. A few queries a kind."""
        wanted: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for hit in hits:
            wanted[hit.kind, hit.private].append(hit.id)
        found = {}
        for (kind, private), ids in wanted.items():
            condition = _condition(kind, actor if private else None)
            if condition is not None:
                for thing in KINDS[kind].things(session, ids, condition, private):
                    found[kind, thing.id] = thing
        return [found[hit.kind, hit.id] for hit in hits if (hit.kind, hit.id) in found]

    def marked(
        self, elsewhere: Elsewhere, thing: Thing, text: str, language: str, *, cut: bool = False
    ) -> Sequence[Segment]:
        """A text of a thing with the searched words marked; `cut` to some lines around the first of them."""
        engine, terms = (
            (self.members, elsewhere.private_terms)
            if thing.private and elsewhere.private_terms
            else (self.public, elsewhere.public_terms)
        )
        return excerpt(engine.highlight(text, terms, language)) if cut else engine.highlight(text, terms, language)


def _condition(kind: str, actor: Actor | None) -> Any:
    """What of a kind anybody may see, or (given an actor) what they may see of the rest; None where there is nothing of the sort."""
    of = KINDS[kind]
    if actor is None:
        return of.public() if of.public else None
    return of.private(actor) if of.private and actor != NOBODY else None


def _told(session: Session, actor: Actor | None) -> Callable[[Sequence[str]], Collection[str]]:
    """Says which of the ids of an index may be told of. One query for all kinds."""

    def told(ids: Sequence[str]) -> Collection[str]:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            kind, _, key = id_.partition(":")
            by_kind[kind].append(key)
        asked = {kind: _keys(kind, keys) for kind, keys in by_kind.items() if len(keys) <= MOST_ROWS}
        statement = _statement(actor, tuple((kind, kind in asked) for kind in by_kind))
        if statement is None:
            return frozenset()
        return {f"{kind}:{key}" for kind, key in session.connection().execute(statement, asked)}.intersection(ids)

    return told


def _keys(kind: str, keys: list[str]) -> list[Any]:
    if KINDS[kind].key.type.python_type is int:
        return [int(key) for key in keys]
    return keys


@lru_cache(maxsize=STATEMENTS)
def _statement(actor: Actor | None, kinds: tuple[tuple[str, bool], ...]) -> Any:
    """Kind and key of what may be told of; of some kinds only of the keys that are given by the kind's name. Making it takes longer than
    asking it, so it is kept: what somebody may see is in it, and the roles are a part of the actor."""
    parts = []
    for kind, among in kinds:
        condition, key = _condition(kind, actor), KINDS[kind].key
        if condition is not None:
            some = [key.in_(bindparam(kind, expanding=True))] if among else []
            parts.append(select(literal(kind), cast(key, String)).where(condition, *some))
    return union_all(*parts) if parts else None
