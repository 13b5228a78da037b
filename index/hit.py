"""A hit: a passage that answers a search, with its article."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.article import Article, Refused
from ingest.passage import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """`score` only orders (higher is better); `similarity` is the cosine (-1..1) to the question; `rank` is
    from 1; `lexical` is the word ranking's raw score (0.0 where no word met).

    `sentences` are the cosines of the passage's sentences, in the order of
    `ingest.sentences.split_sentences(passage.text)`. `article.text` is "" here: ask `Index.article(id)` for it.
    """

    passage: Passage
    article: Article
    score: float
    similarity: float
    lexical: float
    rank: int
    sentences: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a sync or add did: counts of articles, what was refused, files of other kinds skipped, seconds."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    skipped: int = 0
    seconds: float = 0.0
