"""Figures that a statement gives per another time than its passage: 每月2400元 for 每年2400元; in one year for two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.checks.binding import Proofs
from qa.checks.surroundings import clause, sentence_span
from qa.figures import plain
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_ONE = "(?<![一二两三四五六七八九十几多半])一"
_PER = {
    "day": re.compile(rf"每[天日]|日均|{_ONE}天|\b(?:daily|(?:an?|per|each|every|(?:an )?average) day)\b"),
    "week": re.compile(
        rf"每个?(?:周(?![一二三四五六日])|星期)|周均|{_ONE}周|\b(?:weekly|(?:an?|per|each|every) week)\b"
    ),
    "month": re.compile(rf"每个?月|月均|{_ONE}个月|\b(?:monthly|(?:an?|per|each|every) month)\b"),
    "quarter": re.compile(r"每个?季度?|季均|\b(?:quarterly|(?:per|each|every) quarter)\b"),
    "year": re.compile(rf"每年|年均|{_ONE}年|全年|\b(?:yearly|annual(?:ly)?|(?:an?|per|each|every) year)\b"),
}
_IN_ONE = re.compile(rf"{_ONE}年(?=[里来内间中])|\b(?:in|within|over) (?:a|one|a single) year\b")
_IN_MORE = re.compile(
    r"(?:[二两三四五六七八九十]|\d+)年(?=[里来内间中]|累计|下来|时间)|\b(?:in|within|over)(?: the (?:past|last))? "
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+) years\b"
)


def period_problems(statement: str, passage: str, proofs: Proofs, chinese: bool) -> Iterator[str]:
    """A line for each figure that the passage gives per another time; `proofs` as in `qa.checks.binding`."""
    statement, passage = plain(statement).lower(), plain(passage).lower()
    for claim, own in proofs.items():
        said = _periods(clause(statement, claim).replace(claim.text.lower(), "#"))
        told = [_periods(clause(passage, one)) or _periods(_sentence(passage, one)) for one in own]
        if (said and told and all(one and not said & one for one in told)) or (
            own and _is_in_one_year(statement, claim, passage, own)
        ):
            yield (
                f"“{claim.text}”的时间范围与原文不同"
                if chinese
                else f"{claim.text}: the passage gives it per another time"
            )


def per_other_time(
    statement: str, claim: Quantity, passage: str, evidence: Sequence[Quantity]
) -> Iterator[Quantity]:
    """What the passage gives per month or quarter, per year, where the claim's clause is of a year: 800元 a month."""
    if _periods(plain(clause(statement, claim)).lower()) != {"year"}:
        return
    for one in evidence:
        told = _periods(plain(clause(passage, one)).lower())
        for name, times in (("month", 12), ("quarter", 4)):
            if told == {name} and UNITS[one.unit].kind.startswith(("money", "count")):
                value = one.value * times
                yield replace(one, low=value, high=value, value=value, text=f"{one.text} × {times}")


def _periods(text: str) -> set[str]:
    return {name for name, pattern in _PER.items() if pattern.search(text)}


def _is_in_one_year(statement: str, claim: Quantity, passage: str, own: Sequence[Quantity]) -> bool:
    if not _IN_ONE.search(clause(statement, claim)):
        return False
    around = [_sentence(passage, one) for one in own]
    return all(_IN_MORE.search(one) and not _IN_ONE.search(one) for one in around)


def _sentence(text: str, quantity: Quantity) -> str:
    start, end = sentence_span(text, quantity.start, quantity.end)
    return text[start:end]
