"""A passage: whole sentences of one article, with the offsets at which they stand in its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """`article.text[start:end] == text`; `heading` is context for the embedded text and never part of a quote.

    `id` is unique in the collection and stable while the passage's text and position stay; `places` are the places it
    is about, those of its heading included; `dates` are the ISO dates that its words (去年, 10月17日) resolve to.
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
    heading: str = ""
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
