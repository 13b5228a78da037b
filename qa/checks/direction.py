"""Which way a figure goes, and what it is of a change: 降到2.4% is down and "to", 提高5个百分点 up and "by".

Only the words beside the figure are read: before it back to the figure or comma before, or else just behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from qa.checks.changes import find_changes
from qa.checks.surroundings import clause_span, masked
from qa.figures.quantity import Quantity

Role = Literal["from", "to", "by", ""]

_UP = (
    r"新增|增[加长至到设幅]?|提[高升]|上[升涨调]|跃居|前进|升[至到为高]|涨|扩大|翻|添|[长慢晚贵](?=#)|多[出了收支花用跑]|多(?!达)[一-龥]{0,2}(?=#)|高出?(?=#)|加收|"
    r"\b(?:rose|ris(?:e|es|en|ing)|increas\w*|grew|grow(?:s|n|ing|th)?|(?<!set )(?<!made )(?<!make )(?<!sign )"
    r"(?<!signed )(?<!built )up(?! to)|climb\w*|jump\w*|gain\w*|expand\w*|rais(?:e|ed|es|ing)|add(?:s|ed)|improv\w*"
    r"|higher|more|dearer|longer|extra|surg(?:e|ed|es)|soar\w*|above|overr[au]n\w*|overshot)\b"
)
_DOWN = (
    r"减[少至到半]?|下[降调滑]|降[低至到为幅]?|缩[短小减]|[短快早](?=#)|退[到至步]|后退|滑落|回落|压缩|跌|负增长|少[了支花跑收用]|(?<![不至最多])少[一-龥]{0,2}(?=#)|低(?=#)|"
    r"\b(?:fell|fall(?:s|en|ing)?|dropp?\w*|declin\w*|decreas\w*|cut(?:s|ting)?|reduc\w*|lower(?:ed|s|ing)?|shr[aiu]nk\w*"
    r"|down|shorten\w*|less|fewer|cheaper|shorter|sooner|faster|quicker|slash\w*|trimm?\w*|below)\b"
)
_GAIN = (
    r"结余|盈余|节余|结存|积攒|盈利|节约|节省|\b(?:surplus|sav(?:e|ed|es|ing|ings)|margin|profits?|spare|built up"
    r"|accumulat\w*)\b"
)
_LOSS = r"亏|赤字|超支|透支|缺口|\b(?:loss(?:es)?|lost|deficit|overspen\w*|shortfall)\b"
_DENIED = re.compile(r"(?:没有?|不|未|无|\b(?:not?|never|without|instead of(?: \w+)?)(?: an?)?) ?$")
_AXES = {
    "up": (re.compile(_UP), re.compile(_DOWN)),
    "gain": (re.compile(_GAIN), re.compile(_LOSS)),
}
_MOVES = re.compile(f"{_UP}|{_DOWN}")
_BY = re.compile(
    rf"(?:{_UP}|{_DOWN}|[多少][一-龥]{{1,3}}|升|高|低)(?:了|出)?#$|"
    rf"\bby(?: an?(?:other| further| extra)?)? ?#$|(?:{_UP}|{_DOWN})(?: an?(?:other| further| extra)?| some)? ?#$"
)
_TO = re.compile(r"(?:到|至|为|成)了?(?:[如现]今的?|现在的?|目前的?)?#$|\bto(?: just| only| some)? ?#$")
_OF_CHANGE = re.compile(
    r"(?: (?:an?|per|each|every) (?:day|week|month|year|head|person))?"
    r"[ -](?:increase|rise|growth|jump|decline|decrease|drop|fall|cut|reduction|more|less|fewer|higher|lower|cheaper"
    r"|dearer|longer|shorter|sooner|earlier than|faster|quicker)\b|的?(?:增幅|降幅|增长(?!到|至|为)|降低|上涨)"
)
_NEAR = re.compile(r"\W{0,3}[一-龥]{1,4}|(?:\W{0,3}[a-z'-]+){1,4}")
_LISTED = re.compile(r"#+\s*(?:、|,|，|和|与|及|and)\s*$")
"""A figure before this one with nothing between: 分别增长30.38%和43.1%."""


def course(text: str) -> int:
    """1 where all words of rising and falling in a masked text say up, -1 where all say down, 0 otherwise."""
    signs = {sign for pattern, sign in zip(_AXES["up"], (1, -1), strict=True) if _said(pattern, text)}
    return signs.pop() if len(signs) == 1 else 0


@lru_cache(maxsize=4096)
def trend(text: str, quantity: Quantity, axis: str = "up") -> int:
    """1 where the figure is told as up (or a gain), -1 as down (or a loss), 0 where nothing tells."""
    before, after = _beside(text, quantity)
    up, down = _AXES[axis]
    words = [
        (found.end(), sign) for pattern, sign in ((up, 1), (down, -1)) for found in _said(pattern, before)
    ]
    if words:
        return max(words)[1]
    near = _NEAR.match(after)
    behind = near.group() if near else ""
    words = [
        (found.start(), sign) for pattern, sign in ((up, 1), (down, -1)) for found in _said(pattern, behind)
    ]
    return min(words)[1] if words else 0


@lru_cache(maxsize=4096)
def role(text: str, quantity: Quantity) -> Role:
    """Whether the figure is where a change begins, where it ends, or how much it is; "" where nothing tells."""
    for first, second in find_changes(text):
        if _is_same(quantity, first):
            return "from"
        if _is_same(quantity, second):
            return "to"
    before, after = _beside(text, quantity)
    if _OF_CHANGE.match(after):
        return "by"
    if not _MOVES.search(before):
        return ""
    return "to" if _TO.search(before) else "by" if _BY.search(before) else ""


def _is_same(one: Quantity, other: Quantity) -> bool:
    return (one.start, one.low, one.high) == (other.start, other.low, other.high)


def _said(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return [found for found in pattern.finditer(text) if not _DENIED.search(text[: found.start()])]


def _beside(text: str, quantity: Quantity) -> tuple[str, str]:
    """What stands before the figure ("#") and after it, up to the next figures; a list of figures is one."""
    figures = masked(text).lower()
    first = quantity.start
    while listed := _LISTED.search(figures, max(0, first - 60), first):
        first = listed.start()
    start, _ = clause_span(text, first, first)
    _, end = clause_span(text, quantity.start, quantity.end)
    before = figures[max(figures.rfind("#", start, first) + 1, start) : first]
    return f"{before}#", figures[quantity.end : end].partition("#")[0]
