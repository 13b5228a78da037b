"""An article, the ledger of what was done to it while it was read, and the refusal of what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Confidence = Literal["given", "found", "inferred", "made"]
"""Where a value comes from: the user's own field, the page, a conclusion from the text, or made up from the text."""


class InvalidArticle(ValueError):  # noqa: N818  the name is the contract's
    """The bytes or fields given are no article; the message ends with what to do."""


class NoSuchPath(InvalidArticle, FileNotFoundError):  # noqa: N818  as its neighbour
    """The file or folder to read is not there."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a title, date, source or author is what it is: the text it was read from and how sure that is."""

    text: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Removed:
    """Lines that were taken out of an article by one rule; `lines` are kept so that a person can see them."""

    rule: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What happened to one article between its bytes and its text; JSON-safe through `dataclasses.asdict`.

    `lost` counts characters that could not be decoded, `lost_at` gives the offsets (in the decoded text) of the
    first of them; `removed_share` is the share (0..1) of the characters that the cleaning took out; `evidence` is
    keyed by field name ("title", "source", "published", "author").
    """

    size: int = 0
    format: str = ""
    encoding: str = ""
    encoding_reason: str = ""
    lost: int = 0
    lost_at: tuple[int, ...] = ()
    script: Literal["", "simplified", "traditional", "latin"] = ""
    annotations: int = 0
    mojibake: int = 0
    removed: tuple[Removed, ...] = ()
    removed_share: float = 0.0
    captions: tuple[str, ...] = ()
    evidence: dict[str, Evidence] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned article: `text` is the body that every offset refers to; the title is not repeated in it.

    `published` is "2025-04-25", "2025-04", "2025" or None; `language` is "zh" or "en"; `places` are the places the
    article is about (桑植县), most prominent first; `path` is the file it was read from, None where there is none.
    `metadata` is a LangChain document's own, kept as it was given.
    """

    id: str
    title: str
    text: str
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "zh"
    path: str | None = None
    places: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a row of one ("list.jsonl:12"), that was not read, and the reason in one line."""

    path: str
    reason: str


def unforeseen(path: str, error: Exception) -> Refused:
    """What a fault of ours or of a library costs: one file or row, not the run."""
    reason = " ".join(str(error).split())[:200] or "no reason given"
    return Refused(path, f"could not be read ({type(error).__name__}: {reason}); leave it out or convert it")
