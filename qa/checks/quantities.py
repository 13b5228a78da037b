"""The figures of a statement that its passage does not bear out, or says of something else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from index.terms import is_chinese
from qa.checks.agreement import bears_out, same_value
from qa.checks.binding import LIKE, Binding, Proofs
from qa.checks.changes import find_changes, mixed_changes, reversed_changes
from qa.checks.contrasts import contrasts
from qa.checks.derivation import derive, follows
from qa.checks.earlier import earlier
from qa.checks.ellipsis import Ellipses
from qa.checks.evidence import are_ends_borne_out, find_evidence, find_proofs, single_ones
from qa.checks.followers import exchanged
from qa.checks.hospitals import exchanged_hospitals
from qa.checks.jurisdictions import Jurisdictions
from qa.checks.payers import payer_problems
from qa.checks.periods import per_other_time, period_problems
from qa.checks.plans import plan_problems
from qa.checks.problems import absent, differs, elsewhere
from qa.checks.shares import shares
from qa.checks.spans import spans
from qa.checks.totals import totals
from qa.checks.trends import trend_problems
from qa.checks.years import Years
from qa.figures import find_figures
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

NEAR = 0.1
"""Share of a figure within which another is taken to be what it was meant to be."""


def quantity_problems(
    statement: str, passage: str, years: Years, places: Sequence[str], chinese: bool
) -> Iterator[str]:
    """A line for each figure that is not borne out, in Chinese or English; `years` of these two texts."""
    translated = chinese != is_chinese(passage)
    evidence = find_evidence(statement, passage, translated)
    proofs = _proofs(statement, passage, evidence, translated)
    if not proofs:
        for check in (payer_problems, plan_problems):
            yield from check(statement, passage, proofs, chinese)
        return
    whose = Jurisdictions(statement, passage, places)
    changes = find_changes(passage)
    binding = Binding(statement, passage, [*evidence, *single_ones(passage)], changes, translated)

    def is_apart(claim: Quantity, other: Quantity) -> bool:
        return whose.is_of_another(claim, other) or years.tells_apart(claim, proofs[claim], other)

    missing = [claim for claim, own in proofs.items() if not own and not whose.counts(claim)]
    for claim in _unproven(missing, statement, passage, evidence, translated):
        told = _instead(claim, evidence, proofs, binding)
        yield differs(claim, told, chinese) if told else absent(claim.text, chinese)
    ellipses = Ellipses(statement, passage, evidence, translated)
    misplaced = {
        claim: other
        for claim, other in binding.misplaced(proofs, is_apart)
        if not ellipses.is_placed(claim, proofs[claim])
    }
    misplaced |= ellipses.misplaced(proofs, is_apart)
    misplaced |= {} if translated else dict(exchanged(statement, passage, proofs))
    for claim, other in misplaced.items():
        yield elsewhere(claim, other, chinese)
    placed = {claim: own for claim, own in proofs.items() if claim not in misplaced}
    yield from whose.problems(placed, chinese)
    yield from exchanged_hospitals(statement, passage, placed, chinese)
    for check in (trend_problems, period_problems, plan_problems, payer_problems):
        yield from check(statement, passage, proofs, chinese)
    for word, opposite in contrasts(statement, passage, proofs):
        yield f"“{word}”在原文中是“{opposite}”"
    yield from _changed(statement, passage, translated, chinese)


def _proofs(
    statement: str, passage: str, evidence: Sequence[Quantity], translated: bool
) -> dict[Quantity, list[Quantity]]:
    """For each figure of the statement, those of the passage that bear it out, or that it follows from."""
    claims = [figure for figure in find_figures(statement) if figure.unit != "calendar year"]
    proofs = {claim: find_proofs(statement, claim, claims, evidence, translated) for claim in claims}
    if all(proofs.values()):
        return proofs
    derived = derive(statement, passage, proofs, evidence, translated)
    return {
        claim: own or [one for one in derived if follows(statement, claim, one)]
        for claim, own in proofs.items()
    }


def _unproven(
    missing: Sequence[Quantity], statement: str, passage: str, evidence: Sequence[Quantity], translated: bool
) -> Iterator[Quantity]:
    """The claims that are no ends of ranges, sums, rests or lengths of time of the passage either."""
    for claim in missing:
        added = [
            *spans(statement, claim, passage),
            *totals(statement, claim, evidence),
            *shares(statement, claim, passage, evidence),
            *earlier(statement, claim, passage, evidence),
            *per_other_time(statement, claim, passage, evidence),
        ]
        if not are_ends_borne_out(claim, evidence, translated) and not any(
            bears_out(claim, one, translated) for one in added
        ):
            yield claim


def _instead(
    claim: Quantity, evidence: Sequence[Quantity], proofs: Proofs, binding: Binding
) -> Quantity | None:
    """What the passage has instead: the same number otherwise, or the figure that stands with the same words."""
    same = next((one for one in evidence if one.unit and same_value(claim, one)), None)
    if same or not evidence:
        return same
    taken = {one for own in proofs.values() for one in own}
    alike = [one for one in evidence if one not in taken and UNITS[one.unit].kind == UNITS[claim.unit].kind]
    if UNITS[claim.unit].kind in ("count", "bare"):
        alike = [one for one in alike if one.unit == claim.unit != "thing"]
    fits = {one: binding.fit(claim, one) for one in alike}
    near = [one for one in alike if fits[one] >= LIKE or _is_slip(claim.value, one.value)]
    return max(near, key=lambda one: fits[one], default=None)


def _is_slip(said: float, told: float) -> bool:
    """Whether one figure is nearly the other, or its digits with another scale (万 for 亿)."""
    if said <= 0 or told <= 0:
        return False
    scale = math.log10(said / told)
    return abs(said - told) <= NEAR * said or math.isclose(scale, round(scale), abs_tol=1e-9)


def _changed(statement: str, passage: str, translated: bool, chinese: bool) -> Iterator[str]:
    """A line for each change from one figure to another that the passage does not tell, or tells the other way."""
    for before, after in mixed_changes(statement, passage, translated):
        shown = f"{before.text} → {after.text}"
        yield f"原文没有这一变化：{shown}" if chinese else f"the passage tells no such change: {shown}"
    for before, after in reversed_changes(statement, passage, translated):
        shown = f"{before.text} → {after.text}"
        yield f"变化方向与原文“{shown}”相反" if chinese else f"the passage says the reverse: {shown}"
