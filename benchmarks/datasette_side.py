"""The same catalogue for Datasette: an SQLite file with FTS5, made as somebody would who knows Datasette well.

The long texts stand in a table of their own, because Datasette's array facets carry every column of the searched table along; what a
result shows and what is counted stands in `methods`. A search is any of its words, in the order of the rows: Datasette's table page
does not rank, and is not asked to.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from benchmarks import catalogue, servers
from registry import db
from registry.domain import catalogue as plain_rows
from registry.domain import methods
from registry.domain.models import Method
from registry.search import documents
from registry.web.labels import indexed_words
from search_index.folding import words

ARRAYS = ("indicator", "theme", "link", "target_group", "setting")
VALUES = ("rating", "group")
SHOWN = ("name", "lede", "rating", "outcome")
LIMIT_MS = 600_000
SETTINGS = {
    "sql_time_limit_ms": LIMIT_MS,
    "facet_time_limit_ms": LIMIT_MS,
    "default_cache_ttl": 0,
}
SCHEMA = """
    create table methods (
        n integer primary key, id text, name text, lede text, outcome text, rating text, "group" text,
        indicator text, theme text, link text, target_group text, setting text
    );
    create table method_texts (n integer primary key, name text, body text);
    create virtual table methods_fts using fts5(name, body, content=method_texts, content_rowid=n);
"""
METADATA = {
    "databases": {
        "catalogue": {"tables": {"methods": {"fts_table": "methods_fts", "fts_pk": "n", "searchmode": "raw"}}}
    }
}


@dataclass(frozen=True)
class Made:
    """What making the file took: rows and texts are read before the clock starts."""

    seconds: float
    size_mb: float


def make(folder: Path) -> Made:
    """Write `catalogue.db` from the installation in `folder`."""
    rows, texts = _rows(folder)
    file = folder / "catalogue.db"
    file.unlink(missing_ok=True)
    begun = perf_counter()
    with sqlite3.connect(file) as connection:
        connection.executescript(SCHEMA)
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into methods values ({places})", rows)
        connection.executemany("insert into method_texts values (?, ?, ?)", texts)
        connection.execute("insert into methods_fts (methods_fts) values ('rebuild')")
        connection.execute("insert into methods_fts (methods_fts) values ('optimize')")
    connection.close()
    (folder / "metadata.json").write_text(json.dumps(METADATA), encoding="utf-8")
    return Made(perf_counter() - begun, file.stat().st_size / 2**20)


def _rows(folder: Path) -> tuple[list[tuple[object, ...]], list[tuple[int, str, str]]]:
    engine = db.make_engine(catalogue.settings_for(folder).database_url)
    labels = indexed_words()
    rows: list[tuple[object, ...]] = []
    texts: list[tuple[int, str, str]] = []
    with db.session_for(engine) as session:
        indicators = {indicator.code: indicator for indicator in plain_rows.indicators(session)}
        themes = {theme.id: theme for theme in plain_rows.themes(session)}
        for number, method in enumerate(methods.all_published(session), start=1):
            rows.append(_row(number, method))
            document = documents.of_method(method, indicators, themes, labels)
            texts.append((number, method.name["fi"], "\n".join(text.content for text in document.texts)))
    engine.dispose()
    return rows, texts


def _row(number: int, method: Method) -> tuple[object, ...]:
    main = methods.main_outcome(method)
    rating = methods.rating_of(method, main)
    arrays = (
        [link.indicator_code for link in method.links],
        method.themes,
        [link.link.value for link in method.links],
        method.target_groups,
        method.settings,
    )
    shown = (method.name["fi"], method.lede["fi"], main.name["fi"], rating.letter.value, rating.group.value)
    return (number, method.id, *shown, *(json.dumps(sorted(set(values))) for values in arrays))


@contextmanager
def running(folder: Path, *, suggests: bool) -> Iterator[servers.Server]:
    """Datasette on the file in `folder`, with or without its search for further facets to offer, which nobody asked for here."""
    port = servers.free_port()
    chosen = SETTINGS | {"suggest_facets": int(suggests)}
    settings = [part for name, value in chosen.items() for part in ("--setting", name, str(value))]
    command = [sys.executable, "-m", "datasette", str(folder / "catalogue.db"), "--port", str(port), *settings]
    command += ["--metadata", str(folder / "metadata.json")]
    with servers.running(command, port, "/-/versions.json", {}) as server:
        yield server


def address(query: str, kind: str) -> str:
    """The address of a search as a page (`html`) or as `json`: any of the words, all facets, 20 rows."""
    parts: list[tuple[str, str | int]] = [("_search", any_word(query)), ("_size", 20)]
    parts += [("_col", column) for column in SHOWN]
    parts += [("_facet", column) for column in VALUES] + [("_facet_array", column) for column in ARRAYS]
    return f"/catalogue/methods{'.json' if kind == 'json' else ''}?{urlencode(parts)}"


def any_word(query: str) -> str:
    """The query for FTS5: each word in quotes, joined by OR."""
    return " OR ".join(f'"{word}"' for word in words(query))


def check(answer: dict[str, Any]) -> None:
    """Raises RuntimeError where Datasette did not answer with all facets; one that took too long is simply left out."""
    lacking = sorted({*ARRAYS, *VALUES} - set(answer["facet_results"]))
    if lacking:
        raise RuntimeError(f"Datasette left out facets: {lacking}")
