"""What stands around a figure: the words of its own stretch of a clause, of the clause, and of its sentence.

    去年县医院做手术####例，卫生院做手术###例。    (figures masked)
    around the second: 卫生院 做手术 例 count in full, 去年 and 县医院 of the clause before it for less

Words are pairs of Han characters and English stems; between languages, English stems and the stems by which a
Chinese word is glossed or translated.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

import rjieba

from index.lexicon import translations
from index.terms import segment, stem
from qa.figures import find_figures, find_idioms, plain
from qa.figures.quantity import Quantity
from qa.question import ENGLISH_STOP
from qa.words import EMPTY, HAN, RUN, WORD, meanings

IN_CLAUSE, BEFORE, BEYOND_FIGURE, AFTER, FOLLOWING = 0.45, 0.4, 0.3, 0.2, 0.5
"""Weights, 1 being that of a word with no figure or comma between: elsewhere in the clause; a clause before it, and
one beyond another figure; a clause after it; and what counts more because it follows, mostly the thing counted."""
_BREAK = re.compile(
    r"[，。；、！？：,;:!?\n]|\. |\b(?:and|while|but|whereas|with|of which)\b|[和及与](?=[^，。]{0,3}#)"
)
"""Where a clause ends; 和 and "and" part the members of a list ("#" is a figure)."""
_LISTING = ("、", "和", "及", "与", "and", "with")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\. ")
_COUNTED = frozenset(("person", "institution", "household", "device", "case"))
_SAYING = EMPTY | ENGLISH_STOP


@lru_cache(maxsize=256)
def masked(text: str) -> str:
    """The text in half width and simplified script, figures as "#" (一名 and 一家 among them), years as "@"."""
    half = plain(text)
    ones = [one for one in find_idioms(text) if one.value == 1 and one.unit in _COUNTED]
    for one in (*find_figures(text), *ones):
        mark = "@" if one.unit == "calendar year" else "#"
        half = half[: one.start] + mark * (one.end - one.start) + half[one.end :]
    return half


def clause_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause of text[start:end] begins and ends."""
    breaks = _clause_breaks(text)
    before = bisect_right(breaks, start, key=itemgetter(1))
    after = bisect_left(breaks, end, key=itemgetter(0))
    return (breaks[before - 1][1] if before else 0), (breaks[after][0] if after < len(breaks) else len(text))


def clauses_before(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Where the clause at `position` begins and ends, and those before it, the nearest first."""
    clauses = _clauses(text)
    for nth in range(bisect_right(clauses, position, key=itemgetter(0)) - 1, -1, -1):
        yield clauses[nth]


@lru_cache(maxsize=4096)
def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence, or the part of one between semicolons, begins and ends."""
    return _span(_SENTENCE_END, masked(text), start, end)


def clause(text: str, quantity: Quantity) -> str:
    """The clause that a quantity stands in."""
    start, end = clause_span(text, quantity.start, quantity.end)
    return text[start:end]


@lru_cache(maxsize=4096)
def surroundings(text: str, quantity: Quantity, translated: bool) -> dict[str, float]:
    """The words around a quantity with their weights; ">word" is one that follows it."""
    start, end = clause_span(text, quantity.start, quantity.end)
    first, last = sentence_span(text, quantity.start, quantity.end)
    figures = masked(text)
    own_start = max(figures.rfind("#", start, quantity.start) + 1, start)
    own_end = figures.find("#", quantity.end, end)
    own_end = end if own_end < 0 else own_end
    found: dict[str, float] = {}
    for position, word in words_between(text, translated, min(first, start), max(last, end)):
        if own_start <= position < own_end:
            weight = 1.0
            if position >= quantity.end:
                found[f">{word}"] = FOLLOWING
        elif start <= position < end:
            weight = IN_CLAUSE
        elif first <= position < start:
            clauses = len(_BREAK.findall(figures, position, start)) or 1
            weight = (BEYOND_FIGURE if "#" in figures[position:start] else BEFORE) / clauses
        elif end <= position < last:
            weight = AFTER / (len(_BREAK.findall(figures, end, position)) or 1)
        else:
            continue
        found[word] = max(found.get(word, 0.0), weight)
    return found


@lru_cache(maxsize=256)
def _clause_breaks(text: str) -> tuple[tuple[int, int], ...]:
    """Where the breaks between clauses begin and end; 建站、买车花了1900万元 is one clause: a list up to its figure."""
    figures, start, found = masked(text), 0, []
    for one in _BREAK.finditer(figures):
        if one.group() not in _LISTING or "#" in figures[start : one.start()]:
            found.append(one.span())
            start = one.end()
    return tuple(found)


@lru_cache(maxsize=256)
def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Where the clauses begin and end."""
    breaks = _clause_breaks(text)
    starts, ends = (0, *(end for _, end in breaks)), (*(start for start, _ in breaks), len(text))
    return tuple(zip(starts, ends, strict=True))


def _span(ends: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    before = max((found.end() for found in ends.finditer(text, 0, start)), default=0)
    after = ends.search(text, end)
    return before, after.start() if after else len(text)


@lru_cache(maxsize=256)
def words_at(text: str, translated: bool) -> tuple[tuple[int, str], ...]:
    """(position, word) of all words that tell something, in order."""
    half = masked(text).lower()
    found = [(one.start(), stem(one.group())) for one in WORD.finditer(half) if one.group() not in _SAYING]
    if not translated:
        for run in RUN.finditer(half):
            found += [(run.start() + i, run.group()[i : i + 2]) for i in range(len(run.group()) - 1)]
        return tuple(sorted(found))
    position = 0
    for word in rjieba.cut(half):
        if HAN.match(word):
            found += [(position, meaning) for meaning in _senses(word)]
        position += len(word)
    return tuple(sorted(found))


def words_between(text: str, translated: bool, start: int, end: int) -> tuple[tuple[int, str], ...]:
    """(position, word) of the words that begin in text[start:end]."""
    words = words_at(text, translated)
    return words[bisect_left(words, start, key=itemgetter(0)) : bisect_left(words, end, key=itemgetter(0))]


@lru_cache(maxsize=8192)
def _senses(word: str) -> frozenset[str]:
    """The stems that a Chinese word and its parts may be in English; of one that nobody explains, its characters'."""
    parts = {word, *segment(word)}
    senses = frozenset().union(*(meanings(part) | set(translations(part)) for part in parts))
    return senses or frozenset().union(*(meanings(character) for character in word))
