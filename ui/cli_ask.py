"""The commands `yigai ask` and `yigai search`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import (
    Articles,
    From,
    IndexFolder,
    Json,
    Llm,
    Number,
    Places,
    Reranker,
    Sources,
    To,
    settings_of,
)
from ui.problem import NoSuchArticle

if TYPE_CHECKING:
    from index import Index


def ask(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(help="The question, in English or Chinese; - reads it from standard input.")
    ],
    k: Number = None,
    published_from: From = None,
    published_to: To = None,
    source: Sources = None,
    article: Articles = None,
    place: Places = None,
    llm: Llm = None,
    reranker: Reranker = None,
    as_json: Json = False,
    index: IndexFolder = None,
) -> None:
    """Answer a question, with citations.

    Every sentence is followed by the number of the passage that proves it.
    """
    from ui import terminal
    from ui.opening import open_assistant

    settings = settings_of(context, index, k=k, llm=llm, reranker=reranker)
    filters = _filters(published_from, published_to, source, article, place)
    with open_assistant(settings) as assistant:
        _check_articles(assistant.index, article)
        answer = assistant.ask(_text(question), filters=filters)
    if as_json:
        terminal.print_json(answer.to_dict())
    else:
        terminal.print_answer(answer)


def search(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(help="What to find, in English or Chinese; - reads it from standard input.")
    ],
    k: Number = None,
    published_from: From = None,
    published_to: To = None,
    source: Sources = None,
    article: Articles = None,
    place: Places = None,
    reranker: Reranker = None,
    as_json: Json = False,
    index: IndexFolder = None,
) -> None:
    """Find passages, best first."""
    from ui import forms, terminal
    from ui.opening import open_index

    settings = settings_of(context, index, k=k, reranker=reranker)
    filters = _filters(published_from, published_to, source, article, place)
    with open_index(settings) as collection:
        _check_articles(collection, article)
        hits = collection.search(_text(query), k=settings.k or 10, filters=filters)
    if as_json:
        terminal.print_json([forms.hit_to_dict(hit) for hit in hits])
    else:
        terminal.print_hits(hits)


def _text(argument: str) -> str:
    return sys.stdin.read() if argument == "-" else argument


def _check_articles(index: Index, ids: list[str] | None) -> None:
    """NoSuchArticle for an id of the filter that the collection lacks: a search in it could only be empty."""
    if ids:
        unknown = set(ids) - {article.id for article in index.articles()}
        if unknown:
            raise NoSuchArticle(min(unknown))


def _filters(
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
