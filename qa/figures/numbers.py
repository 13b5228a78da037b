"""Numerals in running Chinese and English text: 1亿5千万, 一百零三, 14多万, 36.57 million, two dozen.

A small grammar of our own: cn2an raises on 14多万, 1.2万亿, 2.5千万 and all English, and reads 一二三 as 123.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
ARABIC = r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,18}(?!\d))(?:\.\d{1,9}(?!\d))?"
HAN = "零〇一二两三四五六七八九十百千万亿"

ONES = (  # noqa: SIM905  a word list reads best as words
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
WORDS = {w: i for i, w in enumerate(ONES)} | {w: 10 * i for i, w in enumerate(TENS, start=2)}
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
LETTERS = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}

_HAN_RUN = re.compile(
    rf"(?:{ARABIC}|[{HAN}数几])(?:{ARABIC}|[{HAN}]|点(?=[零一二三四五六七八九])|[多余几](?=[十百千万亿])"
    rf"|[ 个](?=[万亿]))*"
    r"(?P<more>[多余几]|来(?=[个天人家岁名位]))?"
)
_TOKEN = re.compile(rf"{ARABIC}|.")
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_HALVED = f"(?:{_SCALE}|hours?|years?|days?|months?|weeks?|times)(?![A-Za-z])"
_WORD_RUN = re.compile(
    rf"(?<![A-Za-z])(?:half an?[ -](?:{_SCALE})|"
    rf"(?:(?:{_WORD})|an?(?=[ -](?:{_SCALE})))"
    rf"(?:(?:[ -]+and[ -]+|[ -]+)(?:{_WORD}|{_SCALE}|a half(?= {_HALVED})))*)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_ARABIC_SCALE = re.compile(
    rf"(?P<number>{ARABIC})(?:[ -]?(?P<words>(?:(?:{_SCALE})(?![A-Za-z]) ?)+)"
    r"| ?(?P<letter>mln|mn|bn|tn|(?<! )[kmb])(?![A-Za-z]))",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?<![A-Za-z])(?P<tens>tens of |hundreds of )?(?P<scale>dozen|hundred|thousand|million|billion)s of"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at text[start:end]; `low` < `high` where it is vague or a pair (数百, 七八).

    `step` is the worth of its last written digit (14万 -> 10000, 36.57 million -> 10000); `open_ended` is
    true for 14多万: more than the value, less than one step more; `script` is "digits", "han" or "word".
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    step: Decimal
    open_ended: bool
    script: str


def find_numerals(text: str) -> list[Numeral]:
    """All numerals of the text (half width, simplified script), left to right, the longest at each place."""
    found: list[Numeral] = []
    for numeral in sorted(_candidates(text), key=lambda n: (n.start, -n.end)):
        if not found or numeral.start >= found[-1].end:
            found.append(numeral)
    return found


def _candidates(text: str) -> Iterator[Numeral]:
    for match in _HAN_RUN.finditer(text):
        run, start = match.group(), match.start()
        led = bool(re.match("[百千万亿]", run)) and bool(
            match["more"] or text[max(0, start - 1) : start] in tuple("近超上过约逾达")
        )
        numeral = _han(run, start, led)
        if numeral is None and match["more"]:
            numeral = _han(run[:-1], start, led)
        if numeral:
            yield numeral
    for match in _ARABIC_SCALE.finditer(text):
        yield _scaled(match)
    for match in _WORD_RUN.finditer(text):
        if (value := _words(match.group().lower())) is not None:
            yield Numeral(
                match.start(), match.end(), value, value, last_place(value.normalize()), False, "word"
            )
    for match in _PLURAL.finditer(text):
        unit = Decimal(SCALES[match["scale"].lower()])
        unit *= {"tens of ": 10, "hundreds of ": 100}.get((match["tens"] or "").lower(), 1)
        unit = Decimal(10) if unit == 12 else unit  # "dozens" are 几十
        # "thousands" alone: from two to ten of them.
        yield Numeral(match.start(), match.end() - len(" of"), 2 * unit, 10 * unit, unit, False, "word")


def last_place(value: Decimal) -> Decimal:
    """The worth of the last digit that is not a filling zero: 140000 -> 10000, 3.50 -> 0.01, 0 -> 1."""
    exponent = value.as_tuple().exponent
    if not value or not isinstance(exponent, int):
        return Decimal(1)
    return Decimal(1).scaleb(exponent if exponent < 0 else int(value.normalize().as_tuple().exponent))


def _number(token: str) -> Decimal:
    return Decimal(token.replace(",", ""))


def _scaled(match: re.Match[str]) -> Numeral:
    number, factor = _number(match["number"]), Decimal(1)
    for word in (match["words"] or "").split():
        factor *= SCALES[word.lower()]
    factor *= LETTERS.get((match["letter"] or "").lower(), 1)
    end = match.start() + len(match.group().rstrip())
    value = number * factor
    return Numeral(match.start(), end, value, value, last_place(number) * factor, False, "digits")


def _words(text: str) -> Decimal | None:
    """The value of English number words: "two hundred and fifty" -> 250; None for "seven eight"."""
    total = section = Decimal(0)
    previous = ""
    for word in re.findall(r"a half|[a-z]+", text):
        if word == "and":
            continue
        if word in ("half", "a half"):
            section += Decimal("0.5")
        elif word in SCALES:
            section = (section or Decimal(1)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, section = total + section, Decimal(0)
        elif word in WORDS:
            if previous in WORDS and not (WORDS[previous] >= 20 and WORDS[word] < 10):
                return None
            section += WORDS[word]
        previous = word
    return total + section


def _han(text: str, start: int, led: bool) -> Numeral | None:
    """A numeral of digits and Han numerals; None where the characters are no number (万一, 十四五).

    `led`: a unit may stand first, as in 上百家, 百余家.
    """
    script = "digits" if text[0].isdigit() else "han"
    if script == "digits" and re.search(r"[十百千万亿][一二两三四五六七八九]$", text):
        text = text[:-1]  # 85万一年: the last numeral begins another word
    end = start + len(text)
    if pair := _pair(text):
        return Numeral(start, end, *pair, Decimal(1), False, script)
    if text[0] in "数几":
        if not (scale := _evaluate("一" + text[1:])) or len(text) == 1:
            return None
        return Numeral(start, end, 2 * scale, 10 * scale, scale, False, script)
    open_ended = any(c in text for c in "多余几来")
    digits = re.sub("[多余几来个 ]", "", text)
    value = _evaluate("一" + digits if led or re.match("[百千][万亿]", digits) else digits)
    if value is None or (open_ended and value % 10):
        return None
    step = last_place(value.normalize())
    if decimals := re.match(r"[\d,]+\.(\d+)", text):
        number = _number(decimals.group())
        step = Decimal(1).scaleb(-len(decimals[1])) * (value / number if number else 1)
    return Numeral(start, end, value, value, step, open_ended, script)


def _pair(text: str) -> tuple[Decimal, Decimal] | None:
    """七八 -> 7..8, 三四十 -> 30..40, 两三千 -> 2000..3000."""
    match = re.fullmatch(r"([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)", text)
    if not match or not 0 < DIGITS[match[2]] - DIGITS[match[1]] <= (2 if match[1] == "三" else 1):
        return None
    scale = _evaluate("一" + match[3]) if match[3] else Decimal(1)
    return None if scale is None else (DIGITS[match[1]] * scale, DIGITS[match[2]] * scale)


def _evaluate(text: str) -> Decimal | None:
    """The value of one numeral without 多, 余, 几; None where it is malformed."""
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text)) if len(text) > 2 or "〇" in text else None
    if "点" in text:
        whole, _, decimals = text.partition("点")
        fraction = re.match("[零〇一二三四五六七八九]+", decimals)
        head, rest = _evaluate(whole), decimals[fraction.end() :] if fraction else "?"
        scale = _evaluate("一" + rest) if rest else Decimal(1)
        if head is None or fraction is None or scale is None:
            return None
        return (head + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction.group()))) * scale
    return _positional(_TOKEN.findall(text))


def _positional(tokens: list[str]) -> Decimal | None:
    total = section = Decimal(0)
    number: Decimal | None = None
    unit, large, zero = 1, 0, False
    for i, part in enumerate(tokens):
        if part in "零〇":
            zero = True
            number = Decimal(0) if len(tokens) == 1 else number
        elif part in DIGITS or part[0].isdigit():
            if number is not None:
                return None
            number = Decimal(DIGITS[part]) if part in DIGITS else _number(part)
        elif part in SMALL:
            if number is None and not (part == "十" and (i == 0 or zero or unit > 10)):
                return None
            section += (Decimal(1) if number is None else number) * SMALL[part]
            number, unit, zero = None, SMALL[part], False
        elif part not in LARGE:
            return None
        else:
            section += number or 0
            if not section and number is None and (not total or LARGE[part] < large):
                return None
            if LARGE[part] < large:
                total += section * LARGE[part]
            else:
                total = (total + section) * LARGE[part]  # 万亿, 1万2千亿
            number, section, zero = None, Decimal(0), False
            unit = large = LARGE[part]
    if (
        number is not None
        and len(tokens) > 1
        and number < 10
        and unit >= 100
        and not zero
        and tokens[-2] not in "零〇"
    ):
        number = number * unit / 10  # 三千五 is 3500, 1万5 is 15000
    return total + section + (number or 0)
