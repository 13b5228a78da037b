"""Statements that have next to no word in common with their passage, and no figure that ties them to it."""

from __future__ import annotations

import rjieba

from index.terms import is_chinese, stem
from qa.checks.surroundings import masked
from qa.question import ENGLISH_STOP
from qa.words import HAN, WORD, bigrams_of, words_of

LEAST = 0.2
"""Share of the words of a statement that its passage must hold; true ones without a figure hold .35 and more."""
ENOUGH = {True: 6, False: 4}
"""Pairs of characters (within Chinese) or words from which a share says something."""


def is_unrelated(statement: str, passage: str, context: str) -> bool:
    """Whether the passage and its context hold hardly any of the statement's words, in either language."""
    text = f"{passage}\n{context}"
    chinese = is_chinese(statement)
    within = chinese and is_chinese(passage)
    held = _pairs(statement, text) if within else _words(statement, text, chinese)
    return len(held) >= ENOUGH[within] and sum(held) < LEAST * len(held)


def _pairs(statement: str, text: str) -> list[bool]:
    said, told = (bigrams_of(masked(one)) for one in (statement, text))
    return [pair in told for pair in said]


def _words(statement: str, text: str, chinese: bool) -> list[bool]:
    told = words_of(text)
    if chinese:
        words = [word for word in rjieba.cut(masked(statement)) if HAN.match(word) and len(word) > 1]
        return [bool(words_of(word).meanings & told.stems) or told.names(word) for word in words]
    words = [word for word in WORD.findall(masked(statement).lower()) if word not in ENGLISH_STOP]
    return [stem(word) in told.meanings or stem(word) in told.stems or told.sounds(word) for word in words]
