"""Word alignment: what translates what, learnt from lines that were never aligned by hand."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("jieba", reason="the train extra is not installed")

from index.encoder.align import Alignment, align

# Chinese 0..2 stand for English 10..12; English 19 ("the") is in every line.
CHINESE = [[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]]
ENGLISH = [[10, 19], [11, 19], [12, 19], [10, 11, 19], [11, 12, 19], [10, 12, 19], [10, 11, 12, 19]]


def _alignment(times: int) -> Alignment:
    sets = [[np.array(line) for line in lines] for lines in (CHINESE * times, ENGLISH * times)]
    return Alignment(*sets)


def test_each_token_finds_its_translation() -> None:
    alignment = _alignment(20)
    forward, backward = alignment.translations()
    weight = forward * backward
    for token in range(3):
        couples = np.flatnonzero(alignment.left == token)
        assert alignment.right[couples[weight[couples].argmax()]] == token + 10
    given = np.bincount(alignment.left, weights=forward)
    assert (given <= 1).all()
    assert (given > 0.9).all()


def test_rows_move_as_far_as_the_token_was_seen() -> None:
    table = np.zeros((20, 4))
    table[10], table[11], table[12] = np.eye(4)[:3]
    often, seldom = (align(table, _alignment(times), np.array([0])) for times in (50, 1))
    assert often[0].argmax() == 0
    assert often[0, 0] > 2 * often[0, 1:].max()
    assert 0 < np.linalg.norm(seldom[0]) < np.linalg.norm(often[0])
    np.testing.assert_array_equal(often[1:], table[1:])


def test_a_token_never_seen_keeps_its_glosses() -> None:
    table = np.random.default_rng(0).normal(size=(20, 4))
    moved = align(table, _alignment(3), np.array([5]))
    assert moved[5] @ table[5] == pytest.approx(np.linalg.norm(moved[5]) * np.linalg.norm(table[5]))
