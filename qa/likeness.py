"""How far sentences say the words of a question that is in another language, each by the word that is nearest to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.word_vectors import WordVectors
from qa.question import CHINESE_STOP
from qa.words import EMPTY, normal

Floats = NDArray[np.float32]
ASKING = frozenset(
    word
    for line in (
        "what which who whom whose when where why how many much do does did is are was were be been has have had",
        "it its this that these those there",
    )
    for word in line.split()
)
"""English words that no answer needs to say, besides those that say nothing."""
SAID = 0.6
"""Cosine of two words from which one says the other, where it is counted how many sentences say it."""
_SILENT = EMPTY | ASKING | CHINESE_STOP


def likeness(vectors: WordVectors, question: str, texts: Sequence[str]) -> Floats:
    """For each text, the mean of how near its words come to those of the question (0..1), rare words weighing more.

    Late interaction, as of Khattab and Zaharia, "ColBERT" (2020), of words that know nothing of their neighbours:
    doctor meets 医生 and 大夫, salary 薪酬. Words weigh by inverse document frequency among the texts.
    """
    asked = [token.row for token in vectors.tokens(normal(question)) if token.text not in _SILENT]
    said = [[token.row for token in vectors.tokens(normal(text))] for text in texts]
    told = list(dict.fromkeys(row for rows in said for row in rows))
    if not asked or not told:
        return np.zeros(len(texts), np.float32)
    cosines = np.maximum(vectors(told) @ vectors(asked).T, 0.0)
    place = {row: number for number, row in enumerate(told)}
    nearest = np.zeros((len(texts), len(asked)), np.float32)
    for found, rows in zip(nearest, said, strict=True):
        if rows:
            found[:] = cosines[[place[row] for row in rows]].max(axis=0)
    rarity = np.log((len(texts) + 1) / ((nearest > SAID).sum(axis=0) + 0.5))
    return np.asarray(nearest @ rarity / rarity.sum(), np.float32)
