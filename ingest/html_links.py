"""Links that are the article's own text: paragraphs and headings wholly inside a link, attachments.

<p>...</p><p><a href="...">A whole paragraph, ...。</a></p><p>...</p>
<p><a href="1.doc">附件：1.考核评分表.doc</a></p>
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.furniture import is_prose
from ingest.html_blocks import Block

_LINKED, _FREE = 0.6, 0.3
_SECTION = 30  # characters of a paragraph under a heading
_ATTACHED = re.compile(
    r"^\W*附[件表](?:\s?[\d一二三四五六七八九十]{1,2})?\s?[:：.、]\s?\S|\w\.(?:docx?|xlsx?|pptx?|pdf|wps|ofd)\W*$",
    re.IGNORECASE,
)


def own_links(blocks: list[Block]) -> list[Block]:
    """Such blocks with their links forgotten."""
    return [
        replace(
            block, link_share=0.0, prose=len(block.text) if is_prose(block.text) else len(block.text) // 4
        )
        if block.link_share >= _LINKED and _is_own(blocks, number)
        else block
        for number, block in enumerate(blocks)
    ]


def _is_own(blocks: Sequence[Block], number: int) -> bool:
    block = blocks[number]
    if block.kind == "heading" and number + 1 < len(blocks):
        below = blocks[number + 1]
        inside = below.containers[:-1] == block.containers[:-1] and not below.aside
        return inside and below.prose >= _SECTION
    if not is_prose(block.text):
        return bool(_ATTACHED.search(block.text))
    around = (blocks[near] for near in (number - 1, number + 1) if 0 <= near < len(blocks))
    return any(
        other.containers[:-1] == block.containers[:-1] and other.link_share < _FREE and is_prose(other.text)
        for other in around
    )
