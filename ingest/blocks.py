"""Headings and paragraphs: the blocks of a text, with their offsets.

    现状                                   heading, level 0
    看病不出县的人多了 难题还剩下不少            the same heading's second line
    70岁的张奶奶是筻溪村村民。……              paragraph

A heading is a short line without sentence-final punctuation that has a paragraph beneath it; the lines of a
list or a table look the same and have none. Lines that were wrapped at a fixed width are one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

HEADING_WIDTH = 90
"""The most columns of one line of a heading: 45 Han characters."""
HEADING_LINES = 2
"""A run of more short lines than this is a list, of which only what a blank line parts off is the heading."""
_WRAPPED = range(40, 121)
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百0-9]{1,3}[章编篇部]"),
    re.compile(r"第[一二三四五六七八九十百0-9]{1,3}节"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．:：]"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}(?:[、.．]\s*|\s+)(?=\D)"),
    re.compile(r"[(（]\d{1,2}[)）]"),
)
_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
_CLOSERS = "”’』」)）】》\"']"
_FINAL = frozenset("。!！?？｡…;；:：")
_ITEM = re.compile(r"[-*•·●○□▪–—>|→※①-⑳]|\d{1,2}[)）]\s")
_ORDINAL = re.compile(r"(?:(?i:part)[ .]?)?\d{1,2}")
_MID_LINE_END = re.compile(r"[。!！?？][^”』」。!！?？]|[a-z]{2}\. ")
_OPEN_END = re.compile(r"[,，、(（《“‘—]$|[a-z]-$")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Line(NamedTuple):
    """A line without its outer white space; `adjacent`: no blank line stands before it."""

    start: int
    end: int
    text: str
    adjacent: bool


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` is a paragraph (`level` None) or a heading; a smaller level stands higher."""

    start: int
    end: int
    level: int | None = None


def width(text: str) -> int:
    """Columns: one for an ASCII character (1 byte of UTF-8), two for a Han or full-width one (3 bytes)."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def split_blocks(text: str) -> list[Block]:
    """The blocks of `text` in order; together they hold every character that is not white space."""
    lines = _lines(text)
    markdown = any(_MARKDOWN.match(line.text) for line in lines)
    wrapped = _wrapped(lines)
    levels = [
        None if number in wrapped or number + 1 in wrapped else _level(line.text, markdown)
        for number, line in enumerate(lines)
    ]
    joined = wrapped | {
        n for n in range(1, len(lines)) if levels[n] is None and _continues(lines[n - 1], lines[n])
    }
    for first, last in _runs(levels):
        start = _heading_start(lines, levels, first, last)
        levels[first:start] = [None] * (start - first)
        joined |= _second_lines(levels, start, last)
    blocks: list[Block] = []
    for number, (line, level) in enumerate(zip(lines, levels, strict=True)):
        above = blocks[-1] if blocks else None
        if above and above.level == level and number in joined:
            blocks[-1] = Block(above.start, line.end, level)
        else:
            blocks.append(Block(line.start, line.end, level))
    return blocks


def heading_text(text: str, block: Block) -> str:
    """The words of a heading: its lines joined, without Markdown's marks."""
    joined = ""
    for line in _lines(text[block.start : block.end]):
        words = _MARKDOWN.sub("", line.text, count=1).rstrip("#").rstrip()
        glue = "" if not joined or joined[-1] in ",，、:：—" else " "
        joined += glue + words
    return joined


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        gap = text[previous_end:start]
        adjacent = bool(found) and gap.count("\n") + gap.count("\r") - gap.count("\r\n") <= 1
        previous_end = start + len(stripped)
        found.append(Line(start, previous_end, stripped, adjacent))
    return found


def _level(line: str, markdown: bool) -> int | None:
    """The level that a line would have as a heading, None where its form alone rules that out."""
    if mark := _MARKDOWN.match(line):
        return len(mark.group(1))
    if len(line) > HEADING_WIDTH or width(line) > HEADING_WIDTH:
        return None
    for depth, pattern in enumerate(_LEVELS):
        if pattern.match(line):
            # A numbered question (一、什么是医共体?) is a heading too; a numbered statement is text.
            return 7 + depth if _final_mark(line) in ("", "?", "？") else None
    if markdown or _final_mark(line) or _ITEM.match(line) or "\t" in line or " | " in line:
        return None
    if (
        "。" in line
        or line[0].islower()
        or (line.isascii() and (line.count(" ") > 14 or _MID_LINE_END.search(line)))
        or not (any(map(str.isalpha, line)) or _ORDINAL.fullmatch(line))
    ):
        return None
    return 0


def _final_mark(line: str) -> str:
    """The mark that closes a line, quotes and brackets aside; "" where none does (or the dot of 3.)."""
    bare = line.rstrip(_CLOSERS)
    mark, before = bare[-1:], bare[-2:-1]
    if mark in _FINAL or (mark == "." and not before.isdecimal() and not before.isspace()):
        return mark
    return ""


def _runs(levels: list[int | None]) -> list[tuple[int, int]]:
    """Half-open ranges of neighbouring lines that may be headings."""
    runs = []
    start = None
    for number, level in enumerate([*levels, None]):
        if level is not None and start is None:
            start = number
        elif level is None and start is not None:
            runs.append((start, number))
            start = None
    return runs


def _heading_start(lines: list[Line], levels: list[int | None], first: int, last: int) -> int:
    """Where in the lines first..last-1 the heading of what follows begins; `last` where they are a list."""
    if last == len(lines):
        return last
    head, body = lines[last - 1], lines[last]
    if levels[last - 1] == 0 and body.adjacent and (_OPEN_END.search(head.text) or body.text[0].islower()):
        return last
    while sum(level == 0 for level in levels[first:last]) > HEADING_LINES:
        parted = next((n for n in range(first + 1, last) if not lines[n].adjacent), last)
        first = parted
    return first


def _second_lines(levels: list[int | None], first: int, last: int) -> set[int]:
    """Of a run of headings, the lines that go on with the one above; `levels` with nothing beneath go."""
    joined = set()
    for number in range(first + 1, last):
        if levels[number] == 0:
            levels[number] = levels[number - 1]
            joined.add(number)
    below = levels[last - 1]
    for number in range(last - 2, first - 1, -1):
        level = levels[number]
        if number + 1 not in joined and level is not None and below is not None and level >= below:
            # Two chapters without a word between them: a table of contents.
            levels[number] = None
        below = levels[number] if levels[number] is not None else below
    return joined


def _continues(before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the line right above it."""
    if not line.adjacent or _final_mark(before.text) or _ITEM.match(line.text):
        return False
    return (
        bool(_OPEN_END.search(before.text)) or line.text[0].islower() or line.text[0] in ",，。、;；:：)）”"
    )


def _wrapped(lines: list[Line]) -> set[int]:
    """The lines that continue the line above because their paragraph was wrapped at a fixed width."""
    continuing: set[int] = set()
    breaks = [number for number, line in enumerate(lines) if not line.adjacent]
    for first, last in pairwise([*breaks, len(lines)]):
        widths = [width(line.text) for line in lines[first:last]]
        full = max(widths)
        # A heading may stand right above its paragraph.
        short = next((n for n, columns in enumerate(widths) if columns >= 0.75 * full), 0)
        first, widths = first + short, widths[short:]
        if last - first < 3 or full not in _WRAPPED or min(widths[:-1]) < 0.75 * full:
            continue
        inner = any(_MID_LINE_END.search(line.text) for line in lines[first:last])
        ended = sum(bool(_final_mark(line.text)) for line in lines[first : last - 1])
        if inner and ended <= (last - first - 1) / 3:
            continuing.update(range(first + 1, last))
    return continuing
