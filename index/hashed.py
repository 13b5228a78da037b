"""A test double: vectors from character pairs, with no model to load; like texts have like vectors."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray


class HashedEmbedder(Embeddings):
    """Deterministic unit vectors: each pair of characters adds its own random direction.

    `embedded` counts the documents it was asked for, so that a test can tell what was computed again.
    """

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.embedded = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""
        self.embedded += len(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one text."""
        text = text.lower()
        pairs = [text[start : start + 2] for start in range(len(text) - 1)] or [text]
        total = np.sum([_direction(pair, self.dimension) for pair in pairs], axis=0)
        vector: list[float] = (total / max(float(np.linalg.norm(total)), 1e-12)).tolist()
        return vector


@lru_cache(maxsize=65536)
def _direction(pair: str, dimension: int) -> NDArray[np.float64]:
    seed = int.from_bytes(blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(dimension)
