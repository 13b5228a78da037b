"""Of which year a figure is told: the one named right before it, in its clause or in one before it in its sentence.

    2024年，基层诊疗占比由2022年的48.6%升到57.3%    48.6 % is of 2022, 57.3 % of 2024

A year that something is compared with (由2022年的, 比2023年, than in 2023) is that of the next figure alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.terms import is_chinese
from qa.checks.agreement import bears_out
from qa.checks.surroundings import clauses_before, masked, sentence_span
from qa.figures import find_figures, plain
from qa.figures.dates import find_dates, resolve
from qa.figures.quantity import Quantity

_COMPARED = re.compile(
    r"(?:[由从比较自]|相比|原来|低于|高于|\b(?:than|from|against|over|compared (?:with|to)|versus)\b)"
    r"[^，。；,;#@]{0,6}$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:[前头后]|\b(?:first|last))\s?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-–—~～至到]|to|through|and)\s*")
_SAME = re.compile(r"当年|同年|\b(?:that|the same) year\b", re.IGNORECASE)
_FROM = re.compile(r"(?:[由从]|\b(?:from|than))\s?$", re.IGNORECASE)
_RIGHT_AFTER = re.compile(r"\s?[（(]?(?:in|for|by|during|of)? ?")


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or a span of years, named at text[start:end]; `compared`: with which something else is compared."""

    start: int
    end: int
    years: frozenset[int]
    compared: bool


class Years:
    """Of which years the figures of a statement and of its passage are told; `published` tells which 去年 is."""

    def __init__(self, statement: str, passage: str, published: str | None) -> None:
        self._statement, self._passage = statement, passage
        self._said, self._told = find_years(statement, published), find_years(passage, published)
        self._of_claims: dict[Quantity, frozenset[int]] = {}
        self._of_evidence: dict[Quantity, frozenset[int]] = {}

    @property
    def said(self) -> frozenset[int]:
        """The years that the statement names."""
        return frozenset[int]().union(*(one.years for one in self._said))

    def is_of_span(self, claim: Quantity) -> bool:
        """Whether a year of the statement begins or ends a span of years: 2022年至2024年."""
        return any(one.start <= claim.start < one.end and len(one.years) > 1 for one in self._said)

    def is_of_another(self, claim: Quantity, found: Quantity) -> bool:
        """Whether the statement tells its figure of one year, and the passage the one found of another."""
        said, told = self.of_claim(claim), self.of_evidence(found)
        return bool(said and told) and not said & told

    def tells_apart(self, claim: Quantity, own: Sequence[Quantity], other: Quantity) -> bool:
        """Whether the claim's year is that of its own figure in the passage, and not that of the other."""
        said = self.of_claim(claim)
        return any(said & self.of_evidence(one) for one in own) and self.is_of_another(claim, other)

    def of_claim(self, claim: Quantity) -> frozenset[int]:
        """The years of a figure of the statement."""
        if claim not in self._of_claims:
            self._of_claims[claim] = years_of(self._statement, claim, self._said)
        return self._of_claims[claim]

    def of_evidence(self, found: Quantity) -> frozenset[int]:
        """The years of a figure of the passage."""
        if found not in self._of_evidence:
            self._of_evidence[found] = years_of(self._passage, found, self._told)
        return self._of_evidence[found]

    def problems(self, chinese: bool) -> Iterator[str]:
        """A line for each figure that the passage has of other years alone."""
        for claim, own in self._pairs():
            if own and all(self.is_of_another(claim, one) for one in own):
                other = "/".join(str(year) for year in sorted(self.of_evidence(own[0])))
                yield (
                    f"“{claim.text}”在原文中属于{other}年"
                    if chinese
                    else f"{claim.text}: the passage gives it for {other}"
                )

    def confirmed(self) -> set[int]:
        """The years of which the passage tells a figure as the statement does."""
        return {
            year
            for claim, own in self._pairs()
            for one in own
            for year in self.of_claim(claim) & self.of_evidence(one)
        }

    def _pairs(self) -> Iterator[tuple[Quantity, list[Quantity]]]:
        translated = is_chinese(self._statement) != is_chinese(self._passage)
        evidence = [one for one in find_figures(self._passage) if one.unit != "calendar year"]
        for claim in find_figures(self._statement) if self._said and self._told else ():
            if claim.unit != "calendar year" and not _is_first(self._statement, claim):
                yield claim, [one for one in evidence if bears_out(claim, one, translated)]


def _is_first(text: str, claim: Quantity) -> bool:
    """Whether a length of time is part of a year: 前四个月, "the first four months"."""
    return _FIRST.search(text[max(0, claim.start - 10) : claim.start]) is not None


def find_years(text: str, published: str | None) -> list[Year]:
    """The years that a text names, in order; 2022年至2024年 is one of three years."""
    half = plain(text)
    found: list[Year] = []
    for date in (resolve(date, published) for date in find_dates(half)):
        if date.year is None:
            continue
        years = frozenset((date.year,))
        last = found[-1] if found else None
        if (
            last
            and _TO.fullmatch(half[last.end : date.start])
            and min(last.years) < date.year < min(last.years) + 30
        ):
            years = frozenset(range(min(last.years), date.year + 1))
            found[-1] = Year(last.start, date.end, years, compared=False)
        else:
            compared = _COMPARED.search(half[max(0, date.start - 20) : date.start]) is not None
            found.append(Year(date.start, date.end, years, compared))
    named = [one for one in found if not one.compared]
    for same in _SAME.finditer(half):
        before = [one for one in named if one.end <= same.start()][-1:]
        found += [Year(same.start(), same.end(), one.years, compared=False) for one in before]
    return sorted(found, key=lambda one: one.start)


def years_of(text: str, figure: Quantity, years: Sequence[Year]) -> frozenset[int]:
    """The years that a figure is told of; none where its sentence names no year that can be its own."""
    sentence, stop = sentence_span(text, figure.start, figure.end)
    for year in years:
        if figure.end <= year.start < stop and _RIGHT_AFTER.fullmatch(text[figure.end : year.start]):
            return year.years
    if _FROM.search(text[max(0, figure.start - 6) : figure.start]):
        return frozenset()  # where a change began is told of an earlier year
    figures = masked(text)
    for start, end in clauses_before(text, figure.start):
        if start < sentence and end <= sentence:
            break
        before = [
            year
            for year in years
            if max(start, sentence) <= year.start < min(end, figure.start)
            and not (year.compared and "#" in figures[year.end : figure.start])
        ]
        after = [year for year in years if figure.end <= year.start < end and not year.compared]
        if before or after:
            return (before[-1] if before else after[0]).years
    return frozenset()
