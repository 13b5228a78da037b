"""Changes from one figure to another, and those that a statement turns round: 从2.9万元升至6.8万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from qa.checks.agreement import bears_out
from qa.figures import find_figures, plain
from qa.figures.quantity import Quantity

Change = tuple[Quantity, Quantity]
_FROM = re.compile(r"(?:从|由|\bfrom )[^，。；,;]{0,16}$", re.IGNORECASE)
_TO = re.compile(r"[^，。；;]{0,28}?(?:到|至|为|\bto )[^，。；,;]{0,16}")


def reversed_changes(statement: str, passage: str, translated: bool) -> Iterator[Change]:
    """The changes of the passage that the statement tells the other way round."""
    told = find_changes(statement)
    for before, after in find_changes(passage) if told else ():
        for first, second in told:
            straight = bears_out(first, before, translated)
            if not straight and bears_out(first, after, translated) and bears_out(second, before, translated):
                yield before, after


def mixed_changes(statement: str, passage: str, translated: bool) -> Iterator[Change]:
    """The changes of the statement that run from an end of one change of the passage to an end of another."""
    told = find_changes(passage)
    ends = [end for change in told for end in change]
    for first, second in find_changes(statement):
        known = all(any(bears_out(one, end, translated) for end in ends) for one in (first, second))
        whole = any(
            {bears_out(first, one, translated), bears_out(second, other, translated)} == {True}
            or {bears_out(first, other, translated), bears_out(second, one, translated)} == {True}
            for one, other in told
        )
        if known and not whole:
            yield first, second


@lru_cache(maxsize=256)
def find_changes(text: str) -> tuple[Change, ...]:
    """The pairs of figures between which the text says that something went."""
    return tuple(_changes(text))


def _changes(text: str) -> Iterator[Change]:
    figures = [figure for figure in find_figures(text) if figure.unit != "calendar year"]
    text = plain(text)
    for figure in figures:
        if figure.low < figure.high and _FROM.search(text[max(0, figure.start - 24) : figure.start]):
            yield replace(figure, high=figure.low), replace(figure, low=figure.high, value=figure.high)
    for one, other in pairwise(figures):
        between = text[one.end : other.start]
        if (
            one.unit in ("", "thing", other.unit)
            and _FROM.search(text[max(0, one.start - 24) : one.start])
            and _TO.fullmatch(between)
        ):
            yield replace(one, unit=other.unit), other
