"""Single words of both languages compared by the encoder's own table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.embedder import EMBEDDED, OnnxEmbedder, load_embedder
from index.word_vectors import WordVectors


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    embedder = load_embedder()
    assert isinstance(embedder, OnnxEmbedder)
    return embedder.words


def test_tokens_are_words_once_without_marks(vectors: WordVectors) -> None:
    assert [token.text for token in vectors.tokens("医生,医生的工资。")] == ["医生", "的", "工资"]
    assert [token.text for token in vectors.tokens("the doctor's pay: 90%")] == [
        "the",
        "doctor",
        "s",
        "pay",
        "90",
    ]
    assert vectors.tokens("……") == ()


def test_words_of_one_meaning_lie_close(vectors: WordVectors) -> None:
    english, chinese = (
        vectors([token.row for token in vectors.tokens(text)]) for text in ("doctor salary", "医生工资床位")
    )
    assert np.linalg.norm(english, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    nearest = (english @ chinese.T).argmax(axis=1)
    assert nearest.tolist() == [0, 1]
    assert (english @ chinese.T)[0, 2] < 0.4


def test_a_network_without_a_table_of_the_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"\x08\x0a")  # ir_version = 10 and nothing else
    with pytest.raises(ValueError, match=r"model\.onnx has no table of the [\d,]+ words"):
        WordVectors(tmp_path / "model.onnx", Tokenizer.from_file(str(EMBEDDED / "tokenizer.json")))
