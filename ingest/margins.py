"""The margins of a text: what stands above its first paragraph and below its last sentence."""

from __future__ import annotations

import re

from ingest.furniture import ends_sentence
from ingest.headline import is_slogan, overlap
from ingest.page import Page

_SUBTITLE = re.compile("[—―–]")
SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()、\s]{2,30}(?:[局部委厅办院会心府司社队校处]|公室|集团)$|\d{4}\s?年.{0,12}日$|^附件\s?[:：\d]"
)
_BRACKETED = re.compile(r"[（(][\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4})*[）)]$")  # who wrote it
_TABLE = re.compile(r" \| ")


def mark_head(page: Page, title: str) -> None:
    """Above the first paragraph: copies of the title, and lines that stand among furniture or are foreign."""
    bare = _bare(title)
    for number in page.kept(0, page.start + 3):
        own = _bare(page.lines[number].text[: len(title) + 200])
        if (
            own
            and bare
            and (
                own == bare
                or (
                    len(bare) >= 8
                    and bare in (own[: len(bare)], own[-len(bare) :])
                    and len(own) < len(bare) + 15
                )
            )
        ):
            page.lines[number].rule = "title"
    titles = [number for number in range(page.start) if page.lines[number].rule == "title"]
    if not titles:
        return
    furniture = [n for n in range(titles[0]) if page.lines[n].rule not in ("", "title", "caption")]
    for number in page.kept(0, titles[0]):
        line = page.lines[number].text
        above_furniture = bool(furniture) and number < furniture[-1]
        foreign = overlap(line, page.topic) < 0.35 or (is_slogan(line) and bool(furniture))
        if not ends_sentence(line) and (above_furniture or foreign):
            page.lines[number].rule = "head"
    below = [n for n in range(titles[-1], page.start) if page.lines[n].rule not in ("", "title", "caption")]
    for number in page.kept(titles[-1], below[-1] if below else titles[-1]):
        line = page.lines[number].text
        if not ends_sentence(line) and not _SUBTITLE.match(line) and overlap(line, page.topic) < 0.35:
            page.lines[number].rule = "head"


def mark_tail(page: Page) -> None:
    """Below the last sentence: scraps go, and lines among furniture; signatures, dates and tables stay."""
    ended = [number for number in page.kept(page.start) if ends_sentence(page.lines[number].text)]
    if not ended:
        return
    tail = range(ended[-1] + 1, len(page.lines))
    furniture = next(
        (number for number in tail if page.lines[number].rule not in ("", "caption")), len(page.lines)
    )
    short = sum(len(page.lines[number].text) for number in page.kept(furniture)) < 0.2 * page.prose()
    scrap = 8  # longest line that is one
    for number in reversed(page.kept(ended[-1] + 1)):
        line = page.lines[number].text
        if page.lines[number].byline:
            continue
        if SIGNATURE.search(line) or _TABLE.search(line):
            scrap = 0  # what stands above a signature is the document's
        elif (number > furniture and short) or (len(line) <= scrap and not _BRACKETED.match(line)):
            page.lines[number].rule = "tail"
        elif number < furniture:
            return


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
