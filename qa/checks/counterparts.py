"""The clauses of a passage that speak of what a statement without a figure speaks of, by the words of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qa.checks.surroundings import clauses_before, words_at, words_between


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The clause text[start:end] and how much of a statement it says.

    `likeness` counts each shared word, the less the more clauses have it; `share` is that of the statement's words.
    """

    start: int
    end: int
    likeness: float
    share: float


LIKE, SHARE = 1.5, 0.4
"""Likeness, and share of the words of a statement, from which a clause speaks of the same thing."""
CLEAR_SHARE = 0.6
"""Such a share where no other clause is half as like it."""


def likest(statement: str, passage: str, translated: bool) -> list[Counterpart]:
    """The one clause of the passage that says most of the statement, if any says enough of it."""
    found = counterparts(statement, passage, translated)
    if not found:
        return []
    best, second = found[0], found[1].likeness if len(found) > 1 else 0.0
    clear = best.likeness >= 2 * max(second, 0.5) and (best.share >= CLEAR_SHARE or best.likeness >= 2 * LIKE)
    return [best] if clear or (best.likeness >= LIKE and best.share >= SHARE) else []


def counterparts(statement: str, passage: str, translated: bool) -> list[Counterpart]:
    """The clauses of the passage that share words with the statement, the likest first."""
    at: dict[str, set[int]] = {}
    for position, word in words_at(statement, translated):
        at.setdefault(word, set()).add(position)
    positions = len({position for places in at.values() for position in places})
    spans = list(clauses_before(passage, len(passage)))
    held = [
        {word for _, word in words_between(passage, translated, start, end)} & at.keys()
        for start, end in spans
    ]
    clauses = Counter(word for words in held for word in words)
    found = [
        Counterpart(
            start,
            end,
            sum(1 / clauses[word] for word in words),
            len(set().union(*(at[word] for word in words))) / positions,
        )
        for (start, end), words in zip(spans, held, strict=True)
        if words
    ]
    return sorted(found, key=lambda one: -one.likeness)
