"""Lines to paragraphs: what a column, a page or a narrow screen broke is joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import CLOSERS, ends_sentence
from ingest.script import HAN

_LIST_ITEM = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十百]{1,3}[)）、.．]|[（(]?\d{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十百\d]+[章节条款部编]|[•·●■◆▪*-]\s|[①-⑳]|[—―]{1,2})"
)
_OPEN = re.compile(r"[，,、]$")
_LONG = 45  # a line of so many characters with commas in it is a paragraph, no heading
_INSIDE = re.compile(r"[，,。；;、：]|\w\s\w")
_TABLE = re.compile(r" \| |\t")


def unwrapped(lines: Sequence[tuple[str, bool]]) -> Sequence[tuple[str, bool]]:
    """Join lines wrapped at a width; each is (line, a blank line or an indent stood before it)."""
    width = _wrap_width(lines)
    if not width:
        return lines
    paragraphs: list[tuple[str, bool]] = []
    previous = 0.0  # width of the last physical line
    for line, gap in lines:
        full = previous >= (0.95 if paragraphs and _has_ended(paragraphs[-1][0]) else 0.85) * width
        if paragraphs and full and not gap and not _LIST_ITEM.match(line) and not _TABLE.search(line):
            paragraphs[-1] = (_glued(paragraphs[-1][0], line), paragraphs[-1][1])
        else:
            paragraphs.append((line, gap))
        previous = _width(line)
    return paragraphs


def joined(lines: Sequence[str]) -> list[str]:
    """Join what a column, a page or a picture broke in the middle of a sentence."""
    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and _continues(paragraphs[-1], line):
            paragraphs[-1] = _glued(paragraphs[-1], line)
        else:
            paragraphs.append(line)
    return paragraphs


def is_row(line: str) -> bool:
    """A row of a table, its cells parted by bars or tabs."""
    return bool(_TABLE.search(line))


def _continues(paragraph: str, line: str) -> bool:
    if _has_ended(paragraph) or _LIST_ITEM.match(line) or _TABLE.search(line) or _TABLE.search(paragraph):
        return False
    if _OPEN.search(paragraph):
        return len(line) > 3
    if not HAN.search(paragraph):
        return line[:1].islower() and len(paragraph) >= 40
    return (
        len(paragraph) >= _LONG
        and bool(re.search("[，,。]", paragraph))
        and bool(re.search("[，,。！？]", line))
    )


def _has_ended(line: str) -> bool:
    """True where a line closes a sentence or opens a list with a colon."""
    return ends_sentence(line) or line.rstrip(CLOSERS).endswith(("：", ":"))


def _wrap_width(lines: Sequence[tuple[str, bool]]) -> float:
    """The width at which a text was wrapped by hand; 0 where it was not.

    Wrapped are texts most of whose open lines are as long as the longest, with commas or stops inside them, and of
    which some line ends a sentence: a list of equally long lines is none.
    """
    widths = [_width(line) for line, _ in lines]
    longest = max(widths, default=0)
    open_lines = [
        (width, line)
        for width, (line, _) in zip(widths, lines, strict=True)
        if width >= 12 and not _has_ended(line)
    ]
    if len(lines) < 5 or longest > 100 or len(open_lines) < 0.4 * len(lines):
        return 0
    if not any(_has_ended(line) for line, _ in lines):
        return 0
    full = sum(width >= 0.85 * longest and bool(_INSIDE.search(line)) for width, line in open_lines)
    return longest if full >= 0.6 * len(open_lines) else 0


def _width(line: str) -> float:
    """Width on paper, in Han characters."""
    return len(line) - 0.5 * len(line.encode("ascii", "ignore"))


def _glued(first: str, second: str) -> str:
    if first.endswith("-") and second[:1].islower() and re.search(r"[a-z]-$", first):
        return first[:-1] + second
    pattern = r"[A-Za-z0-9]$" if HAN.search(first) else r"[\w,.;:)]$"
    between = " " if re.search(pattern, first) and re.match(r"[A-Za-z0-9(]", second) else ""
    return first + between + second
