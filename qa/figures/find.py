"""Figures in running text, Chinese and English: numbers with their units, approximations and ranges.

A figure says how many or how much. Numerals in names (三明医改, 三级医院, 五大中心, 1+1+1+N, 5G), those that
count off (一是) and those that mean "a" (一个) are idioms, not figures. Of a date only the year is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from index.terms import simplify
from qa.figures.approximations import Approximation, approximation_after, approximation_before
from qa.figures.dates import find_dates
from qa.figures.idioms import code_spans, is_idiom, name_spans
from qa.figures.numbers import ARABIC, Numeral, find_numerals
from qa.figures.parts import find_parts
from qa.figures.quantity import Quantity, to_figure
from qa.figures.units import UNITS, symbol_before, unit_after

__all__ = ["Quantity", "find_figures", "find_idioms", "plain", "to_figure"]

_ORDINAL = re.compile(
    r"(?<![A-Za-z])(?P<lead>(?:rank(?:ed|s|ing)?|came|comes|placed) )?"
    r"(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth)"
    r"(?![A-Za-z-])(?P<place> place)?",
    re.IGNORECASE,
)
_ORDINALS = (  # noqa: SIM905
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
).split()
_RANGE = re.compile(r"\s?(?:[-–—~～至到]|to|and)\s?")
_CHANGED_BY = re.compile(r"(?:\bby |(?:下降|减少|增加|提高|上涨|增长|缩短|降低)了?)$", re.IGNORECASE)
"""What makes the first of two figures a change, not the begin of a range: "dropped by 640 yuan to 5,210 yuan"."""
_NEGATIVE = re.compile(r"(?:(?<![A-Za-z\d%)）-])[-−–]|负|minus |negative )$", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    "a|an|and|annually|are|as|at|but|by|during|each|every|for|from|had|has|have|if|in|into|is|less|more|of|on|or|over|"
    "last|next|per|respectively|since|than|that|the|this|to|under|was|were|which|while|who|will|with|within|year-on-year"
)
_PLAIN = str.maketrans("\u3000\xa0萬壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "  万一二二三三四五六六七八九十百千")


@dataclass(frozen=True, slots=True)
class _Read:
    quantity: Quantity
    idiom: bool
    mantissa: float = 0.0


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The text in half width and simplified script, character for character."""
    half = "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c not in "，；：！？（）" else c for c in text
    )
    return simplify(half.translate(_PLAIN))


def find_figures(text: str) -> list[Quantity]:
    """The figures of a text, left to right; `text` of each is verbatim, offsets refer to the text given.

    >>> [(f.text, f.value, f.unit) for f in find_figures("3年累计结余3657万元")]
    [('3年', 3.0, 'year'), ('3657万元', 36570000.0, 'CNY')]
    """
    return [read.quantity for read in _read(text) if not read.idiom]


def find_idioms(text: str) -> list[Quantity]:
    """The numerals that are no figures: 五 of 五大中心, one of "one-stop"."""
    return [read.quantity for read in _read(text) if read.idiom]


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[_Read, ...]:
    half = plain(text)
    taken = bytearray(len(half))
    for start, end in code_spans(half):
        _take(taken, start, end)
    found: list[_Read] = []
    for date in find_dates(half):
        _take(taken, date.start, date.end)
        if date.year and date.offset is None:
            year = float(date.year)
            found.append(_Read(Quantity(date.start, date.end, "", year, year, year, "calendar year"), False))
    reads = [*_ordinals(half), *_parts(half), *_numerals(half)]
    for read in sorted(reads, key=lambda r: (r.quantity.start, -r.quantity.end)):
        if not any(taken[read.quantity.start : read.quantity.end]):
            _take(taken, read.quantity.start, read.quantity.end)
            found.append(read)
    found.sort(key=lambda r: r.quantity.start)
    merged = _merge_ranges(half, found)
    return tuple(
        replace(r, quantity=replace(r.quantity, text=text[r.quantity.start : r.quantity.end])) for r in merged
    )


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _ordinals(text: str) -> Iterator[_Read]:
    for match in _ORDINAL.finditer(text):
        word = match["word"].lower()
        value = _ORDINALS.index(word) + 1.0
        quantity = Quantity(match.start("word"), match.end("word"), "", value, value, value, "", ordinal=True)
        # "first" and "third" alone mean more than a rank: "first, ...", "third-party".
        yield _Read(quantity, word in ("first", "second", "third") and not (match["lead"] or match["place"]))


def _parts(text: str) -> Iterator[_Read]:
    for part in find_parts(text):
        low, high = part.low, part.high
        if part.unit == "fold" and re.search(
            r"(?:增长|增加|提高|提升|扩大|增|翻)了?$", _before(text, part.start)
        ):
            low, high = low + 1, high + 1
        quantity = Quantity(part.start, part.end, "", low, high, low, part.unit, step=part.step)
        if part.open_ended:
            quantity = replace(quantity, approximation="over")
        yield _Read(_approximate(text, quantity), False)


def _numerals(text: str) -> Iterator[_Read]:
    names = name_spans(text)
    for numeral in find_numerals(text):
        if any(start <= numeral.start < end for start, end in names):  # names hold no numeral at all
            continue
        quantity, unit = _quantity(text, numeral)
        mantissa = re.match(ARABIC, text[numeral.start : numeral.end])
        written = float(mantissa.group().replace(",", "")) if mantissa else 0.0
        yield _Read(quantity, not unit and is_idiom(text, numeral, quantity), written)


def _quantity(text: str, numeral: Numeral) -> tuple[Quantity, bool]:
    """The quantity of a numeral with its unit and sign, and whether the unit alone makes it a figure."""
    low, high, end = float(numeral.low), float(numeral.high), numeral.end
    approximation: Approximation = (
        "over" if numeral.open_ended else "about" if low < high and high > 9 else ""
    )
    if many := re.compile(r"个多(?=小时|月|星期)|个半(?=小时|月|钟头)").match(text, end):
        approximation = "over" if "多" in many.group() else approximation
        low, high = (low + 0.5, high + 0.5) if "半" in many.group() else (low, high)
        end = many.end()
    unit, end = (
        ("month", many.end() + 1) if many and text.startswith("月", many.end()) else unit_after(text, end)
    )
    if unit in ("year", "day") and text.startswith("半", end):
        low, high, end = low + 0.5, high + 0.5, end + 1
    symbol, start = symbol_before(text, numeral.start)
    if unit == "fold" and re.search(r"(?:增长|增加|提高|提升|扩大|增|翻)了?近?$", _before(text, start)):
        low, high = low + 1, high + 1
    if sign := _NEGATIVE.search(_before(text, start)):
        low, high, start = -high, -low, start - len(sign.group())
    ordinal, start, end = _ranked(text, start, numeral.end, end)
    unit = "" if ordinal else symbol or unit or _counted(text, end)
    step = abs(float(numeral.step))
    quantity = Quantity(start, end, "", low, high, low, unit, approximation, ordinal, step)
    return _approximate(text, quantity), ordinal or UNITS[unit].kind.startswith(("money", "share", "point"))


def _before(text: str, position: int) -> str:
    return text[max(0, position - 20) : position]


def _ranked(text: str, start: int, numeral_end: int, end: int) -> tuple[bool, int, int]:
    """Whether the numeral is an ordinal (第11名, 11th, No. 3), with its wider span."""
    if text[max(0, start - 1) : start] == "第":
        return True, start - 1, end if text[end - 1] in "名位次批期届" else numeral_end
    if number := re.search(r"(?:No\. ?|number )$", _before(text, start), re.IGNORECASE):
        return True, start - len(number.group()), end
    if suffix := re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])").match(text, end):
        return True, start, suffix.end()
    return False, start, end


def _counted(text: str, end: int) -> str:
    """What an English number without a unit counts: a known noun after adjectives, a "thing", or nothing."""
    words = re.compile(r"(?:[ -][A-Za-z][\w'-]*){1,4}").match(text, end)
    for i, word in enumerate(re.findall(r"[A-Za-z][\w'-]*", words.group()) if words else []):
        if _NOT_COUNTED.fullmatch(word.lower()):
            return "thing" if i else ""
        name, stop = unit_after(word, 0)
        if (
            stop == len(word)
            and UNITS[name].kind == "count"
            and word[-1] in "sefn"
            and word.lower() != "case"
        ):
            return name
    return "thing" if words else ""


def _approximate(text: str, quantity: Quantity) -> Quantity:
    """The quantity with the approximate word beside it, which becomes part of its span."""
    lasting = UNITS[quantity.unit].kind == "long time" or quantity.unit in ("day", "week")
    name, start = approximation_before(text, quantity.start, lasting)
    if name:
        return replace(quantity, start=start, approximation=name)
    name, end = approximation_after(text, quantity.end)
    return replace(quantity, end=end, approximation=name) if name else quantity


def _merge_ranges(text: str, reads: list[_Read]) -> list[_Read]:
    merged: list[_Read] = []
    for read in reads:
        joined = _range(text, merged[-1], read) if merged else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(read)
    return merged


def _range(text: str, first: _Read, second: _Read) -> _Read | None:
    """The range that two neighbours are (10-30分钟, 1.5至2亿元, between 10 and 30 minutes), or None."""
    a, b = first.quantity, second.quantity
    between = _RANGE.fullmatch(text[a.end : b.start])
    if not between or a.ordinal or b.ordinal or "calendar year" in (a.unit, b.unit):
        return None
    led = re.search(r"(?:从|由|from )$", _before(text, a.start)) is not None
    if _CHANGED_BY.search(_before(text, a.start)) and not re.fullmatch(r"\s?[-–—~～]\s?", between.group()):
        return None
    if "and" in between.group() and not re.search(r"between $", _before(text, a.start)):
        return None
    if (a.unit not in ("", b.unit) and b.unit != "") or (led and a.unit):
        return None
    low = a.low
    if 0 < first.mantissa < second.mantissa and a.low == first.mantissa and b.low > second.mantissa:
        low = a.low * b.low / second.mantissa  # 1.5-2亿: the scale stands once
    if not low < b.low or a.low != a.high or b.low != b.high:
        return None
    approximation = a.approximation or b.approximation
    quantity = replace(
        b, start=a.start, low=low, value=low, unit=b.unit or a.unit, approximation=approximation
    )
    return _Read(quantity, first.idiom and second.idiom)
