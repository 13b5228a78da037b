"""How large a page is: what looks into elements within elements takes as long as they are many and nested."""

from __future__ import annotations

from lxml import etree, html

MOST_WORK = 8_000_000
"""Elements times nesting; above this a page takes too long."""


def size_of(root: html.HtmlElement) -> tuple[int, int]:
    """(elements, deepest nesting)"""
    count = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            count, depth = count + 1, depth + 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return count, deepest
