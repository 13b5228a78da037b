"""Does a figure stand with its own thing? "252 township hospitals" is wrong of 23家乡镇卫生院、252个村卫生室.

What stands around the figure in the statement is compared with what stands around each figure of the passage that
it could be. Only a clear case is called misplaced: the words fit another figure much better than its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from qa.checks.agreement import units_agree
from qa.checks.surroundings import BEFORE, IN_CLAUSE, clause_span, masked, surroundings
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

LIKE = 1.05
"""Weight of the words shared with another figure from which the claim can be about it."""
EXCHANGED = 0.75
"""As `UNLIKE`, where two figures of the statement each fit the other's better."""
UNLIKE = 0.55
"""Share of that weight up to which the words shared with its own figure do not speak for it."""
COPIED = 0.85
"""Share of a clause's words up to which it is not the same clause."""
SMALL = 10
"""Up to which a number may have been mistaken for the one in 一名医生."""

Proofs = Mapping[Quantity, Sequence[Quantity]]
"""For each figure of a statement, those of the passage that bear it out."""


class Binding:
    """How well figures of a statement fit those of a passage by the words around them."""

    def __init__(
        self,
        statement: str,
        passage: str,
        evidence: Sequence[Quantity],
        pairs: Sequence[tuple[Quantity, Quantity]],
        translated: bool,
    ) -> None:
        self._statement, self._passage, self._translated = statement, passage, translated
        self._partners = {(one.start, other.start) for pair in pairs for one, other in (pair, pair[::-1])}
        self._around = {one: dict(surroundings(passage, one, translated)) for one in evidence}
        for one, other in pairs:  # what goes from one figure to another is said of both
            both = surroundings(passage, one, translated) | surroundings(passage, other, translated)
            self._around[one] = self._around[other] = both
        seen = {
            (word, clause_span(passage, one.start, one.end))
            for one in evidence
            for word, weight in surroundings(passage, one, translated).items()
            if weight >= BEFORE
        }
        self._clauses = Counter(word for word, _ in seen)
        self._fits: dict[tuple[Quantity, Quantity], float] = {}

    def fit(self, claim: Quantity, found: Quantity) -> float:
        """The weight of the words that stand around both; a word counts the less the more clauses have it."""
        if (claim, found) not in self._fits:
            said = surroundings(self._statement, claim, self._translated)
            around = self._around.get(found) or surroundings(self._passage, found, self._translated)
            self._fits[claim, found] = sum(
                said[word] * around[word] / (self._clauses[word] or 1) for word in said.keys() & around.keys()
            )
        return self._fits[claim, found]

    def misplaced(
        self, proofs: Proofs, is_apart: Callable[[Quantity, Quantity], bool]
    ) -> Iterator[tuple[Quantity, Quantity]]:
        """(figure of the statement, figure of the passage that stands with such words), clear cases only.

        `is_apart`: whether something else than the words (a year, a place) tells the two apart.
        """
        holders: dict[Quantity, list[Quantity]] = {}
        for claim, own in proofs.items():
            for one in own:
                holders.setdefault(one, []).append(claim)
        for claim, own in proofs.items():
            rivals = [*self._rivals(claim, own)] if own else []
            best = max((self.fit(claim, one) for one in own), default=0.0)
            gains = [self._gain(claim, best, other, proofs, holders) for other in rivals]
            likely = [gain for gain in gains if gain[0] >= LIKE and gain[1] <= gain[3] * gain[0]]
            likely = [gain for gain in likely if not is_apart(claim, gain[2])]
            if likely:
                yield claim, max(likely, key=lambda gain: gain[0] - gain[1])[2]
                continue
            copied = (one for one in rivals if self._is_copied(claim, one, own) and not is_apart(claim, one))
            if other := next(copied, None):
                yield claim, other

    def _rivals(self, claim: Quantity, own: Sequence[Quantity]) -> Iterator[Quantity]:
        """The quantities of the passage that the claim may have been mistaken for."""
        kinds = {UNITS[one.unit].kind for one in own}
        for one in self._around:
            apart = all(one.end <= other.start or other.end <= one.start for other in own)
            partner = any((one.start, other.start) in self._partners for other in own)
            if (
                apart
                and (one.value != 1 or claim.low <= SMALL)
                and not partner
                and ("bare" in kinds or UNITS[one.unit].kind in kinds)
                and units_agree(claim.unit, one.unit, self._translated)
            ):
                yield one

    def _is_copied(self, claim: Quantity, other: Quantity, own: Sequence[Quantity]) -> bool:
        """Whether the claim's clause is words of the other's clause, and some of them are not in its own."""
        said = self._clause(surroundings(self._statement, claim, self._translated))
        return (
            (len(said) > 1 or (bool(said) and self._is_same_head(claim, other)))
            and said <= self._clause(self._around[other])
            and all(len(said & self._clause(self._around.get(one, {}))) <= COPIED * len(said) for one in own)
        )

    def _is_same_head(self, claim: Quantity, other: Quantity) -> bool:
        """Whether the words before the claim in its clause stand right before the other: 预算3.1亿元."""
        start, _ = clause_span(self._statement, claim.start, claim.end)
        head = masked(self._statement)[start : claim.start].strip()
        return len(head) > 1 and masked(self._passage)[: other.start].rstrip().endswith(head)

    def _clause(self, around: Mapping[str, float]) -> set[str]:
        return {word for word, weight in around.items() if weight >= IN_CLAUSE}

    def _gain(
        self,
        claim: Quantity,
        own: float,
        other: Quantity,
        proofs: Proofs,
        holders: Mapping[Quantity, Sequence[Quantity]],
    ) -> tuple[float, float, Quantity, float]:
        """How well `other` fits, and how well the claim's own figure does (`own`).

        Where `other` bears out another figure of the statement, that one would have to be the claim's: both count. Last
        comes the share of the one up to which the other is no rival.
        """
        beside = next((one for one in holders.get(other, ()) if one != claim), None)
        if beside is None:
            return self.fit(claim, other), own, other, UNLIKE
        rather = max(self.fit(beside, one) for one in proofs[claim])
        theirs = max(self.fit(beside, one) for one in proofs[beside])
        least = EXCHANGED if self.fit(claim, other) > own and rather > theirs else UNLIKE
        return self.fit(claim, other) + rather, own + theirs, other, least
