from __future__ import annotations

import numpy as np
import pytest

from index.vectors import VectorIndex, normalise


@pytest.fixture
def filled() -> tuple[VectorIndex, np.ndarray]:
    vectors = normalise(np.random.default_rng(1).standard_normal((500, 16)))
    index = VectorIndex(16)
    index.add(np.arange(500) * 3 + 7, vectors)
    return index, vectors


def test_search_gives_the_cosines_of_the_nearest_best_first(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, vectors = filled
    keys, similarities = index.search(vectors[42], 5)
    expected = vectors @ vectors[42]
    assert keys.tolist() == (np.argsort(-expected)[:5] * 3 + 7).tolist()
    assert similarities == pytest.approx(np.sort(expected)[::-1][:5], abs=2e-3)


def test_a_selection_of_one_in_a_hundred_still_gives_its_best(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, vectors = filled
    among = np.arange(0, 500, 100) * 3 + 7
    keys, _ = index.search(vectors[42], 5, among)
    assert keys.tolist() == among[np.argsort(-(vectors[::100] @ vectors[42]))].tolist()


def test_removed_keys_are_gone_and_unknown_ones_ignored(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, vectors = filled
    index.remove(np.array([42 * 3 + 7, 1]))
    assert len(index) == 499
    assert 42 * 3 + 7 not in index.search(vectors[42], 499)[0]
    index.add(np.array([42 * 3 + 7]), vectors[42:43])
    assert index.search(vectors[42], 1)[0].tolist() == [42 * 3 + 7]


def test_nothing_is_found_in_nothing() -> None:
    index = VectorIndex(4)
    query = np.array([1, 0, 0, 0], np.float32)
    assert index.search(query, 3)[0].size == 0
    index.add(np.array([5]), query.reshape(1, -1))
    assert index.search(query, 3)[0].tolist() == [5]
    assert index.search(query, 3, np.empty(0, np.int64))[0].size == 0
    assert index.search(query, 3, np.array([99]))[0].size == 0


def test_a_zero_vector_stays_zero() -> None:
    assert normalise(np.array([[0, 0], [3, 4]])).tolist() == [[0, 0], pytest.approx([0.6, 0.8])]
