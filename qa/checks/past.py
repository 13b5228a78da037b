"""What a statement tells of today that its passage tells of the time before: 如今仍没有 of 改革前没有."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.counterparts import likest
from qa.checks.surroundings import masked, sentence_span

_BEFORE = re.compile(
    r"改革前|改制前|此前|过去(?!的?[#一两几])|以前|原先|原来|从前|曾经?(?=[^都])|往年|当初|起初|最初|一开始"
    r"|\b(?:previously|formerly|in the past|used to|at first|initially|before (?:the|this|that)|once)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"如今|现在|目前|当前|今[天日年]|眼下|仍|依然|至今|改[革制]后"
    r"|\b(?:now|today|still|currently|nowadays|at present|these days)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|do|does|can|cannot)\b")


def past_problems(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line where a statement without a figure says of today what the clause most like it says of the past."""
    said = masked(statement)
    if "#" in said or not _TODAY.search(said) or not is_of_today(statement):
        return
    for one in likest(statement, passage, chinese != is_chinese(passage)):
        if is_past(passage, one.start, one.end):
            yield "原文说的是过去的情况" if chinese else "the passage says this of the past"


def is_of_today(statement: str) -> bool:
    """Whether the statement says that it speaks of today: by a word (如今), or in the English present."""
    said = masked(statement)
    return bool(_TODAY.search(said) or _PRESENT.search(said)) and not _BEFORE.search(said)


def is_past(passage: str, start: int, end: int) -> bool:
    """Whether passage[start:end] tells of the past, by its words or the last ones before it in its sentence."""
    first, _ = sentence_span(passage, start, end)
    text = masked(passage)[first:end]
    before = [found.end() for found in _BEFORE.finditer(text)]
    return bool(before) and not any(found.start() > before[-1] for found in _TODAY.finditer(text))
