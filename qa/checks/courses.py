"""Rises and falls told without a figure: "spending went up each year" of 分别为1.32亿元、1.18亿元和0.97亿元.

Held against the clause of the passage that says most of the same, in the same year where the statement names one: its
words of rising and falling, or else its figures one after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.counterparts import counterparts
from qa.checks.direction import course
from qa.checks.surroundings import masked
from qa.checks.years import Years
from qa.figures import find_figures
from qa.figures.quantity import Quantity

LIKE = 1.2
"""Likeness from which a clause speaks of the same thing, where no year ties the two."""
_IN_TURN = re.compile(r"分别|依次|先后|逐年|\b(?:respectively|in turn)\b", re.IGNORECASE)

_AND = re.compile(r"\s*(?:、|,|，|；|;|和|及|与|and)?\s*(?:and)?\s*(?:in )?@*(?:年?[为达是]?|,?)\s*")
"""What stands between the figures of a list; each may have its year ("@")."""


def course_problems(statement: str, passage: str, years: Years, chinese: bool) -> Iterator[str]:
    """A line where a statement without a figure says up and the passage down, or the reverse."""
    if any(one.unit != "calendar year" for one in find_figures(statement)):
        return
    said = course(masked(statement).lower())
    if not said:
        return
    told = next(_courses(statement, passage, years, chinese), 0)
    if told == -said:
        yield (
            "原文的增减方向相反"
            if chinese
            else "the passage says the reverse (a rise for a fall, or a fall for a rise)"
        )


def _courses(statement: str, passage: str, years: Years, chinese: bool) -> Iterator[int]:
    """Which way it goes in each clause that speaks of the same, the likest first."""
    said = years.said
    figures = [one for one in find_figures(passage) if one.unit != "calendar year"]
    for one in counterparts(statement, passage, chinese != is_chinese(passage)):
        within = [figure for figure in figures if one.start <= figure.start < one.end]
        of_year = any(said & years.of_evidence(figure) for figure in within)
        words = masked(passage)[one.start : one.end].lower()
        told = course(words) or _in_turn(
            _listed(passage, within, figures), years, bool(_IN_TURN.search(words))
        )
        if told and (of_year or (one.likeness >= LIKE and not said)):
            yield told


def _listed(passage: str, within: list[Quantity], figures: list[Quantity]) -> list[Quantity]:
    """The figures of a list that begins in a clause."""
    listed, text = within[:1], masked(passage)
    for figure in figures:
        if listed and figure.unit == listed[0].unit and _AND.fullmatch(text, listed[-1].end, figure.start):
            listed.append(figure)
    return listed


def _in_turn(listed: list[Quantity], years: Years, in_turn: bool) -> int:
    """1 where the figures of a list rise one after another, or from year to year, -1 where they fall; 0 for neither."""
    values = [figure.value for figure in listed]
    named = [min(years.of_evidence(figure), default=0) for figure in listed]
    if len(values) < 2 or not (in_turn or (named[0] and named == sorted(set(named)))):
        return 0
    return 1 if values == sorted(values) else -1 if values == sorted(values, reverse=True) else 0
