"""FAISS: exact cosine search over the passages' vectors, in memory, fed from SQLite."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

# FAISS shares out questions among threads; we ask one at a time, and threads that wait would only spin.
faiss.omp_set_num_threads(1)

Keys = NDArray[np.int64]
Floats = NDArray[np.float32]


def normalise(vectors: NDArray[np.floating]) -> Floats:
    """Unit vectors, row by row; a zero vector stays zero."""
    vectors = np.ascontiguousarray(np.atleast_2d(vectors), np.float32)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)


class VectorIndex:
    """Unit vectors by passage key, as float16 (200,000 of 384 numbers: 150 MB); the caller holds a lock."""

    def __init__(self, dimension: int) -> None:
        flat = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index = faiss.IndexIDMap2(flat)
        self.dimension = dimension

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, keys: Keys, vectors: NDArray[np.floating]) -> None:
        """Adds vectors (n, dimension) under their keys (n,)."""
        self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), keys)

    def remove(self, keys: Keys) -> None:
        """Removes the vectors of these keys; unknown keys are ignored."""
        if len(keys):
            self._index.remove_ids(faiss.IDSelectorBatch(keys))

    def search(self, query: Floats, k: int, among: Keys | None = None) -> tuple[Keys, Floats]:
        """The k keys nearest to a unit vector (dimension,) with their cosines, best first.

        Only the keys `among` are looked at if given: a filter that keeps few passages still gives k of them.
        """
        k = min(k, len(self) if among is None else len(among))
        if k == 0 or len(self) == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(np.ascontiguousarray(among, np.int64))
        similarities, keys = self._index.search(query.reshape(1, -1), k, params=parameters)
        found = keys[0] >= 0
        return keys[0][found], similarities[0][found]
