"""The clauses of a passage that speak of what a statement without a figure speaks of, by the words of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qa.checks.surroundings import clauses_before, words_at


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The clause text[start:end] and how much of a statement it says: each shared word, the less the more have it."""

    start: int
    end: int
    likeness: float


def counterparts(statement: str, passage: str, translated: bool) -> list[Counterpart]:
    """The clauses of the passage that share words with the statement, the likest first."""
    said = {word for _, word in words_at(statement, translated)}
    spans = list(clauses_before(passage, len(passage)))
    held = [
        {word for position, word in words_at(passage, translated) if start <= position < end} & said
        for start, end in spans
    ]
    clauses = Counter(word for words in held for word in words)
    found = [
        Counterpart(start, end, sum(1 / clauses[word] for word in words))
        for (start, end), words in zip(spans, held, strict=True)
        if words
    ]
    return sorted(found, key=lambda one: -one.likeness)
