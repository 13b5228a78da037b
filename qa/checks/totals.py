"""Figures that a statement adds up: 136 beds of 84 and 52. Only where its words say so: 共, 累计, together, total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from qa.checks.surroundings import clause
from qa.figures.quantity import Quantity

_TOTAL = re.compile(
    r"[一总合]共|[合共总累]计|加起来|[两三][者县地院家市]共|相加|共(?=[有计达省收支投])"
    r"|\b(?:together|total\w*|altogether|combined|between them|in all|add(?:s|ed|ing)? up|sum)\b",
    re.IGNORECASE,
)
_MOST = 8
"""Figures of one unit in a passage from which their sums would prove anything."""


def totals(statement: str, claim: Quantity, evidence: Sequence[Quantity]) -> Iterator[Quantity]:
    """The sums of two or three figures of a unit, where the claim's clause says that it is one."""
    if not _TOTAL.search(clause(statement, claim)):
        return
    exact = [one for one in evidence if not (one.ordinal or one.approximation) and one.low == one.high > 0]
    for unit in {one.unit for one in exact} - {"%", "year"}:
        alike = [one for one in exact if one.unit == unit]
        if len(alike) <= _MOST:
            for group in (*combinations(alike, 2), *combinations(alike, 3)):
                value = sum(one.value for one in group)
                text = " + ".join(one.text for one in group)
                yield replace(group[-1], low=value, high=value, value=value, text=text)
