"""What the passage names only to say that it is not so, and a statement as if it were: 由省里支付，而不是县里."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.surroundings import clause_span, masked, sentence_span, words_at, words_between

_REJECTED = re.compile(
    r"(?:, (?:and )?not|\brather than|\binstead of) (?:(?:by|for|to|in|at|from|on|the|an?) )*"
    r"(?P<no>[^,.;]{3,40})(?=[,.;]|$)"
    r"|(?:而不是|而非|并非)[由从在向给按]?(?P<han>[^，。；]{2,12}?)(?=[，。；的]|承担|支付|负责|出资|买单|$)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"[不非没未]|\b(?:not|no|never|neither|nor|instead|rather|without)\b|n[’']t\b", re.IGNORECASE
)


def rejection_problems(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line for each thing that the passage rejects and the statement says, without what the passage has instead."""
    translated = chinese != is_chinese(passage)
    said = {word for _, word in words_at(_REJECTED.sub("", statement), translated)}
    if _DENIES.search(_REJECTED.sub("", statement)):
        return
    for found in _REJECTED.finditer(masked(passage)):
        start, end = found.span("no" if found["no"] else "han")
        before, _ = clause_span(passage, found.start(), found.start())
        first, last = sentence_span(passage, start, end)
        told = words_between(passage, translated, start, end)
        rejected = {word for _, word in told}
        named = {place for place, word in told if word in said} == {place for place, _ in told} != set()
        ahead = words_between(passage, translated, before, found.start())
        instead = {word for place, word in ahead if place == ahead[-1][0]} - rejected
        around = {word for _, word in words_between(passage, translated, first, last)} - rejected - instead
        if named and around & said and not instead & said:
            name = passage[start:end]
            yield f"原文说不是“{name}”" if chinese else f"the passage says that it is not so ({name})"
