"""The forms in which command line, page and REST interface give things out."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.hit import Hit, Report
    from ingest.article import Article
    from qa.answer import Citation, Figure

CHINESE_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万亿两半成倍元角萬億兩]")


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


def telling_figures(citation: Citation) -> list[Figure]:
    """The figures that an English reader cannot read off by herself: 3657万元 and 三成, but not 90%."""
    return [figure for figure in dict.fromkeys(citation.figures) if CHINESE_NUMBER.search(figure.text)]
