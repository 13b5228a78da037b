"""Figures that a statement gives to another place than its passage: a neighbour's, the province's for a county's.

Whose each is, tells `qa.checks.holders`; what lies in a place may be said of it where the statement says "in".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.terms import is_chinese
from ingest.gazetteer import COUNTY, PREFECTURE, PROVINCE
from ingest.places import place_names, with_parents
from qa.checks.binding import Proofs
from qa.checks.holders import Holder, find_holders, holders_of, named_beside
from qa.checks.problems import of_another
from qa.checks.surroundings import clause
from qa.figures.quantity import Quantity

_LEVEL_WORDS = (
    (-1, re.compile(r"全国|\b(?:nation\w*|country)\b", re.IGNORECASE)),
    (PROVINCE, re.compile(r"全省|省[级里内]|\bprovinc\w+", re.IGNORECASE)),
    (
        PREFECTURE,
        re.compile(r"全[市州]|[市州][级里内]|\b(?:city|cities|municipal\w*|prefecture\w*)\b", re.IGNORECASE),
    ),
    (COUNTY, re.compile(r"全[县区]|[县区][级里内]|\bcount(?:y|ies)\b", re.IGNORECASE)),
)
_IN = re.compile(r"(?:\b(?:[Ii]n|[Aa]cross|[Ww]ithin|[Oo]f)(?: the)?\s|[在，])$")
_AS_A_WHOLE = re.compile(r"as a whole|throughout|\bacross\b|whole of|all of|全[省市州国]", re.IGNORECASE)
_PLACES = re.compile(r" ?(?:counties|cities|districts|places|areas)\b|[县市区地](?!里|级)")
_THE = re.compile(r"(?:\b(?:the|these|those|all)|[这该]) ?$", re.IGNORECASE)


class Jurisdictions:
    """Which places the figures of a statement and of its passage are told of; `places` are the article's."""

    def __init__(self, statement: str, passage: str, places: Sequence[str]) -> None:
        self._statement, self._passage = statement, passage
        self._told = find_holders(passage, tuple(places))
        self._known = tuple(dict.fromkeys((*places, *(one.name for one in self._told if one.name))))
        self._said = find_holders(statement, self._known)

    def problems(self, proofs: Proofs, chinese: bool) -> Iterator[str]:
        """A line for each figure that the passage tells of another place alone."""
        for claim, own in proofs.items():
            if own and all(self.is_of_another(claim, one) for one in own):
                holder = self._whose(claim)[0]
                other = holders_of(self._passage, own[0].start, own[0].end, self._told)[-1]
                said, told = (
                    self._statement[holder.start : holder.end],
                    _shown(other, self._passage, chinese),
                )
                yield of_another(claim.text, told, said, chinese)

    def counts(self, claim: Quantity) -> bool:
        """Whether the claim is the number of the places that the passage names: "the two counties"."""
        said = _PLACES.match(self._statement, claim.end) and _THE.search(
            self._statement[max(0, claim.start - 10) : claim.start]
        )
        return bool(said) and claim.value == len({one.name for one in self._told if one.name})

    def is_of_another(self, claim: Quantity, found: Quantity) -> bool:
        """Whether the statement gives its figure to one place, and the passage the one found to another."""
        whose = self._whose(claim)
        theirs = holders_of(self._passage, found.start, found.end, self._told) if whose else []
        if not theirs or _is_level_said(self._statement, claim, theirs):
            return False
        beside = named_beside(self._passage, found.start, found.end, self._told)
        return not any(_agrees(whose[0], one, self._statement, self._known) for one in [*theirs, *beside])

    def _whose(self, claim: Quantity) -> list[Holder]:
        """The one place of the claim; none where nobody knows it, which its name tells, or where there are more."""
        whose = holders_of(self._statement, claim.start, claim.end, self._said)
        one = len({holder.name for holder in whose}) == 1
        return whose if one and (not whose[0].name or whose[0].name in with_parents(self._known)) else []


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
