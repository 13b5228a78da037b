"""Whose a figure of a text is: the places and levels that the text names, and which of them a figure stands under.

It is that of the place its clause names, or else of the clause nearest before it that opens with one. 全县 and 县里
stand for the county named last. A place that is only compared with (比南丰县高) or gone to is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.gazetteer import COUNTY, PREFECTURE, PROVINCE, gazetteer
from ingest.places import find_mentions, place_names
from qa.checks.surroundings import clause_span, clauses_before, masked, sentence_span
from qa.figures import plain

_LEVELS = {"国": -1, "省": PROVINCE, "市": PREFECTURE, "州": PREFECTURE, "县": COUNTY, "区": COUNTY}
_WHOLE = re.compile(
    r"全(?P<all>[国省市州县区])(?!医保|统筹)|(?P<in>[省市州县区])里(?!的)|[该我本](?P<this>[省市州县区])(?!级)"
)
_WHOLE_ENGLISH = re.compile(
    r"\b(?P<nation>nation-?wide|nationally|across (?:the country|china))\b|\b(?P<province>province-?wide|"
    r"(?:across|throughout) the province|the (?:whole|entire) province|the province as a whole)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:[比较距离到往去赴从向邻]|相当于|[低高优多少][于出]|超过|"
    r"\b(?:than|from|to|near|unlike|against|beyond|outside|between))"
    r"[^，。；,;]{0,10}$"
)
"""What stands before a place that is compared with, or gone to."""
_OPENING = re.compile(
    r"(?:[\s“”‘’「」《》（()—:：?-]|[@#年月日起末底初上下半至]|目前|[去今前]年|如今|现在|近年来?|以来|同期|同时|其中|[例比]?如"
    r"|而|在|早在|截至|位于|(?:周边|邻近|相邻|毗邻|附近|隔壁|同[省市])的?"
    r"|\b(?:neighbo\w+|nearby|across|throughout|within|in|at|the|and|but|while|by|of|since|last|this|year|until|now|both|for|as|a|[a-z]+ing)\b)*+",
    re.IGNORECASE,
)
"""What may stand before a place that opens a clause."""
_BEHIND = re.compile(r"[^,.;，。；#\d]{0,60}?\b(?:in|of|for|at|across)(?: the)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """A place named at text[start:end]; a mere level has no `name` and may be all of it (`whole`: 全省, not 省里)."""

    start: int
    end: int
    name: str
    level: int
    whole: bool = False


@lru_cache(maxsize=256)
def find_holders(text: str, places: tuple[str, ...]) -> tuple[Holder, ...]:
    """The places and levels that the text names, in order."""
    book = gazetteer().places
    alike = {
        place_names(name)[1]: name for name in reversed(places)
    }  # Datong: 大通县 where that is known, not 大同
    mentions = find_mentions(text, places)
    names = [
        one.name if one.name in places else alike.get(place_names(one.name)[1], one.name) for one in mentions
    ]
    found = [
        Holder(one.start, one.end, name, book[name].level)
        for one, name in zip(mentions, names, strict=True)
        if name in book
    ]
    found += [
        Holder(one.start(), one.end(), "", _LEVELS[one["all"] or one["in"] or one["this"]], bool(one["all"]))
        for one in _WHOLE.finditer(plain(text))
    ]
    found += [
        Holder(one.start(), one.end(), "", -1 if one["nation"] else PROVINCE, whole=True)
        for one in _WHOLE_ENGLISH.finditer(text)
    ]
    return tuple(sorted(found, key=lambda holder: holder.start))


def holders_of(text: str, start: int, end: int, holders: Sequence[Holder]) -> list[Holder]:
    """The holders of a figure at text[start:end]: of its clause, or of the nearest clause before it with any."""
    behind = [one for one in holders if one.start >= end and _BEHIND.fullmatch(text[end : one.start])]
    if behind:
        return behind[:1]
    level: int | None = None
    found: list[Holder] = []
    sentence, _ = sentence_span(text, start, end)
    for nth, (first, last) in enumerate(clauses_before(text, start)):
        here = [
            one
            for one in holders
            if first <= one.start < min(last, start) and _is_subject(text, first, one, nth == 0)
        ]
        named = [one for one in here if one.name and (level is None or one.level == level)]
        if named:
            return named
        if here and not found and (first >= sentence or here[-1].whole):
            found, level = here, here[-1].level
    return found


def _is_subject(text: str, first: int, holder: Holder, own: bool) -> bool:
    """Whether a clause that begins at `first` speaks of the holder; `own`: it is the figure's own clause."""
    before = text[first : holder.start]
    return not _ASIDE.search(before) if own else bool(_OPENING.fullmatch(masked(text)[first : holder.start]))


def named_beside(text: str, start: int, end: int, holders: Sequence[Holder]) -> list[Holder]:
    """The places named anywhere in the figure's clause."""
    first, last = clause_span(text, start, end)
    return [one for one in holders if one.name and first <= one.start < last]
