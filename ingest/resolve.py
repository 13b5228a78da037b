"""The dates that 去年, 本月, 10月17日 or "last year" mean in an article published on a known date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ingest.dates import FULL, HAN_NUMBER, MONTH_NAME, YEAR, iso_date, iso_of, matches

LATER_DAYS = 92
"""How far ahead of its publication an article's 6月1日 may lie; a later one is the year before's."""

_YEARS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "this": 0, "last": -1, "next": 1}
_MONTHS = {"本": 0, "这": 0, "這": 0, "当": 0, "當": 0, "上": -1, "下": 1, "this": 0, "last": -1, "next": 1}
_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "today": 0, "yesterday": -1, "tomorrow": 1}


def _full(match: re.Match[str], _: str | None) -> str | None:
    return iso_of(match)


def _year(match: re.Match[str], _: str | None) -> str | None:
    return _with_part(iso_date(match["year_number"]), match["year_part"])


def _relative_year(match: re.Match[str], published: str | None) -> str | None:
    if not published:
        return None
    year = f"{int(published[:4]) + _YEARS[match['relative_year'][0]]:04}"
    if month := match["relative_month"]:
        return iso_date(year, month, match["relative_day"])
    return _with_part(year, match["relative_part"])


def _with_part(year: str | None, part: str | None) -> str | None:
    """2024年底 is "2024-12", 2024年初 "2024-01"."""
    if not year or not part:
        return year
    return f"{year}-01" if part == "初" else f"{year}-12"


def _relative_month(match: re.Match[str], published: str | None) -> str | None:
    return _month(published, _MONTHS[match["relative_month_word"][0]])


def _month(published: str | None, shift: int, day: str | None = None) -> str | None:
    if not published or len(published) < 7:
        return None
    months = int(published[:4]) * 12 + int(published[5:7]) - 1 + shift
    return iso_date(f"{months // 12:04}", str(months % 12 + 1), day)


def _relative_day(match: re.Match[str], published: str | None) -> str | None:
    word = match["relative_day_word"]
    return _shifted(published, _DAYS[word[0]])


def _shifted(published: str | None, days: int) -> str | None:
    if not published or len(published) < 10:
        return None
    try:
        return (date.fromisoformat(published) + timedelta(days=days)).isoformat()
    except (OverflowError, ValueError):
        return None


def _month_day(match: re.Match[str], published: str | None) -> str | None:
    return _nearest(match["month"], match["day"], published)


def _only_day(match: re.Match[str], published: str | None) -> str | None:
    """23日 in an article of 25 April is 23 April; in one of 2 April, 23 March."""
    if not published or len(published) < 10:
        return None
    day = match["only_day_number"]
    return _month(published, -1 if int(day) > int(published[8:]) + 7 else 0, day)


def _english_month_day(match: re.Match[str], published: str | None) -> str | None:
    return _nearest(
        match["english_month1"] or match["english_month2"],
        match["english_day1"] or match["english_day2"],
        published,
    )


def _nearest(month: str, day: str | None, published: str | None) -> str | None:
    """A month or day without a year: of that year, or of the one before where it would lie too far ahead."""
    if not published:
        return None
    year = int(published[:4])
    if len(published) >= 7:
        issued = date.fromisoformat(published if len(published) == 10 else f"{published}-28")
        meant = iso_date(str(year), month, day or "1")
        if meant and (date.fromisoformat(meant) - issued).days > LATER_DAYS:
            year -= 1
    return iso_date(str(year), month, day)


def _english(match: re.Match[str], published: str | None) -> str | None:
    word, unit = match["english_word"].lower(), match["english_unit"].lower()
    if not published:
        return None
    if unit == "year":
        return f"{int(published[:4]) + _YEARS[word]:04}"
    return _month(published, _MONTHS[word])


def _english_day(match: re.Match[str], published: str | None) -> str | None:
    return _shifted(published, _DAYS[match["english_day_word"].lower()])


_Rule = Callable[[re.Match[str], str | None], str | None]
_CHINESE_RULES: dict[str, tuple[str, _Rule]] = {
    "full": (FULL.pattern, _full),
    "year": (YEAR.format("year_number") + r"\s?年(?![代轻輕])(?:(?P<year_part>[底末初]))?", _year),
    "relative_year": (
        rf"[今去前明本上]年(?![纪紀])度?(?:年?(?P<relative_part>[底末终終初])|(?P<relative_month>{HAN_NUMBER})月"
        r"(?:(?P<relative_day>\d{1,2})[日号號])?)?",
        _relative_year,
    ),
    "relative_month_word": (r"(?:本|当|當|(?:这|這|上|下)[个個]?)月(?![亮球牙台湾])", _relative_month),
    "relative_day_word": (r"(?:今|昨|前|明)[天日](?![报報之])", _relative_day),
    "month_day": (
        r"(?<![\d第./-])(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号號]|[底末初]|份|中旬|上旬|下旬)",
        _month_day,
    ),
    "only_day": (
        r"(?<![\d月第每前后後近这這至])(?P<only_day_number>\d{1,2})日(?![元均常内內后後间間游制报])",
        _only_day,
    ),
}
_ENGLISH_RULES: dict[str, tuple[str, _Rule]] = {
    "full": (FULL.pattern, _full),
    "english": (r"\b(?P<english_word>(?i:this|last|next))\s(?P<english_unit>year|month)\b", _english),
    "english_day_word": (r"\b(?i:today|yesterday|tomorrow)\b", _english_day),
    "english_month_day": (
        rf"\b(?P<english_month1>{MONTH_NAME})\s(?P<english_day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?![%,.]?\d)"
        rf"|\b(?P<english_day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<english_month2>{MONTH_NAME})(?!\w)",
        _english_month_day,
    ),
    "year": (
        r"\b(?i:in|since|by|from|to|until|during|for|of|and|through|early|late|fiscal|end)\s"
        r"(?P<year_number>(?:19|20)\d\d)\b(?![-/.]\d)(?P<year_part>(?!))?",
        _year,
    ),
}


def _compiled(rules: dict[str, tuple[str, _Rule]]) -> re.Pattern[str]:
    """One pattern of all rules."""
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, (rule, _) in rules.items()))


# The two characters that a date can start with, and the dates.
_CHINESE = (
    re.compile(r"[\d一二今去前明上本昨当當这這下A-Z](?=[\d\s年天日月个個号號九〇零○Ｏa-z./-])"),
    _compiled(_CHINESE_RULES),
)
_LATIN = re.compile(r"[\dA-Za-z]"), _compiled(_ENGLISH_RULES)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def resolve_dates(text: str, published: str | None) -> tuple[str, ...]:
    """The ISO dates that `text` speaks of, each once, in order; as exact as the words are.

    Words that lean on the day of publication (去年, 10月17日) count only as far as `published` is known: with
    "2025" 去年 is "2024" and 昨日 is nothing.

    >>> resolve_dates("10月17日召开，去年启动，2022年试点", "2025-10-20")
    ('2025-10-17', '2024', '2022')
    """
    (starts, pattern), rules = (_CHINESE, _CHINESE_RULES) if _HAN.search(text) else (_LATIN, _ENGLISH_RULES)
    found: dict[str, None] = {}
    for match in matches(starts, pattern, text):
        if iso := rules[match.lastgroup or ""][1](match, published):
            found[iso] = None
    return tuple(found)
