"""Numerals that say no number: in names (三明, 三级医院), codes (5G, 1+1+1+N), telephone numbers, and "a" (一个)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.figures.numbers import Numeral
from qa.figures.quantity import Quantity
from qa.figures.units import UNITS

_CODE = re.compile(
    r"(?<!\d)\d{1,9}(?:\+(?:\d{1,9}|[A-Za-z])){1,9}|(?<![A-Za-z])(?!(?:CNY|RMB|USD|EUR|HKD|GBP|JPY|US|HK)[^A-Za-z]?\d)[A-Za-z]{1,12}-?\d[\w.-]{0,30}"
    r"|(?<!\d)\d{1,6}[A-Z](?![A-Za-z])(?<!\d[MBK])|(?<!\d)\d{3,4}-\d{7,8}|(?<![\d.])\d{12,}(?![\d.])|(?<!\d)\d{1,6}(?:\.\d{1,6}){2,6}|\d{1,2}:\d\d(?::\d\d)?|(?<!\d)\d{5,20}号(?:-\d+)?|(?:1[12]0|114|12\d{3})(?=急救|救护|热线|电话|指挥|平台)|[05-9][05]后|https?://\S+|www\.\S+"
)
_QUARTER = re.compile(r"第?[一二三四1-4]季度|\b(?:first|second|third|fourth) quarter\b", re.IGNORECASE)
_NAMED = frozenset("个张条件座只人名位家所项例户种类次份岁公平元年月天小分倍间台辆处亩吨米场趟遍批")
"""What may follow a single Han numeral in a figure (三家, 两名); otherwise it is a name (三级, 五大)."""
_NAMES = re.compile(
    r"三明|十堰|四川|九江|三亚|六安|六盘水|百色|万州|四平|三峡|三门峡|五台山|三位一体|最后一公里|第一时间|千家万户|万户|三人行|三项制度改革|一家人|一个样|百分(?!之)|十分(?!钟|之)|十一(?=[”\"』」])"
)


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where codes, telephone numbers, addresses and quarters of a year stand: nothing in them is a figure."""
    for match in (*_CODE.finditer(text), *_QUARTER.finditer(text)):
        yield match.span()


def name_spans(text: str) -> list[tuple[int, int]]:
    """Where names stand that begin with what looks like a numeral."""
    return [match.span() for match in _NAMES.finditer(text)]


def is_idiom(text: str, numeral: Numeral, quantity: Quantity) -> bool:
    """Whether a numeral that no strong unit makes a figure is part of a word or means "a"."""
    written, rest = text[numeral.start : numeral.end], text[numeral.end : numeral.end + 1]
    if numeral.script == "digits":
        return False
    if numeral.script == "word":
        one = numeral.low == 1 and UNITS[quantity.unit].kind in ("bare", "count", "long time")
        return one or (rest == "-" and UNITS[quantity.unit].kind in ("bare", "count"))
    if quantity.low == 1 and UNITS[quantity.unit].kind in ("bare", "count", "long time", "time"):
        return written == "一" and quantity.unit != "hour"
    if len(written) == 1:
        return rest not in _NAMED or not quantity.unit
    return bool(re.match("[大届中五医]", rest)) or (numeral.low == 10 and not quantity.unit)
