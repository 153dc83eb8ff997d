"""Proposals like one that is being written, found before it is sent: by the words that they share, among those that the writer may see."""

from collections.abc import Callable, Iterable
from typing import Final

from sqlmodel import Session, col, select

from registry.domain import proposal_list, proposals
from registry.domain.models import Proposal
from registry.domain.permissions import Actor
from registry.domain.proposal_list import Listed

Words = Callable[[str], frozenset[str]]
NEWEST: Final = 600
"""So many of the newest are looked at."""
STEM: Final = 6
SHORTEST: Final = 4
"""So many letters stand for a word without a lexicon, which is enough for most cases of a Finnish word; shorter words than four say little."""
ENOUGH: Final = 0.34
"""The share of the title's words that another title or text must have."""


def plain_words(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text."""
    letters = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return frozenset(word[:STEM] for word in letters.split() if len(word) >= SHORTEST)


def similar(
    session: Session, actor: Actor, title: str, text: str, limit: int = 5, words: Words = plain_words
) -> list[Listed]:
    """Those most like a title and a text, the likest first. Two queries. `words` turns a title into the words that are compared."""
    statement = select(Proposal.id, Proposal.title, Proposal.text).where(proposals.seen_by(actor))
    found = session.exec(statement.order_by(col(Proposal.id).desc()).limit(NEWEST)).all()
    rows = [(key or 0, one, more) for key, one, more in found]
    return proposal_list.by_ids(session, actor, likest(title, text, rows, words)[:limit])


def likest(title: str, text: str, rows: Iterable[tuple[int, str, str]], words: Words = plain_words) -> list[int]:
    """The ids of `rows` (id, title, text) that are like enough, the likest first, then the newest. Pure."""
    mine, more = words(title), plain_words(text) | plain_words(title)
    scores = {key: _likeness(mine, more, one, other, words) for key, one, other in rows}
    return sorted((key for key, score in scores.items() if score >= ENOUGH), key=lambda key: (-scores[key], -key))


def _likeness(mine: frozenset[str], more: frozenset[str], title: str, text: str, words: Words) -> float:
    """How like two are: the larger share of a title's words that the other title has, and a little for words of the texts."""
    theirs = words(title)
    if not mine or not theirs:
        return 0.0
    in_titles = len(mine & theirs) / min(len(mine), len(theirs))
    if len(mine & theirs) == 1 and min(len(mine), len(theirs)) > 1:
        in_titles *= 0.6  # one word in common is mostly a common word
    own = plain_words(title) | plain_words(text)
    return in_titles + 0.5 * len(more & own) / max(1, min(len(more), len(own)))
