"""The options that several commands share, and the settings they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ui.settings import Settings

IndexFolder = Annotated[
    Path | None, typer.Option("--index", help="The index folder [default: ./yigai-index].")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
Embedder = Annotated[
    str | None, typer.Option("--embedder", help="An encoder other than ours: a hub name or a folder.")
]
Reranker = Annotated[
    str | None, typer.Option(help="A cross-encoder that reads the best passages again: hub name or folder.")
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


def settings_of(context: typer.Context, index: Path | None, **arguments: Any) -> Settings:
    """The settings in force; `--index` may stand before or after the command."""
    from ui.settings import load_settings

    return load_settings(index=index or context.obj, **arguments)
