"""The words that make a figure approximate: 近, 超, 约, 不到, 以上, 多; nearly, over, about, or so."""

from __future__ import annotations

import re
from typing import Literal

Approximation = Literal["", "about", "nearly", "over", "under", "at least", "at most"]

# The first that stands before (after) a figure counts: 不超过 goes before 超过.
_BEFORE: dict[Approximation, str] = {
    "at most": r"不超过?|不多于|不高于|最多|至多|最高达?|(?:no|not) (?:more|greater|higher) than |up to |"
    r"at most |within |(?:a )?maximum (?:of )?",
    "at least": r"不少于|不低于|不小于|至少|最少|最低|不下|(?:no|not) (?:less|fewer|lower) than |at least |"
    r"(?:a )?minimum (?:of )?",
    "under": r"不到|不足|低于|少于|小于|不满|未满|未达到?|"
    r"(?:less|fewer|lower|younger|shorter|smaller) than |under |below ",
    "nearly": r"(?<![最附邻临就])近|将近|接近|逼近|nearly |almost |close to |approaching |"
    r"just (?:under|short of) ",
    "over": r"(?<![彩高])超|超过|高于|多于|大于|逾|突破|"
    r"(?:more|greater|higher|older|longer|larger) than |(?:just |well )?over |"
    r"above |exceed(?:ed|s|ing)? |surpass(?:ed|es|ing)? |topp(?:ed|ing) |upwards? of |in excess of |beyond ",
    "about": r"(?<![签预条节合公契履解制失])约[为有]?|大约|大概|大致|about |around |approximately |roughly |"
    r"some |circa |c\. |(?<!\d)~ ?|(?:an )?estimated (?:at )?",
}
_AFTER: dict[Approximation, str] = {
    "over": r"有余|余|多(?![数种样方元维学部发病层地专渠点年次重头])|-odd\b|-plus\b",
    "at least": r"及?以上|\+(?![\dN])| or (?:more|above|over|higher)\b| and (?:above|over|up|more)\b",
    "at most": r"及?以[下内]|之内| or (?:less|fewer|below|under)\b| and (?:below|under)\b",
    "about": r"左右|上下(?![级联转游])| or so\b",
}
_BEFORE_PATTERNS = {name: re.compile(rf"(?:{words})$", re.IGNORECASE) for name, words in _BEFORE.items()}
_AFTER_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _AFTER.items()}
_FILLER = re.compile(r"(?<=[超近约过到足于逾破])[达到了为至]+$")
_LAST = re.compile(r"近|over ", re.IGNORECASE)


def approximation_before(text: str, start: int, lasting: bool) -> tuple[Approximation, int]:
    """What the word before `start` makes of a figure, and where that word begins; ("", start) for none.

    `lasting`: the figure is a time, before which 近 and "over" mean "in the last ..."
    """
    cut = max(0, start - 40)
    head = text[cut:start]
    if head[-1:] in ("上", "过") and text[start : start + 1] in tuple("百千万亿半"):
        return "over", start - 1
    head = _FILLER.sub("", head)
    for name, pattern in _BEFORE_PATTERNS.items():
        if match := pattern.search(head):
            if lasting and _LAST.fullmatch(match.group()):
                return "", start
            return name, cut + match.start()
    return "", start


def approximation_after(text: str, end: int) -> tuple[Approximation, int]:
    """What the word after `end` makes of a figure, and where that word ends; ("", end) for none."""
    for name, pattern in _AFTER_PATTERNS.items():
        if match := pattern.match(text, end):
            return name, match.end()
    return "", end
