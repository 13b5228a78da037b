"""What a figure was before a change that the passage tells: 29.4万 in 2022 of 38.6万，比2022年多9.2万."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.checks.direction import role, trend
from qa.checks.surroundings import clause, sentence_span
from qa.figures import plain
from qa.figures.quantity import Quantity

_EARLIER = re.compile(
    r"此前|撤并前|合并前|原[来先为]|以前|过去|之前|从前|上年|[去前]年|改革前|(?:19|20)\d\d"
    r"|\b(?:before|previous\w*|earlier|formerly|used to|had been|last year|once)\b",
    re.IGNORECASE,
)


def earlier(
    statement: str, claim: Quantity, passage: str, evidence: Sequence[Quantity]
) -> Iterator[Quantity]:
    """The values from which the changes of a sentence led to its figures, where the claim's clause looks back."""
    if not _EARLIER.search(plain(clause(statement, claim))):
        return
    exact = [one for one in evidence if not (one.ordinal or one.approximation) and one.low == one.high > 0]
    for one, other in pairwise(sorted(exact, key=lambda found: found.start)):
        if sentence_span(passage, one.start, one.end) != sentence_span(passage, other.start, other.end):
            continue
        for now, change in ((one, other), (other, one)):
            fits = change.unit == ("percentage point" if now.unit == "%" else now.unit)
            if fits and role(passage, change) == "by" and role(passage, now) != "by":
                value = round(now.value - trend(passage, change) * change.value, 6)
                if trend(passage, change) and value > 0:
                    yield replace(now, low=value, high=value, value=value, text=f"{now.text} ± {change.text}")
