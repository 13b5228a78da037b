"""When a quantity of a passage bears out a quantity of a statement.

The rule, with S the statement's and P the passage's quantity (units must agree, see `units_agree`):

- S exact (3657万元): P exact and equal, or about as much (约). A rounded S (37 million for 3657万) is not borne
  out, and another P is no proof: "700 million" drops the 超过 of 超过7亿. A third and 33.3 % prove each other.
- S a range: P the same range, or both of its ends as quantities of the passage.
- S approximate, P exact: P lies within what S says. One step is the worth of S's last written digit:
    about 37 million   within half a step, and at most 5 %, of 37 million
    nearly 30,000      below 30,000 by at most 5 %
    over 30,000        above 30,000 by at most one step (over half: up to 60 %)
    under 30,000       below 30,000 by at most one step
    at least, at most  as over and under, and the value itself
- S and P approximate: the same value and direction; "about" is weaker than "nearly" and "over" and agrees. Over and
  under also hold wherever about P lies (1000多万 of 约1120万).
"""

from __future__ import annotations

import math
import re

from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_SAME = 1e-9
_CLOSE = 0.05
_FRACTION_STEP = 0.2
_ALIKE = [
    {"over", "at least"},
    {"under", "at most"},
]
_THINGS = frozenset(("institution", "item", "device", "copy", "kind", "thing"))
"""What an English number counts without saying which measure word Chinese would take: 11辆 of "11 mobile clinics"."""
# What an English word may stand for: one says "visits" or "people" for 人次, and "cases" for 例.
_TRANSLATIONS = {
    "person": {"person-time", "case"},
    "person-time": {"case", "time"},
    "case": {"person-time", "person", "time", "item"},
    "time": {"person-time", "case", "fold"},
    "fold": {"time"},
    "year": {"year of age"},
    "institution": {"thing"},
}
# 个 and 条 may stand for another measure word.
_MEASURED = {"institution", "item", "device", "copy", "kind", "person", "case", "time", "household"}
_BARE = re.compile(r"money|count|bare|time|long time|age|length|area|mass|volume|temperature")


def bears_out(claim: Quantity, evidence: Quantity, translated: bool) -> bool:
    """Whether the evidence proves the claim; `translated`: they are in different languages."""
    if not units_agree(claim.unit, evidence.unit, translated) or claim.ordinal != evidence.ordinal:
        return False
    scale = _scale(evidence.unit, claim.unit)
    low, high = evidence.low * scale, evidence.high * scale
    if claim.approximation == "about" and claim.low < claim.high:
        return claim.low <= low and high <= claim.high
    if claim.low < claim.high or low < high:
        return _range_borne_out(claim, low, high) and (
            not evidence.approximation or _same_direction(claim, evidence)
        )
    if evidence.approximation:
        return _both_vague(claim, evidence, low, evidence.step * scale)
    if not claim.approximation:
        return _same(claim.low, low) or _rounded_fraction(claim, evidence)
    return _within(claim, low)


def units_agree(claim: str, evidence: str, translated: bool) -> bool:
    """Whether figures in these units can say the same; a bare number with all but shares."""
    one, other = UNITS[claim], UNITS[evidence]
    if claim == evidence or (one.kind == other.kind and one.kind != "count" and "money" not in one.kind):
        return True
    if claim == "":
        return _BARE.match(other.kind) is not None
    if evidence == "":
        return one.kind == "count" or one.kind.startswith("money")
    if (claim == "thing" and evidence in _MEASURED) or (evidence == "thing" and claim in _MEASURED):
        return True
    if translated and ((claim == "thing" and other.kind == "count") or {claim, evidence} <= _THINGS):
        return True
    return translated and evidence in _TRANSLATIONS.get(claim, ())


def same_value(claim: Quantity, evidence: Quantity) -> bool:
    """Whether the bare numbers are the same, whatever the units and approximations."""
    return _same(claim.low, evidence.low) and _same(claim.high, evidence.high)


def _scale(unit: str, into: str) -> float:
    one, other = UNITS[unit], UNITS[into]
    return one.factor / other.factor if one.kind == other.kind else 1.0


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_SAME, abs_tol=1e-12)


def _range_borne_out(claim: Quantity, low: float, high: float) -> bool:
    if claim.low < claim.high:
        return _same(claim.low, low) and _same(claim.high, high)
    # "up to 30 minutes" of 10-30 minutes
    if claim.approximation == "at most":
        return _same(claim.low, high)
    return claim.approximation == "at least" and _same(claim.low, low)


def _same_direction(claim: Quantity, evidence: Quantity) -> bool:
    one, other = claim.approximation, evidence.approximation
    if one == other or any({one, other} <= alike for alike in _ALIKE):
        return True
    return one == "about" and other in ("nearly", "over", "at least")


def _rounded_fraction(claim: Quantity, evidence: Quantity) -> bool:
    """A third against 33.3 % or 33 %: the same within the rounding of the digits that are written."""
    if bool(claim.step) == bool(evidence.step) or claim.unit != evidence.unit or claim.unit != "%":
        return False
    step = claim.step or evidence.step
    return step <= 1 and abs(claim.low - evidence.low) <= step / 2 + _SAME


def _both_vague(claim: Quantity, evidence: Quantity, value: float, step: float) -> bool:
    """Whether a claim is no more exact than an approximate figure of this value: 1000多万 of 约1120万."""
    about = evidence.approximation == "about"
    if _same(claim.low, value) and ((about and not claim.approximation) or _same_direction(claim, evidence)):
        return True
    one_sided = claim.approximation in ("over", "under", "at least", "at most")
    return about and one_sided and all(_within(claim, end) for end in (value - step / 2, value + step / 2))


def _within(claim: Quantity, value: float) -> bool:
    """Whether an exact value lies within what an approximate claim says of it (see the module's table)."""
    stated = claim.low
    step = claim.step or _FRACTION_STEP * abs(stated)
    if claim.approximation == "about":
        return abs(value - stated) <= min(step / 2, _CLOSE * abs(stated)) + _SAME
    if claim.approximation == "nearly":
        return 0 < stated - value <= _CLOSE * abs(stated)
    if claim.approximation in ("at least", "at most") and _same(value, stated):
        return True
    most = step if step > 1 else step - _SAME  # "under 55" is not said of a whole 54
    if claim.approximation in ("over", "at least"):
        return 0 < value - stated <= most
    return 0 < stated - value <= most
