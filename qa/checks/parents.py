"""A place that a statement puts into another province or prefecture than it lies in: 湖南省大余县, "Dayu in Hunan"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.gazetteer import gazetteer
from ingest.places import find_mentions, with_parents

_OUTER_FIRST = re.compile(r"的?|[’']s ")
_INNER_FIRST = re.compile(
    r"(?: (?:County|City|District|Prefecture))?,? (?:(?:a|the) )?(?:(?:\w+ ){0,2}(?:county|city|district) )?"
    r"(?:in |of )?(?:(?:north|south|east|west|central)\w* )?|[（(]",
    re.IGNORECASE,
)


def parent_problems(statement: str, passage: str, places: Sequence[str], chinese: bool) -> Iterator[str]:
    """A line for each place named together with one that it does not lie in; those of no list are left alone."""
    book = gazetteer().places
    named = [one for one in find_mentions(statement, places) if one.name in book]
    for first, second in pairwise(named):
        between = statement[first.end : second.start]
        for outer, inner, pattern in ((first, second, _OUTER_FIRST), (second, first, _INNER_FIRST)):
            if (
                book[outer.name].level < book[inner.name].level
                and pattern.fullmatch(between)
                and outer.name not in with_parents((inner.name,))
                and statement[first.start : second.end] not in passage
            ):
                one, other = (statement[each.start : each.end] for each in (inner, outer))
                yield f"“{one}”不在“{other}”" if chinese else f"{one} does not lie in {other}"
