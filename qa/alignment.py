"""The words of a question laid against a text, one by one: as written, by their translation, or by their meaning.

A word that no dictionary brings together with the text's words (看病 and 就诊, "salary" and 薪酬) is met by the word
whose vector is nearest. What no word meets is a hole, the worse the more the word tells.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import rjieba
from numpy.typing import NDArray

from index.terms import MEASURES
from qa.question import CHINESE_STOP, ENGLISH_STOP, VAGUE, Question
from qa.similarity import Similarity
from qa.words import HAN, WORD, Words, normal, words_of

Floats = NDArray[np.float64]

NEAR = (0.55, 0.85)
"""Cosines of two words from which they begin to mean the same, and at which they do."""
ALIKE = 0.7
HELD = 0.35
"""How far a text must say a word for it to be no hole."""
_TELLING = {"n": 1.0, "j": 1.0, "l": 1.0, "i": 1.0, "e": 1.0, "v": 0.6, "a": 0.6, "x": 0.6}
"""What a Chinese word tells, by the first letter of its tag; the others 0.3."""
_LITTLE = 0.25
_DEPUTY = re.compile("副(?:[省市县区州镇乡村院校局厅处科部会]?长|主任|书记|主席|教授)")
"""副市长 is no 市长, unless deputies are asked for."""
_ASKS_DEPUTY = re.compile(r"副|\b(?:vice|deputy)\b", re.IGNORECASE)
_MEASURED = re.compile(f"(?<=[0-9])[{MEASURES}](?=[一-龥])")
"""173名|村医 and not 名村|医."""
_FIGURE = re.compile(r"[\d.,%]+")


class Alignment:
    """How far texts say the words `terms` of a question; a word weighs by its rarity in `pool` and by what it tells."""

    def __init__(
        self, similarity: Similarity, question: Question, terms: Sequence[str], pool: Sequence[Words]
    ) -> None:
        self._similarity = similarity
        terms = [term for term in terms if not _FIGURE.fullmatch(term)]
        told = _told(question.text)
        most = math.log(2 * (len(pool) + 1))
        self._weights = {
            term: told.get(term, 1.0 if HAN.match(term) else _english(term))
            * math.log((len(pool) + 1) / (sum(words.meets(term) for words in pool) + 0.5))
            / most
            for term in terms
        }
        self._deputies = _ASKS_DEPUTY.search(question.text) is not None
        self._covers: dict[tuple[str, str], float] = {}

    @property
    def weight(self) -> float:
        """The weight of all words together: what there is to be met."""
        return sum(self._weights.values())

    def weight_of(self, term: str) -> float:
        """The weight of one word: 0 for one that is none of the words."""
        return self._weights.get(term, 0.0)

    def cover(self, term: str, text: str) -> float:
        """How far (0..1) a text says one word."""
        key = (term, text)
        if key not in self._covers:
            said = text if self._deputies else _DEPUTY.sub("", text)
            met = words_of(said).meets(term)
            self._covers[key] = met if met == 1.0 else max(met, self._near(term, said))
        return self._covers[key]

    def covers(self, text: str) -> Floats:
        """How far a text says each of the words."""
        return np.array([self.cover(term, text) for term in self._weights])

    def weigh(self, covers: Floats) -> float:
        """The weighted share (0..1) of the words that is covered; 1 where the question has none."""
        return float(np.average(covers, weights=[*self._weights.values()])) if self.weight else 1.0

    def share(self, text: str) -> float:
        """The weighted share (0..1) of the words that a text says; 1 where the question has none."""
        return self.weigh(self.covers(text))

    def holes(self, text: str) -> float:
        """The number of words that a text does not say, by weight."""
        return sum(weight for term, weight in self._weights.items() if self.cover(term, text) < HELD)

    def _near(self, term: str, text: str) -> float:
        words = content_words(text)
        if not words:
            return 0.0
        low, high = NEAR
        nearest = float(self._similarity(normal(term), words).max())
        alike = max(_alike(normal(term), word) for word in words)
        return max(min((nearest - low) / (high - low), 1.0), alike, 0.0)


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a text in `normal` form that are not empty, each once."""
    plain = _MEASURED.sub(" ", normal(text))
    chinese = [word for word in rjieba.cut(plain) if HAN.match(word) and word not in CHINESE_STOP]
    latin = [word for word in WORD.findall(plain) if len(word) > 1 and word not in ENGLISH_STOP]
    return tuple(dict.fromkeys((*chinese, *latin)))


def _alike(term: str, word: str) -> float:
    """Whether two Chinese words of one head are written much alike: 急救车 is a 救护车."""
    if len(term) < 3 or term[-1] != word[-1] or not HAN.match(term):
        return 0.0
    shared = len(set(term) & set(word))
    return ALIKE if 3 * shared >= 2 * max(len(term), len(word)) else 0.0


def _told(text: str) -> dict[str, float]:
    """What each Chinese word of a question tells (0..1)."""
    return {
        word: _LITTLE if word in VAGUE else _TELLING.get(tag[:1], 0.3)
        for word, tag in rjieba.tag(normal(text))
    }


def _english(term: str) -> float:
    word = term.lower()
    if word in VAGUE:
        return _LITTLE
    return 0.6 if word.endswith(("ed", "ing", "ly")) else 1.0
