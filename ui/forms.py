"""The JSON-safe forms of articles, hits and reports that the command line and the REST interface give out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.hit import Hit, Report
    from ingest.article import Article


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    """The JSON-safe form of a hit, its article without text and ledger."""
    return {
        "rank": hit.rank,
        "score": hit.score,
        "similarity": hit.similarity,
        "article": article_to_dict(hit.article, ledger=False),
        "passage": asdict(hit.passage),
    }


def article_to_dict(article: Article, *, ledger: bool) -> dict[str, Any]:
    """The JSON-safe form of an article; no text where none is loaded, no ledger unless asked for."""
    fields = asdict(article)
    if not ledger:
        del fields["ledger"]
    if not article.text:
        del fields["text"]
    return fields


def report_to_dict(report: Report) -> dict[str, Any]:
    """The JSON-safe form of a report: counts, refused files with their reasons, seconds."""
    return asdict(report)
