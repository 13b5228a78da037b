"""The places a text is about: 桑植县, 宜昌市, 湖北省; found in Chinese and in Latin letters.

A province or prefecture is known by its short name; a county's short name (江永, 朝阳) counts only where the
text, or what is known of its article, names the county in full or what it lies in. Names inside other words
(和县级, 新建区域), of streets, newspapers and universities do not count. Townships are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from ingest.gazetteer import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    Place,
    by_latin_name,
    gazetteer,
    latin_name,
    plain_latin,
    short_name,
)
from ingest.script import HAN, simplified

_HEAD = 40
"""Characters at the start of a text, where its title or heading stands, in which a mention counts thrice."""

# Prefectures whose short names are words of their own.
_WORDS = re.compile("朝阳|中山|安康|来宾|日照|阿里|大同|海[东西南北]|黄南|山南|白银|玉树|大理")
_NOT_A_PLACE_BEFORE = re.compile(
    r"(?:[日晚晨早商时]报|卫视|大学|学院|[东西南北中]?[路街]|大[道街厦桥]|银行|时间|话|菜|镇(?![村级])|乡(?![镇村级])|村(?![医卫里级民])|社区)"
)
_WORD_TAGS = re.compile("[nvadslijtbmqfpcru]|nz|vn|an")
_LATIN_PLACE = re.compile(
    r"\b([A-Z][a-zü]+(?:['’-](?!s\b)[a-zü]+)*(?:\s[A-Z][a-zü]+){0,2}?)"
    r"(?:\s((?:[Pp]rovinc|[Pp]refectur)e|Autonomous\sRegion|Municipality|[Cc]ity|[Dd]istrict|[Cc]ounty|Banner))?"
    r"(?![\w-]|['’](?!s?(?!\w)))"  # Sangzhi's is Sangzhi
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LEVELS = {"province": (PROVINCE,), "autonomous": (PROVINCE,), "municipality": (PROVINCE, PREFECTURE),
           "prefecture": (PREFECTURE,), "city": (PROVINCE, PREFECTURE, COUNTY), "district": (COUNTY,),
           "county": (COUNTY,), "banner": (COUNTY,)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` is a place named at text[start:end]."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """`places` are what the words may name; `sure` without evidence, `strict` only with much."""

    start: int
    end: int
    places: tuple[Place, ...]
    sure: bool
    strict: bool = False


def find_places(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places named in `text`: first those often named, or at its head.

    `known` are places that the text is already known to be about; evidence for short names, no result.

    >>> find_places("湖南江永：江永县的做法。桑植县也来了。")
    ('江永县', '湖南省', '桑植县')
    """
    mentions = find_mentions(text, known)
    return by_prominence((mention.name, 3 if mention.start < _HEAD else 1) for mention in mentions)


def by_prominence(weighed: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Names by the sum of their weights, the first named first among equals."""
    weight: dict[str, int] = {}
    for name, more in weighed:
        weight[name] = weight.get(name, 0) + more
    return tuple(sorted(weight, key=lambda name: -weight[name]))


def find_mentions(text: str, known: Iterable[str] = ()) -> list[Mention]:
    """Every mention of a place, in order; see `find_places`."""
    book = gazetteer()
    candidates = sorted([*_chinese(simplified(text)), *_latin(text)], key=lambda found: found.start)
    evidence = {found.places[0].name for found in candidates if found.sure and len(found.places) == 1}
    for name in known:
        if name in book.places:
            evidence |= {name, *book.places[name].parents}
    mentions: list[Mention] = []
    for found in candidates:
        last = mentions[-1] if mentions else None
        adjacent = last.name if last and found.start - last.end <= 1 else None
        if name := _decide(found, evidence, adjacent):
            mentions.append(Mention(found.start, found.end, name))
    return mentions


def place_names(place: str) -> tuple[str, str]:
    """A place's name in both spellings, ("桑植县", "Sangzhi"); the Latin one is "" for an unknown place."""
    found = gazetteer().places.get(place)
    return place, latin_name(found) if found else ""


@lru_cache(maxsize=4096)
def match_place(name: str) -> str | None:
    """The place meant by 桑植, 桑植县, Sangzhi or "Sangzhi County"; None for an unknown or ambiguous one.

    Of places of one name the highest level is meant (湘潭: the city, not the county).
    """
    book = gazetteer()
    words = simplified(name).strip()
    if words in book.places:
        return words
    candidates = book.full.get(words) or book.short.get(words)
    if candidates is None:
        parts = re.sub(r"\s*\b(?:in|of)\b.*|,.*", "", words).split()
        levels = _LEVELS.get(parts[-1].lower() if parts else "")
        if parts and parts[-1].lower() == "region" and parts[-2:-1] == ["Autonomous"]:
            parts, levels = parts[:-2], (PROVINCE,)
        elif levels:
            parts = parts[:-1]
        candidates = by_latin_name().get(plain_latin("".join(parts)), ())
        candidates = tuple(place for place in candidates if levels is None or place.level in levels)
    top = [place for place in candidates if place.level == candidates[0].level]
    return top[0].name if len(top) == 1 else None


def with_parents(places: Iterable[str]) -> tuple[str, ...]:
    """The places and all that they lie in: 桑植县 is in 张家界市 and 湖南省; each once, in order."""
    book = gazetteer()
    found: dict[str, None] = {}
    for name in places:
        found[name] = None
        if place := book.places.get(name):
            found.update(dict.fromkeys(place.parents))
    return tuple(found)


def _decide(found: Candidate, evidence: set[str], adjacent: str | None) -> str:
    """The place meant, "" where nothing tells; `adjacent` is the one named right before it."""
    for place in found.places:
        if adjacent in place.parents:
            return place.name
    for place in found.places:
        if place.name in evidence:
            return place.name
    top = [place for place in found.places if place.level == found.places[0].level]
    if found.sure and len(top) == 1:
        return top[0].name
    inside = [place for place in found.places if evidence.intersection(place.parents)]
    return inside[0].name if len(inside) == 1 and not found.strict else ""


def _chinese(text: str) -> Iterator[Candidate]:
    """Candidates in simplified Chinese, in order, the longest name at each word's start."""
    if not HAN.search(text):
        return
    import rjieba

    starts = _name_starts()
    words = rjieba.cut(_SURROGATE.sub("\ufffd", text), False)
    edges = list(accumulate(map(len, words), initial=0))
    ends = set(edges)
    past = 0
    for at in [at for at in edges if text[at : at + 2] in starts]:
        if at >= past and (found := _candidate_at(text, at, starts[text[at : at + 2]], ends)):
            yield found
            past = found.end


def _candidate_at(text: str, at: int, aliases: tuple[str, ...], edges: set[int]) -> Candidate | None:
    book = gazetteer()
    for alias in aliases:
        end = at + len(alias)
        if not text.startswith(alias, at) or end not in edges:
            continue
        if alias in book.full:
            places = book.full[alias]
            # 和县, 城区: two characters that often are no name.
            doubtful = len(alias) == 2 or (alias[-1] == "区" and _is_word(alias[:-1]))
            return Candidate(at, end, places, not doubtful, strict=len(alias) == 2 and alias[-1] == "区")
        if _NOT_A_PLACE_BEFORE.match(text, end):
            return None
        places = book.short[alias]
        word = bool(_WORDS.fullmatch(alias)) if places[0].level < COUNTY else _is_word(alias)
        return Candidate(at, end, places, sure=places[0].level < COUNTY and not word, strict=word)
    return None


@cache
def _name_starts() -> dict[str, tuple[str, ...]]:
    """The names by their first two characters, longest first."""
    book = gazetteer()
    starts: dict[str, list[str]] = {}
    for alias in {**book.full, **book.short}:
        starts.setdefault(alias[:2], []).append(alias)
    return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in starts.items()}


@cache
def _is_word(name: str) -> bool:
    """Whether a short name is a common word too (资源, 和平)."""
    import rjieba

    tags = rjieba.tag(name)
    return len(tags) == 1 and bool(_WORD_TAGS.fullmatch(tags[0][1]))


def _latin(text: str) -> Iterator[Candidate]:
    """Mentions in Latin letters; a county without the word County or District needs evidence."""
    for match in _LATIN_PLACE.finditer(text):
        kind = (match.group(2) or "").split()[0:1]
        levels = _LEVELS[kind[0].lower()] if kind else (PROVINCE, PREFECTURE)
        candidates = by_latin_name().get(plain_latin(match.group(1)), ())
        places = tuple(place for place in candidates if place.level in levels)
        if places:
            yield Candidate(match.start(), match.end(), places, sure=True)
        elif candidates and not kind:
            long = tuple(place for place in candidates if short_name(place.official))
            yield Candidate(match.start(), match.end(), long, sure=False)
