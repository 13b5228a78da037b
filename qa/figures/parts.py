"""Parts that are no number with a unit: 三成, 百分之九十, 三分之一, 半数, 1比7, a third, doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from qa.figures.numbers import HAN, WORDS, find_numerals

_N = rf"[{HAN}\d][{HAN}\d.,点]{{0,12}}(?:多|余|几)?"
_SMALL = "|".join(word for word, value in WORDS.items() if 1 <= value <= 12)
_ORDINALS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
}
_ORDINALS |= {"eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000}
_TIME = {"hour": "hour", "小时": "hour", "个小时": "hour", "钟头": "hour", "年": "year", "year": "year"}
_TIME |= {"个月": "month", "天": "day", "day": "day", "month": "month", "个钟头": "hour"}
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "halv": 0.5}
_PERCENT = re.compile(rf"(?P<base>百|千|万)分之(?P<number>{_N})")
_FRACTION = re.compile(
    r"(?P<below>[一二三四五六七八九十百千万\d]{1,6})分之(?P<above>[一二两三四五六七八九十百\d]{1,6})"
)
_TENTHS = re.compile(
    r"(?P<tens>[一二两三四五六七八九十]|(?<![\d.])(?:10|[1-9](?:\.\d)?))成(?P<ones>[一二三四五六七八九半])?"
    r"(?![立为功果员本效就长人熟绩品交分型套份药都])"
)
_TENTHS_RANGE = re.compile(r"(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])成(?![立为功果员])")
_HALF_TIME = re.compile(
    r"(?<![大上下前后一个])半(?P<unit>个?小时|个?钟头|年|个月|天)|"
    r"half(?:[ -]an?)?[ -](?P<english>hour|year|day|month)s?\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(
    rf"(?<![A-Za-z])(?P<whole>{_SMALL}|an?) (?P<unit>hour|year|day|month)s? and a half(?![A-Za-z])",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"一半|半数|对半|(?<=[过近超])半(?![年个小天月])|"
    r"(?<![A-Za-z])(?<!first )(?<!second )(?<!latter )(?<!other )(?<!better )(?<! and a )"
    r"(?:one[ -]|a )?half"
    r"(?!-| an? | (?:year|hour|day|month|million|billion|thousand))(?![A-Za-z])",
    re.IGNORECASE,
)
_ENGLISH_FRACTION = re.compile(
    rf"(?<![A-Za-z-])(?<!twice )(?<!once )(?<!times )(?<!yuan )(?P<above>{_SMALL}|an?|another)[ -]"
    r"(?:(?:full|mere|random|good|further) )?"
    rf"(?P<below>halves|thirds?|quarters?|fourths?|fifths?|sixths?|"
    r"sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?)"
    r"(?![A-Za-z-])(?! (?:time|place|party|year|round|day|phase|hospital))",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?<![A-Za-z\d.,-])(?P<above>{_SMALL}|\d{{1,6}}) (?:in|out of)(?: every)? "
    rf"(?P<below>{_SMALL}|fifteen|twenty|thirty|forty|fifty|15|[2-5]0|10|100|1,?000|[2-9])"
    r"(?![A-Za-z\d,.-]*\d)(?![A-Za-z-])(?! (?:minute|hour|day|week|month|year|yuan|percent|million|billion|km)s?\b)",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\d./A-Za-z])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d./年月]|\.\d)")
_RATIO = re.compile(
    r"(?<![\d.:比])(?P<one>(?<!\d)\d{1,9}(?:\.\d{1,9})?|[一二三四五六七八九十]) ?[比:∶] ?"
    r"(?P<other>\d{1,9}(?:\.\d{1,9})?|[一二三四五六七八九十]{1,4})(?![\d.:∶年月日%])"
)
_RATIO_OF = re.compile(
    rf"(?<![A-Za-z])(?:ratio of|split|shared) (?P<one>{_SMALL}|\d{{1,5}})(?: to |-to-|[:∶])"
    rf"(?P<other>{_SMALL}|\d{{1,5}})(?![A-Za-z\d])",
    re.IGNORECASE,
)
_FOR_EVERY = re.compile(
    rf"(?<![A-Za-z])(?P<one>one|1) (?:[a-z]+ ){{1,4}}?(?:for|to) every (?P<other>{_SMALL}|\d{{1,5}})"
    r"(?![A-Za-z\d]|,\d| (?:hundred|thousand|million))"
    rf"|(?<![A-Za-z])(?P<first>one|1)[ -]to[ -](?P<second>{_SMALL}|\d{{1,5}})(?![A-Za-z\d-])",
    re.IGNORECASE,
)
_TURNS = re.compile(r"翻了?(?P<times>[一两二三四五])?番")
_MULTIPLE = re.compile(
    r"(?<![A-Za-z])(?:(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e[ds]?|ing)(?![A-Za-z])(?!-blind)"
    rf"|(?P<twice>twice)(?![A-Za-z])|(?P<word>{_SMALL})[ -]?fold(?![A-Za-z]))|减半",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A share ("%"), multiple ("fold"), ratio (1比7: 7) or half a time at text[start:end].

    `step` is the worth of its last digit, 0 for a fraction, which has none.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    step: float
    open_ended: bool = False


def find_parts(text: str) -> list[Part]:
    """All parts of the text (half width, simplified), left to right, the longest at each place."""
    found: list[Part] = []
    for part in sorted(_candidates(text), key=lambda p: (p.start, -p.end)):
        if not found or part.start >= found[-1].end:
            found.append(part)
    return found


def _candidates(text: str) -> Iterator[Part]:
    yield from _shares(text)
    yield from _fractions(text)
    for match in _HALF_TIME.finditer(text):
        unit = _TIME[(match["unit"] or match["english"]).lower()]
        yield Part(match.start(), match.end(), 0.5, 0.5, unit, 0)
    for match in _AND_A_HALF.finditer(text):
        length = _number(match["whole"]) + 0.5
        yield Part(match.start(), match.end(), length, length, match["unit"].lower(), 0.5)
    for match in (*_RATIO.finditer(text), *_RATIO_OF.finditer(text)):
        one, other = _number(match["one"]), _number(match["other"])
        if one and other and not re.fullmatch(r"\d\d?:\d\d", match.group()):  # 10:46 is a time
            yield Part(match.start(), match.end(), other / one, other / one, "ratio", 0)
    for match in _FOR_EVERY.finditer(text):
        other = _number(match["other"] or match["second"])
        yield Part(match.start(), match.end(), other, other, "ratio", 0)
    for match in _TURNS.finditer(text):
        times = 2.0 ** _number(match["times"] or "一")
        yield Part(match.start(), match.end(), times, times, "fold", 1)
    for match in _MULTIPLE.finditer(text):
        verb, word = match["verb"], match["word"]
        times = _MULTIPLES[verb.lower()] if verb else 2 if match["twice"] else _number(word) if word else 0.5
        yield Part(match.start(), match.end(), times, times, "fold", 1)


def _shares(text: str) -> Iterator[Part]:
    for match in _PERCENT.finditer(text):
        for numeral in find_numerals(match["number"])[:1]:
            scale = {"百": 1, "千": 10, "万": 100}[match["base"]]
            value, end = float(numeral.low) / scale, match.start("number") + numeral.end
            if numeral.start == 0 and not (match["base"] != "百" and value * scale == 1):
                yield Part(
                    match.start(), end, value, value, "%", float(numeral.step) / scale, numeral.open_ended
                )
    for match in re.finditer("百分之百", text):
        yield Part(match.start(), match.end(), 100, 100, "%", 100)
    for match in _TENTHS.finditer(text):
        ones = match["ones"] or ""
        value = 10 * _number(match["tens"]) + (5 if ones == "半" else _number(ones) if ones else 0)
        yield Part(match.start(), match.end(), value, value, "%", 10 if value % 10 == 0 else 1)
    for match in _TENTHS_RANGE.finditer(text):
        low, high = _number(match["low"]), _number(match["high"])
        if high - low == 1:
            yield Part(match.start(), match.end(), 10 * low, 10 * high, "%", 10)


def _fractions(text: str) -> Iterator[Part]:
    for match in _HALF.finditer(text):
        yield Part(match.start(), match.end(), 50, 50, "%", 0)
    for pattern in (_FRACTION, _ENGLISH_FRACTION, _ONE_IN, _SLASH):
        for match in pattern.finditer(text):
            above, below = _number(match["above"]), _below(match["below"])
            if 0 < above < below:
                share = float(Fraction(int(above), int(below)) * 100)
                yield Part(match.start(), match.end(), share, share, "%", 0)


def _below(text: str) -> float:
    word = text.lower()
    return _ORDINALS.get(word) or _ORDINALS.get(word.removesuffix("s")) or _number(text)


def _number(text: str) -> float:
    if text.lower() in ("a", "an", "another"):
        return 1
    numerals = find_numerals(text)
    return float(numerals[0].low) if numerals else 0
