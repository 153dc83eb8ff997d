"""`hyte search`: what the API answers, on the command line."""

import json
import sys

import click

OF_EVERYTHING = ("lang", "page", "per_page")
"""What a search of all kinds takes beside words and kind."""


@click.command()
@click.argument("words")
@click.option("--indicator", multiple=True, help="Such as O2; repeat for any of several.")
@click.option("--rating", multiple=True, help="Such as A.")
@click.option("--group", multiple=True)
@click.option("--link", multiple=True)
@click.option("--theme", multiple=True)
@click.option("--target-group", multiple=True)
@click.option("--setting", multiple=True)
@click.option("--region", multiple=True, help="Such as kainuu: of which it has recorded something.")
@click.option("--status", multiple=True, help="What regions do with it today, such as in_use or not_recorded.")
@click.option("--kind", help="Search everything that is public: all, or one kind such as webinar.")
@click.option("--sort", default="relevance")
@click.option("--lang", default="fi")
@click.option("--page", default=1)
@click.option("--per-page", default=20)
@click.option("--json", "as_json", is_flag=True, help="Print what the API answers.")
def search(words: str, as_json: bool, kind: str | None, **options: object) -> None:
    """Search the catalogue for WORDS."""
    from registry.web import create_app

    asked = {"q": words} | options
    if kind:
        asked = {"q": words, "kind": "" if kind == "all" else kind} | {name: options[name] for name in OF_EVERYTHING}
    address = "/api/v1/search" if kind else "/api/v1/methods"
    answer = create_app().test_client().get(address, query_string=asked)
    if as_json:
        click.echo(answer.get_data(as_text=True))
    elif answer.status_code == 200 and kind:
        _print_found(json.loads(answer.get_data(as_text=True)))
    elif answer.status_code == 200:
        _print_hits(json.loads(answer.get_data(as_text=True)))
    else:
        click.echo(json.loads(answer.get_data(as_text=True))["detail"], err=True)
    sys.exit(0 if answer.status_code == 200 else 1)


def _print_hits(found: dict[str, object]) -> None:
    items: list[dict[str, dict[str, str]]] = found["items"]  # type: ignore[assignment]
    if found["suggestion"]:
        click.echo(f"-> {found['suggestion']}")
    for item in items:
        click.echo(f"{item['rating']['class']}  {item['name']}  ({item['id']})")
    click.echo(f"{found['total']}")


def _print_found(found: dict[str, object]) -> None:
    items: list[dict[str, str]] = found["items"]  # type: ignore[assignment]
    if found["suggestion"]:
        click.echo(f"-> {found['suggestion']}")
    for item in items:
        click.echo(f"{item['kind']}  {item['title']}  ({item['id']})")
    click.echo(f"{found['total']}")
