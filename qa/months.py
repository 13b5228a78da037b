"""The months and days of the calendar: no names, though English writes them so; June is 6月 and 六月."""

from __future__ import annotations

import re

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
CALENDAR = frozenset(
    [*MONTHS, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
)
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def says_month(month: str, plain: str) -> bool:
    """Whether a text in `normal` form tells the month of an English name in small letters."""
    at = MONTHS.index(month)
    return re.search(rf"(?<!\d){at + 1}月|(?<![十一二]){_NUMERALS[at]}月|\b{month}\b", plain) is not None
