"""A document as it is put into an index, whatever the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass

from search_index import analysis, impacts, neighbours
from search_index.analysis import Analyzer
from search_index.documents import Document, Role
from search_index.suggest import Entry

FORMAT = f"{analysis.FORMAT}.1"  # to be raised with any change of what rows hold: an index of another format is as none


@dataclass(frozen=True, slots=True)
class Row:
    """What is indexed (`terms` with weights, `forms`, `titles`, `give_up`) and what is stored (`gist`, `stream`)."""

    id: str
    terms: dict[str, float]
    forms: set[str]
    titles: list[str]
    give_up: bool
    gist: str
    stream: str


def row(document: Document, analyzer: Analyzer) -> Row:
    weights = impacts.weights(document, analyzer)
    return Row(
        id=document.id,
        terms=weights,
        forms=impacts.forms(document),
        titles=_titles(document),
        give_up=any(text.role is Role.ABANDON and text.content.strip() for text in document.texts),
        gist=neighbours.gist(weights),
        stream=impacts.stream(document, analyzer),
    )


def _titles(document: Document) -> list[str]:
    names = [text for text in document.texts if text.role is Role.NAME]
    titles = [[name.content, name.language, document.kind, document.id] for name in names]
    return [json.dumps(title, ensure_ascii=False) for title in titles]


def suggestion(title: str) -> Entry:
    """The suggestion a title was written for."""
    text, language, kind, id_ = json.loads(title)
    return Entry(text, language, kind, id_, rank=0)
