from __future__ import annotations

import numpy as np
import pytest

from index.fusion import fuse, standardise


def test_standardised_scores_have_mean_0_and_deviation_1() -> None:
    assert standardise(np.array([1, 2, 3], np.float32), 0.1) == pytest.approx([-1.2247, 0, 1.2247], abs=1e-4)


def test_scores_that_are_all_alike_are_not_blown_up() -> None:
    assert standardise(np.array([0.5], np.float32), 0.1).tolist() == [0]
    assert np.abs(standardise(np.array([0.5, 0.50001], np.float32), 0.1)).max() < 0.01
    assert standardise(np.empty(0, np.float32), 0.1).size == 0


def test_a_leg_that_hardly_tells_passages_apart_leaves_it_to_the_other() -> None:
    alike, apart = np.array([0.51, 0.50, 0.50], np.float32), np.array([0.9, 0.2, 0.1], np.float32)
    common, rare = np.array([0, 0.5, 0], np.float32), np.array([0, 30, 0], np.float32)
    assert np.argmax(fuse(alike, rare)) == 1
    assert np.argmax(fuse(apart, common)) == 0
    assert fuse(alike, common).max() < 1 < fuse(apart, rare).max()


def test_meaning_weighs_more_than_words_but_words_decide_where_meanings_are_alike() -> None:
    closeness = np.array([0.9, 0.1, 0.1], np.float32)
    words = np.array([0, 9, 0], np.float32)
    assert np.argmax(fuse(closeness, words)) == 0
    assert np.argmax(fuse(np.full(3, 0.4, np.float32), words)) == 1


def test_without_words_the_nearest_wins() -> None:
    assert np.argsort(fuse(np.array([0.1, 0.3, 0.2], np.float32), np.zeros(3, np.float32))).tolist() == [
        0,
        2,
        1,
    ]
