"""Enumerations (一是… 二是…): found in a passage, so that one is quoted whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ORDINALS = "一二三四五六七八九十"
_FAMILIES = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:[^,。;:]{{0,12}}[,:])?(?P<n>[{_ORDINALS}])(?:是|要)",
        f"其(?P<n>[{_ORDINALS}])",
        f"第(?P<n>[{_ORDINALS}])[,、:]",
        f"[((](?P<n>[{_ORDINALS}])[))]",
        f"(?P<n>[{_ORDINALS}])、",
        r"[((]?(?P<n>\d)[)).、](?!\d)",
        "(?P<n>首先|其次|再次|最后)",
        "(?P<n>一方面|另一方面)",
        "(?P<n>First|Second|Third|Fourth|Finally)(?:ly)?,",
    )
)
_OPENS = re.compile(rf"[::]$|[{_ORDINALS}\d](?:个|大|项|条)?(?:方面|措施|做法|举措|办法)|如下|\bfollowing\b")
LONGEST = 600
"""Characters; a longer enumeration is cut up like other text."""

Span = tuple[int, int]


def enumeration_around(text: str, spans: Sequence[Span], at: int) -> Span | None:
    """The span of the enumeration that sentence number `at` opens or belongs to, its opening included; None: none.

    >>> text = "分三步:一是查。二是治。三是防。另有两院。"
    >>> enumeration_around(text, [(0, 8), (8, 12), (12, 16), (16, 21)], 1)
    (0, 16)
    """
    for family in _FAMILIES:
        items = [n for n, (start, end) in enumerate(spans) if family.match(text, start, end)]
        if len(items) < 2:
            continue
        first, last = items[0], items[-1]
        if first > 0 and _OPENS.search(text[slice(*spans[first - 1])].rstrip("。.")):
            first -= 1
        start, end = spans[first][0], spans[last][1]
        if first <= at <= last and end - start <= LONGEST:
            return start, end
    return None
