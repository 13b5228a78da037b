"""Where a question asks about, and whether a sentence speaks of that place, of one in it, or of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from index.hit import Hit
from ingest.gazetteer import gazetteer, latin_name, short_name
from ingest.places import find_mentions, with_parents
from qa.question import Question
from qa.words import normal, unaccented, words_of

Relation = Literal["here", "inside", "around", "elsewhere", "unknown"]
"""The asked place itself; a place that lies in it; one that it lies in; neither; nothing tells."""

_PROVINCE = re.compile("全省|[我该]省|(?<![一-龥])省(?:卫健委|财政厅|医保局|政协|委|政府)")
_CITY = re.compile("全市|[我该]市")
_COUNTY = re.compile("全县|[我该]县|县里")
_OPENS = r"(?:^|[,，;；:：“\"。]|\d年|今年|去年)\s*在?"
"""What stands before a place that a clause is about: its beginning, or a year, but no 与 or 向."""
_ELSE = "(?:医改|经验|模式|等地|的?[一某][家位名个]|[^,，。]{0,8}(?:大学|附属|专家))"
"""What a place that stands there is named for: 三明医改, the experts who come from it, a firm that gives."""


class Scope:
    """The places that a question asks about, as the articles found know them; none: everything is in place."""

    def __init__(self, question: Question, hits: Sequence[Hit]) -> None:
        known = dict.fromkeys(place for hit in hits for place in (*hit.passage.places, *hit.article.places))
        self.asked = _asked(question, tuple(known))
        self._around = frozenset(with_parents(self.asked)) - self.asked

    def relation(self, places: Iterable[str]) -> Relation:
        """How some places stand to those that the question asks about."""
        found = frozenset(places)
        if not self.asked or not found:
            return "unknown"
        if found & self.asked:
            return "here"
        if self.asked & frozenset(with_parents(found)):
            return "inside"
        return "around" if found & self._around else "elsewhere"


def sentence_places(hit: Hit, spans: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    """The places each sentence of a passage speaks of: those it names and those of its heading.

    Under a heading without a place, and in an article about several, a sentence that names none speaks of those
    named last before it in its paragraph, and one that says 全县 of the only place that its passage names; () where
    nothing tells. Where a clause begins with another place than that of the heading, what follows in the paragraph
    is about that place alone: 城步人口少,修了2个起降点.
    """
    text, known = hit.passage.text, tuple(dict.fromkeys((*hit.passage.places, *hit.article.places)))
    subject = _subject(hit, known)
    alone = leaves if len(leaves := _leaves(hit.passage.places)) == 1 else ()
    carried: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    found, end_before = [], 0
    for start, end in spans:
        if "\n" in text[end_before:start]:
            carried, topic = (), ()
        named = mentioned(text[start:end], known)
        carried = (
            named or carried or (alone if not subject and _COUNTY.search(normal(text[start:end])) else ())
        )
        topic = _topic(text[start:end], named) or topic
        found.append(tuple(dict.fromkeys((*carried, *topic, *_left_to(topic, subject)))))
        end_before = end
    return found


def _topic(sentence: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the places named in a sentence that a clause of it begins with."""
    plain = normal(sentence)
    return tuple(
        place
        for place in named
        if any(re.search(f"{_OPENS}{re.escape(form)}(?!{_ELSE})", plain) for form in _forms(place))
    )


def _left_to(topic: tuple[str, ...], subject: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the heading's places that a clause about the topic still speaks of: all that it lies in or around."""
    return tuple(
        place
        for place in subject
        if not topic or place in with_parents(topic) or not set(topic).isdisjoint(with_parents((place,)))
    )


def _subject(hit: Hit, known: tuple[str, ...]) -> tuple[str, ...]:
    """The place that the nearest heading names, else the title, else the one place of the article."""
    for heading in (*reversed(hit.passage.heading.split("\n")), hit.article.title):
        if named := mentioned(heading, known):
            return named if len(named) == 1 else _leaves(named)
    leaves = _leaves(hit.article.places)
    return leaves if len(leaves) == 1 else ()


def _leaves(places: Sequence[str]) -> tuple[str, ...]:
    """The places that no other one of them lies in."""
    around = {parent for place in places for parent in with_parents((place,))[1:]}
    return tuple(place for place in places if place not in around)


@lru_cache(maxsize=16384)
def mentioned(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the known places that a text names, in full or short, in either script; 全省 is the one province."""
    plain = normal(text)
    latin = unaccented(plain) if plain[:400].isascii() else ""
    found = [place for place in known if any(form in plain for form in _forms(place))]
    # 湘潭县 holds the short name of 湘潭市 too
    found = [
        place for place in found if place in plain or not any(_hides(other, place, plain) for other in found)
    ]
    if latin:
        found += [place for place in known if place not in found and _is_spelt(place, latin)]
    for pattern, end in ((_PROVINCE, "省"), (_CITY, "市")):
        around = {place for place in with_parents(known) if place.endswith(end)}
        if pattern.search(plain) and len(around) == 1:
            found += [place for place in around if place not in found]
    return tuple(found)


def _hides(other: str, place: str, plain: str) -> bool:
    """Whether each mention of the place's short name means the other: begins its full name, or it ranks higher."""
    short, book = short_name(place), gazetteer().places
    if other == place or not short or short not in other:
        return False
    if other in plain:
        return short not in plain.replace(other, "")
    return other in book and place in book and book[other].level < book[place].level


def _forms(place: str) -> tuple[str, ...]:
    return tuple(form for form in (place, short_name(place)) if form)


def _is_spelt(place: str, latin: str) -> bool:
    known = gazetteer().places.get(place)
    return known is not None and re.search(rf"\b{re.escape(latin_name(known).lower())}\b", latin) is not None


def _asked(question: Question, known: tuple[str, ...]) -> frozenset[str]:
    """The places asked about, where the articles know them; places on no list by how they are spelt."""
    found = {mention.name for mention in find_mentions(question.text, known)} & set(with_parents(known))
    if not found:
        found = {place for place in known if any(words_of(place).names(name) for name in question.names)}
    return frozenset(found)
