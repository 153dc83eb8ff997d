"""How much each term weighs in a document, worked out once when the document is indexed.

The weight of a term is a sum over the texts it stands in: the worth of the text's role, times how much of that text
the term is (a saturating count with a fixed usual length per role, after BM25F). As the lengths are fixed, a document's
weights depend on nothing but the document, so writing one never touches another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from search_index.analysis import Analyzer
from search_index.documents import Document, Role
from search_index.folding import words
from search_index.stopwords import STOP_WORDS

# role: (worth, usual number of words)
ROLES: dict[Role, tuple[float, int]] = {
    Role.NAME: (5.0, 5),
    Role.KEYWORDS: (4.0, 25),
    Role.TAGS: (1.5, 10),
    Role.LEDE: (3.0, 25),
    Role.SUMMARY: (3.0, 60),
    Role.OUTCOMES: (3.0, 20),
    Role.INDICATORS_COUNTED: (3.0, 30),
    Role.INDICATORS_DIRECT: (3.0, 30),
    Role.INDICATORS_INDIRECT: (1.5, 30),
    Role.PRACTICE: (1.0, 150),
    Role.EVIDENCE: (0.5, 200),
    Role.ABANDON: (1.5, 60),
}
LENGTH_SHARE = 0.5


def weights(document: Document, analyzer: Analyzer) -> dict[str, float]:
    """Term -> weight."""
    total: dict[str, float] = {}
    for (role, language), contents in _by_role(document).items():
        worth, usual = ROLES[role]
        spoken = Counter(word for content in contents for word in words(content))
        counts: Counter[str] = Counter()
        for word, times in spoken.items():
            for term in _terms(word, language, role, analyzer):
                counts[term] += times
        norm = 0.5 * (1 - LENGTH_SHARE + LENGTH_SHARE * spoken.total() / usual)
        for term, count in counts.items():
            total[term] = total.get(term, 0.0) + worth * count / (count + norm)
    return total


def forms(document: Document) -> set[str]:
    """The words of the document as they are written; typing errors are mended against these."""
    return {word for text in document.texts for word in words(text.content) if len(word) > 3 and not word.isdigit()}


def stream(document: Document, analyzer: Analyzer) -> str:
    """The first base form of each word in order, texts parted by a bar: quoted phrases are looked up in it."""
    return " | ".join(
        " ".join(analyzer.learn(word, text.language).lemmas[0] for word in words(text.content))
        for text in document.texts
    )


def _by_role(document: Document) -> dict[tuple[Role, str], list[str]]:
    grouped: dict[tuple[Role, str], list[str]] = {}
    for text in document.texts:
        grouped.setdefault((text.role, text.language), []).append(text.content)
    return grouped


def _terms(word: str, language: str, role: Role, analyzer: Analyzer) -> Iterator[str]:
    found = analyzer.learn(word, language)
    stop = STOP_WORDS.get(language, frozenset())
    if role is not Role.NAME and any(lemma in stop for lemma in found.lemmas):
        return
    yield from found.lemmas
    yield from found.modifiers
    yield from found.heads
    yield from found.roots
