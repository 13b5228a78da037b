"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

IndexFolder = Annotated[
    Path | None, typer.Option("--index", help="The index folder [default: ./yigai-index].")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
Embedder = Annotated[
    str | None, typer.Option("--embedder", help="An encoder other than ours: a hub name or a folder.")
]
Number = Annotated[int | None, typer.Option("-k", help="How many passages to find.")]
From = Annotated[
    str | None, typer.Option("--from", help="Only articles published on this ISO date or later.")
]
To = Annotated[str | None, typer.Option("--to", help="Only articles published on this ISO date or earlier.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")]
Articles = Annotated[list[str] | None, typer.Option("--article", help="Only this article; may be repeated.")]
Places = Annotated[
    list[str] | None, typer.Option("--place", help="Only articles about this place; may be repeated.")
]
Llm = Annotated[str | None, typer.Option(help="A chat model, such as openai:qwen3; without one: quotes.")]


def filters_of(
    published_from: str | None,
    published_to: str | None,
    source: list[str] | None,
    article: list[str] | None,
    place: list[str] | None,
) -> dict[str, Any] | None:
    """The filters of a search or question, without those that were not given; None where none was."""
    given = {
        "published_from": published_from,
        "published_to": published_to,
        "source": source,
        "article": article,
        "place": place,
    }
    return {name: value for name, value in given.items() if value} or None
