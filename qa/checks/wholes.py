"""Figures of which a passage gives a part: 提示340条，其中采纳262条; "of the 2,065 infected, 1,240 have begun"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.checks.agreement import units_agree
from qa.checks.surroundings import sentence_span
from qa.figures.quantity import Quantity

_AMONG = re.compile(
    r"其中|[中里内](?:已?有|的)?$|\bof (?:whom|which|them|these|those)\b|\bincluding\b", re.IGNORECASE
)
_OF = re.compile(r"\b(?:of|among)(?: all)?(?: the| these| those| its)? $", re.IGNORECASE)
_OUT_OF = re.compile(r"[a-z ]*\b(?:out )?of (?:the |all |its |these )*", re.IGNORECASE)

Whole = tuple[Quantity, Quantity]


def wholes(passage: str, figures: Sequence[Quantity]) -> list[Whole]:
    """(a figure, its part) for each two figures of a sentence of which the passage says so."""
    exact = sorted(
        (one for one in figures if not one.ordinal and one.low == one.high > 0 and one.unit != "%"),
        key=lambda one: one.start,
    )
    found: list[Whole] = []
    for one, other in pairwise(exact):
        whole, part = (one, other) if one.value > other.value else (other, one)
        same = sentence_span(passage, one.start, one.end) == sentence_span(passage, other.start, other.end)
        if same and _is_part(passage, one, other) and units_agree(part.unit, whole.unit, translated=False):
            found.append((whole, part))
    return found


def _is_part(passage: str, one: Quantity, other: Quantity) -> bool:
    if one.value < other.value:
        return _OUT_OF.fullmatch(passage, one.end, other.start) is not None
    before = _OF.search(passage[max(0, one.start - 20) : one.start])
    return one.value > other.value and bool(before or _AMONG.search(passage, one.end, other.start))
