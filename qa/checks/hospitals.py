"""What a statement tells of another hospital than its passage: of 县中医院 what 县医院 did, of 邵阳's what is 武冈's.

A kind of hospital that the passage does not know is flagged, a figure that it gives to another kind alone, and a
hospital by the name of a place whose hospital of that kind it does not speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.places import Mention, find_mentions
from qa.checks.binding import Proofs
from qa.checks.problems import absent, of_another
from qa.checks.surroundings import clauses_before, sentence_span
from qa.figures.quantity import Quantity

_OF = r"(?:(?:county|city|municipal|district|provincial)(?:-level)? )?"
_CARE = r"(?: health(?:care)?| care)? (?:hospital|cent(?:re|er))s?"
_KINDS = {
    "中医院": rf"中医医?院|民族医院|\b{_OF}(?:hospitals? of (?:traditional )?chinese medicine"
    r"|(?:tcm|(?:traditional )?chinese medicine) hospitals?)\b",
    "妇幼保健院": r"妇幼(?:保健)?(?:院|医院|中心)|妇保院|妇产医院"
    rf"|\b{_OF}(?:matern\w+|women[’']?s?)(?:,? (?:and|&) (?:child\w*|infants?)[’']?s?)?{_CARE}\b",
    "精神病医院": rf"精神(?:卫生中心|专?科?医院|病医院)|\b{_OF}(?:psychiatric|mental){_CARE}\b",
    "口腔医院": rf"口腔医院|\b{_OF}(?:dental|stomatolog\w+) hospitals?\b",
    "总医院": rf"总医院|\b{_OF}general hospitals?\b",
    "卫生院": r"卫生院|\b(?:township|town|rural)(?:-level)? (?:health )?(?:cent(?:re|er)|clinic|hospital)s?\b"
    r"|\bhealth cent(?:re|er)s?\b",
    "卫生室": r"卫生室|\bvillage (?:clinic|health (?:station|room|post))s?\b",
    "县医院": r"(?:人民|[省市县区]级|[省市县区])医院"
    r"|\b(?:(?:county |city )?people[’']s|county(?:-level)?|municipal|city|provincial) hospitals?\b",
    "": r"[两各本该分入住出转全多]院|医院|医共体|医联体|医疗机构|\b(?:hospital|consortium|clinic|institution)s?\b",
}
"""The kinds of hospitals, and what they are called in Chinese and English; "" is any of them."""
_HOSPITAL = re.compile("|".join(f"({pattern})" for pattern in _KINDS.values()), re.IGNORECASE)
_APART = frozenset(("中医院", "妇幼保健院", "精神病医院", "口腔医院", "总医院"))
"""The kinds that nobody means by another's name."""
_MANY = re.compile(r"级|s$")
_BETWEEN = re.compile(r"[市县区州]?|[’']s | (?:County |City |District )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital named at text[start:end], of a kind ("" may be any)."""

    start: int
    end: int
    kind: str


def hospital_problems(
    statement: str, passage: str, context: str, places: Sequence[str], chinese: bool
) -> Iterator[str]:
    """A line for each hospital of a kind, or of a place, that the passage and its context know nothing of."""
    told = find_hospitals(f"{passage}\n{context}")
    kinds = {one.kind for one in told}
    for one in find_hospitals(statement):
        shown = statement[one.start : one.end]
        unknown = one.kind in _APART or (one.kind == "县医院" and bool(kinds) and kinds <= _APART)
        if unknown and one.kind not in kinds:
            yield absent(shown, chinese)
        elif other := _of_another_place(one, statement, passage, places):
            yield (
                f"原文说的是“{other}”的{one.kind}"
                if chinese
                else f"{shown}: the passage speaks of the one of {other}"
            )


def exchanged_hospitals(statement: str, passage: str, proofs: Proofs, chinese: bool) -> Iterator[str]:
    """A line for each figure that the passage gives to hospitals of other kinds than the statement's only one."""
    said = {one.kind for one in find_hospitals(statement)}
    if len(said) != 1 or "" in said:
        return
    (kind,) = said
    for claim, own in proofs.items():
        theirs = [_of(passage, one) for one in own]
        if theirs and all(found and not found & {kind, ""} for found in theirs):
            yield of_another(claim.text, "/".join(sorted(theirs[0])), kind, chinese)


@lru_cache(maxsize=256)
def find_hospitals(text: str) -> tuple[Hospital, ...]:
    """The hospitals that a text names, in order."""
    kinds = list(_KINDS)
    return tuple(
        Hospital(one.start(), one.end(), kinds[(one.lastindex or 1) - 1]) for one in _HOSPITAL.finditer(text)
    )


def _of(passage: str, figure: Quantity) -> set[str]:
    """The kinds in the figure's clause, or in the nearest before it, in its sentence, that names any."""
    sentence, _ = sentence_span(passage, figure.start, figure.end)
    for start, end in clauses_before(passage, figure.start):
        kinds = {one.kind for one in find_hospitals(passage) if start <= one.start < end}
        if kinds or start <= sentence:
            return kinds
    return set()


def _of_another_place(one: Hospital, statement: str, passage: str, places: Sequence[str]) -> str:
    """The place whose hospital of that kind the passage speaks of, where the statement names another; or ""."""
    named = [
        _place_of(other, passage, places)
        for other in find_hospitals(passage)
        if other.kind == one.kind and not _MANY.search(passage[other.start : other.end])
    ]
    place = _place_of(one, statement, (*places, *(name for name in named if name)))
    return named[0] if place and named and all(named) and place not in named else ""


@lru_cache(maxsize=64)
def _mentions(text: str, places: tuple[str, ...]) -> list[Mention]:
    return find_mentions(text, places)


def _place_of(one: Hospital, text: str, places: Sequence[str]) -> str:
    """The place whose name stands right before the hospital, or ""."""
    for mention in _mentions(text, tuple(places)):
        if mention.end >= one.start - 12 and mention.start < one.start:
            between = text[mention.end : one.start] if mention.end <= one.start else ""
            if _BETWEEN.fullmatch(between):
                return mention.name
    return ""
