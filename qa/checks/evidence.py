"""What of a passage bears out the figures of a statement: the same figure, or one that only reads otherwise.

"a 9.8% decline" is -9.8%, "from 11 to 2.4 percent" has its unit once, and 五大中心 proves "five centres".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from qa.checks.agreement import bears_out
from qa.checks.changes import find_changes
from qa.checks.shares import rests
from qa.figures import find_figures, find_idioms
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_FALL_AFTER = re.compile(r" (?:decline|decrease|drop|fall|reduction|contraction)|的?(?:降幅|负增长|下降)")
_FALL_BEFORE = re.compile(
    r"(?:(?:fell|fall|falling|declin\w+|decreas\w+|dropp?\w*|shr[aiu]nk\w*|contract\w+)(?: by)?"
    r"|下降了?|减少了?|降低了?|负增长|降幅为?)\s?$"
)
_BESIDE = re.compile(
    r"(?: this year| last year)?\s*(?:,|、|，|and|or|to|和|与|及|至|到)?\s*(?:up |down )?(?:to|from|and|到|至)?\s*",
    re.IGNORECASE,
)
"""What stands between figures that share a unit."""
LARGE = 10_000
"""The worth of the last digit of 690 million, not of 2,300."""
_SENTENCE_END = re.compile(r"[。！？!?\n]|\. ")
_NAMED_BY = re.compile("[一-龥]")
_WITHIN = re.compile("[之以]?内")
_TO_DO = re.compile(r" to (?!the |an? |\d)[a-z]")
_LIMIT = re.compile(
    r"封顶|上限|限额|最[多高]|\b(?:cap(?:ped)?|ceiling|limit(?:ed)?|maximum|up to|at most)\b", re.IGNORECASE
)


def find_evidence(statement: str, passage: str, translated: bool) -> list[Quantity]:
    """The quantities of the passage, with those that its names and its changes tell."""
    # "from 84 to 96 percent" reads as a range
    ends = [end for change in find_changes(passage) for end in change]
    figures = [*_with_currencies(passage)]
    named = _named(passage, statement, translated)
    found = dict.fromkeys([*figures, *ends, *named, *rests(statement, passage, figures)])
    return [one for one in found if one.unit != "calendar year"]


def _with_currencies(passage: str) -> Iterator[Quantity]:
    """The figures of the passage, large ones without a unit in that of the money before them in their sentence."""
    money: Quantity | None = None
    for one in find_figures(passage):
        if (
            money
            and one.unit == ""
            and one.step >= LARGE
            and not _SENTENCE_END.search(passage, money.end, one.start)
        ):
            one = replace(one, unit=money.unit)
        if UNITS[one.unit].kind.startswith("money"):
            money = one
        yield one


def single_ones(passage: str) -> list[Quantity]:
    """What is one of a kind (一名医生): no figure to look for, yet one that another may be mistaken for."""
    return [one for one in find_idioms(passage) if one.value == 1 and UNITS[one.unit].kind == "count"]


def find_proofs(
    statement: str,
    claim: Quantity,
    claims: Sequence[Quantity],
    evidence: Sequence[Quantity],
    translated: bool,
) -> list[Quantity]:
    """The figures of the passage that bear out a claim, one of the statement's `claims`."""
    if not translated and claim.unit == "" and claim.value < 10 and _NAMED_BY.match(statement, claim.end):
        evidence = [one for one in evidence if one.unit == ""]  # the 4 of “4下沉” is not that of 4个
    readings = [claim, *_fall(statement, claim), *_shared_unit(statement, claim, claims)]
    limit = [*_limit(statement, claim)]
    return [
        found
        for found in evidence
        if any(bears_out(one, found, translated) for one in readings)
        or (found.approximation == "at most" and any(bears_out(one, found, translated) for one in limit))
    ]


def are_ends_borne_out(claim: Quantity, evidence: Sequence[Quantity], translated: bool) -> bool:
    """Whether both ends of a range are: "from 29,000 to 68,000 yuan" of 从2.9万元升至6.8万元."""
    if claim.low == claim.high or claim.approximation:
        return False
    ends = [replace(claim, low=end, high=end, value=end) for end in (claim.low, claim.high)]
    return all(any(bears_out(end, found, translated) for found in evidence) for end in ends)


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


def _shared_unit(statement: str, claim: Quantity, claims: Sequence[Quantity]) -> Iterator[Quantity]:
    """A bare number with the unit of its neighbour: "from 11 to 2.4 percent", "to 2.4 percent from 11"."""
    for other in claims if claim.unit == "" and not claim.ordinal else ():
        between = statement[min(claim.end, other.end) : max(claim.start, other.start)]
        if UNITS[other.unit].kind.startswith(("share", "money")) and _BESIDE.fullmatch(between):
            yield replace(claim, unit=other.unit)


def _limit(statement: str, claim: Quantity) -> Iterator[Quantity]:
    """The claim as "at most" where the words say that it is a limit: "a ceiling of 900 yuan", 封顶900元."""
    within = _WITHIN.match(statement, claim.end) or _TO_DO.match(statement, claim.end)
    limited = within and UNITS[claim.unit].kind in ("time", "long time")
    if not claim.approximation and (limited or _names_limit(statement)):
        yield replace(claim, approximation="at most")


@lru_cache(maxsize=64)
def _names_limit(statement: str) -> bool:
    return _LIMIT.search(statement) is not None


def _fall(statement: str, claim: Quantity) -> Iterator[Quantity]:
    """The claim as a negative growth where the words around it say so: "a 9.8% decline" is -9.8%."""
    if _FALL_AFTER.match(statement, claim.end) or _FALL_BEFORE.search(
        statement[max(0, claim.start - 30) : claim.start]
    ):
        yield replace(claim, low=-claim.high, high=-claim.low, value=-claim.high)
