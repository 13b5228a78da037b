"""Cosines between texts, sentences or words, each embedded once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from qa.concreteness import Concreteness

REMEMBERED = 16384
"""Texts whose vectors are kept: 25 MB at 384 dimensions."""


class Similarity:
    """Callable: (question, texts) -> cosines of shape (texts,); remembers the vectors of the latest texts.

    `concreteness` tells of words, by the same vectors, how concrete they are.
    """

    def __init__(self, embedder: Embeddings) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self.concreteness = Concreteness(self.vectors)

    def __call__(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self.vectors([question, *texts])
        return np.asarray(vectors[1:] @ vectors[0], dtype=np.float32)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (texts, dimension)."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            fresh = np.asarray(self._embedder.embed_documents(missing), dtype=np.float32)
            fresh /= np.maximum(np.linalg.norm(fresh, axis=1, keepdims=True), 1e-12)
            known |= dict(zip(missing, fresh, strict=True))
            with self._lock:
                for text in missing:
                    self._vectors[text] = known[text]
                while len(self._vectors) > REMEMBERED:
                    self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
