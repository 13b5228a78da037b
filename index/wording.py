"""Wording: the terms of passages and questions by field, so that words meet across languages.

words        Chinese words, English stems, numbers
bigrams      pairs of adjoining Han characters
glosses      stems of what Chinese words mean in English, by dictionary and lexicon: "insurance" meets 保险
roots        the beginnings of those stems: "discovery" meets 发现, which the dictionary has as "discover"
names        pinyin of Chinese words: "Sangzhi" and "Sang Zhi" meet 桑植县
foreign      consonant skeletons of foreign names: "Denver" meets 丹佛
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from index.lexicon import translations
from index.stopwords import STOP_WORDS
from index.terms import HAN, first_glosses, is_chinese, pinyin, segment, simplify, stem
from index.transliteration import skeletons_of_question, skeletons_of_text
from ingest.passage import Passage

FIELDS = ("words", "bigrams", "glosses", "roots", "names", "foreign")
VERSION = 6  # raised when passages get other terms, so that stored words are made again
GLOSSES = 3  # of the dictionary for a Chinese word; fewer miss meanings, more bring noise
NAME, ROOT = (
    1.5,
    0.6,
)  # weights of a question's terms: a name tells passages apart best, a root is a mere likeness
ROOT_LENGTH = 5  # letters; 4 and 6 found less
MOST = 3  # times that a term of a passage counts: BM25 alone lets what is said over and over weigh too much
Terms = dict[tuple[str, str], float]
_HAN_RUN = re.compile(f"[{HAN}]+")
_SUFFIX = re.compile("(?<=..)(?:自治[区州县]|[县市省区镇乡村州])$")


def passage_terms(title: str, passage: Passage) -> dict[str, list[str]]:
    """The terms of a passage by field; its title, heading and places count as its words.

    A passage of a county's article may never name the county: its places do.
    """
    text = "\n".join((title, passage.heading, *passage.places, passage.text))
    words = [word for word in segment(text) if word not in STOP_WORDS]
    chinese = [word for word in words if _HAN_RUN.match(word)]
    meanings = [_meanings(word) for word in chinese]
    terms = {
        "words": [stem(word) for word in words],
        "bigrams": _pairs(text),
        "glosses": [meaning for found in meanings for meaning in found],
        "roots": [root for found in meanings for root in _roots(found)],
        "names": [reading for word in chinese for reading in _readings(word)],
        "foreign": skeletons_of_text(text),
    }
    return {field: _capped(found) for field, found in terms.items()}


def question_terms(question: str) -> Terms:
    """The weights of a question's terms by (field, term)."""
    words = [word for word in segment(question) if word not in STOP_WORDS]
    terms: Terms = {("words", stem(word)): 1.0 for word in words}
    return terms | (_of_chinese(question, words) if is_chinese(question) else _of_english(question, words))


def _of_chinese(question: str, words: list[str]) -> Terms:
    """Pairs for Chinese passages; for English ones readings and meanings: 护士 meets nurses."""
    terms: Terms = {("bigrams", pair): 1.0 for pair in _pairs(question)}
    for word in filter(_HAN_RUN.match, words):
        terms |= {("words", meaning): 1.0 for meaning in _meanings(word)}
        terms |= {("words", stem(reading)): 1.0 for reading in _readings(word)}
    return terms


def _of_english(question: str, words: list[str]) -> Terms:
    """Meanings, readings in one to three words (Sang Zhi, Zhang Jia Jie), and skeletons of foreign names."""
    stems = [stem(word) for word in words if word.isascii()]
    terms: Terms = {("glosses", one): 1.0 for one in stems} | {
        ("roots", root): ROOT for root in _roots(stems)
    }
    latin = [word for word in segment(question) if word.isascii() and word.isalpha()]
    for count in (1, 2, 3):
        for start in range(len(latin) - count + 1):
            terms["names", "".join(latin[start : start + count])] = NAME
    return terms | {
        ("foreign", name): NAME * weight for name, weight in skeletons_of_question(question).items()
    }


def _capped(terms: Iterable[str]) -> list[str]:
    """The terms in the order in which they are first met, each as often as it is there but `MOST` times."""
    return [term for term, count in Counter(terms).items() for _ in range(min(count, MOST))]


@lru_cache(maxsize=65536)
def _meanings(word: str) -> tuple[str, ...]:
    """The English stems of a Chinese word: those of its first glosses, and what it is translated by.

    All count alike: weighing them by their probabilities found no more.
    """
    parts = (part for gloss in first_glosses(word, GLOSSES) for part in segment(gloss))
    stems = (stem(part) for part in parts if part not in STOP_WORDS)
    return tuple(dict.fromkeys([*stems, *translations(word)]))


def _roots(stems: Iterable[str]) -> list[str]:
    """The different beginnings of the longer stems."""
    return list(dict.fromkeys(one[:ROOT_LENGTH] for one in stems if len(one) >= ROOT_LENGTH))


def _pairs(text: str) -> list[str]:
    runs = _HAN_RUN.findall(simplify(text))
    return [run[start : start + 2] for run in runs for start in range(len(run) - 1)]


def _readings(word: str) -> list[str]:
    """The pinyin of a word in one piece, also without the 县 or 市 at the end of a name."""
    forms = {word, _SUFFIX.sub("", word)}
    return [pinyin(form).replace(" ", "") for form in sorted(forms)]
