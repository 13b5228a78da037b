"""Dates named in a text, in both languages: 2024年10月17日, 去年, 二〇二五年, April 23, last year.

It finds the words and what they say; which day 去年 is, follows from the article's date (`resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.dates import MONTH_NAME, number_of

_RELATIVE_YEARS = {
    **dict.fromkeys(("去年", "上年", "上一年", "last year", "previous year", "a year earlier"), -1),
    **dict.fromkeys(("今年", "本年", "本年度", "this year", "current year"), 0),
    **dict.fromkeys(("明年", "来年", "下一年", "next year"), 1),
    **dict.fromkeys(("前年", "year before last"), -2),
}
_HAN_YEAR = "[一二][〇零一二三四五六七八九]{3}"
_HAN_MONTH = "十[一二]?|[一二三四五六七八九]"
_HAN_DAY = "[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_MONTH_NAME = rf"(?P<name>{MONTH_NAME})(?![A-Za-z])"
_YEAR = r"(?:19|20)\d{2}"
_MAY_LED = re.compile(r"\b(?:in|by|since|of|until|last|from|this|to) $", re.IGNORECASE)
_SAID_YEAR = r"(?P<said>" + "|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)) + ")"
# A four-digit number before one of these is a count, not a year.
_COUNTED = (
    "yuan|people|doctors|patients|visits|cases|times|hospitals|clinics|beds|villages|experts|staff|million|billion|"
    "thousand|person|RMB|dollars|students|residents|households|items|hours|minutes|days|km|metres|consultations"
)
_DATES = [
    re.compile(
        rf"(?<!\d)(?P<year>{_YEAR})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?(?![\d%万亿千百元个家])"
    ),
    re.compile(
        rf"(?:(?<!\d)(?P<year>{_YEAR}|{_HAN_YEAR}) ?年度?|{_SAID_YEAR})"
        rf"(?:的? ?(?P<month>\d{{1,2}}|{_HAN_MONTH}) ?月份?(?: ?(?P<day>\d{{1,2}}|{_HAN_DAY}) ?[日号])?)?"
    ),
    re.compile(
        rf"(?<![\d个])(?P<month>\d{{1,2}}|{_HAN_MONTH}) ?月(?!龄)份?"
        rf"(?: ?(?P<day>\d{{1,2}}|{_HAN_DAY}) ?[日号])?"
    ),
    re.compile(r"(?<![\d.])(?P<month>\d{1,2})(?= ?[-–—~至到] ?\d{1,2} ?月)"),
    re.compile(r"(?:(?<=[Oo]n )|(?<=of )|(?<=by )|(?<=[Ff]rom ))the (?P<day>\d{1,2})(?:st|nd|rd|th)"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})[日号](?![均常间子志线楼店床院])"),
    re.compile(rf"(?<=\d\d\d\d[-–—])(?P<year>{_YEAR})(?![\d-])"),
    re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?= ?(?:[-—–~至到、和] ?{_YEAR})+ ?年)"),
    re.compile(
        rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH_NAME}"
        rf"(?:,? (?:of )?(?P<year>{_YEAR})|,? (?:of )?{_SAID_YEAR})?"
    ),
    re.compile(
        rf"{_MONTH_NAME}(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,.]*\d))?"
        rf"(?:,? (?:of )?(?P<year>{_YEAR})|,? (?:of )?{_SAID_YEAR})?"
    ),
    re.compile(
        rf"(?<![\d.,$¥￥£€A-Za-z+-])(?<!over )(?<!about )(?<!nearly )(?<!some )(?<!than )(?P<year>{_YEAR})"
        rf"(?!\d|[.,+]\d|%| ?(?![年至到和])[\u4e00-\u9fff]|[ -](?:{_COUNTED}))"
    ),
    re.compile(rf"\b{_SAID_YEAR}\b", re.IGNORECASE),
]


@dataclass(frozen=True, slots=True)
class Date:
    """A date named at text[start:end]; `offset` is the year relative to the article's (去年: -1)."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    offset: int | None = None


def find_dates(text: str) -> list[Date]:
    """All dates named in the text (half width, simplified script), left to right, the longest each."""
    found: list[Date] = []
    for date in sorted(_candidates(text), key=lambda d: (d.start, -d.end)):
        if not found or date.start >= found[-1].end:
            found.append(date)
    return found


def resolve(date: Date, published: str | None) -> Date:
    """The date with its year where the article's date tells it: 去年 in an article of 2025 is 2024."""
    if date.offset is None or date.year or not published:
        return date
    return replace(date, year=int(published[:4]) + date.offset)


def _candidates(text: str) -> Iterator[Date]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if date := _date(match):
                yield date


def _date(match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    month = _value(parts.get("month") or parts.get("name"))
    day, year = _value(parts.get("day")), _value(parts.get("year"))
    if "." in match.group() and ((month or 1) > 12 or (day or 1) > 31):
        return None  # 2024.55 is a number; 13月 is a date, though of no year
    if parts.get("name") in ("May", "May.") and not (
        day or year or _MAY_LED.search(match.string[: match.start()])
    ):
        return None
    offset = _RELATIVE_YEARS.get((parts.get("said") or "").lower())
    return Date(match.start(), match.end(), year, month, day, offset)


def _value(text: str | None) -> int | None:
    return number_of(text) if text else None
