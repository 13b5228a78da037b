"""Rows of tables that hold data, told from those that only lay out a page."""

from __future__ import annotations

from lxml import etree


def data_row(row: etree._Element) -> str:
    """The cells of a row of data, "a | b | c"; "" for a row that only lays out the page."""
    cells = [child for child in row if child.tag in ("td", "th")]
    blocks = sum(1 for _ in row.iter("p", "div", "br", "li"))
    if len(cells) < 2 or blocks > len(cells) or any(True for _ in row.iter("table", "script", "form", "h1")):
        return ""
    texts = [" ".join("".join(cell.itertext()).split()) for cell in cells]
    linked = sum(len("".join(link.itertext())) for link in row.iter("a"))
    total = sum(map(len, texts))
    if max(map(len, texts)) > 200 or sum(map(bool, texts)) < 2 or total > 1000 or linked > 0.5 * total:
        return ""
    return " | ".join(texts)
