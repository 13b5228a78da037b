"""The lexicon is learnt from lines that were never aligned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("jieba", reason="the train extra is not installed")

from index.lexicon.build import learn, write

PAIRS = [
    ("医院采购药品", "The hospital buys drugs"),
    ("医院支付费用", "The hospital pays the costs"),
    ("政府建设医院", "The government builds a hospital"),
    ("政府采购药品", "The government buys drugs"),
    ("药品产生费用", "Drugs cause costs"),
    ("政府支付费用", "The government pays the costs"),
]


def test_what_always_stands_opposite_is_the_translation() -> None:
    entries = learn(*zip(*(PAIRS * 20), strict=True))
    best = {word: entries[word][0][0] for word in ("医院", "药品", "费用")}
    assert best == {"医院": "hospit", "药品": "drug", "费用": "cost"}
    assert entries["医院"][0][1] > 0.8


def test_words_seen_once_and_words_of_asking_are_left_out() -> None:
    assert "医院" not in learn(*zip(PAIRS[0], strict=True))
    entries = learn(["什么医院"] * 9, ["which hospital"] * 9)
    assert {word: [stem for stem, _ in stems] for word, stems in entries.items()} == {"医院": ["hospit"]}


def test_it_is_written_a_word_a_line(tmp_path: Path) -> None:
    write({"药品": [("drug", 0.4), ("medicin", 0.126)], "医院": [("hospit", 0.9)]}, tmp_path / "lexicon.tsv")
    assert (tmp_path / "lexicon.tsv").read_text(encoding="utf-8").splitlines() == [
        "医院\thospit 90",
        "药品\tdrug 40\tmedicin 13",
    ]
