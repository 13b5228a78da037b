"""The names of a statement that its passage does not know: places, Chinese persons, and Chinese names in pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import rjieba

from index.terms import english_words, glosses, is_chinese, simplify
from ingest.gazetteer import gazetteer
from ingest.places import find_mentions, match_place, place_names, with_parents
from qa.names import chinese_names, is_surname
from qa.words import Words, spells_pinyin, words_of

_LATIN_NAME = re.compile(r"(?<![\w'’-])[A-Z][a-zü]+(?:['’][a-z]+)?(?:[ -][A-Z][a-zü]+(?:['’][a-z]+)?)*")
_LATIN_WORD = re.compile(r"[A-Z][a-zü]+(?:['’](?!s\b)[a-z]+)?")
_COMMON = frozenset(
    ("China", "Chinese", "Sino", "Yuan", "Renminbi", "Mandarin", "Han", "Yin", "Yang", "Mao", "June")
)
_DIVISION = re.compile(r"(?<=..)(?:特别行政区|(?:[一-龥]{1,6}族)*自治[区州县旗]|[省市县区州镇乡村旗])$")


def unknown_names(statement: str, passage: str, context: str, places: Sequence[str]) -> list[str]:
    """The names, as the statement writes them, that neither the passage nor its context nor `places` know.

    `places` are the article's, the main one first. A place is known by either spelling, with or without 县 / 市 /
    省; what it lies in is known where the statement names a known place in it ("Sangzhi, Hunan").
    """
    text = f"{passage}\n{context}"
    known = _known_places({mention.name for mention in find_mentions(text, places)}, places)
    evidence = words_of("\n".join((text, " ".join(known))))
    named = list(_places(statement, places))
    said = [
        (written, name) for written, name in named if name in known or _is_written(name, written, evidence)
    ]
    parents = set(with_parents(name for _, name in said))
    unknown = [written for written, name in named if (written, name) not in said and name not in parents]
    covered = " ".join(written for written, _ in named)
    unknown += [name for name in _divisions(statement) if name not in covered and not evidence.names(name)]
    unknown += [
        name for name in _pinyin_names(statement) if name not in covered and not _sounds(name, evidence)
    ]
    unknown += [name for name in _persons(statement) if name not in covered and name not in evidence.plain]
    return list(dict.fromkeys(unknown))


def _divisions(statement: str) -> Iterator[str]:
    """Names of counties, towns and villages in a Chinese statement that no list has: 筻溪村."""
    if is_chinese(statement):
        tagged = (word for word, tag in rjieba.tag(simplify(statement)) if tag == "ns")
        for name in (*chinese_names(simplify(statement)), *tagged):
            if len(name) > 2 and _DIVISION.search(name):
                yield name


def _persons(statement: str) -> Iterator[str]:
    """Chinese persons that a Chinese statement names: words that begin with a surname and are in no dictionary."""
    if is_chinese(statement):
        for word, tag in rjieba.tag(simplify(statement)):
            if tag == "nr" and len(word) in (2, 3) and is_surname(word[0]) and not glosses(word):
                yield word


def _known_places(here: set[str], places: Sequence[str]) -> set[str]:
    """The places of the passage and what they lie in; of its article's, where the passage does not rival them.

    A passage on 宜昌市 does not speak of 十堰市, though both are in the article, nor one on 桑植县 of 邵阳市. One that
    names no place speaks of its article's.
    """
    book = gazetteer().places
    levels = {book[name].level for name in here if name in book}
    around = set(with_parents(here))
    main = places[0] if places else ""
    return here | {
        name
        for name in places
        if not levels
        or name in around
        or (name in with_parents((main,)) and (name not in book or book[name].level not in levels))
        or name not in book
    }


def _places(statement: str, places: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(as written, the place's name) for each place that the statement names."""
    for mention in find_mentions(statement, places):
        yield statement[mention.start : mention.end], mention.name
    if is_chinese(statement):
        # A county's short name (秭归) needs evidence to be found above; as a word of its own it is a name.
        for word, tag in rjieba.tag(simplify(statement)):
            if tag in ("ns", "nr") and len(word) > 1 and (name := match_place(word)):
                yield word, name


def _is_written(name: str, written: str, evidence: Words) -> bool:
    bare = _DIVISION.sub("", name)
    latin = place_names(name)[1]
    return (
        bare in evidence.plain
        or evidence.names(bare)
        or (bool(latin) and evidence.sounds(latin))
        or (written.isascii() and _sounds(written, evidence))
    )


def _pinyin_names(statement: str) -> Iterator[str]:
    """Capitalised words that spell pinyin and are no English words: Sangzhi, Wang Yunfu."""
    for match in _LATIN_NAME.finditer(statement):
        words = [word for word in _LATIN_WORD.findall(match.group()) if _is_pinyin(word)]
        if words:
            yield " ".join(words)


@lru_cache(maxsize=4096)
def _is_pinyin(word: str) -> bool:
    letters = word.lower().replace("’", "").replace("'", "")
    if len(letters) < 4 or word in _COMMON or {letters, letters.removesuffix("er")} & english_words():
        return False  # the dictionary has "few", not "fewer"
    return spells_pinyin(letters)


def _sounds(name: str, evidence: Words) -> bool:
    return evidence.names(name) or all(evidence.names(word) for word in name.split())
