"""What stands between a page's title and its text: subtitles and standfirsts are the article's, the rest is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.byline import read_byline
from ingest.furniture import furniture_rule, is_prose
from ingest.html_blocks import Block
from ingest.html_opinions import bare

_DASH = re.compile(r"[—―–]{1,2}\s?\S")
_NEAREST = 12  # blocks above the text among which the title stands, where it is not recognised


def near_above(blocks: Sequence[Block], first: int, title: str) -> range:
    """Numbers of the blocks from the title to the text, which begins at `first`."""
    start = max(0, first - _NEAREST)
    for number in range(first - 1, -1, -1):
        if _is_title(blocks[number], title):
            start = number
            break
    return range(max(start, first - 25), first)


def lead_blocks(blocks: Sequence[Block], first: int, title: str) -> set[int]:
    """Numbers of the subtitles and standfirsts above the text, which begins at `first`."""
    near = near_above(blocks, first, title)
    if not near or not _is_title(blocks[near[0]], title):
        return set()
    above = range(max(0, near[0] - 2), near[0])  # some sites print the standfirst over the title
    found = {
        number
        for number in (*above, *near[1:])
        if _is_lead(blocks[number], over_title=number < near[0]) and bare(blocks[number].text) != bare(title)
    }
    return found | {number for number in near[1:2] if _is_below(blocks[near[0]], blocks[number])}


def _is_below(title: Block, block: Block) -> bool:
    """A whole sentence right under the title, in the element that holds the title."""
    return (
        block.containers[:-1] == title.containers[:-1]
        and is_prose(block.text)
        and not block.aside
        and block.link_share < 0.3
        and not read_byline(block.text)
        and not furniture_rule(block.text)
    )


def _is_title(block: Block, title: str) -> bool:
    return block.kind == "title" or bool(bare(title) and bare(block.text) == bare(title))


def _is_lead(block: Block, over_title: bool) -> bool:
    """By its name, its mark (—— …) or its rank as a heading; no link, byline or furniture."""
    shown = block.lead or (not over_title and (block.kind == "heading" or _DASH.match(block.text)))
    return bool(
        shown
        and 8 <= len(block.text) <= 400
        and not block.aside
        and block.link_share < 0.3
        and not read_byline(block.text)
        and not furniture_rule(block.text)
    )
