"""What speaks for a sentence as an answer, in numbers that the ranking weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.hit import Hit
from ingest.sentences import split_sentences
from qa.kinds import tells, tells_unit
from qa.question import CHINESE_STOP, Question
from qa.scope import Scope, sentence_places
from qa.words import HAN, Words, words_of

LOWEST = -4.0
"""Standard deviations under the best passage from which all count alike."""
_WHOLE = re.compile(r"[。!！?？.;；…][”’」』\"')）】\]]*$")
_ASKS = re.compile(r"[?？][”’」』\"')）】\]]*(?:…+)?$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LATIN = 3.0
"""Latin letters that say as much as one Han character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a hit: text[start:end] of its passage, with its words and its cosine to the question."""

    hit: Hit
    start: int
    end: int
    text: str
    words: Words
    similarity: float
    places: tuple[str, ...]


def pieces_of(hit: Hit, with_places: bool) -> list[Piece]:
    """The sentences of a passage; their places only where they are asked for."""
    spans = split_sentences(hit.passage.text)
    places = sentence_places(hit, spans) if with_places else [()] * len(spans)
    texts = [hit.passage.text[start:end] for start, end in spans]
    return [
        Piece(hit, *span, text, words_of(text), cosine, place)
        for span, text, cosine, place in zip(spans, texts, hit.sentences, places, strict=True)
    ]


def context_of(hit: Hit) -> Words:
    """The words of a passage with what stands over it; one that says 全省 names its province through its places."""
    places = " ".join(hit.passage.places)
    return words_of(f"{hit.article.title}\n{hit.passage.heading}\n{places}\n{hit.passage.text}")


class Rarity:
    """The words, character pairs and characters of a question, each worth more the fewer texts hold it."""

    def __init__(self, question: str, terms: Iterable[str], texts: Sequence[Words]) -> None:
        self._words, self._asked, self._texts = words_of(question), tuple(terms), texts

    @cached_property
    def _terms(self) -> dict[str, float]:
        return rarities(self._asked, self._texts, lambda words, term: words.meets(term))

    @cached_property
    def _pairs(self) -> dict[str, float]:
        return rarities(self._words.bigrams, self._texts, lambda words, pair: pair in words.bigrams)

    @cached_property
    def _characters(self) -> dict[str, float]:
        characters = {c for c in self._words.plain if HAN.match(c) and c not in CHINESE_STOP}
        return rarities(characters, self._texts, lambda words, character: character in words.plain)

    def terms(self, words: Words) -> float:
        """The weighted share (0..1) of the question's words and names that a text holds; 0 where it has none."""
        return _held(self._terms, words.meets)

    def pairs(self, words: Words) -> float:
        """The same of its pairs of Han characters."""
        return _held(self._pairs, lambda pair: pair in words.bigrams)

    def characters(self, words: Words) -> float:
        """The same of its Han characters."""
        return _held(self._characters, lambda character: character in words.plain)


def rarities(
    items: Iterable[str], texts: Sequence[Words], held: Callable[[Words, str], float]
) -> dict[str, float]:
    """Inverse document frequency of each item, log((n + 1) / (frequency + 0.5))."""
    return {
        item: max(math.log((len(texts) + 1.0) / (sum(held(words, item) for words in texts) + 0.5)), 0.0)
        for item in items
    }


def _held(rarities: Mapping[str, float], held: Callable[[str], float]) -> float:
    total = sum(rarities.values())
    return sum(weight * held(item) for item, weight in rarities.items()) / total if total else 0.0


def names_held(question: Question, texts: Sequence[Words]) -> float:
    """The share (0..1) of the question's names that some of the texts hold."""
    held = sum(any(words.names(name) for words in texts) for name in question.names)
    return held / max(len(question.names), 1)


def local_features(question: Question, article: Rarity, before: Words, piece: Piece) -> dict[str, float]:
    """What a sentence says itself, or together with the words of the one before it.

    article: rarity among the sentences of the article, where what all of it is about counts little and what
    tells its sentences apart counts much.
    """
    words, asked = piece.words, question.asked
    together = before + words
    return {
        "focus": article.terms(words),
        "focus_before": article.terms(together),
        "focus_pairs": article.pairs(words),
        "focus_characters": article.characters(words),
        "asked": words.meets(asked) if asked else 0.0,
        "asked_before": together.meets(asked) if asked else 0.0,
        "names": names_held(question, [words]),
        "similarity": piece.similarity,
        "length": math.log(_length(piece.text)),
        "number": float(_new_numbers(question, words)),
        f"kind_{question.kind}": float(tells(question.kind, words.plain)),
        "unit": float(tells_unit(question.text, words.plain)),
        "fragment": float(_WHOLE.search(piece.text) is None or len(piece.text) < 8),
        "question": float(_ASKS.search(piece.text) is not None),
    }


def scope_features(scope: Scope, piece: Piece) -> dict[str, float]:
    """How the place of the sentence stands to the one asked for."""
    relation = scope.relation(piece.places)
    return {} if relation == "unknown" else {f"place_{relation}": 1.0}


def _length(text: str) -> float:
    han = len(HAN.findall(text))
    return max(han + (len(text) - han) / _LATIN, 1.0)


def _new_numbers(question: Question, words: Words) -> bool:
    """Whether a how-many or when question meets a number that it does not hold itself."""
    if question.kind not in ("count", "amount", "share", "when"):
        return False
    known = set(_NUMBER.findall(question.text))
    return any(number not in known for number in _NUMBER.findall(words.plain))
