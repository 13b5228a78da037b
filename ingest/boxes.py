"""Boxes below and inside a text: links to other articles, readers' comments, and what follows the closing line."""

from __future__ import annotations

import re

from ingest.byline import Byline, read_byline
from ingest.furniture import opens_comments, opens_related
from ingest.headline import overlap
from ingest.page import Line, Page

_CLOSING = frozenset({"credits", "copyright", "jump"})
_SIGNED = re.compile(r"^[（(][^（）()《]{2,60}[）)]$")


def mark_boxes(page: Page) -> None:
    """Take out what follows "related articles" until the text goes on, and all that follows "comments"."""
    number = page.start + 1
    while number < len(page.lines):
        line = page.lines[number].text
        if opens_comments(line) and not _goes_on(page, number + 1, 0.5):
            page.drop("comments", number, len(page.lines))
            return
        if opens_related(line):
            end = _end_of_box(page, number)
            page.drop("related", number, end)
            number = end
        else:
            number += 1


def _end_of_box(page: Page, box: int) -> int:
    """Number of the line at which the text goes on below a box of links; that behind the last where it does not."""
    inside = page.prose(box) > page.prose(0, box)  # most of the text stands below: the box is in its midst
    own = (number for number in page.kept(box + 1) if _is_own(page, number, 0.0 if inside else 0.06))
    return next(own, len(page.lines))


def _is_own(page: Page, number: int, least: float) -> bool:
    """A whole paragraph that shares its words with the text: at least this share of its bigrams.

    Against the first three paragraphs, nine in ten of an article's later ones share over 0.05, and three in four
    of another article's under 0.06; against all of a text, own ones share far more.
    """
    line = page.lines[number]
    return line.prose and overlap(line.text, page.topic) >= least


def _goes_on(page: Page, first: int, share: float) -> bool:
    """True where at least this share of the page's own paragraphs stands below."""
    own = [len(page.lines[number].text) for number in page.kept(first) if _is_own(page, number, 0.15)]
    return sum(own) > share * max(1, page.prose())


def mark_after_closing(page: Page) -> None:
    """A source, author, editor or copyright line below the text closes it; what follows is no article."""
    for number in range(page.start + 1, len(page.lines)):
        line = page.lines[number]
        byline = read_byline(line.text) if line.rule in ("", "credits") and not line.prose else None
        signed = byline is not None and bool(byline.source or byline.author)
        if not (signed or line.rule in _CLOSING):
            continue
        if _goes_on(page, number + 1, 0.0) or page.prose(number) > page.prose(0, number):
            continue
        if signed and not line.rule:
            take_byline(line, byline)
        page.drop("after the end", number + 1, len(page.lines))
        return


def take_byline(line: Line, byline: Byline | None) -> None:
    """A byline is no text, unless its writer signed with it: （记者 张三） in brackets under the last sentence."""
    line.byline = byline
    if not _SIGNED.search(line.text):
        line.rule = "byline"
