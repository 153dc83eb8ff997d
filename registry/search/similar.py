"""Proposals like one that is being written, by the base forms of their titles' words."""

from functools import cache

from sqlmodel import Session

from registry.domain import proposal_similar
from registry.domain.permissions import Actor
from registry.domain.proposal_list import Listed
from search_index.analysis import Analyzer
from search_index.folding import words

FINNISH = "fi"
SHORTEST = 3


@cache
def _analyzer() -> Analyzer:
    return Analyzer()


def lemmas(text: str) -> frozenset[str]:
    """The base forms of a text's words, and the parts of its compounds."""
    found = [_analyzer().word(word, FINNISH) for word in words(text)]
    terms = {term for word in found for term in (*word.lemmas, *word.modifiers, *word.heads)}
    return frozenset(bare for term in terms if len(bare := term.lstrip("+-~")) >= SHORTEST)


def proposals(session: Session, actor: Actor, title: str, text: str, limit: int = 5) -> list[Listed]:
    """The proposals most like a title and a text that the writer may see, the likest first."""
    return proposal_similar.similar(session, actor, title, text, limit, lemmas)
