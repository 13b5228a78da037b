"""From a sentence of a passage to a citation: exact offsets, reprints, figures and glosses."""

from __future__ import annotations

import rjieba

from index import Index
from index.hit import Hit
from index.terms import glosses, pinyin
from ingest.article import Article
from qa.answer import Citation, CitedArticle, Figure
from qa.figures import find_figures, to_figure
from qa.question import Language
from qa.words import HAN as HAN_CHARACTER


def cite(index: Index, number: int, hit: Hit, span: tuple[int, int], language: Language) -> Citation:
    """The citation of `span` (offsets in the article's text), which lies in the passage of `hit`."""
    start, end = span
    quote = hit.passage.text[start - hit.passage.start : end - hit.passage.start]
    foreign = language == "en" and HAN_CHARACTER.search(quote) is not None
    return Citation(
        number=number,
        article=cited(hit.article),
        passage=hit.passage.text,
        quote=quote,
        start=start,
        end=end,
        similarity=hit.similarity,
        also_in=tuple(_label(article) for article in index.reprints(hit.article.id)),
        figures=figures(quote) if foreign else (),
        gloss=gloss(quote) if foreign else (),
    )


def cited(article: Article) -> CitedArticle:
    """What a reader needs to know of an article."""
    return CitedArticle(
        article.id, article.title, article.source, article.published, article.url, article.path
    )


def _label(article: Article) -> str:
    return " / ".join(part for part in (article.title, article.source) if part) or article.id


def figures(quote: str) -> tuple[Figure, ...]:
    """The figures of a quote with their English form (3657万元 -> CNY 36.57 million)."""
    return tuple(to_figure(one) for one in find_figures(quote))


def gloss(quote: str) -> tuple[tuple[str, str, str], ...]:
    """(word, pinyin with tones, first English gloss) for each Chinese word of a quote; a gloss may be ""."""
    words = (word for word in rjieba.cut(quote) if HAN_CHARACTER.match(word))
    return tuple((word, pinyin(word, tones=True), next(iter(glosses(word)), "")) for word in words)
