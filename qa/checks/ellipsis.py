"""Figures that a clause of the passage gives to a thing in so many words, and a statement to another.

    医生年均收入达到13.4万元，护士8.9万元    is not    护士年均收入达到13.4万元

What is left out of the second clause (年均收入达到) would otherwise speak for the first figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from qa.checks.agreement import units_agree
from qa.checks.binding import Proofs
from qa.checks.surroundings import clause_span, masked, sentence_span, words_between
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_BARE = re.compile(
    r"(?:其中|而|则|另|the |and |while |with )*(?P<head>[一-龥]{2,12}?|[a-z' -]{3,40}?)[为达是有仅则]?到?\s*"
    r"(?:at |to |only |just )?#+"
    r"[^#一-龥a-z]*"
)


class Ellipses:
    """The figures of a passage that stand with nothing but what they are of, and those of a statement about them."""

    def __init__(self, statement: str, passage: str, evidence: Sequence[Quantity], translated: bool) -> None:
        self._statement, self._passage, self._translated = statement, passage, translated
        self._heads = {one: head for one in evidence if (head := _head(passage, one, translated))}

    def is_placed(self, claim: Quantity, own: Sequence[Quantity]) -> bool:
        """Whether one of the claim's `own` figures of the passage is such a one, of what the claim's clause names."""
        said = _words(self._statement, claim, self._translated)
        return any(one in self._heads and _are_named(self._heads[one], said) for one in own)

    def misplaced(
        self, proofs: Proofs, is_apart: Callable[[Quantity, Quantity], bool]
    ) -> Iterator[tuple[Quantity, Quantity]]:
        """(figure of the statement, that of the passage that is of the thing in its clause)."""
        taken = {one for own in proofs.values() for one in own}
        # not 264,000 of "half of the 264,000 were ..."
        alone = [claim for claim, own in proofs.items() if own and _is_alone(self._statement, claim)]
        for claim in alone:
            others = (
                other
                for other in self._heads
                if other not in taken
                and self._is_rather(claim, other, proofs[claim])
                and not is_apart(claim, other)
            )
            if other := next(others, None):
                yield claim, other

    def _is_rather(self, claim: Quantity, other: Quantity, own: Sequence[Quantity]) -> bool:
        """Whether the claim's clause names the thing of the other figure, and the clauses of its own do not."""
        head, passage, translated = self._heads[other], self._passage, self._translated
        return (
            units_agree(claim.unit, other.unit, translated)
            and any(_goes_before(passage, one, other) for one in own)
            and _are_named(head, _words(self._statement, claim, translated))
            and not any(_are_named(head, _words(passage, one, translated)) for one in own)
        )


def _head(passage: str, figure: Quantity, translated: bool) -> list[set[str]]:
    """The words of a clause that says nothing but of what the figure is, each with what it may be translated as."""
    start, end = clause_span(passage, figure.start, figure.end)
    bare = _BARE.fullmatch(masked(passage)[start:end].lower())
    if not bare:
        return []
    at: dict[int, set[str]] = {}
    first, last = (start + place for place in bare.span("head"))
    for position, word in words_between(passage, translated, first, last):
        at.setdefault(position, set()).add(word)
    return [*at.values()]


def _goes_before(passage: str, one: Quantity, other: Quantity) -> bool:
    """Whether one figure stands before another of its kind in a sentence, so that words may be left out of that."""
    spans = (sentence_span(passage, each.start, each.end) for each in (one, other))
    return one.start < other.start and UNITS[one.unit].kind == UNITS[other.unit].kind and len({*spans}) == 1


def _is_alone(statement: str, claim: Quantity) -> bool:
    """Whether no other figure stands in the claim's clause."""
    start, end = clause_span(statement, claim.start, claim.end)
    text = masked(statement)
    return "#" not in text[start : claim.start] + text[claim.end : end]


def _words(text: str, figure: Quantity, translated: bool) -> set[str]:
    start, end = clause_span(text, figure.start, figure.end)
    return {word for _, word in words_between(text, translated, start, end)}


def _are_named(head: list[set[str]], words: set[str]) -> bool:
    return all(senses & words for senses in head)
