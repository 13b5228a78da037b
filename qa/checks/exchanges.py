"""Things that a statement exchanges: who does which of two things, what is cheaper than what, cause and effect.

乡镇拍片、县里诊断                     is not   县里拍片、乡镇诊断
因为收入稳住了，大学生回村行医         is not   因为大学生回村行医，收入才稳住了
直接送县医院，比先送镇上快             is not   先送镇上比直接送县医院快
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index.terms import is_chinese
from qa.checks.surroundings import masked, words_between

Side = tuple[int, int]
Pair = tuple[list[str], list[str]]
_PART = re.compile(r"(?:(?!\b(?:and|while|whereas|but)\b|\. )[^，。；、：！？,;:!?\n而])+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:(?!\. )[^。！？!?\n])+")
_CAUSES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:因为|由于)(?P<one>[^，]+)，(?P<other>.+)",
        r"(?P<other>[^，]+)，?(?:是因为|缘于|源于|得益于)(?P<one>.+)",
        r"(?P<one>.+?)，?(?:因此|因而|所以|于是|使得|导致|促使|带动)(?P<other>.+)",
        r"\bbecause(?: of)? (?P<one>[^,]+), (?P<other>.+)",
        r"(?P<other>.+?) (?:because(?: of)?|thanks to|owing to|due to) (?P<one>.+)",
        r"(?P<one>.+?),? (?:so(?: that)?|therefore|as a result|led to|resulted in) (?P<other>.+)",
    )
]
_THAN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<one>[^，]+，?)(?<![占之对同环无正配])比(?![例较重率值上])(?P<other>[^，]+)",
        r"(?P<one>.+?(?:more|less|fewer|[a-z]er)\b.*?) than (?P<other>[^,]+)",
    )
]
_LESS = re.compile(
    r"[慢少低晚短]|便宜|\b(?:slower|less|fewer|lower|later|shorter|cheaper|smaller|worse)\b", re.IGNORECASE
)
TOLD = 0.8
"""Share of the words of a part that one of the passage must say for it to be that one, with nothing exchanged."""
CLEAR = 2
"""Words by which the sides must fit the other way round better than straight."""


def exchange_problems(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line where a statement turns round what the passage says of two things."""
    translated = chinese != is_chinese(passage)
    said, told = _Text(statement, translated), _Text(passage, translated)
    least = (3 if translated else 2) * CLEAR  # senses of one word meet those of many
    others = told.pairs()
    parts = {frozenset(part) for pair in others for part in pair}
    pairs = [pair for pair in said.pairs() if not all(_is_told(set(part), parts) for part in pair)]
    if (
        any(_are_crossed(pair, other, least) for pair in pairs for other in others)
        or _turned(said, told, _CAUSES)
        or _turned(said, told, _THAN)
    ):
        yield (
            "与原文相比，两者说反了"
            if chinese
            else "the passage has it the other way round (two things are exchanged)"
        )


class _Text:
    """A text whose words can be asked for by span."""

    def __init__(self, text: str, translated: bool) -> None:
        self.masked, self._text, self._translated = masked(text), text, translated

    def words(self, side: Side) -> list[str]:
        """The words of text[start:end], in order."""
        return [word for _, word in words_between(self._text, self._translated, *side)]

    def pairs(self) -> list[Pair]:
        """The words of each two parts of a sentence next to each other."""
        found: list[Pair] = []
        for sentence in _SENTENCE.finditer(self.masked):
            parts = (part for part in _PART.finditer(self.masked, *sentence.span()) if part.group().strip())
            found += [*pairwise(self.words(part.span()) for part in parts)]
        return found


def _is_told(words: set[str], parts: set[frozenset[str]]) -> bool:
    """Whether one part of the passage says as good as all of these words."""
    return any(len(words & part) >= TOLD * len(words) for part in parts)


def _are_crossed(said: Pair, told: Pair, least: int) -> bool:
    """Whether the first part begins as one part of the passage and ends as the other, and the second the reverse."""
    one, two = (set(words) for words in told)
    one, two = one - two, two - one
    return any(
        min(found := (_led(said[0], head, tail), _led(said[1], tail, head))) > 0 and sum(found) >= least
        for head, tail in ((one, two), (two, one))
    )


def _led(words: list[str], head: set[str], tail: set[str]) -> int:
    """How many words are of the head's part and the tail's, if those of the head all stand before the others."""
    heads = [i for i, word in enumerate(words) if word in head]
    tails = [i for i, word in enumerate(words) if word in tail]
    return len(heads) + len(tails) if heads and tails and max(heads) < min(tails) else 0


def _turned(said: _Text, told: _Text, patterns: list[re.Pattern[str]]) -> bool:
    """Whether the statement relates two things that the passage relates the other way round."""
    for (one, other), less in _related(said, patterns):
        for (first, second), fewer in _related(told, patterns):
            a, b, c, d = (
                set(t.words(s)) for t, s in ((said, one), (said, other), (told, first), (told, second))
            )
            c, d = c - d, d - c
            crossed, straight = (a & d, b & c), (a & c, b & d)
            if less != fewer:
                crossed, straight = straight, crossed
            if all(crossed) and sum(map(len, crossed)) >= sum(map(len, straight)) + CLEAR:
                return True
    return False


def _related(text: _Text, patterns: list[re.Pattern[str]]) -> Iterator[tuple[tuple[Side, Side], bool]]:
    """The two sides of each relation, and whether it is one of being less."""
    for sentence in _SENTENCE.finditer(text.masked):
        for pattern in patterns:
            if found := pattern.search(text.masked, *sentence.span()):
                less = patterns is _THAN and bool(_LESS.search(found.group()))
                yield (found.span("one"), found.span("other")), less
                break
