"""The same functions as named Gradio endpoints, for gradio_client and, with the extra `mcp`, as MCP tools."""

from __future__ import annotations

from typing import Any

from gradio.events import api

from index.hit import Report
from ui import forms
from ui.desk import Desk
from ui.reread import reread


def add_endpoints(desk: Desk) -> None:
    """Add ask, search, articles and sync to the Blocks that are being built."""

    def ask(
        question: str, published_from: str = "", published_to: str = "", source: str = "", place: str = ""
    ) -> dict[str, Any]:
        """Answer a question from the articles; every sentence of the answer is proven by a cited passage.

        Args:
            question: The question, in English or Chinese.
            published_from: Only articles published on this ISO date or later; empty for all.
            published_to: Only articles published on this ISO date or earlier; empty for all.
            source: Only articles of this source; empty for all.
            place: Only passages about this place; empty for all.
        """
        answer = desk.ask(question, _filters(published_from, published_to, source, place))
        shown: dict[str, Any] = _without_paths(answer.to_dict())
        return shown

    def search(
        query: str,
        k: int = 10,
        published_from: str = "",
        published_to: str = "",
        source: str = "",
        place: str = "",
    ) -> list[Any]:
        """Find the passages that match best, best first, without making an answer.

        Args:
            query: What to find, in English or Chinese.
            k: How many passages, from 1 to 100.
            published_from: Only articles published on this ISO date or later; empty for all.
            published_to: Only articles published on this ISO date or earlier; empty for all.
            source: Only articles of this source; empty for all.
            place: Only passages about this place; empty for all.
        """
        filters = _filters(published_from, published_to, source, place)
        shown: list[Any] = _without_paths(
            [forms.hit_to_dict(hit) for hit in desk.search(query, min(k, 100), filters)]
        )
        return shown

    def articles() -> list[Any]:
        """List the articles of the collection: title, source, date, language and id of each."""
        shown: list[Any] = _without_paths(
            [forms.article_to_dict(article, ledger=False) for article in desk.articles()]
        )
        return shown

    def sync() -> dict[str, Any]:
        """Read the collection's folders again; the report counts what was added, updated, removed and refused."""
        *_, report = reread(desk.index, lambda: False)
        assert isinstance(report, Report)
        shown: dict[str, Any] = _without_paths(forms.report_to_dict(report))
        return shown

    for function in (ask, search, articles, sync):
        api(function, api_name=function.__name__)


def _without_paths(value: Any) -> Any:
    """The value with "file" for "path": gradio_client takes what has a path for a file and tries to fetch it."""
    if isinstance(value, dict):
        return {"file" if name == "path" else name: _without_paths(one) for name, one in value.items()}
    return [_without_paths(one) for one in value] if isinstance(value, list | tuple) else value


def _filters(published_from: str, published_to: str, source: str, place: str) -> dict[str, Any] | None:
    given = {
        "published_from": published_from, "published_to": published_to, "source": source, "place": place,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value} or None
