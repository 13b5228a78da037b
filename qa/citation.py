"""From a sentence of a passage to a citation: exact offsets, reprints, figures and glosses."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

from index import Index
from index.hit import Hit
from index.terms import glosses, pinyin
from ingest.article import Article
from ingest.places import place_names
from qa.answer import Citation, CitedArticle, Figure
from qa.figures import find_figures, to_figure
from qa.question import Language
from qa.words import HAN as HAN_CHARACTER

SMALL = 10
"""Numbers up to it are read off a Chinese text by anybody, or told by the gloss."""


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
    """The figures of a quote whose English form says more than the digits do (3657万元 -> CNY 36.57 million).

    >>> [one.english for one in figures("四个镇的115名村医两年增加了1.5万元,共二十三家")]
    ['115 people', '2 years', 'CNY 15,000', '23']
    """
    found = (to_figure(one) for one in find_figures(quote))
    return tuple(one for one in found if not _is_plain(one))


def _is_plain(figure: Figure) -> bool:
    """Whether its English form is what stands in the text, or a bare number up to ten."""
    if figure.english.replace(" ", "") == figure.text:
        return True
    bare = re.fullmatch(r"[\d,.]+", figure.english) is not None
    return bare and (abs(figure.value) <= SMALL or figure.english.replace(",", "") in figure.text)


def gloss(quote: str) -> tuple[tuple[str, str, str], ...]:
    """(word, pinyin with tones, English gloss) for each Chinese word of a quote, in order; a gloss may be ""."""
    words = (word for word in rjieba.cut(quote) if HAN_CHARACTER.match(word))
    return tuple((word, pinyin(word, tones=True), meaning(word)) for word in words)


@lru_cache(maxsize=16384)
def meaning(word: str) -> str:
    """A word's first gloss; of a place its name; of a word that no dictionary has, the glosses of its parts.

    >>> meaning("基金"), meaning("桑植县"), meaning("卫生院")
    ('fund', 'Sangzhi', 'health + courtyard')
    """
    if place := place_names(word)[1]:
        return place
    if found := glosses(word):
        return found[0]
    for cut in range(len(word) - 1, 0, -1):
        if first := glosses(word[:cut]):
            rest = meaning(word[cut:])
            return f"{first[0]} + {rest}" if rest else ""
    return ""
