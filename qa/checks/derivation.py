"""Figures that follow from two others: 5.5 percentage points from 由28.6%升至34.1%, "halved" from 52 and 26 minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from qa.checks.agreement import bears_out
from qa.checks.binding import Proofs
from qa.checks.changes import Change, find_changes
from qa.checks.direction import role
from qa.checks.surroundings import BEFORE, surroundings
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_SENTENCE_END = re.compile(r"[。！？!?\n]|\. ")


def derive(
    statement: str,
    passage: str,
    proofs: Proofs,
    evidence: Sequence[Quantity],
    translated: bool,
) -> list[Quantity]:
    """What follows from the changes of the passage, and from the figures of it that the statement names."""
    named = [own[0] for own in proofs.values() if own]
    told = [end for change in find_changes(statement) for end in change]
    named += [one for one in evidence if any(bears_out(end, one, translated) for end in told)]
    pairs = [pair for one, other in combinations(named, 2) for pair in ((one, other), (other, one))]
    return differences(
        [*find_changes(passage), *pairs, *_twice(passage, evidence), *_beside(passage, evidence)]
    )


def differences(pairs: Iterable[Change]) -> list[Quantity]:
    """What follows from two figures: of 40 and 90 minutes 50 minutes, 2.25 fold and 125 %.

    Each stands where the second figure does; its text names both.
    """
    found = []
    for before, after in pairs:
        if before.unit != after.unit or before.ordinal or min(before.low, after.low) <= 0:
            continue
        change, times = abs(after.value - before.value), after.value / before.value
        unit = "percentage point" if after.unit == "%" else after.unit
        for value, name in ((change, unit), (times, "fold"), (100 * abs(times - 1), "%"), (100 * times, "%")):
            text = f"{before.text} → {after.text}"
            found.append(
                replace(after, low=value, high=value, value=value, unit=name, text=text, approximation="")
            )
    return found


def _beside(passage: str, evidence: Sequence[Quantity]) -> Iterator[Change]:
    """Exact figures of one unit that follow each other in a sentence: 预算3.1亿元，最后花了5.6亿元."""
    exact = [one for one in evidence if not one.approximation and one.low == one.high > 0 and one.unit]
    for unit in {one.unit for one in exact}:
        for one, other in pairwise(
            sorted((x for x in exact if x.unit == unit), key=lambda found: found.start)
        ):
            if not _SENTENCE_END.search(passage, one.end, other.start):
                yield from ((one, other), (other, one))


def _twice(passage: str, evidence: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of one thing of which one is twice the other: what "halved" and "doubled" may speak of."""
    for one, other in combinations(
        [found for found in evidence if found.unit not in ("", "thing") and found.low > 0], 2
    ):
        if one.unit == other.unit and any(abs(one.value / other.value - times) < 0.01 for times in (2, 0.5)):
            around = (surroundings(passage, found, translated=False).items() for found in (one, other))
            first, second = ({word for word, weight in words if weight >= BEFORE} for words in around)
            if first & second:
                yield one, other


def follows(statement: str, claim: Quantity, derived: Quantity) -> bool:
    """Whether the claim says what follows from two figures, as far as it is rounded."""
    share = claim.unit == "%" and (not claim.step or "成" in claim.text)
    told = claim.unit == "fold" or share or role(statement, claim) == "by"
    if UNITS[claim.unit].kind != UNITS[derived.unit].kind or claim.ordinal or not told:
        return False
    scale = UNITS[derived.unit].factor / UNITS[claim.unit].factor
    value, said = derived.value * scale, claim.value
    if claim.approximation in ("over", "at least"):
        halved = claim.unit == "fold" and said < 1
        return said / 2 < value < said if halved else said <= value <= said + max(claim.step, 0.2 * said)
    if claim.approximation in ("nearly", "under", "at most"):
        return 0.9 * said <= value <= said
    if claim.approximation == "about" and not claim.step:
        return abs(value - said) <= 0.1 * said
    return abs(value - said) <= max(min(claim.step, 0.1 * said) / 2, 1e-9 * said)
