"""What a further sentence adds to those already chosen: words of the question that they leave unsaid, and new text.

Maximal marginal relevance, as of Carbonell and Goldstein, "The Use of MMR" (1998): of two sentences that answer about
as well, the one that says again what is quoted already adds less. UNSAID, SAID_AGAIN and the margins of `qa.choice`
were set by hand, to quote the answer to more questions with as many sentences: of the development sets, and of the
questions about the real articles up to the fourth hand's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.features import rarities
from qa.question import Question
from qa.words import Words, words_of

Floats = NDArray[np.float64]
UNSAID = 8.0
"""What a sentence gains that says all of the question, in units of the ranking's score, where none of it is said."""
SAID_AGAIN = 2.0
"""What one loses that has all its pairs of characters in common with a chosen one."""


class Novelty:
    """How much each of some sentences adds, the more of them are chosen."""

    def __init__(self, question: Question, texts: Sequence[str], pool: Sequence[str]) -> None:
        """pool: the texts among which a word of the question is rare or frequent."""
        self._words = [words_of(text) for text in texts]
        self._shares = _shares(question, self._words, [words_of(text) for text in pool])
        self._said = np.zeros(self._shares.shape[1])
        self._chosen: list[Words] = []

    def choose(self, number: int) -> None:
        """Takes the words of sentence `number` as said."""
        self._said = np.maximum(self._said, self._shares[number])
        self._chosen.append(self._words[number])

    def gain(self, number: int) -> float:
        """What sentence `number` adds, in units of the ranking's score: below 0 where it says most again."""
        unsaid = float(np.maximum(self._shares[number] - self._said, 0.0).sum())
        again = max((overlap(self._words[number], one) for one in self._chosen), default=0.0)
        return UNSAID * unsaid - SAID_AGAIN * again


def overlap(one: Words, other: Words) -> float:
    """The share (0..1) of the character pairs of two texts that both hold."""
    return len(one.bigrams & other.bigrams) / max(len(one.bigrams | other.bigrams), 1)


def _shares(question: Question, texts: Sequence[Words], pool: Sequence[Words]) -> Floats:
    """(texts, words and character pairs of the question): how far each text says each, times what it weighs.

    What a text says altogether is at most 1: words and pairs count alike where the question has both.
    """
    terms = (*question.names, *question.terms)
    pairs = sorted(words_of(question.text).bigrams)
    parts = [
        _weighed(terms, texts, pool, lambda words, term: words.meets(term)),
        _weighed(pairs, texts, pool, lambda words, pair: float(pair in words.bigrams)),
    ]
    parts = [part for part in parts if part.size]
    return np.hstack(parts) / len(parts) if parts else np.zeros((len(texts), 0))


def _weighed(
    items: Iterable[str], texts: Sequence[Words], pool: Sequence[Words], held: Callable[[Words, str], float]
) -> Floats:
    weights = {item: weight for item, weight in rarities(items, pool, held).items() if weight > 0}
    total = sum(weights.values())
    found = [[weight * held(words, item) / total for item, weight in weights.items()] for words in texts]
    return np.array(found).reshape(len(texts), len(weights))
