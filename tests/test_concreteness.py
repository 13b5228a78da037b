"""Concrete words are told from loose ones, in both languages, by examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.embedder import load_embedder
from qa.concreteness import CONCRETE, LOOSE, Concreteness
from qa.similarity import Similarity


@pytest.fixture(scope="module")
def similarity() -> Similarity:
    return Similarity(load_embedder(None))


def test_words_that_are_no_examples_are_told(similarity: Similarity) -> None:
    concrete = ["白内障", "营养师", "肝移植", "药店", "cataract", "dietitian", "pharmacy", "autism"]
    loose = ["尽快", "大致", "逐步", "巨大", "roughly", "cheaper", "steadily", "enormous"]
    assert not {*concrete, *loose} & {*CONCRETE, *LOOSE}
    assert similarity.concreteness(concrete).min() > 0.4
    assert similarity.concreteness(loose).max() < 0.0


def test_examples_are_told_apart(similarity: Similarity) -> None:
    right = [*(similarity.concreteness(CONCRETE) > 0), *(similarity.concreteness(LOOSE) < 0)]
    assert np.mean(right) > 0.97


def test_no_word_is_an_example_of_both() -> None:
    assert not {*CONCRETE} & {*LOOSE}
    assert len({*CONCRETE, *LOOSE}) == len(CONCRETE) + len(LOOSE)


def test_examples_are_embedded_when_first_asked_for_and_once() -> None:
    asked: list[int] = []

    def vectors(texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        asked.append(len(texts))
        return np.array([[1.0, 0.0] if text in CONCRETE else [0.0, 1.0] for text in texts], np.float32)

    concreteness = Concreteness(vectors)
    assert asked == []
    assert concreteness(["护士", "方面"]) == pytest.approx([1.0, -1.0], abs=0.02)
    concreteness(["护士"])
    assert asked == [len(CONCRETE) + len(LOOSE), 2, 1]
