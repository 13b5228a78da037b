"""Figures that a statement adds up or takes away: 136 beds of 84 and 52, 14 % left of 56 % and 30 %.

Only where its words say so: 共, together, in total; 其余, the rest, all but.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from qa.checks.surroundings import clause, sentence_span
from qa.figures.quantity import Quantity

_TOTAL = re.compile(
    r"[一总合]共|[合共总]计|加起来|[两三][者县地院家市]共"
    r"|\b(?:together|total\w*|altogether|combined|between them|in all)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"其余|余下|剩|留作|留给|\b(?:the rest|remain(?:der|ing)|left over)\b", re.IGNORECASE)
_MOST = 8
"""Figures of one unit in a passage from which their sums would prove anything."""


def totals(statement: str, claim: Quantity, passage: str, evidence: Sequence[Quantity]) -> Iterator[Quantity]:
    """The sums of two or three figures of a unit, and what shares leave, where the claim's clause says so."""
    said = clause(statement, claim)
    exact = [one for one in evidence if not (one.ordinal or one.approximation) and one.low == one.high > 0]
    if _TOTAL.search(said):
        yield from _sums(exact)
    if claim.unit == "%" and _REST.search(said):
        yield from _rests(passage, exact)


def _sums(exact: Sequence[Quantity]) -> Iterator[Quantity]:
    for unit in {one.unit for one in exact} - {"%", "year"}:
        alike = [one for one in exact if one.unit == unit]
        if len(alike) <= _MOST:
            for group in (*combinations(alike, 2), *combinations(alike, 3)):
                yield _joined(group, sum(one.value for one in group))


def _rests(passage: str, exact: Sequence[Quantity]) -> Iterator[Quantity]:
    shares: dict[tuple[int, int], list[Quantity]] = {}
    for one in exact:
        if one.unit == "%":
            shares.setdefault(sentence_span(passage, one.start, one.end), []).append(one)
    for group in shares.values():
        rest = 100 - sum(one.value for one in group)
        if 0 < rest < 100:
            yield _joined(group, rest)


def _joined(group: Sequence[Quantity], value: float) -> Quantity:
    text = " + ".join(one.text for one in group)
    return replace(group[-1], low=value, high=value, value=value, text=text)
