"""Why something is so, where the passage says nothing of such a cause: "because the county ran out of money"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.surroundings import masked, words_at

_CAUSE = re.compile(
    r"(?:因为|由于|缘于|源于|得益于|归功于)(?P<han>[^，。；]+)"
    r"|\b(?:because(?: of)?|due to|owing to|thanks to|as a result of)\b(?P<latin>[^,.;]+)",
    re.IGNORECASE,
)
KNOWN = 0.4
"""Share of the words of a cause that the passage must hold."""
LEAST = 3
"""Words, or pairs of characters, from which such a share says something."""


def cause_problems(statement: str, passage: str, context: str, chinese: bool) -> Iterator[str]:
    """A line for each cause of which the passage and its context hold next to no word."""
    causes = [*_CAUSE.finditer(masked(statement))]
    if not causes:
        return
    told = f"{passage}\n{context}"
    translated = chinese != is_chinese(passage)
    known = {word for _, word in words_at(told, translated)}
    said = words_at(statement, translated)
    for found in causes:
        start, end = found.span("han" if found["han"] else "latin")
        held: dict[int, bool] = {}
        for position, word in said:
            if start <= position < end:
                held[position] = held.get(position, False) or word in known
        if len(held) >= LEAST and sum(held.values()) < KNOWN * len(held):
            shown = statement[start:end].strip()
            yield (
                f"原文没有说是因为“{shown}”" if chinese else f"the passage does not give this cause ({shown})"
            )
