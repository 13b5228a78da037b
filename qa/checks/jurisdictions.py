"""Figures that a statement gives to another place than its passage: a neighbour's, the province's for a county's.

Whose a figure is, tells the place that its clause names, or else the clause nearest before it that opens with one.
全县 and 县里 stand for the county named last. A place that is only compared with (比南丰县高) or gone to is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.terms import is_chinese
from ingest.gazetteer import COUNTY, PREFECTURE, PROVINCE, gazetteer
from ingest.places import find_mentions, place_names, with_parents
from qa.checks.binding import Proofs
from qa.checks.problems import of_another
from qa.checks.surroundings import clause, clause_span, clauses_before, masked, sentence_span
from qa.figures import plain
from qa.figures.quantity import Quantity

_LEVELS = {"国": -1, "省": PROVINCE, "市": PREFECTURE, "州": PREFECTURE, "县": COUNTY, "区": COUNTY}
_WHOLE = re.compile(
    r"全(?P<all>[国省市州县区])(?!医保|统筹)|(?P<in>[省市州县区])里(?!的)|[该我本](?P<this>[省市州县区])(?!级)"
)
_WHOLE_ENGLISH = re.compile(
    r"\b(?P<nation>nation-?wide|nationally|across (?:the country|china))\b|\b(?P<province>province-?wide|"
    r"(?:across|throughout) the province|the (?:whole|entire) province|the province as a whole)\b",
    re.IGNORECASE,
)
_LEVEL_WORDS = (
    (-1, re.compile(r"全国|\b(?:nation\w*|country)\b", re.IGNORECASE)),
    (PROVINCE, re.compile(r"全省|省[级里内]|\bprovinc\w+", re.IGNORECASE)),
    (
        PREFECTURE,
        re.compile(r"全[市州]|[市州][级里内]|\b(?:city|cities|municipal\w*|prefecture\w*)\b", re.IGNORECASE),
    ),
    (COUNTY, re.compile(r"全[县区]|[县区][级里内]|\bcount(?:y|ies)\b", re.IGNORECASE)),
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
_IN = re.compile(r"(?:\b(?:[Ii]n|[Aa]cross|[Ww]ithin|[Oo]f)(?: the)?\s|[在，])$")
_AS_A_WHOLE = re.compile(r"as a whole|throughout|\bacross\b|whole of|all of|全[省市州国]", re.IGNORECASE)
_PLACES = re.compile(r" ?(?:counties|cities|districts|places|areas)\b|[县市区地](?!里|级)")
_THE = re.compile(r"(?:\b(?:the|these|those|all)|[这该]) ?$", re.IGNORECASE)
_BEHIND = re.compile(r"[^,.;，。；#\d]{0,60}?\b(?:in|of|for|at|across)(?: the)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """A place named at text[start:end]; a mere level has no `name` and may be all of it (`whole`: 全省, not 省里)."""

    start: int
    end: int
    name: str
    level: int
    whole: bool = False


class Jurisdictions:
    """Which places the figures of a statement and of its passage are told of; `places` are the article's."""

    def __init__(self, statement: str, passage: str, places: Sequence[str]) -> None:
        self._statement, self._passage = statement, passage
        self._told = _holders(passage, tuple(places))
        self._known = tuple(dict.fromkeys((*places, *(one.name for one in self._told if one.name))))
        self._said = _holders(statement, self._known)

    def problems(self, proofs: Proofs, chinese: bool) -> Iterator[str]:
        """A line for each figure that the passage tells of another place alone."""
        for claim, own in proofs.items():
            if own and all(self.is_of_another(claim, one) for one in own):
                holder = self._whose(claim)[0]
                other = _whose(self._passage, own[0].start, own[0].end, self._told)[-1]
                said, told = (
                    self._statement[holder.start : holder.end],
                    _shown(other, self._passage, chinese),
                )
                yield of_another(claim.text, told, said, chinese)

    def counts(self, claim: Quantity) -> bool:
        """Whether the claim is the number of the places that the passage names: "the two counties"."""
        said = _PLACES.match(self._statement, claim.end) and _THE.search(self._statement[: claim.start])
        return bool(said) and claim.value == len({one.name for one in self._told if one.name})

    def is_of_another(self, claim: Quantity, found: Quantity) -> bool:
        """Whether the statement gives its figure to one place, and the passage the one found to another."""
        whose = self._whose(claim)
        theirs = _whose(self._passage, found.start, found.end, self._told) if whose else []
        if not theirs or _is_level_said(self._statement, claim, theirs):
            return False
        beside = _named_beside(self._passage, found.start, found.end, self._told)
        return not any(_agrees(whose[0], one, self._statement, self._known) for one in [*theirs, *beside])

    def _whose(self, claim: Quantity) -> list[Holder]:
        """The one place of the claim; none where nobody knows it, which its name tells, or where there are more."""
        whose = _whose(self._statement, claim.start, claim.end, self._said)
        one = len({holder.name for holder in whose}) == 1
        return whose if one and (not whose[0].name or whose[0].name in with_parents(self._known)) else []


@lru_cache(maxsize=256)
def _holders(text: str, places: tuple[str, ...]) -> tuple[Holder, ...]:
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


def _whose(text: str, start: int, end: int, holders: Sequence[Holder]) -> list[Holder]:
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


def _named_beside(text: str, start: int, end: int, holders: Sequence[Holder]) -> list[Holder]:
    first, last = clause_span(text, start, end)
    return [one for one in holders if one.name and first <= one.start < last]


def _is_level_said(statement: str, claim: Quantity, theirs: Sequence[Holder]) -> bool:
    """Whether the clause of the claim says itself that it is of the province: "among the province's 45 counties"."""
    levels = {one.level for one in theirs if not one.name}
    said = clause(statement, claim)
    return any(level in levels and pattern.search(said) for level, pattern in _LEVEL_WORDS)


def _agrees(holder: Holder, one: Holder, statement: str, known: Sequence[str]) -> bool:
    if holder.name and one.name:
        if holder.name == one.name or _is_main_in(holder.name, one.name, known):
            return True
        return holder.name in with_parents((one.name,)) and _is_where(holder, statement)
    if not holder.name and one.name[-1:] == "市":
        return holder.level in (PREFECTURE, COUNTY)
    if holder.name[-1:] == "市" and not one.name:
        return one.level == PREFECTURE
    if not one.name and holder.level < one.level:
        return _is_where(holder, statement)
    return holder.level == one.level


def _is_main_in(name: str, other: str, known: Sequence[str]) -> bool:
    """Whether this is the article's main place and the other one what it lies in: 湖南的一个山区县."""
    return name == known[0] and other in with_parents((name,))


def _is_where(holder: Holder, statement: str) -> bool:
    """Whether the statement says that something is in the place, not that the place as a whole has or does it."""
    return bool(_IN.search(statement[: holder.start])) and not _AS_A_WHOLE.search(statement)


def _shown(holder: Holder, passage: str, chinese: bool) -> str:
    written = passage[holder.start : holder.end]
    latin = place_names(holder.name)[1] if holder.name and is_chinese(written) and not chinese else ""
    return f"{written} ({latin})" if latin else written
