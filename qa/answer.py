"""An answer: statements, and the citations that prove them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Support = Literal["quoted", "checked", "unsupported"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a quote, its value in base units, its unit, and how English writes it.

    3657万元 -> Figure("3657万元", 36_570_000, "CNY", "CNY 36.57 million")
    """

    text: str
    value: float
    unit: str
    english: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer, the numbers of its citations, whether they bear it out, and what they do not."""

    text: str
    citations: tuple[int, ...]
    support: Support
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """What a reader needs to know of a cited article."""

    id: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage a statement rests on; `article.text[start:end] == quote`, always.

    `passage` is the passage's whole text; `also_in` names the reprints ("title / source"); `gloss` is (word, pinyin,
    English gloss) for each word of the quote, only where the asker may not read it.
    """

    number: int
    article: CitedArticle
    passage: str
    quote: str
    start: int
    end: int
    similarity: float
    also_in: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    gloss: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the language of its question; a refusal gives the reason and the nearest passages instead.

    `text` holds the statements with their [n]; at most 4 statements and 5 citations. `model` names the chat model,
    or "extractive".
    """

    question: str
    language: str
    text: str
    refused: bool
    reason: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    model: str
    elapsed_ms: float

    def to_dict(self) -> dict[str, Any]:
        """The JSON-safe form that `ask --json`, REST and the page use."""
        return asdict(self)
