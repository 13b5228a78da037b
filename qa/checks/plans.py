"""What a statement tells as done that its passage only plans: "has sent 40 doctors" of 打算明年再送40名医生."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.binding import Proofs
from qa.checks.counterparts import likest
from qa.checks.problems import planned
from qa.checks.surroundings import clause_span, masked, sentence_span
from qa.figures.quantity import Quantity

_PLANNED = re.compile(
    r"将(?=再|进一?步|继续|逐步|投|达|实现|于|完成|新增|建|对|有|稳|全面|为|在)|计划|打算|拟|准备|力争|目标|预计|明年|后年"
    r"|下一步|争取|未来|有望|即将|\b(?:will|would|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|target\w*|expect\w*|intend\w*|next"
    r"|to be|(?:is|are|was|were) to(?= [a-z])|due|hope\w*|goals?|set to|propos\w*|going to|meant to|should|scheduled"
    r"|ambition)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"已|了(?=#)|早就|\b(?:has|have|had|was|were|already|did|began|opened|grew|rose|fell|sent|built|spent|put|paid|went|[a-z]+ed)\b",
    re.IGNORECASE,
)


def plan_problems(statement: str, passage: str, proofs: Proofs, chinese: bool) -> Iterator[str]:
    """A line for each figure told as a fact that the passage only plans; `proofs` as in `qa.checks.binding`.

    A statement without a figure is held against the clause that says most of the same.
    """
    if not proofs and is_told_as_done(statement, 0, len(statement)):
        for one in likest(statement, passage, chinese != is_chinese(passage)):
            if _is_plan(passage, one.start, one.end):
                yield "原文中这只是计划" if chinese else "the passage only plans this"
    for claim, own in proofs.items():
        if (
            own
            and is_told_as_done(statement, *clause_span(statement, claim.start, claim.end))
            and all(_is_planned(passage, one) for one in own)
        ):
            yield planned(claim.text, chinese)


def is_told_as_done(statement: str, start: int, end: int) -> bool:
    """Whether this part of the statement speaks of something done, and its sentences of no plan."""
    first, last = sentence_span(statement, start, end)
    text = masked(statement)
    return bool(_DONE.search(text, start, end)) and not _PLANNED.search(text, first, last)


def _is_planned(passage: str, found: Quantity) -> bool:
    """Whether the clause of a figure, or the one before it, speaks of a plan and of nothing done."""
    return _is_plan(passage, *clause_span(passage, found.start, found.end))


def _is_plan(passage: str, start: int, end: int) -> bool:
    own, (before, _) = masked(passage)[start:end], clause_span(passage, max(start - 1, 0), max(start - 1, 0))
    if _DONE.search(own):
        return False
    lead = masked(passage)[before:start]
    return bool(_PLANNED.search(own)) or (bool(_PLANNED.search(lead)) and not _DONE.search(lead))
