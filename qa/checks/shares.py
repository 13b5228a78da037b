"""Shares that follow from others, and what a share comes to: 其余 of 56 % and 30 % is 14 %, half of 60元 is 30元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.alignment import content_words
from qa.checks.surroundings import clause, sentence_span
from qa.checks.wholes import wholes
from qa.figures import find_figures, plain
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS
from qa.words import words_of

_REST = re.compile(r"其余|余下|剩(?:余|下)?|\b(?:the (?:rest|others?)|remain(?:der|ing))\b", re.IGNORECASE)
_CLAUSE = re.compile("[^,，。;；.]+")
SAID = 0.7
"""How far a clause must meet a word to say it."""
_DENIED = re.compile(r"[未没不无]|\b(?:not|no|without|un[a-z]+|lack\w*)\b|n[’']t\b", re.IGNORECASE)


def rests(statement: str, passage: str, found: Sequence[Quantity]) -> list[Quantity]:
    """What the shares of a sentence leave, where the passage speaks of it: 七成用于绩效，其余用于设备.

    The statement must speak of a rest, too, say what was taken (70% and 30%), or name what the rest is for: a figure
    that the passage does not write is else too easily another thing's.
    """
    told = {one.value for one in find_figures(statement) if one.unit == "%"}
    speaks = _REST.search(plain(statement)) is not None
    return [
        replace(_share(rest.group(), 100 - sum(taken)), start=rest.start(), end=rest.end())
        for rest in _REST.finditer(plain(passage))
        if 0 < sum(taken := _taken(passage, rest.start(), found)) < 100
        and (speaks or told & set(taken) or _names_some(statement, _CLAUSE.search(passage, rest.end())))
    ]


def shares(statement: str, claim: Quantity, passage: str, evidence: Sequence[Quantity]) -> Iterator[Quantity]:
    """What a share that the passage gives leaves or comes to, and the share that a part of a figure is."""
    exact = sorted(
        (one for one in evidence if not (one.ordinal or one.approximation) and one.low == one.high > 0),
        key=lambda one: one.start,
    )
    denied = _DENIED.search(clause(statement, claim)) or _REST.search(clause(statement, claim))
    for whole, part in wholes(passage, exact):
        if claim.unit == "%":
            yield replace(_share(f"{part.text} / {whole.text}", 100 * part.value / whole.value, part), step=0)
        elif denied:
            value, text = whole.value - part.value, f"{whole.text} - {part.text}"
            yield replace(whole, low=value, high=value, value=value, text=text)
    if claim.unit == "%":
        yield from (_share(one.text, 100 - one.value, one) for one in exact if one.unit == "%" and denied)
        return
    for one, share in pairwise(exact):
        counted = UNITS[one.unit].kind.startswith(("money", "count"))
        if share.unit == "%" and counted and _sentence(passage, one) == _sentence(passage, share):
            value = one.value * share.value / 100
            yield replace(one, low=value, high=value, value=value, text=f"{share.text} × {one.text}")


def _sentence(text: str, quantity: Quantity) -> tuple[int, int]:
    return sentence_span(text, quantity.start, quantity.end)


def _names_some(statement: str, clause: re.Match[str] | None) -> bool:
    """Whether a statement says one of the words of a clause, in either language."""
    if clause is None:
        return False
    said = words_of(clause.group())
    return any(said.meets(word) > SAID for word in content_words(statement) if len(word) > 1)


def _taken(passage: str, position: int, found: Sequence[Quantity]) -> list[float]:
    """The shares before a position in its sentence."""
    start, _ = sentence_span(passage, position, position)
    return [one.value for one in found if one.unit == "%" and start <= one.start < position]


def _share(text: str, value: float, like: Quantity | None = None) -> Quantity:
    start, end = (like.start, like.end) if like else (0, len(text))
    return Quantity(start, end, text, value, value, value, "%", step=like.step if like else 1.0)
