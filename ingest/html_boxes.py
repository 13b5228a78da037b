"""Boxes of a page that their first line names: links to other articles, readers' comments.

<div><h3>网友评论</h3><p>...</p><p>...</p></div>                 beside the article
<p>...</p><b>相关阅读</b><ul>links</ul><p>...</p>               the text goes on below the links
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.furniture import opens_comments, opens_related
from ingest.headline import held_share, is_title_again
from ingest.html_blocks import Block

_PARAGRAPH, _LINKED, _SPEAKS = 30, 0.3, 0.6


def mark_headed_boxes(blocks: list[Block], named: Counter[str]) -> list[Block]:
    """What stands below the article in such a box is beside it, unless the box speaks of the title."""
    begun = next(
        (number for number, block in enumerate(blocks) if is_title_again(block.text, named)), len(blocks)
    )
    paragraphs = (
        n for n in range(begun, len(blocks)) if blocks[n].prose >= _PARAGRAPH and not blocks[n].aside
    )
    beside: set[int] = set()
    for number in range(next(paragraphs, len(blocks)) + 1, len(blocks)):
        text = blocks[number].text
        if number in beside or not (opens_comments(text) or opens_related(text)):
            continue
        box = _box(blocks, number)
        inside = blocks[number + 1 : box.stop]
        linked = sum(block.aside or block.link_share >= 0.6 for block in inside)
        others = opens_comments(text) or linked > _LINKED * len(inside)
        if others and held_share("\n".join(block.text for block in inside), named) < _SPEAKS:
            beside.update(box)
    return [replace(block, aside=True) if number in beside else block for number, block in enumerate(blocks)]


def _box(blocks: Sequence[Block], first: int) -> range:
    """Numbers of the blocks of the largest element that begins with this one."""
    above = blocks[first - 1].containers
    container = next((one for one in blocks[first].containers if one not in above), None)
    if container is None:
        return range(first, first + 1)
    end = first
    while end < len(blocks) and container in blocks[end].containers:
        end += 1
    return range(first, end)


def titles_of_link_boxes(blocks: Sequence[Block], taken: set[int]) -> set[int]:
    """Of the blocks taken: the titles of boxes of links between two paragraphs of one element."""
    numbers = sorted(taken)
    found = set()
    for before, number, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        links = range(number + 1, after)
        if (
            len(links)
            and opens_related(blocks[number].text)
            and all(blocks[link].link_share >= 0.6 for link in links)
            and blocks[before].containers[:-1] == blocks[after].containers[:-1]
        ):
            found.add(number)
    return found
