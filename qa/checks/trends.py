"""Figures that a statement turns round: up for down, a gain for a loss, "by" for "to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.checks.binding import Proofs
from qa.checks.direction import Role, role, trend
from qa.figures.quantity import Quantity

_CLASH: set[tuple[Role, Role]] = {("by", "to"), ("by", "from"), ("to", "by"), ("to", "from"), ("from", "to")}


def trend_problems(statement: str, passage: str, proofs: Proofs, chinese: bool) -> Iterator[str]:
    """A line for each figure that the passage tells the other way in each place; `proofs` as in `qa.checks.binding`."""
    for claim, own in proofs.items():
        if own and any(_turned(statement, claim, passage, own, axis) for axis in ("up", "gain")):
            yield (
                f"“{claim.text}”的增减方向与原文相反"
                if chinese
                else f"{claim.text}: the passage says the reverse"
            )
        elif own and _mistaken(statement, claim, passage, own):
            yield (
                f"“{claim.text}”在原文中不是这一变化的数值"
                if chinese
                else f'{claim.text}: the passage has it otherwise in the change ("by", "from" and "to")'
            )


def _turned(statement: str, claim: Quantity, passage: str, own: Sequence[Quantity], axis: str) -> bool:
    said = trend(statement, claim, axis) if role(statement, claim) != "from" else 0
    told = {trend(passage, one, axis) for one in own if role(passage, one) != "from"}
    return said != 0 and -said in told and said not in told


def _mistaken(statement: str, claim: Quantity, passage: str, own: Sequence[Quantity]) -> bool:
    said = role(statement, claim)
    if any(passage[one.start : one.end] != one.text for one in own):
        return False  # it follows from two figures
    return said != "" and all((said, role(passage, one)) in _CLASH for one in own)
