"""Words of a text that may name a place, and what each needs to be taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import accumulate
from typing import Literal

from ingest.gazetteer import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    Place,
    by_latin_name,
    gazetteer,
    plain_latin,
    short_name,
)

# Short names that are words, mountains or ways of saying where: of prefectures, and of counties.
_WORDS = re.compile("朝阳|中山|安康|来宾|日照|阿里|大同|海[东西南北]|黄南|山南|白银|玉树|大理")
_NOT_A_PLACE_BEFORE = re.compile(
    r"[日晚晨早商时]报|卫视|大学|学院|[东西南北中]?[路街]|大[道街厦桥]|银行|时间|话|菜|社区|[两三]国|镇(?![村级])|乡(?![镇村级])"
    r"|村(?![医卫里级民])"
)
_COUNTY_WORDS = re.compile(
    "平原|中原|东海|太湖|天河|长寿|[古山商大]城|江[北南海州]|滨[江湖]|无极|新建|[东西上]城|城[东西]|河西|海港|牡丹|太平"
    "|西市|上街|[路天]桥|榆树|[泰庐衡天阴江]山|武夷山|井冈山|五指山|峨眉山|祁连|长白|九寨沟|都江堰|山海关|北关|南岳|三江"
)
_WORD_TAGS = re.compile("[nvadslijtbmqfpcru]|nz|vn|an")
_LATIN_PLACE = re.compile(
    r"([A-Z](?<=\b[A-Z])[a-zü]+(?:['’-](?!s\b)[a-zü]+)*(?:\s[A-Z][a-zü]+){0,2}?)"
    r"(?:\s((?:[Pp]rovinc|[Pp]refectur)e|Autonomous\sRegion|Municipality|[Cc]ity|[Dd]istrict|[Cc]ounty|Banner))?"
    r"(?![\w-]|['’](?!s?(?!\w)))"  # Sangzhi's is Sangzhi
)
_CAPITAL_AFTER = re.compile(r"\s[A-Z]")
_IN_CLAUSE = "[\u3400-\u9fffA-Za-z0-9+#&._%-]"
_CLAUSE = re.compile(f"{_IN_CLAUSE}{_IN_CLAUSE}+")  # no word reaches beyond one
LEVELS = {"province": (PROVINCE,), "autonomous": (PROVINCE,), "municipality": (PROVINCE, PREFECTURE),
           "prefecture": (PREFECTURE,), "city": (PROVINCE, PREFECTURE, COUNTY), "district": (COUNTY,),
           "county": (COUNTY,), "banner": (COUNTY,)}  # fmt: skip


class Needs(IntEnum):
    """What must bear a candidate out, besides its own full name somewhere: the more, the larger."""

    NOTHING = 0
    TITLE = 1  # to stand in the title or more than once
    SUBJECT = 2  # to be the one place that 全市 or 我县 can mean
    PARENT = 3  # that what it lies in is named
    ADJACENT = 4  # that what it lies in is named right before


@dataclass(frozen=True, slots=True)
class Candidate:
    """`places` are what the words at start..end may name, higher levels first."""

    start: int
    end: int
    places: tuple[Place, ...]
    needs: Needs


def in_chinese(text: str) -> Iterator[Candidate]:
    """Candidates in simplified Chinese, in order, the longest name at each word's start."""
    starts = _name_starts()
    likely = [at for found in _likely().finditer(text) if text[(at := found.start()) : at + 2] in starts]
    clauses = _CLAUSE.finditer(text) if likely else iter(())
    clause_end = past = 0
    edges: set[int] = set()
    for at in likely:
        while at >= clause_end:
            clause = next(clauses)  # every pair stands in one
            clause_end = clause.end()
            if at < clause_end:
                edges = _word_edges(text, *clause.span())
        whole = at in edges and at >= past
        if whole and (found := _candidate_at(text, at, starts[text[at : at + 2]], edges)):
            yield found
            past = found.end


def _word_edges(text: str, start: int, end: int) -> set[int]:
    """Where the words of text[start:end] begin, and its end."""
    import rjieba

    words = rjieba.cut(text[start:end], False)
    return set(accumulate(map(len, words), initial=start))


def _candidate_at(text: str, at: int, aliases: tuple[str, ...], edges: set[int]) -> Candidate | None:
    book = gazetteer()
    for alias in aliases:
        end = at + len(alias)
        if not text.startswith(alias, at) or end not in edges:
            continue
        if alias in book.full:
            return Candidate(at, end, book.full[alias], _needs_of_full(alias))
        if _NOT_A_PLACE_BEFORE.match(text, end):
            return None
        return Candidate(at, end, book.short[alias], _needs_of_short(alias, book.short[alias]))
    return None


def _needs_of_full(name: str) -> Needs:
    if len(name) == 2:
        return Needs.ADJACENT if name[-1] == "区" else Needs.PARENT  # 城区; 和县
    return Needs.PARENT if name[-1] == "区" and _tag(name[:-1]) == "word" else Needs.NOTHING


def _needs_of_short(name: str, places: tuple[Place, ...]) -> Needs:
    if places[0].level < COUNTY:
        return Needs.ADJACENT if _WORDS.fullmatch(name) else Needs.NOTHING
    if _tag(name) == "word":
        return Needs.ADJACENT
    if len(places) > 1 or _COUNTY_WORDS.fullmatch(name):
        return Needs.PARENT
    return Needs.TITLE if _tag(name) == "place" else Needs.SUBJECT


@cache
def _name_starts() -> dict[str, tuple[str, ...]]:
    """The names by their first two characters, longest first."""
    book = gazetteer()
    starts: dict[str, list[str]] = {}
    for alias in {**book.full, **book.short}:
        starts.setdefault(alias[:2], []).append(alias)
    return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in starts.items()}


@cache
def _likely() -> re.Pattern[str]:
    """A first character of any name before a second one of any."""
    firsts, seconds = zip(*_name_starts(), strict=True)
    return re.compile(f"[{''.join({*firsts})}](?=[{''.join({*seconds})}])")


@cache
def _tag(name: str) -> Literal["place", "word", ""]:
    """What the segmenter's dictionary takes a short name for: 资源 is a "word"."""
    import rjieba

    tags = rjieba.tag(name)
    if len(tags) != 1:
        return ""
    return "word" if _WORD_TAGS.fullmatch(tags[0][1]) else "place" if tags[0][1] == "ns" else ""


def in_latin(text: str) -> Iterator[Candidate]:
    """Mentions in Latin letters; a county without the word County or District needs evidence."""
    for match in _LATIN_PLACE.finditer(text):
        kind = (match.group(2) or "").split()[0:1]
        levels = LEVELS[kind[0].lower()] if kind else (PROVINCE, PREFECTURE)
        candidates = by_latin_name().get(plain_latin(match.group(1)), ())
        places = tuple(place for place in candidates if place.level in levels)
        if places:
            yield Candidate(match.start(), match.end(), places, Needs.NOTHING)
        elif candidates and not kind:
            long = tuple(place for place in candidates if short_name(place.official))
            part = _CAPITAL_AFTER.match(text, match.end())  # Jialing River
            yield Candidate(match.start(), match.end(), long, Needs.ADJACENT if part else Needs.PARENT)
