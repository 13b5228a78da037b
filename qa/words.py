"""The words of a text in a form that meets questions in either language: characters, stems, glosses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.lexicon import translations
from index.terms import HAN as HAN_RANGES
from index.terms import english_words, first_glosses, pinyin, segment, simplify, stem, terms_of_art
from ingest.gazetteer import by_latin_name, plain_latin, short_name
from qa.compounds import stems_of_parts
from qa.months import MONTHS, says_month

HAN = re.compile(f"[{HAN_RANGES}]")
RUN = re.compile(f"[{HAN_RANGES}]+")
WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
MEANINGS = 4
"""Glosses of a word that count: the later ones of CC-CEDICT are rare senses that meet everything."""
SYNONYM = 0.6
"""What a word counts for whose every gloss is a gloss of other words of the text."""
EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "with",
        "by",
        "be",
        "as",
        "at",
        "or",
        "and",
        "one",
        "s",
        "sth",
        "sb",
        "etc",
        "from",
        "up",
        "out",
        "is",
        "it",
        "not",
    ]
)
_PLACE_ENDS = frozenset("省市县区州镇乡村")
SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:i(?:ang|ong|ng|an|ao|a|e|n|u)?|u(?:ang|an|ai|ng|a|e|i|n|o)?|v[en]?|a(?:ng|i|n|o)?|e(?:ng|i|n|r)?|o(?:ng|u)?))+"
)
DIVISION = re.compile(r"(?<=..)(?:特别行政区|自治[区州县]|[省市县区州镇乡村])$")


@dataclass(frozen=True, slots=True)
class Words:
    """What is comparable in one text.

    `plain` is the text in NFKC, simplified, lower case; `bigrams` its pairs of Han characters;
    `stems` the stems of its Latin words; `glossed` those of its Chinese words'
    glosses, `meanings` those and the lexicon's translations.
    """

    plain: str
    bigrams: frozenset[str]
    stems: frozenset[str]
    meanings: frozenset[str]
    glossed: frozenset[str]

    def __add__(self, other: Words) -> Words:
        """The words of both texts, one after the other."""
        return Words(
            self.plain + other.plain,
            self.bigrams | other.bigrams,
            self.stems | other.stems,
            self.meanings | other.meanings,
            self.glossed | other.glossed,
        )

    def meets(self, term: str) -> float:
        """How far (0..1) the text holds a word or name of a question, in either language."""
        name = term[:1].isupper()
        term = normal(term)
        if not HAN.search(term):
            return self._meets_english(term, name)
        if term in self.plain:
            return 1.0
        pairs = [term[i : i + 2] for i in range(len(term) - 1)]
        shared = sum(pair in self.bigrams for pair in pairs) / len(pairs) if pairs else 0.0
        wanted = meanings(term)
        crossed = len(wanted & self.stems) / len(wanted) if wanted else 0.0
        synonyms = len(wanted & self.glossed) / len(wanted) if wanted else 0.0  # 大夫 and 医生 are doctors
        return max(0.8 * shared, 0.8 * crossed, SYNONYM * synonyms)

    def _meets_english(self, term: str, name: bool) -> float:
        if term in MONTHS:
            return float(says_month(term, self.plain))
        parts = _stems(term)
        if all(part in self.stems for part in parts) or (term in self.plain and not WORD.fullmatch(term)):
            return 1.0
        if (name or len(term) > 6) and self.sounds(term):
            return 1.0
        forms = (parts, stems_of_parts(term), (stem(term.replace("-", "")),))
        return 0.9 * max(self._share(form) for form in forms if form)

    def _share(self, stems: tuple[str, ...]) -> float:
        return sum(one in self.meanings or one in self.stems for one in stems) / len(stems)

    def names(self, name: str) -> bool:
        """Whether the text holds a name: as written, without 县 / 市 / 省, by its pinyin, or by its gloss."""
        name = normal(name)
        if "+" in name:
            return name in self.plain
        if HAN.search(name):
            bare = DIVISION.sub("", name)
            return bare in self.plain or (bool(self.stems) and self._spells(bare))
        parts = WORD.findall(name) or [name]
        if self.sounds(name) or "".join(parts) in self.plain:
            return True
        return all(self._holds(part) for part in parts)

    def _holds(self, part: str) -> bool:
        stemmed = stem(part)
        return stemmed in self.stems or stemmed in self.meanings or self.sounds(part)

    def sounds(self, name: str) -> bool:
        """Whether the pinyin `name` ("Sangzhi", "Sang Zhi") stands in the text as whole syllables."""
        letters = _letters(name)
        if not letters or not self.bigrams:
            return False
        known = by_latin_name().get(plain_latin(name), ())
        if any((short_name(place.official) or place.official) in self.plain for place in known):
            return True
        if known and letters.endswith("xian") and letters != "xian":
            return False  # its division is said already: 到县市区 is not 道县
        # Butuo is 布拖: 不妥 only sounds so, and the 县 of 县市 is not Xi'an. A place of the same sound that no list
        # knows says what it is (县).
        characters, sounds = "".join(RUN.findall(self.plain)), sound(self.plain)
        syllables = {len(short_name(place.official) or place.official) for place in known}
        return any(
            not known
            or (
                found.group().count("|") - 1 in syllables
                and characters[sounds.count("|", 0, found.end()) - 1 :][:1] in _PLACE_ENDS
            )
            for found in _syllables(letters).finditer(sounds)
        )

    def _spells(self, name: str) -> bool:
        spelt = re.compile(rf"\b{pinyin(name).replace(' ', '[ -]?')}")  # Ma Lihua, Malihua
        return spelt.search(self.plain.replace("'", "")) is not None


def spells_pinyin(letters: str) -> bool:
    """Whether letters can be read as pinyin syllables: sangzhi can, carolina and hospital cannot."""
    return SYLLABLES.fullmatch(letters) is not None


@lru_cache(maxsize=8192)
def sound(plain: str) -> str:
    """The pinyin of the Han runs of a text with a bar between the syllables: 桑植县 -> "|sang|zhi|xian|"."""
    return "".join(f"|{pinyin(run).replace(' ', '|')}" for run in RUN.findall(plain)) + "|"


@lru_cache(maxsize=2048)
def _letters(name: str) -> str:
    """The letters of a name that can be read as pinyin, without tones; "" for another one and for a short one."""
    letters = re.sub(r"[^a-z]", "", unaccented(name).replace("ü", "v"))
    return letters if len(letters) >= 4 and spells_pinyin(letters) else ""


@lru_cache(maxsize=256)
def _syllables(letters: str) -> re.Pattern[str]:
    return re.compile(r"\|" + r"\|?".join(letters) + r"\|")


@lru_cache(maxsize=2048)
def _stems(term: str) -> tuple[str, ...]:
    return tuple(stem(part) for part in WORD.findall(term)) or (term,)


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """The text as texts are compared: NFKC, simplified, lower case, no white space between Han characters."""
    folded = simplify(unicodedata.normalize("NFKC", text)).lower()
    return re.sub(rf"(?<=[{HAN_RANGES}])\s+|\s+(?=[{HAN_RANGES}])", "", folded)


def unaccented(text: str) -> str:
    """Tone marks off: sāngzhí -> sangzhi."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=16384)
def meanings(word: str) -> frozenset[str]:
    """The stems of a Chinese word's first English glosses; those of long-term are long and term."""
    return frozenset(
        one for gloss in first_glosses(word, MEANINGS) for one in _stems_of(WORD.findall(gloss.lower()))
    )


@lru_cache(maxsize=16384)
def _compounds(word: str) -> frozenset[str]:
    """The stems of a Chinese word's glosses written as one word: the gall bladder is a gallbladder."""
    parts = [gloss.lower().replace("-", " ").split() for gloss in first_glosses(word, MEANINGS)]
    return frozenset(stem(left + right) for gloss in parts for left, right in pairwise(gloss))


def _stems_of(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word not in EMPTY:
            yield from ("-" in word and stems_of_parts(word)) or (stem(word),)


def bigrams_of(text: str) -> frozenset[str]:
    """The pairs of adjoining Han characters of a text."""
    return frozenset(run[i : i + 2] for run in RUN.findall(text) for i in range(len(run) - 1))


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The comparable words of a text."""
    plain = normal(text)
    segments = segment(plain)
    chinese = {*(word for word in segments if HAN.match(word)), *terms_of_art(plain)}
    latin = WORD.findall(unaccented(RUN.sub(" ", plain)))
    joined = {left + right for left, right in pairwise(latin)} & english_words()
    glossed = frozenset().union(*(meanings(word) for word in chinese))
    return Words(
        plain=plain,
        bigrams=bigrams_of(plain),
        stems=frozenset(stem(word) for word in (*latin, *joined)).union(*map(stems_of_parts, latin)),
        meanings=glossed.union(*map(translations, chinese), *map(_compounds, chinese)),
        glossed=glossed,
    )
