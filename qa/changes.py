"""Changes from one figure to another, and those that a statement turns round: 从2.9万元升至6.8万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qa.agreement import bears_out
from qa.figures import find_figures
from qa.quantity import Quantity

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


def differences(text: str) -> list[Quantity]:
    """By how much figures of a text changed: 28.6%升至34.1% is 5.5 percentage points, "from 4 to 10" 6 and 2.5 fold."""
    found = []
    for before, after in find_changes(text):
        if before.unit != after.unit or before.approximation or after.approximation or before.ordinal:
            continue
        change = abs(after.value - before.value)
        unit = "percentage point" if after.unit == "%" else after.unit
        found.append(replace(after, low=change, high=change, value=change, unit=unit))
        if before.value > 0 and after.value > before.value:
            times = after.value / before.value
            found.append(replace(after, low=times, high=times, value=times, unit="fold"))
    return found


def find_changes(text: str) -> list[Change]:
    """The pairs of figures between which the text says that something went."""
    return list(_changes(text))


def _changes(text: str) -> Iterator[Change]:
    figures = [figure for figure in find_figures(text) if figure.unit != "calendar year"]
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
