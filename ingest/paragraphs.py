"""Lines to paragraphs: what a column, a page or a narrow screen broke is joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.script import HAN

_LIST_ITEM = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十百]{1,3}[)）、.．]|[（(]?\d{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十百\d]+[章节条款部编]|[•·●■◆▪*-]\s|[①-⑳]|[—―]{1,2})"
)
_ENDED = re.compile(r"[。！？!?；;：:…](?:[”’」』）)\]】\"']*)$|[.](?:[”’)\]\"']*)$")
_OPEN = re.compile(r"[，,、]$")
_LONG = 60  # a line of so many characters with commas in it is a paragraph, no heading
_TABLE = re.compile(r" \| |\t")


def joined(lines: Sequence[tuple[str, bool]]) -> list[str]:
    """Join lines that were broken; each entry is (line, a blank line or an indent stood before it)."""
    width = _wrap_width(lines)
    paragraphs: list[str] = []
    previous = ""  # the last physical line
    for line, gap in lines:
        if paragraphs and _continues(paragraphs[-1], previous, line, gap, width):
            paragraphs[-1] = _glued(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        previous = line
    return paragraphs


def _continues(paragraph: str, previous: str, line: str, gap: bool, width: int) -> bool:
    if _LIST_ITEM.match(line) or _TABLE.search(line) or _TABLE.search(paragraph):
        return False
    if width and not gap and len(previous) >= 0.85 * width:
        return True
    if _ENDED.search(paragraph):
        return bool(width and not gap and len(previous) >= 0.95 * width)
    if _OPEN.search(paragraph):
        return len(line) > 3
    latin = not HAN.search(paragraph)
    if latin:
        return line[:1].islower() and len(paragraph) >= 40
    return (
        len(paragraph) >= _LONG
        and bool(re.search("[，,。]", paragraph))
        and bool(re.search("[，,。！？]", line))
    )


def _wrap_width(lines: Sequence[tuple[str, bool]]) -> int:
    """The width (characters) at which a text was wrapped by hand; 0 where it was not."""
    open_lines = [len(line) for line, _ in lines if len(line) >= 12 and not _ENDED.search(line)]
    longest = max((len(line) for line, _ in lines), default=0)
    if len(lines) < 5 or longest > 120 or len(open_lines) < 0.4 * len(lines):
        return 0
    near = sum(1 for length in open_lines if length >= 0.85 * longest)
    return longest if near >= 0.6 * len(open_lines) else 0


def _glued(first: str, second: str) -> str:
    if first.endswith("-") and second[:1].islower() and re.search(r"[a-z]-$", first):
        return first[:-1] + second
    pattern = r"[A-Za-z0-9]$" if HAN.search(first) else r"[\w,.;:)]$"
    between = " " if re.search(pattern, first) and re.match(r"[A-Za-z0-9(]", second) else ""
    return first + between + second
