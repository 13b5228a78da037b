"""How fast clean articles become passages with places and dates, signatures, and groups of reprints; on one core.

    python -m tests.benchmarks.bench_split

The articles are stretches of 900 characters of the sample articles; the times are CPU seconds for 10,000 of them.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ingest import Article, read_articles, split_article
from ingest.places import find_places
from ingest.reprints import Stories, signature
from tests.benchmarks.record import record

DATA = Path(__file__).parent.parent / "data" / "articles"
LENGTH, STEP, TIMES = 900, 150, 3


def main() -> None:
    """Writes and prints results/split.json."""
    articles = _articles()
    signatures = [signature(article.text) for article in articles]
    stories: Stories[int] = Stories()
    # 10,000 signatures of other texts: all hashes differ, as good as always.
    for number, row in enumerate(np.random.default_rng(0).integers(1, 1 << 16, (10_000, 164), np.uint16)):
        stories.add(number, row.tobytes())
    figures = {
        "articles": len(articles),
        "split_seconds": _seconds(lambda: [split_article(article) for article in articles], len(articles)),
        "places_seconds": _seconds(
            lambda: [find_places(article.text) for article in articles], len(articles)
        ),
        "signature_seconds": _seconds(
            lambda: [signature(article.text) for article in articles], len(articles)
        ),
        "reprints_seconds": _seconds(lambda: [stories.copies(one) for one in signatures], len(articles)),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    record("split", figures)
    for name, figure in figures.items():
        print(f"{name}: {figure}")


def _articles() -> list[Article]:
    texts = [article for article in read_articles(DATA) if isinstance(article, Article)]
    joined = "\n".join(article.text for article in texts if article.language == "zh")
    pieces = [joined[at : at + LENGTH] for at in range(0, len(joined) - LENGTH, STEP)]
    return [Article(str(n), "湖南桑植", text, published="2025-04-25") for n, text in enumerate(pieces)]


def _seconds(work: Callable[[], object], count: int) -> float:
    """The least CPU time of some runs, for 10,000 articles."""
    work()
    least = float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return round(least / count * 10_000, 2)


if __name__ == "__main__":
    main()
