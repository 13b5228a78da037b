"""The figures of a statement that its passage does not bear out, or says of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.terms import is_chinese
from qa.agreement import bears_out, same_value, units_agree
from qa.binding import clause_of, misplaced
from qa.changes import find_changes, reversed_changes
from qa.figures import find_figures, find_idioms
from qa.quantity import Quantity, english
from qa.units import UNITS

_FALL_AFTER = re.compile(r" (?:decline|decrease|drop|fall|reduction|contraction)|的?(?:降幅|负增长|下降)")
_FALL_BEFORE = re.compile(
    r"(?:(?:fell|fall|falling|declin\w+|decreas\w+|dropp?\w*|shr[aiu]nk\w*|contract\w+)(?: by)?"
    r"|下降了?|减少了?|降低了?|负增长|降幅为?)\s?$"
)


def figure_problems(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line for each figure that is not borne out, in Chinese or English; years are left to the dates."""
    claims = [figure for figure in find_figures(statement) if figure.unit != "calendar year"]
    if not claims:
        return
    translated = chinese != is_chinese(passage)
    ends = [
        end for change in find_changes(passage) for end in change
    ]  # "from 84 to 96 percent" reads as a range
    evidence = list(dict.fromkeys([*find_figures(passage), *ends, *_named(passage, statement, translated)]))
    evidence = [one for one in evidence if one.unit != "calendar year"]
    proofs = {claim: _proofs(statement, claim, evidence, translated) for claim in claims}
    for claim, own in proofs.items():
        if own:
            others = _rivals(statement, claim, proofs, evidence, translated)
            if others and (other := misplaced(statement, claim, passage, own, others, translated)):
                yield _elsewhere(claim, other, chinese)
        elif not _ends_borne_out(claim, evidence, translated):
            yield _mismatch(claim, evidence, chinese)
    for before, after in reversed_changes(statement, passage, translated):
        shown = f"{before.text} → {after.text}"
        yield f"变化方向与原文“{shown}”相反" if chinese else f"the passage says the reverse: {shown}"


def absent(text: str, chinese: bool) -> str:
    """The problem that something is not in the passage."""
    return f"原文没有“{text}”" if chinese else f"{text} is not in the passage"


def _named(passage: str, statement: str, translated: bool) -> list[Quantity]:
    """The numerals of the passage's names: 五大中心 proves "five centres", and 5大中心, but not 5个中心."""
    found = [one for one in find_idioms(passage) if one.value > 1 and passage[one.end : one.end + 1] != "是"]
    if not translated:
        return [one for one in found if f"{one.value:.0f}{passage[one.end : one.end + 1]}" in statement]
    for character, value in (("双", 2.0), ("首", 1.0)):
        start = passage.find(character)
        if start >= 0:
            ordinal = character == "首"
            found.append(Quantity(start, start + 1, character, value, value, value, "", ordinal=ordinal))
    return found


def _proofs(
    statement: str, claim: Quantity, evidence: Sequence[Quantity], translated: bool
) -> list[Quantity]:
    readings = [claim, *_fall(statement, claim)]
    return [found for found in evidence if any(bears_out(one, found, translated) for one in readings)]


def _fall(statement: str, claim: Quantity) -> Iterator[Quantity]:
    """The claim as a negative growth where the words around it say so: "a 9.8% decline" is -9.8%."""
    if _FALL_AFTER.match(statement, claim.end) or _FALL_BEFORE.search(
        statement[max(0, claim.start - 30) : claim.start]
    ):
        yield replace(claim, low=-claim.high, high=-claim.low, value=-claim.high)


def _rivals(
    statement: str,
    claim: Quantity,
    proofs: dict[Quantity, list[Quantity]],
    evidence: Sequence[Quantity],
    translated: bool,
) -> list[Quantity]:
    """The quantities that the claim may have been mistaken for: none of its own, nor of a figure beside it."""
    start = clause_of(statement, claim).start
    beside = [one for one in proofs if translated or clause_of(statement, one).start == start]
    taken = [found for one in beside for found in proofs[one]]
    kind = UNITS[claim.unit].kind
    alike = [one for one in evidence if kind in ("bare", "count") or UNITS[one.unit].kind == kind]
    return [one for one in alike if one not in taken and units_agree(claim.unit, one.unit, translated)]


def _ends_borne_out(claim: Quantity, evidence: Sequence[Quantity], translated: bool) -> bool:
    """Whether both ends of a range are: "from 29,000 to 68,000 yuan" of 从2.9万元升至6.8万元."""
    if claim.low == claim.high or claim.approximation:
        return False
    ends = [replace(claim, low=end, high=end, value=end) for end in (claim.low, claim.high)]
    return all(any(bears_out(end, found, translated) for found in evidence) for end in ends)


def _mismatch(claim: Quantity, evidence: Sequence[Quantity], chinese: bool) -> str:
    """The problem in one line, with what the passage has instead where that is the same number."""
    near = next((found for found in evidence if found.unit and same_value(claim, found)), None)
    if near is None:
        return absent(claim.text, chinese)
    if chinese:
        return f"“{claim.text}”与原文“{near.text}”不符"
    return f"{claim.text}: the passage says {_shown(near)}"


def _elsewhere(claim: Quantity, other: Quantity, chinese: bool) -> str:
    if chinese:
        return f"原文的“{claim.text}”说的是另一件事，此处应为“{other.text}”"
    return f"{claim.text}: the passage says it of something else, and {_shown(other)} here"


def _shown(quantity: Quantity) -> str:
    return quantity.text if quantity.text.isascii() else f"{quantity.text} ({english(quantity)})"
