"""The lengths of time that dates tell: 上半年 and 1至6月 are six months, 2018 to 2023 five years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from qa.figures import plain
from qa.figures.dates import find_dates
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_PARTS = (
    (6, re.compile(r"[上下]半年|[前后]六个月|\b(?:first|second|latter) half\b", re.IGNORECASE)),
    (3, re.compile(r"[一二三四1-4]季度|\b(?:first|second|third|fourth|last) quarter\b", re.IGNORECASE)),
)
_MONTHS = re.compile(r"(?<!\d)(1?\d)月?[-–—~至到](1?\d)月")

_AFTER = re.compile(r"[之以]?[前后间里内来]| (?:earlier|later|before|after|ago|running|in a row)\b")
_TOGETHER = re.compile(r"[累合]计|[一总]?共|连续|下来")
_TOLD = re.compile(rf"年(?:{_TOGETHER.pattern})")
_BEFORE = re.compile(r"\b(?:in|within|over|after|for) (?:the (?:past|last|first) )?$", re.IGNORECASE)


def spans(statement: str, claim: Quantity, passage: str) -> list[Quantity]:
    """How long the parts of years last that the passage names, and how far apart its years are.

    None for a claim that is no time in which something came about (五年间, "two years earlier") or was added up, where
    the passage does not say it itself (三年累计).
    """
    if UNITS[claim.unit].kind != "long time":
        return []
    together = _TOGETHER.match(statement, claim.end) and not _TOLD.search(passage)
    before = _BEFORE.search(statement[max(0, claim.start - 30) : claim.start])
    said = together or before or _AFTER.match(statement, claim.end)
    return list(_spans(plain(passage))) if said else []


def _spans(passage: str) -> Iterator[Quantity]:
    for months, pattern in _PARTS:
        for found in pattern.finditer(passage):
            yield _length(found.start(), found.group(), months, "month")
    for found in _MONTHS.finditer(passage):
        if (months := int(found[2]) - int(found[1]) + 1) > 1:
            yield _length(found.start(), found.group(), months, "month")
    years = {date.year: date for date in find_dates(passage) if date.year}
    for one, other in combinations(sorted(years), 2):
        yield _length(years[other].start, f"{one} → {other}", other - one, "year")
        if all(year in years for year in range(one, other)):  # 2022, 2023 and 2024 are three years
            yield _length(years[other].start, f"{one}-{other}", other - one + 1, "year")


def _length(start: int, text: str, value: int, unit: str) -> Quantity:
    return Quantity(start, start + len(text), text, value, value, value, unit)
