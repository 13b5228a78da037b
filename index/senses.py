"""English for ordinary Chinese words whose sense in public policy CC-CEDICT lacks, or has late.

senses.tsv, written by us, holds a simplified word a line, a tab and what it means, parted by "; ".
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def senses() -> dict[str, tuple[str, ...]]:
    """What each word means, likeliest first.

    >>> senses()["财政"]
    ('finance', 'fiscal', 'treasury')
    """
    text = (files("index") / "senses.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines())
    return {word: tuple(meanings.split("; ")) for word, meanings in pairs}
