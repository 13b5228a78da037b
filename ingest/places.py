"""The places a text is about: 桑植县, 宜昌市, 湖北省; found in Chinese and in Latin letters.

A province or prefecture is known by its short name. A county's short name (江永, 朝阳) counts only
where the text, or what is known of its article, bears it out: names the county in full or what it lies
in, or, where it means nothing else, has it in its title or twice, or says 全市 of it. Names in other
words (和县级), of streets, newspapers and universities do not count. Townships are unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.gazetteer import PROVINCE, by_latin_name, gazetteer, latin_name, plain_latin
from ingest.place_candidates import LEVELS, Candidate, Needs, in_chinese, in_latin
from ingest.script import simplified

_HEAD = 40
"""Characters at the start of a text, where its title or heading stands, in which a mention counts thrice."""
_OWN = re.compile("[全我本]([市县区旗])")
_OURS = re.compile("(?:我|本(?=县))([县市区旗州])(?![场别分域])")
_OPENS = ("", "\n", "。", " ", "\u3000")
_TITLE = re.compile(r"\s*[^\n。]{1,45}(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` is a place named at text[start:end]."""

    start: int
    end: int
    name: str


def find_places(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places named in `text`: first those often named, or at its head.

    `known` are places that the text is already known to be about; evidence for short names, no result.

    >>> find_places("湖南江永：江永县的做法。桑植县也来了。")
    ('江永县', '湖南省', '桑植县')
    """
    mentions = find_mentions(text, known)
    return by_prominence((mention.name, 3 if mention.start < _HEAD else 1) for mention in mentions)


def own_division(text: str) -> str | None:
    """What 我县 or 我市 in a text is: 县, 市, 区, 旗 or 州; its name must be told elsewhere.

    >>> own_division("我县二级医院床位增加一成。")
    '县'
    """
    found = _OURS.search(text)
    return found[1] if found else None


def by_prominence(weighed: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Names by the sum of their weights, the first named first among equals."""
    weight: dict[str, int] = {}
    for name, more in weighed:
        weight[name] = weight.get(name, 0) + more
    return tuple(sorted(weight, key=lambda name: -weight[name]))


def find_mentions(text: str, known: Iterable[str] = ()) -> list[Mention]:
    """Every mention of a place, in order; see `find_places`."""
    book = gazetteer()
    candidates = sorted([*in_chinese(simplified(text)), *in_latin(text)], key=lambda found: found.start)
    evidence = _borne_out(text, candidates)
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


def _borne_out(text: str, candidates: Sequence[Candidate]) -> set[str]:
    """The places that the text itself names beyond doubt."""
    title = _TITLE.match(text)
    head = title.end() if title else 0
    times = Counter(found.places[0].name for found in candidates if found.needs == Needs.TITLE)
    certain = set()
    for found in candidates:
        if len(found.places) != 1:
            continue
        name = found.places[0].name
        # 江永：… at the start of a line
        heads = text[found.end : found.end + 1] in ("：", ":") and text[found.start - 1 : found.start] in (
            "",
            "\n",
        )
        titled = found.needs == Needs.TITLE and (found.end <= head or times[name] > 1)
        if found.needs == Needs.NOTHING or titled or (heads and found.needs <= Needs.PARENT):
            certain.add(name)
    return certain or _subject(text, candidates)


def _subject(text: str, candidates: Sequence[Candidate]) -> set[str]:
    """The county that 全市 or 我县 means where none is named beyond doubt: the one whose name opens a sentence.

    如皋素有“长寿之乡”的名声，全市…: a local authority does not say each time where it is.
    """
    kinds = set(_OWN.findall(simplified(text)))
    named = {
        found.places[0].name
        for found in candidates
        if found.needs in (Needs.TITLE, Needs.SUBJECT)
        and found.places[0].name[-1] in kinds
        and text[found.start - 1 : found.start] in _OPENS
    }
    return named if len(named) == 1 else set()


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
        levels = LEVELS.get(parts[-1].lower() if parts else "")
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
    if found.needs == Needs.NOTHING and len(top) == 1:
        return top[0].name
    inside = [place for place in found.places if evidence.intersection(place.parents)]
    return inside[0].name if len(inside) == 1 and found.needs < Needs.ADJACENT else ""
