"""Scores the judged sample of searches through the public API, and fails when the targets are missed.

    python -m benchmarks.relevance                       the real content in a fresh data folder, through the app's test client
    python -m benchmarks.relevance --url http://host:port    a running server

nDCG@10 and recall@20 are means over the queries, and so is success@1: the share of queries whose first hit has grade 2 or more.
Queries of type `none` should find little, and say so; they are told apart and counted in no mean.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import click
import yaml

from benchmarks import report, scoring
from registry.cli.serving import prepare
from registry.settings import Settings
from registry.web import create_app

QUERIES = Path(__file__).with_name("queries.yaml")
TARGETS = {"ndcg": 0.82, "recall": 0.85}
DEPTH = 20
NONE = "none"
FEW = 5
"""Hits; an answer with no more than so many shows by that alone that little fits."""

Answer = dict[str, Any]
Ask = Callable[[dict[str, str]], Answer]


@dataclass(frozen=True)
class Query:
    """A query of the sample."""

    id: str
    query: str
    lang: str
    type: str
    judgments: dict[str, int]
    note: str = ""


@dataclass(frozen=True)
class Score:
    """What one query got: the figures, and the first ten hits with their grades."""

    id: str
    query: str
    type: str
    ndcg: float
    recall: float
    success: float
    total: int
    weak: bool
    top: list[tuple[str, int]]
    missed: list[str]

    @property
    def says_so(self) -> bool:
        """Whether the answer shows that little or nothing fits: by its few hits, or by calling itself weak."""
        return self.weak or self.total <= FEW


def sample(path: Path = QUERIES) -> list[Query]:
    """The queries of a file."""
    return [Query(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def score(query: Query, answer: Answer) -> Score:
    """The figures of one answer."""
    ranked = [item["id"] for item in answer["items"]]
    judged = query.judgments
    return Score(
        id=query.id,
        query=query.query,
        type=query.type,
        ndcg=scoring.ndcg(ranked, judged),
        recall=scoring.recall(ranked, judged, DEPTH),
        success=scoring.success(ranked, judged),
        total=answer["total"],
        weak=answer["weak"],
        top=[(hit, judged.get(hit, 0)) for hit in ranked[:10]],
        missed=sorted(set(judged) - set(ranked[:DEPTH]), key=lambda hit: -judged[hit]),
    )


def means(scores: list[Score]) -> dict[str, float]:
    """The means over some queries."""
    return {name: scoring.mean([getattr(one, name) for one in scores]) for name in ("ndcg", "recall", "success")}


def summary(scores: list[Score]) -> dict[str, Any]:
    """Everything that is printed, written and judged."""
    counted = [one for one in scores if one.type != NONE]
    types = list(dict.fromkeys(one.type for one in counted))
    overall = means(counted)
    return {
        "queries": len(counted),
        "overall": overall,
        "reached": all(overall[name] >= least for name, least in TARGETS.items()),
        "types": {
            kind: {"queries": sum(one.type == kind for one in counted)}
            | means([one for one in counted if one.type == kind])
            for kind in types
        },
        "none": [
            {
                "query": one.query,
                "total": one.total,
                "judged": [hit for hit in one.top if hit[1]],
                "says_so": one.says_so,
            }
            for one in scores
            if one.type == NONE
        ],
        "each": [asdict(one) for one in scores],
    }


def tables(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    rows = [(name, row["queries"], row["ndcg"], row["recall"], row["success"]) for name, row in found["types"].items()]
    overall = found["overall"]
    rows.append(("**all**", found["queries"], overall["ndcg"], overall["recall"], overall["success"]))
    heads = ("type", "queries", "nDCG@10", "recall@20", "success@1")
    text = report.table(heads, [(name, str(n), *(f"{value:.3f}" for value in values)) for name, n, *values in rows])
    targets = f"Targets: nDCG@10 ≥ {TARGETS['ndcg']}, recall@20 ≥ {TARGETS['recall']}: "
    text += f"\n\n{targets}**{'reached' if found['reached'] else 'missed'}**.\n\n"
    nothing = [
        (one["query"], str(one["total"]), str(len(one["judged"])), "yes" if one["says_so"] else "no")
        for one in found["none"]
    ]
    return text + report.table(("nothing fits (not in the means)", "hits", "of them marginal", "said so"), nothing)


def print_each(found: dict[str, Any]) -> None:
    """Every query with its first hits and their grades."""
    for one in found["each"]:
        figures = (
            f"nDCG {one['ndcg']:.3f}  recall {one['recall']:.3f}  success {one['success']:.0f}  {one['total']} hits"
        )
        click.echo(f"{one['id']} {one['type']:<10} {figures}  {one['query']}")
        for hit, grade in one["top"]:
            click.echo(f"      {grade}  {hit}")
        if one["missed"]:
            click.echo(f"      missed: {', '.join(one['missed'])}")


@contextmanager
def own_app() -> Iterator[Ask]:
    """The app on the real content in a folder that lives as long as the measuring."""
    with tempfile.TemporaryDirectory(prefix="hyte-relevance-") as folder:
        settings = Settings(data_dir=Path(folder), database_url=f"sqlite:///{folder}/hyte.sqlite")
        prepare(settings)
        client = create_app(settings).test_client()
        yield lambda args: _checked(client.get("/api/v1/methods", query_string=args).get_json())


@contextmanager
def server(url: str) -> Iterator[Ask]:
    """A running server."""

    def ask(args: dict[str, str]) -> Answer:
        with urlopen(f"{url.rstrip('/')}/api/v1/methods?{urlencode(args)}", timeout=60) as response:
            return _checked(json.load(response))

    yield ask


def _checked(answer: Answer) -> Answer:
    if "items" not in answer:
        raise click.ClickException(f"not an answer to a search: {answer}")
    return answer


@click.command(help=__doc__)
@click.option("--url", help="A running server instead of an own app.")
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=QUERIES)
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures here.")
@click.option("--each", is_flag=True, help="Also every query with its first ten hits and their grades.")
@click.option("--write", is_flag=True, help="Write the tables into docs/benchmarks.md.")
def main(url: str | None, queries: Path, json_file: Path | None, each: bool, write: bool) -> None:
    with server(url) if url else own_app() as ask:
        scores = [
            score(one, ask({"q": one.query, "lang": one.lang, "per_page": str(DEPTH)})) for one in sample(queries)
        ]
    found = summary(scores)
    if each:
        print_each(found)
    text = tables(found)
    click.echo(text)
    if json_file:
        json_file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if write:
        report.write("relevance", text)
    sys.exit(0 if found["reached"] else 1)


if __name__ == "__main__":
    main()
