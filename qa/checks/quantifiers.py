"""How many of a thing something is said of, where no figure tells: 全部 for 大部分, "some" for "all", and 只有.

Held against the clause of the passage that says most of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.counterparts import likest
from qa.checks.direction import role
from qa.checks.surroundings import clauses_before, masked
from qa.checks.wholes import wholes
from qa.figures import find_figures

_HOW_MANY = {
    "all": re.compile(
        r"全部|所有|全体|一律|无一例外|悉数|完全(?=由)|全额|每[个名位家所](?!月|季|星期|工作日|小时)"
        r"|\b(?:all(?! (?:in all|over|along))"
        r"|every(?!day| ?(?:year|month|week|day|quarter|[#@]))|entire(?:ly)?|whole|exclusively|fully"
        r"|without exception)\b",
        re.IGNORECASE,
    ),
    "most": re.compile(
        r"大部分|大多|多数|多半|\b(?:most(?! (?:of all|[a-z]+(?:ed|ing|ous|ive|ant|al|ly)\b))|majority|mostly)\b",
        re.IGNORECASE,
    ),
    "some": re.compile(
        r"(?<!大)部分|一些|有的|少数|个别|若干"
        r"|\b(?:some(?! #)|several|a few|part(?:ly)? of|certain|a number of|a minority)\b",
        re.IGNORECASE,
    ),
}
_ONLY = re.compile(
    r"(?:只有|仅有|唯有?)(?![^，。；]{0,3}#)|唯一"
    r"|\bonly (?:the|in|by|at|those|one of)\b|\bthe only\b|\b(?:is|are|was|were|has|have) only\b(?! #| been)|\balone\b",
    re.IGNORECASE,
)
_MAY_BE_ONLY = re.compile(
    r"[只仅唯独才单另]|以外|除了?|不再|\b(?:only|sole\w*|alone|except\w*|just|unique\w*|other|none|no)\b",
    re.IGNORECASE,
)


def quantifier_problems(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line for each clause that says all, most or some where the passage says another of these, or a share."""
    if _ONLY.search(masked(statement)) and not _MAY_BE_ONLY.search(masked(passage)):
        yield "原文没有说只有如此" if chinese else "the passage does not say that it is only so"
    translated = chinese != is_chinese(passage)
    said_all, told_all = masked(statement), masked(passage)
    for start, end in clauses_before(statement, len(statement)):
        said = _how_many(said_all[start:end])
        if len(said) != 1:
            continue
        for one in likest(statement[start:end], passage, translated):
            told = _how_many(told_all[one.start : one.end]) or _part_of(passage, one.start, one.end)
            if "all" in said and not told and _has_share(passage, one.start, one.end):
                told = {"some"} if "#" not in said_all else set()
            if told and not said & told:
                yield (
                    f"原文说的不是“{_written(said, said_all[start:end])}”"
                    if chinese
                    else f'the passage does not say "{_written(said, said_all[start:end])}" of this'
                )


def _part_of(passage: str, start: int, end: int) -> set[str]:
    """ "some" where the clause says how many of a number: 7个产科中有5个, "five of the seven wards"."""
    parts = (part for _, part in wholes(passage, find_figures(passage)))
    return {"some" for part in parts if start <= part.start < end}


def _how_many(text: str) -> set[str]:
    return {name for name, pattern in _HOW_MANY.items() if pattern.search(text)}


def _written(said: set[str], text: str) -> str:
    found = _HOW_MANY[next(iter(said))].search(text)
    return found.group() if found else ""


def _has_share(passage: str, start: int, end: int) -> bool:
    """Whether text[start:end] gives a share of something that is not all of it, and no change."""
    return any(
        one.unit == "%" and 0 < one.high < 100 and not role(passage, one)
        for one in find_figures(passage)
        if start <= one.start < end
    )
