"""Searcher: a question's vector and words to hits, from what FAISS, tantivy and SQLite hold now."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.database import Database
from index.filters import Filters
from index.fusion import fuse
from index.hit import Hit
from index.lexical import LexicalIndex
from index.vectors import VectorIndex

CANDIDATES = 100  # of each leg
Floats = NDArray[np.float32]


class Searcher:
    """Follows the database at each search; may be used from many threads."""

    def __init__(
        self, database: Database, lexical: LexicalIndex, catalogue: Catalogue, dimension: int
    ) -> None:
        self._database, self._lexical, self._catalogue = database, lexical, catalogue
        self._vectors = VectorIndex(dimension)
        self._generation = 0
        self._lock = threading.RLock()

    def search(self, question: str, vector: Floats, k: int, filters: Filters | None) -> list[Hit]:
        """The k passages that answer best; `vector` is the question's, of unit length."""
        with self._lock:
            self._catch_up()
            lexical, cosines = self._candidates(question, vector, max(CANDIDATES, 2 * k), filters)
        keys = list(cosines)
        scores = fuse(
            np.array([_closeness(cosines[key]) for key in keys], np.float32),
            np.array([lexical.get(key, 0.0) for key in keys], np.float32),
        )
        best = np.argsort(-scores, kind="stable")[: 2 * k]
        passages = self._database.passages([keys[number] for number in best])
        articles = self._database.articles(list({article for article, _ in passages.values()}))
        hits: list[Hit] = []
        for number in best[: 2 * k]:
            article, passage = passages.get(keys[number], (-1, None))
            if passage is None or article not in articles:
                continue  # another process has removed it just now
            similarity, *sentences = cosines[keys[number]].tolist()
            hits.append(
                Hit(
                    passage=passage,
                    article=articles[article],
                    score=float(scores[number]),
                    similarity=similarity,
                    lexical=lexical.get(keys[number], 0.0),
                    rank=len(hits) + 1,
                    sentences=tuple(sentences),
                )
            )
        return hits[:k]

    def _candidates(
        self, question: str, vector: Floats, count: int, filters: Filters | None
    ) -> tuple[dict[int, float], dict[int, Floats]]:
        """The best of both legs: BM25 scores by key, and cosines by key, the passage's and its sentences'."""
        selection = self._catalogue.select(filters) if filters else None
        dense, _ = self._vectors.search(vector, count, selection.passages if selection else None)
        lexical = self._lexical.search(question, count, selection)
        stored = self._database.vectors(sorted({*dense.tolist(), *lexical}))
        if not stored:
            return {}, {}
        cosines = np.concatenate(list(stored.values())).astype(np.float32) @ vector
        ends = np.cumsum([len(vectors) for vectors in stored.values()])[:-1]
        return lexical, dict(zip(stored, np.split(cosines, ends), strict=True))

    def _catch_up(self) -> None:
        """Takes in what was committed since the last search."""
        generation = self._database.generation
        if generation != self._generation:
            self._vectors.remove(np.array(self._database.deleted_since(self._generation), np.int64))
            for keys, vectors in self._database.vectors_between(self._generation, generation):
                self._vectors.add(keys, vectors)
            self._generation = generation
        if generation != self._lexical.generation:  # the words are committed a moment later
            self._lexical.reload()

    def follow(self) -> None:
        """Brings the words up to date with SQLite; for the holder of the write lock alone."""
        with self._lock:
            self._lexical.follow(self._database)

    @property
    def has_words(self) -> bool:
        """Whether the word index can be read, or there is nothing to be read in it."""
        with self._lock:
            return self._lexical.generation >= 0 or self._database.counts()[1] == 0


def _closeness(cosines: Floats) -> float:
    """How near a passage is: half by the whole of it, half by its nearest sentence."""
    return float(cosines[0] + cosines[1:].max(initial=-1.0)) / 2 if len(cosines) > 1 else float(cosines[0])
