"""Recall and nDCG, on rankings that can be checked by hand."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from index.encoder import evaluate


def test_ranks_count_ties_against_the_right_one() -> None:
    scores = np.array([[0.9, 0.1, 0.5], [0.2, 0.2, 0.2], [0.1, 0.3, 0.2]], np.float32)
    assert evaluate.ranks(scores, np.array([0, 1, 2])).tolist() == [1, 3, 2]


def test_recall_and_ndcg() -> None:
    found = np.array([1, 3, 6, 11])
    assert evaluate.recall(found) == [0.25, 0.5]
    assert evaluate.ndcg(found) == pytest.approx((1 + 1 / 2 + 1 / np.log2(7)) / 4, abs=1e-4)


def test_the_table_of_a_small_set(tmp_path: Path) -> None:
    texts = {"en": ["cats purr", "dogs bark"], "zh": ["猫会叫", "狗会吠"]}
    for name, paragraphs in {
        "xquad_dev.en": texts["en"], "xquad_dev.zh": texts["zh"], "cmrc_dev": ["鸟"], "drcd_dev": ["鱼"],
    }.items():  # fmt: skip
        entries = [{"context": text, "qas": [{"question": text}]} for text in paragraphs]
        with lzma.open(tmp_path / f"{name}.json.xz", "wt", encoding="utf-8") as file:
            json.dump({"data": [{"paragraphs": entries}]}, file)
    axis = {"cats purr": 0, "猫会叫": 1, "dogs bark": 2, "狗会吠": 2, "鸟": 3, "鱼": 4}
    figures = evaluate.measure(
        lambda asked: np.eye(5, dtype=np.float32)[[axis[text] for text in asked]], tmp_path
    )
    assert figures == {
        "en_zh": [0.5, 1.0], "zh_zh": [1.0, 1.0], "en_en": [1.0, 1.0],
        "cmrc_dev": [1.0, 1.0], "drcd_dev": [1.0, 1.0], "xquad_2k": [pytest.approx((1 / np.log2(5) + 1) / 2, abs=1e-4)],
    }  # fmt: skip
    assert evaluate.line("x", {"en_zh": [0.5, 1.0]}) == "| x | .500 / 1.000 |"
