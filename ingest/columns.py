"""Two columns of a printed page that a program saved line by line, side by side: such a text reads wrong."""

from __future__ import annotations

import re

from ingest.script import HAN

_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|\t+|[ \u00a0]*\u3000[ \u00a0\u3000]+)(?=\S)")
_FEWEST = 6  # lines of a column
_WIDE = 8  # Han characters of each half of a line
_MOST = 0.7  # share of the lines that have two halves
_ENDED = re.compile(r"[。！？；：.!?][”」』）)]?$")


def in_columns(text: str) -> bool:
    """True where most lines are two halves of sentences with a gap between them; the rows of a table are not.

    >>> in_columns("县里给每个村卫生室配了心    夜市一直开到零点，卖竹编\\n" * 6)
    True
    """
    lines = [line.strip() for line in text[:20_000].splitlines() if line.strip()]
    halves = [pair for pair in (_GAP.split(line) for line in lines) if len(pair) == 2]
    if len(lines) < _FEWEST or len(halves) < _MOST * len(lines):
        return False
    wide = [pair for pair in halves if all(len(HAN.findall(half)) >= _WIDE for half in pair)]
    broken = sum(not _ENDED.search(left) for left, _ in wide)
    return len(wide) >= _MOST * len(lines) and broken >= 0.5 * len(wide)
