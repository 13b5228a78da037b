"""The lines of one page, each judged by itself, and what the page is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.article import InvalidArticle
from ingest.byline import Byline
from ingest.furniture import (
    POINTS,
    ends_sentence,
    furniture_rule,
    is_caption,
    is_prose,
    opens_comments,
    opens_related,
    without_inline,
)
from ingest.headline import bigrams
from ingest.paragraphs import unwrapped

MOST_LINES = 100_000
"""Lines that one article may have."""

_SPACE = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_SPACES = re.compile(f"{_SPACE}{_SPACE}*")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOST_SPACES = re.compile(r"^\s*\?{2,}\s+")


@dataclass(slots=True)
class Line:
    """One line and what was found of it."""

    text: str
    gap: bool  # a blank line or an indent stood before it
    prose: bool
    rule: str = ""  # the rule that takes it out; "" while it stays
    byline: Byline | None = None


@dataclass(slots=True)
class Page:
    """The lines of one page while they are judged."""

    lines: list[Line]
    start: int  # number of the first paragraph
    about: str  # its paragraphs, above any box of links
    notes: list[str] = field(default_factory=list)  # parts of lines taken out
    _topic: Counter[str] | None = None

    @property
    def topic(self) -> Counter[str]:
        """What the page is about: the bigrams of its paragraphs; counted when first asked for."""
        if self._topic is None:
            self._topic = bigrams(self.about)
        return self._topic

    def kept(self, first: int = 0, last: int | None = None) -> list[int]:
        """Numbers of the lines that stay, from `first` to before `last`."""
        end = len(self.lines) if last is None else min(last, len(self.lines))
        return [number for number in range(first, min(end, len(self.lines))) if not self.lines[number].rule]

    def prose(self, first: int = 0, last: int | None = None) -> int:
        """Characters of the paragraphs that stay among these lines."""
        return sum(
            len(self.lines[number].text) for number in self.kept(first, last) if self.lines[number].prose
        )

    def drop(self, rule: str, first: int, last: int) -> None:
        """Take out what stays between these lines by this rule."""
        for number in self.kept(first, last):
            self.lines[number].rule = rule


def tidy(text: str) -> str:
    """Line ends, spaces and invisible characters made uniform; lone surrogates become U+FFFD."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def check_lines(count: int) -> None:
    """InvalidArticle for more lines than one article may have."""
    if count > MOST_LINES:
        raise InvalidArticle(
            f"has more than {MOST_LINES:,} lines, too many for one article; split it into files"
        )


def plain_lines(text: str) -> list[str]:
    """The lines of a text that hold something, spaces made uniform."""
    return [line for raw in tidy(text).split("\n") if (line := _SPACES.sub(" ", raw.strip()))]


def read_page(text: str) -> Page:
    """Split into lines, join those that were wrapped at a width, and judge each by itself."""
    lines: list[Line] = []
    notes: list[str] = []
    for line, gap in unwrapped(_physical(text)):
        line, note = without_inline(line)
        notes += [note] if note else []
        if line:
            rule = "caption" if is_caption(line) else furniture_rule(line) or ""
            lines.append(Line(line, gap, is_prose(line), rule))
    _keep_points(lines)
    _keep_picture_story(lines)
    paragraphs = _paragraphs(lines)
    about = "\n".join(lines[number].text for number in _before_boxes(lines, paragraphs))
    return Page(lines, paragraphs[0] if paragraphs else len(lines), about, notes)


def _keep_points(lines: list[Line]) -> None:
    """Sentences under one mark (▲) in a row are the points of a list and no captions."""
    for first, second in pairwise(lines):
        mark = first.text[0]
        if (
            mark == second.text[0]
            and mark in POINTS
            and all(ends_sentence(one.text) for one in (first, second))
        ):
            first.rule = second.rule = ""


def _keep_picture_story(lines: list[Line]) -> None:
    """Where captions are most of a page, they are its text."""
    captions = [line for line in lines if line.rule == "caption"]
    if sum(len(line.text) for line in captions) > sum(len(line.text) for line in lines if not line.rule):
        for line in captions:
            line.rule = ""


def _paragraphs(lines: list[Line]) -> list[int]:
    """Numbers of the paragraphs; of the whole sentences where none is long; of all but a first line, the title."""
    kept = [number for number, line in enumerate(lines) if not line.rule]
    long = [number for number in kept if lines[number].prose]
    if sum(len(lines[number].text) for number in long) > 0.2 * sum(
        len(lines[number].text) for number in kept
    ):
        return long
    return [number for number in kept if ends_sentence(lines[number].text)] or kept[1:] or kept


def _physical(text: str) -> list[tuple[str, bool]]:
    """The lines that hold something, each with whether a blank line or an indent stood before it."""
    found: list[tuple[str, bool]] = []
    gap = True
    check_lines(text.count("\n"))
    for raw in text.split("\n"):
        lost = _LOST_SPACES.match(raw) if "?" in raw else None
        line = _SPACES.sub(" ", (raw[lost.end() :] if lost else raw).strip())
        if line:
            found.append((line, gap or raw[:1] in ("\u3000", "\t") or lost is not None))
        gap = not line
    return found


def _before_boxes(lines: list[Line], paragraphs: list[int]) -> list[int]:
    """The paragraphs above the first box of links or comments that follows one."""
    for number in range(paragraphs[0] + 1 if paragraphs else 0, len(lines)):
        if opens_related(lines[number].text) or opens_comments(lines[number].text):
            return [paragraph for paragraph in paragraphs if paragraph < number] or paragraphs
    return paragraphs
