"""Records: what the rows of the database hold, and articles and passages to rows and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article
from ingest.passage import Passage

Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is known of a file: the folder it was read under, the digest of its bytes, and its refusals.

    `digest` is None when the bytes could not be read; `reader` tells which version read it; `refused` holds
    (path, reason) for each part of it that was refused.
    """

    path: str
    root: str
    digest: str | None
    reader: str
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What is known of a stored article: its digest, how it was split, its file, why it is stale."""

    digest: str
    passage_size: int
    file: str | None
    stale: str


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to store, the digest of its embedded text, and its vectors (1 + sentences, dimension)."""

    passage: Passage
    digest: str
    vectors: Halves


def text_digest(text: str) -> str:
    """The digest of a text, 32 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def article_digest(article: Article) -> str:
    """The digest of all of an article, its ledger included."""
    return blake2b(_codec().dump_json(article), digest_size=16).hexdigest()


def pack_article(article: Article) -> str:
    """An article without its text as JSON."""
    return str(_codec().dump_json(replace(article, text="")).decode())


def unpack_article(packed: str, stale: str, text: str = "") -> Article:
    """The article of a row; a stale one says so among the warnings of its ledger."""
    article: Article = _codec().validate_json(packed)
    ledger = article.ledger
    if stale:
        warning = f"its file can no longer be read ({stale}); this is the last good version"
        ledger = replace(ledger, warnings=(*ledger.warnings, warning))
    return replace(article, text=text, ledger=ledger)


def pack_passage(article: int, new: NewPassage, generation: int) -> tuple[Any, ...]:
    """The row of a passage of the article with this key."""
    passage = new.passage
    place = (article, passage.id, passage.text, passage.start, passage.end, passage.heading)
    lists = (json.dumps(passage.places, ensure_ascii=False), json.dumps(passage.dates))
    return (*place, *lists, new.digest, new.vectors.astype(np.float16).tobytes(), generation)


def unpack_passage(row: Sequence[Any]) -> Passage:
    """The passage of a row (id, article id, text, start, end, heading, places, dates)."""
    identity, article, text, start, end, heading, places, dates = row
    lists = (tuple(json.loads(places)), tuple(json.loads(dates)))
    return Passage(identity, article, text, start, end, heading, *lists)


@cache
def _codec() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Article)
