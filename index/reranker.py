"""Reranker: the best hits read once more beside the question, by a cross-encoder that the user names.

A cross-encoder reads question and passage together, which tells more than two vectors do and takes far longer: so only
the best hits are read. It puts them in another order; their scores stay those of their places, since what is calibrated
on scores must hold with any model.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from index.hit import Hit
from index.loading import from_disk_or_hub, loading

DEPTH = 30  # hits that are read
Reranker = Callable[[str, Sequence[str]], Sequence[float]]
"""(question, texts) -> how well each text answers, higher is better."""


def rerank(question: str, hits: Sequence[Hit], reranker: Reranker) -> list[Hit]:
    """The hits with the first `DEPTH` of them in the reranker's order; each place keeps its score."""
    read = list(hits[:DEPTH])
    if len(read) < 2:
        return list(hits)
    relevance = np.array(reranker(question, [_text(hit) for hit in read]), np.float64)
    order = np.argsort(-relevance, kind="stable")
    ordered = [
        replace(read[number], rank=place.rank, score=place.score)
        for number, place in zip(order, read, strict=True)
    ]
    return [*ordered, *hits[DEPTH:]]


def _text(hit: Hit) -> str:
    return "\n".join(line for line in (hit.article.title, hit.passage.heading, hit.passage.text) if line)


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers, loaded at its first use; may be used from many threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._score: Reranker | None = None
        self._lock = threading.Lock()

    def __call__(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each text answers. Raises ValueError when the model cannot be loaded."""
        with self._lock:
            self._score = self._score or _load(self._name)
            return self._score(question, texts)


def _load(name: str) -> Reranker:
    from sentence_transformers import CrossEncoder

    advice = "name a cross-encoder of sentence-transformers or its folder, or none"
    with loading("reranker", name, advice):
        model = from_disk_or_hub(name, lambda local: CrossEncoder(name, num_labels=1, local_files_only=local))

    def score(question: str, texts: Sequence[str]) -> Sequence[float]:
        scores: Sequence[float] = model.predict(
            [(question, text) for text in texts], show_progress_bar=False
        ).tolist()
        return scores

    return score
